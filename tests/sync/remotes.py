"""Remote stores that lose answers, or let something happen while they are asked."""

from __future__ import annotations

import pytest

from sync.errors import Offline
from sync.remote.memory import MemoryRemote
from tests.sync.world import MEMBER


class Deaf(MemoryRemote):
    """Carries out one kind of write and loses the answer; `meanwhile` runs before it is lost."""

    def __init__(self, device, deaf_to, meanwhile=None):
        super().__init__(device.world.server, MEMBER, device.clock)
        self._deaf_to = deaf_to
        self._meanwhile = meanwhile

    def _lose(self, name):
        if name != self._deaf_to:
            return
        if self._meanwhile is not None:
            self._meanwhile()
        raise Offline("no answer")

    def insert(self, *arguments):
        answer = super().insert(*arguments)
        self._lose("insert")
        return answer

    def update(self, *arguments):
        answer = super().update(*arguments)
        self._lose("update")
        return answer

    def delete(self, *arguments):
        answer = super().delete(*arguments)
        self._lose("delete")
        return answer


class During(MemoryRemote):
    """Runs something on the device while a request of one kind is under way."""

    def __init__(self, device, name, act):
        super().__init__(device.world.server, MEMBER, device.clock)
        real = getattr(self, name)
        acts = [act]

        def wrapped(*arguments):
            answer = real(*arguments)
            if acts and answer:
                acts.pop()()
            return answer

        setattr(self, name, wrapped)


def lose(device, name, meanwhile=None):
    with pytest.raises(Offline):
        device.sync(Deaf(device, name, meanwhile))


# -- compare and swap -------------------------------------------------------------------------

"""The end of a thread in the background, whenever it comes."""

from __future__ import annotations

import threading

from desktop.services.media.background import WAKE, Background
from tests.patience import PATIENCE


def test_who_ends_it_while_it_turns_to_its_work_is_heard(monkeypatch):
    class Poke(threading.Event):
        def clear(self):
            """The end comes just before this."""
            made.stopping.set()
            self.set()
            super().clear()

    rounds = []
    made = Background("test", lambda: rounds.append(1) or WAKE)
    monkeypatch.setattr(made, "_poked", Poke())
    made.start()
    for thread in threading.enumerate():
        if thread.name == "test":
            thread.join(PATIENCE)
            assert not thread.is_alive()
    assert not rounds

"""A remote store behind a bad line: it drops, delays, forgets and dies by the dice of a seed."""

from __future__ import annotations

import random
from collections import Counter
from enum import StrEnum

from sync.errors import Offline, ServerBusy, SignInNeeded


class Killed(BaseException):
    """The process died here; nothing may catch it but the simulation."""


class Fault(StrEnum):
    """What can happen to one request."""

    DROP = "drop"  # the request never reaches the server
    LOSE = "lose"  # the server did it, the answer never comes
    BUSY = "busy"  # 429 or 503, perhaps with a time to wait
    LATE = "late"  # the server's clock moves on before the request is served
    SHORT = "short"  # a page with fewer rows than asked for, and more to come
    ANONYMOUS = "anonymous"  # the token went astray: a read shows nothing
    EXPIRED = "expired"  # the session is over
    KILL_BEFORE = "kill before"  # the process dies before sending
    KILL_AFTER = "kill after"  # the process dies after the server did it


WRITES = {"insert", "update", "delete"}
PAGES = {"changed_since", "versions_since", "manifest", "generic_page"}
READS = PAGES | {"fetch", "count"}
_FITS = {
    Fault.SHORT: PAGES,
    Fault.ANONYMOUS: READS,
}
DEFAULT_FAULTS = {
    Fault.DROP: 0.03, Fault.LOSE: 0.03, Fault.BUSY: 0.02, Fault.LATE: 0.02, Fault.SHORT: 0.05,
    Fault.KILL_BEFORE: 0.01, Fault.KILL_AFTER: 0.01,
}  # fmt: skip


class FaultyRemote:
    """Wraps a RemoteStore; `fired` counts which fault fired how often.

    `chances` gives each fault its share of the requests that it fits. Set `healthy` to let every
    request through. `script` (a list of Fault or None, one per request) goes before the dice.
    `anonymous` is the same server for nobody, and `advance` moves the server's clock.
    """

    def __init__(
        self, inner, seed=0, chances=None, *, anonymous=None, advance=None, script=(), fired=None
    ):
        self.inner = inner
        self.chances = dict(DEFAULT_FAULTS if chances is None else chances)
        self.fired = Counter() if fired is None else fired
        self.healthy = False
        self.script = list(script)
        self._random = random.Random(seed)
        self._anonymous = anonymous
        self._advance = advance

    @property
    def traffic(self):
        return self.inner.traffic

    @property
    def unreadable(self):
        return self.inner.unreadable

    def skew(self):
        return self.inner.skew()

    def inspect(self, table):
        return self._call("inspect", table)

    def changed_since(self, table, shape, after, limit, seen=None):
        return self._call("changed_since", table, shape, after, limit, seen)

    def versions_since(self, table, shape, after, limit):
        return self._call("versions_since", table, shape, after, limit)

    def manifest(self, table, shape, after_id, limit):
        return self._call("manifest", table, shape, after_id, limit)

    def count(self, table):
        return self._call("count", table)

    def fetch(self, table, shape, ids):
        return self._call("fetch", table, shape, ids)

    def generic_page(self, table, offset, limit):
        return self._call("generic_page", table, offset, limit)

    def insert(self, table, shape, rows):
        return self._call("insert", table, shape, rows)

    def update(self, table, shape, row_id, version, changes):
        return self._call("update", table, shape, row_id, version, changes)

    def delete(self, table, shape, row_id, version):
        return self._call("delete", table, shape, row_id, version)

    def _call(self, name, *arguments):
        fault = self._next(name)
        if fault is None:
            return getattr(self.inner, name)(*arguments)
        self.fired[fault] += 1
        self._before(fault, name)
        target = self._anonymous if fault is Fault.ANONYMOUS else self.inner
        if fault is Fault.SHORT:
            # All pages take their limit last.
            limit = arguments[-1]
            arguments = (*arguments[:-1], self._random.randint(1, max(1, limit - 1)))
        answer = getattr(target, name)(*arguments)
        if fault is Fault.LOSE:
            raise Offline("the answer was lost")
        if fault is Fault.KILL_AFTER:
            raise Killed(name)
        return answer

    def _before(self, fault, name):
        if fault is Fault.DROP:
            raise Offline("the request was dropped")
        if fault is Fault.BUSY:
            raise ServerBusy("busy", self._random.choice([None, 1.0, 30.0]))
        if fault is Fault.EXPIRED:
            raise SignInNeeded("the session is over")
        if fault is Fault.KILL_BEFORE:
            raise Killed(name)
        if fault is Fault.LATE:
            self._advance(self._random.choice([1, 20, 400]))

    def _next(self, name):
        if self.script:
            return self.script.pop(0)
        if self.healthy:
            return None
        roll = self._random.random()
        for fault, chance in self.chances.items():
            if not self._fits(fault, name):
                continue
            roll -= chance
            if roll < 0:
                return fault
        return None

    def _fits(self, fault, name):
        if fault is Fault.LATE and self._advance is None:
            return False
        if fault is Fault.ANONYMOUS and self._anonymous is None:
            return False
        return name in _FITS.get(fault, {name})

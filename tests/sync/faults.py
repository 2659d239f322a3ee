"""Faults for simulations: a network that loses and delays, and a process that dies anywhere."""

from __future__ import annotations

import functools

from sync.errors import Offline, SyncError

_WRITES = {"insert", "update", "delete"}
_CALLS = (
    "inspect", "changed_since", "versions_since", "manifest", "count", "fetch", "generic_page",
    "insert", "update", "delete",
)  # fmt: skip


class Killed(BaseException):
    """The process is dead; nothing in the code under test may catch this."""


class Grim:
    """Decides when a process dies: at the n-th boundary from now, of HTTP or of SQLite."""

    def __init__(self):
        self.left = None
        self.dead = False

    def arm(self, boundaries):
        self.left = boundaries
        self.dead = False

    def rest(self):
        self.left = None
        self.dead = False

    def pass_boundary(self):
        if self.dead:
            raise Killed
        if self.left is None:
            return
        self.left -= 1
        if self.left < 0:
            self.dead = True
            raise Killed


class MortalConnection:
    """A connection that dies with its process; the harness rolls the real one back."""

    def __init__(self, real, grim, on_close=None):
        self._real = real
        self._grim = grim
        self._on_close = on_close

    def execute(self, sql, parameters=()):
        self._grim.pass_boundary()
        return self._real.execute(sql, parameters)

    def executemany(self, sql, parameters):
        self._grim.pass_boundary()
        return self._real.executemany(sql, list(parameters))

    def close(self):
        if self._on_close is not None and not self._grim.dead:
            self._on_close()


class Weather:
    """What may go wrong on the way, as chances out of one; all zero is fair weather."""

    def __init__(self, random, offline=0.0, lost=0.0, late=0.0, between=0.0):
        self.random = random
        self.offline = offline
        self.lost = lost
        self.late = late
        self.between = between


class FaultyRemote:
    """Wraps a remote store; `happen` runs whatever else goes on while a request is under way."""

    def __init__(self, real, weather, grim, happen=None, later=None):
        self._real = real
        self._weather = weather
        self._grim = grim
        self._happen = happen
        self._later = later
        self.traffic = real.traffic
        self.unreadable = real.unreadable
        self.counts = {"offline": 0, "lost": 0, "late": 0}

    def skew(self):
        return self._real.skew()

    def __getattr__(self, name):
        if name not in _CALLS:
            raise AttributeError(name)
        return functools.partial(self._call, name)

    def _call(self, name, *arguments):
        self._grim.pass_boundary()
        weather, dice = self._weather, self._weather.random
        if self._happen is not None and dice.random() < weather.between:
            self._happen()
        if dice.random() < weather.offline:
            self.counts["offline"] += 1
            raise Offline("no way there")
        method = getattr(self._real, name)
        if name in _WRITES and dice.random() < weather.late:
            self.counts["late"] += 1
            self._later(functools.partial(_quietly, method, *arguments))
            raise Offline("no answer in time")
        try:
            answer = method(*arguments)
        except SyncError:
            if dice.random() < weather.lost:
                raise Offline("no way back") from None
            raise
        if dice.random() < weather.lost:
            self.counts["lost"] += 1
            raise Offline("no way back")
        if self._happen is not None and dice.random() < weather.between:
            self._happen()
        self._grim.pass_boundary()
        return answer


def _quietly(method, *arguments):
    """A request whose answer nobody waits for any more."""
    try:
        method(*arguments)
    except SyncError:
        return

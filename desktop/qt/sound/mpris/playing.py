"""What the desktop is told of what is on, and what it wishes: plain values, safe in any thread."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from desktop.domain.listening import Repeat

# A place is elsewhere than it should be by more than this: somebody went there.
_JUMP = 0.5


class Status(StrEnum):
    """The words of MPRIS for where it stands."""

    PLAYING = "Playing"
    PAUSED = "Paused"
    STOPPED = "Stopped"


class Playing(NamedTuple):
    """What is on at one moment; all times are seconds.

    `track` is its id, empty for none; `position` was true at the moment `at`, and moves on from
    there while it `runs`.
    """

    status: Status = Status.STOPPED
    track: str = ""
    title: str = ""
    album: str = ""
    length: float = 0.0
    position: float = 0.0
    at: float = 0.0
    runs: bool = False
    speed: float = 1.0
    volume: float = 1.0
    repeat: Repeat = Repeat.OFF
    has_next: bool = False

    def place(self, now: float) -> float:
        """Where it is by now."""
        place = self.position + (now - self.at) * self.speed if self.runs else self.position
        return max(0.0, min(place, self.length) if self.length > 0 else place)

    def jumped_from(self, before: Playing) -> bool:
        """Whether it is elsewhere than it would have come to by itself."""
        return abs(self.place(self.at) - before.place(self.at)) > _JUMP


class Wish(NamedTuple):
    """What the desktop asks for: the name of a method or property of MPRIS, and its values."""

    name: str
    values: tuple[object, ...] = ()

"""The rules of listening: what comes next, how far to go back, when to fall silent.

Pure: times are seconds, moments are whatever clock the caller keeps.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.domain.vision import PARTS

SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
SKIP = 15.0
FADE = 20.0
# Who is further in than this goes back to the beginning first, as with any player.
_BEGINNING = 3.0
# A pause of so many seconds goes so many back, to find the thread again.
_REWINDS = ((3600.0, 20.0), (300.0, 10.0), (60.0, 5.0), (10.0, 2.0))
_DURATION = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:\.\d+)?")
_PLAIN = re.compile(r"(\d+(?:\.\d+)?)\s*(?:s|sec|seconds)?", re.IGNORECASE)


class Phase(StrEnum):
    """What a listener is told of what is on."""

    SILENT = "silent"
    LOADING = "loading"
    PLAYING = "playing"
    PAUSED = "paused"
    AWAY = "away"  # the file is not on this computer yet


class Repeat(StrEnum):
    """What happens at the end of a track, or of the last one."""

    OFF = "off"
    TRACK = "track"
    SET = "set"


@dataclass(frozen=True, slots=True)
class Queue:
    """The tracks of a set in their order, and which of them is on."""

    ids: tuple[str, ...] = ()
    place: int = 0
    repeat: Repeat = Repeat.OFF

    @property
    def current(self) -> str:
        """The track that is on, or an empty one."""
        return self.ids[self.place] if 0 <= self.place < len(self.ids) else ""

    def at(self, track_id: str) -> Queue:
        """The same queue with another track on; one that is not in it changes nothing."""
        return replace(self, place=self.ids.index(track_id)) if track_id in self.ids else self

    def with_tracks(self, ids: Sequence[str]) -> Queue:
        """Other tracks, such as after a sync; the one that is on stays on while it is there."""
        kept = tuple(dict.fromkeys(ids))
        place = kept.index(self.current) if self.current in kept else min(self.place, len(kept))
        return replace(self, ids=kept, place=max(0, min(place, max(0, len(kept) - 1))))

    def after_end(self) -> Queue | None:
        """What is on when a track has ended by itself; None is silence."""
        if self.repeat is Repeat.TRACK:
            return self
        return self.next()

    def next(self) -> Queue | None:
        """What is on when the member asks for the next one."""
        if self.place + 1 < len(self.ids):
            return replace(self, place=self.place + 1)
        return replace(self, place=0) if self.repeat is Repeat.SET and self.ids else None

    def previous(self, position: float) -> Queue:
        """What is on when the member asks for the one before: first the beginning of this one."""
        if position > _BEGINNING:
            return self
        if self.place > 0:
            return replace(self, place=self.place - 1)
        return replace(self, place=len(self.ids) - 1) if self.repeat is Repeat.SET else self


def rewind(pause: float) -> float:
    """How far to go back after a pause of so many seconds."""
    return next((back for least, back in _REWINDS if pause >= least), 0.0)


@dataclass(frozen=True, slots=True)
class SleepTimer:
    """When to fall silent: at a moment, or at the end of the track that is on.

    The moment is by the clock on the wall, so that it is right at any speed.
    """

    until: float | None = None
    at_end: bool = False

    @property
    def is_on(self) -> bool:
        """Whether it will ever fall silent."""
        return self.until is not None or self.at_end

    def left(self, now: float, remaining: float, speed: float) -> float | None:
        """How many seconds of listening are left; None while the timer is off."""
        if self.at_end:
            return max(0.0, remaining / speed)
        return None if self.until is None else max(0.0, self.until - now)

    def volume(self, now: float, remaining: float, speed: float) -> float:
        """By what the volume is multiplied: it goes down softly before the silence."""
        left = self.left(now, remaining, speed)
        if left is None or left >= FADE:
            return 1.0
        # Loudness is heard in proportions, so the fade is no straight line.
        return (left / FADE) ** 2

    def is_over(self, now: float) -> bool:
        """Whether its moment has come; the end of a track is told by the player."""
        return self.until is not None and now >= self.until


def seconds_of(text: str | None) -> float | None:
    """How long `3:25`, `1:02:03` or `205` says that something lasts; None for anything else."""
    text = (text or "").strip()
    if found := _DURATION.fullmatch(text):
        hours, minutes, rest = (int(part or 0) for part in found.groups())
        return float(hours * 3600 + minutes * 60 + rest)
    if found := _PLAIN.fullmatch(text):
        return float(found[1])
    return None


def spelt(seconds: float) -> str:
    """A time as it is documented: `3:25`, or `1:02:03` from an hour on."""
    whole = int(max(0.0, seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def narrated_part(title: str, order_index: int | None) -> str | None:
    """Which part of a vision a track narrates: by its title, else by its place in the set.

    A set that counts from zero and one that counts from one agree on a title, so only a title or
    an order within the parts is taken.
    """
    words = set(re.findall(r"[a-z]+", title.lower()))
    for part in PARTS:
        names = set(re.findall(r"[a-z]+", f"{part.code} {part.label}".lower()))
        if words & names:
            return part.code
    if order_index is not None and 0 <= order_index < len(PARTS):
        return PARTS[order_index].code
    return None

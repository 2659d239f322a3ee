"""Falling asleep to a voice: after some minutes by the clock or at the end of a track, softly."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.listening import FADE, SleepTimer

_TICK_MS = 250


class Now(NamedTuple):
    """Where a listener is: the place and what remains of the track, in seconds, and the speed."""

    position: float
    remaining: float
    speed: float


class Sleeping(QObject):
    """Owns the timer; lives on the GUI thread. It runs while something is played.

    `now` tells where the listener is, `clock` gives seconds that only go forward.
    """

    volume_changed = Signal(float)
    """By what the volume is to be multiplied."""
    left_changed = Signal(object)
    """How many seconds are left, or None."""
    over = Signal(float)
    """Time to fall silent; the next time it goes on from this place, where the fade began."""

    def __init__(
        self, now: Callable[[], Now], clock: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._clock = clock
        self._timer = SleepTimer()
        self._faded_from: float | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._on_tick)

    @property
    def timer(self) -> SleepTimer:
        """When it will be over."""
        return self._timer

    def set(self, timer: SleepTimer) -> None:
        """Fall silent then; a timer that is off never does."""
        self._timer, self._faded_from = timer, None
        self.volume_changed.emit(self.volume())
        self.left_changed.emit(self._left())

    def after(self, minutes: float) -> None:
        """Fall silent after so many minutes by the clock, whatever the speed."""
        self.set(SleepTimer(until=self._clock() + minutes * 60))

    def wake(self) -> None:
        """The member begins to listen: what ran out while nothing was heard has nothing to end."""
        if self._timer.is_over(self._clock()):
            self.set(SleepTimer())

    def run(self, *, playing: bool) -> None:
        """Look at the clock while something is played."""
        if playing:
            self._tick.start()
        else:
            self._tick.stop()

    def volume(self) -> float:
        """By what the volume is to be multiplied now."""
        now = self._now()
        return self._timer.volume(self._clock(), now.remaining, now.speed)

    def track_ended(self) -> bool:
        """A track was heard to its end: tells whether that was to be the last."""
        if not self._timer.at_end:
            return False
        self.set(SleepTimer())
        return True

    def moved_by_member(self) -> None:
        """The member went elsewhere: a fade that had begun begins there."""
        self._faded_from = None

    def moved_in_silence(self) -> None:
        """The place is another one: while nothing is played no tick tells what is left from it."""
        if self._timer.is_on and not self._tick.isActive():
            self.left_changed.emit(self._left())

    def _left(self) -> float | None:
        now = self._now()
        return self._timer.left(self._clock(), now.remaining, now.speed)

    def _on_tick(self) -> None:
        if not self._timer.is_on:
            return
        left = self._left()
        if left is not None and left < FADE and self._faded_from is None:
            self._faded_from = self._now().position
        if self._timer.is_over(self._clock()):
            place = self._now().position if self._faded_from is None else self._faded_from
            # Silent first: the volume comes back only once nothing is to be heard.
            self.over.emit(place)
            self.set(SleepTimer())
            return
        self.volume_changed.emit(self.volume())
        self.left_changed.emit(left)

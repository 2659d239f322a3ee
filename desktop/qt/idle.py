"""Notices that nothing was done for a while: no key, no mouse, no touch, in any window of ours.

Qt tells of no idleness. A filter on the whole application would be called for every event there
is, each time through Python; so the windows themselves are watched, which get what the member does
before any widget does, and the one object that takes the keys, for the words of an input method.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_MINUTE = 60.0
# It was time, and the lock had to wait: how soon it is told again.
_AGAIN_SECONDS = 5.0
_DONE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


def seconds_since_start() -> float:
    """A clock that nobody sets; where the system has such a one, it goes on while that sleeps."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class IdleWatch(QObject):
    """Watches the windows between `begin` and `end`; lives on the GUI thread."""

    idle = Signal()
    """For so long nothing was done. It is told again every few seconds, until `end`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clock: Callable[[], float] = seconds_since_start
        self._seconds = 0.0
        self._last = 0.0
        self._watched: list[QObject] = []
        self._taker: QObject | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._on_window)
            application.focusObjectChanged.connect(self._on_taker)

    @property
    def is_watching(self) -> bool:
        """Whether it has begun, and not ended."""
        return self._seconds > 0

    def begin(self, minutes: int) -> None:
        """Tell when nothing is done for so many minutes from now on; 0 ends it."""
        self.end()
        if minutes <= 0:
            return
        self._seconds = minutes * _MINUTE
        self._last = self.clock()
        for window in QGuiApplication.topLevelWindows():
            self._on_window(window)
        self._on_taker(QGuiApplication.focusObject())
        self._rest(self._seconds)

    def end(self) -> None:
        """Watch nothing any more."""
        self._seconds = 0.0
        self._timer.stop()
        self._on_taker(None)
        for window in self._watched:
            if shiboken6.isValid(window):
                window.removeEventFilter(self)
        self._watched.clear()

    def look(self) -> None:
        """See whether it is time by now."""
        if not self.is_watching:
            return
        left = self._seconds - (self.clock() - self._last)
        self._rest(left if left > 0 else _AGAIN_SECONDS)
        if left <= 0:
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note of what the member does."""
        if event.type() in _DONE and self.is_watching:
            if self.clock() - self._last >= self._seconds:
                self.idle.emit()  # the computer slept meanwhile: what comes now comes too late
            else:
                self._last = self.clock()
        return super().eventFilter(watched, event)

    def _rest(self, seconds: float) -> None:
        self._timer.start(max(1, int(seconds * 1000)))

    def _on_window(self, window: QWindow | None) -> None:
        if window is None or not self.is_watching:
            return
        self._watched = [w for w in self._watched if shiboken6.isValid(w) and w is not window]
        self._watched.append(window)
        window.installEventFilter(self)

    def _on_taker(self, taker: QObject | None) -> None:
        before, self._taker = self._taker, None
        if before is not None and shiboken6.isValid(before) and before not in self._watched:
            before.removeEventFilter(self)
        if taker is not None and self.is_watching:
            self._taker = taker
            taker.installEventFilter(self)

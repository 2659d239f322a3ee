"""Notices that the member goes away, where the desktop tells: sleep, and the lock of the screen."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.qt.away.lines import LoginLine, ScreenLine, Sign
from desktop.qt.bus import BusLine
from desktop.qt.delivery import Delivery

# The lock may have to wait: how soon it is told again.
_AGAIN_MS = 5_000


class AwayWatch(QObject):
    """Owns the lines to the desktop between `begin` and `end`; lives on the GUI thread.

    Until `end` the computer waits a moment before it sleeps, once the desktop has told of it. Where
    nobody tells, nothing ever comes.
    """

    away = Signal(bool)
    """The member goes, with True because the computer sleeps.

    It is told again every few seconds, until `end` or until the screen is open again.
    """
    _told = Signal(object)  # Sign

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[BusLine] = []
        self._delivery = Delivery(self)
        self._told.connect(self._on_told)
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._tell)
        self._asleep = False

    def begin(self) -> None:
        """Listen from now on; where it is listened already, that goes on."""
        if self._lines or not sys.platform.startswith("linux"):
            return
        self._lines = [LoginLine(self._heard()), ScreenLine(self._heard())]
        for line in self._lines:
            line.start()

    def end(self) -> None:
        """Listen no more, and let the computer sleep."""
        self._again.stop()
        self._asleep = False
        lines, self._lines = self._lines, []
        for line in lines:
            line.stop()

    @property
    def is_telling(self) -> bool:
        """Whether the member goes and was not seen to come back."""
        return self._again.isActive()

    def _heard(self) -> Callable[[Sign], None]:
        """What the threads call: it knows a queue and a signal, and nothing of this object."""
        delivery, signal = self._delivery, self._told
        return lambda sign: delivery.announce(signal, sign)

    def _on_told(self, sign: Sign) -> None:
        if not self._lines:  # it may come after the end
            return
        if sign is Sign.BACK:
            # Who comes back before the lock could has not left; what a sleep began is finished.
            if not self._asleep:
                self._again.stop()
            return
        self._asleep = self._asleep or sign is Sign.SLEEP
        self._again.start()
        self._tell()

    def _tell(self) -> None:
        self.away.emit(self._asleep)

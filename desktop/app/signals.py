"""How the process ends when it is asked to from outside: calmly, with everything saved."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSocketNotifier

if TYPE_CHECKING:
    from socket import socket

_NUMBERS = (signal.SIGINT, signal.SIGTERM)


class SignalWatch(QObject):
    """Lets Ctrl-C and a polite end from outside close the window; lives on the GUI thread.

    Signals are remembered from the beginning and heard from `listen` on.
    """

    def __init__(self) -> None:
        super().__init__()
        self._close: Callable[[], Any] = lambda: None
        self._asked = False
        self._pair: tuple[socket, socket] | None = None
        self._before = -1
        for number in _NUMBERS:
            signal.signal(number, self._on_number)

    def listen(self, close: Callable[[], Any]) -> None:
        """Close the window at a signal, also at one that came before."""
        if self._pair is not None:
            return
        self._close = close
        import socket  # late: the first page is painted before

        # Qt's loop runs no Python while it waits, so the signal's number comes through a socket.
        here, there = self._pair = socket.socketpair()
        here.setblocking(False)
        there.setblocking(False)
        self._before = signal.set_wakeup_fd(there.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(here.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)
        if self._asked:
            close()

    def stop(self) -> None:
        """Give the signals back to Python."""
        if self._pair is not None:
            self._notifier.setEnabled(False)
            signal.set_wakeup_fd(self._before)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for one in self._pair or ():
            one.close()

    def _on_number(self, _number: int, _frame: object) -> None:
        self._asked = True

    def _on_signal(self) -> None:
        if self._pair is not None:
            with contextlib.suppress(BlockingIOError):
                self._pair[0].recv(64)
        self._close()

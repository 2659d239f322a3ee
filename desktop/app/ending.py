"""How the process ends and what it does with faults nobody caught: calmly, and logged."""

from __future__ import annotations

import contextlib
import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier

_log = logging.getLogger(__name__)


def hear_faults(tell: Callable[[], None]) -> None:
    """Log every fault that nobody caught with its trace; `tell` says so on the GUI thread."""

    def caught(
        kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        _log.error("a fault that nobody caught", exc_info=(kind, fault, trace))
        if threading.current_thread() is threading.main_thread():
            with contextlib.suppress(RuntimeError):  # the window may be gone already
                tell()

    sys.excepthook = caught
    threading.excepthook = lambda args: _log.error(
        "a fault in the thread %s",
        args.thread.name if args.thread else "?",
        exc_info=(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback),
    )


class SignalWatch(QObject):
    """Lets Ctrl-C and a polite end from outside close the window; lives on the GUI thread.

    Qt's loop runs no Python while it waits, so the signal's number comes through a socket.
    """

    def __init__(self, close: Callable[[], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._close = close
        self._here, self._there = socket.socketpair()
        self._here.setblocking(False)
        self._there.setblocking(False)
        self._before = signal.set_wakeup_fd(self._there.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda _number, _frame: None)
        self._notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def stop(self) -> None:
        """Give the signals back to Python."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        self._here.close()
        self._there.close()

    def _on_signal(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._here.recv(64)
        self._close()

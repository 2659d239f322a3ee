"""What the process does with faults that nobody caught: they are logged, and the window tells."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

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

"""A thread that works again and again, and rests in between until its time or a poke comes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from desktop.core.errors import AppError

_log = logging.getLogger(__name__)

WAKE = 300.0
# A closing window does not wait for a server: what is half done is gone on with at the next start.
_FAREWELL = 2.0


class Background:
    """Owns one thread. `work` is called in it and gives how many seconds to rest.

    A fault of the work ends only that round of it. `stopping` is set when all shall end.
    """

    def __init__(self, name: str, work: Callable[[], float]) -> None:
        self._name = name
        self._work = work
        self._poked = threading.Event()
        self._thread: threading.Thread | None = None
        self.stopping = threading.Event()

    def start(self) -> None:
        """Work until `stop`."""
        self._thread = threading.Thread(target=self._live, name=self._name, daemon=True)
        self._thread.start()

    def poke(self) -> None:
        """There may be something to do: look now."""
        self._poked.set()

    def stop(self) -> None:
        """End the thread, and wait a little for it."""
        self.stopping.set()
        self._poked.set()
        if self._thread is not None:
            self._thread.join(_FAREWELL)

    def _live(self) -> None:
        while True:
            self._poked.clear()
            if self.stopping.is_set():  # asked after that: a stop that comes first pokes in vain
                return
            try:
                pause = self._work()
            except AppError as error:
                _log.info("%s: %s", self._name, type(error).__name__)
                pause = WAKE
            except Exception:  # noqa: BLE001 - a fault of ours is told in the log, and life goes on
                _log.exception("work in the background stumbled")
                pause = WAKE
            self._poked.wait(pause)

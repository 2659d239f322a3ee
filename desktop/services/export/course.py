"""How far an export is, and whether it shall go on."""

from __future__ import annotations

import threading
import time

from desktop.core.errors import AppError
from desktop.core.phrases import Phrase

_STOPPED = Phrase("Stopped. No file was written.")
_SPELL_SECONDS = 0.004
_BREATH_SECONDS = 0.001


class Stopped(AppError):
    """The member did not want the export to go on."""

    def __init__(self) -> None:
        super().__init__(_STOPPED)


class Course:
    """Shared by the thread that exports and the one that shows how far it is.

    With `breathes`, the thread that exports rests a moment every few milliseconds: Python lets one
    thread work at a time, and the window shall not wait for its turn.
    """

    def __init__(self, *, breathes: bool = False) -> None:
        self._breathes = breathes
        self._stop = threading.Event()
        self._rested = time.monotonic()
        self.total = 0
        self.done = 0

    @property
    def percent(self) -> int:
        """How much is done."""
        return min(self.done * 100 // self.total, 100) if self.total else 0

    def stop(self) -> None:
        """Have the export end without a file; from any thread."""
        self._stop.set()

    def step(self) -> None:
        """One row is done; raises Stopped."""
        self.done += 1
        if self._breathes and time.monotonic() - self._rested > _SPELL_SECONDS:
            self._stop.wait(_BREATH_SECONDS)
            self._rested = time.monotonic()
        if self._stop.is_set():
            raise Stopped

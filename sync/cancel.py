"""A token that a long run checks between its batches."""

from __future__ import annotations

import threading

from sync.errors import Cancelled


class CancelToken:
    """Carries the wish to stop from any thread to the running engine."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the run to stop at its next safe point."""
        self._event.set()

    def asked(self) -> bool:
        """Tell whether the stop was asked for."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise Cancelled when the stop was asked for."""
        if self._event.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> None:
        """Wait, but no longer than until the stop is asked for; raises Cancelled then."""
        if self._event.wait(seconds):
            raise Cancelled

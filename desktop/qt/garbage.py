"""Collects Python's garbage on the GUI thread alone, between two events.

Left to itself the collector runs in whatever thread happens to allocate. A closed dialog that it
frees in the database lane is handed to the GUI thread and destroyed there at any moment, also
while Qt walks over all widgets to tell them of a new font: the process then ends in a crash.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

# Often, so that there is never much to look through; the old ones, which take long, seldom.
_LOOK_MS = 200
_OLDEST_SECONDS = 300.0


class GarbageCollector(QObject):
    """Stands in for the automatic collector from `start` to `stop`; lives on the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._oldest_seen = 0.0

    def start(self) -> None:
        """Take over from the automatic collector."""
        gc.disable()
        self._oldest_seen = time.monotonic()
        self._timer.start()

    def stop(self) -> None:
        """Give the work back to the automatic collector."""
        self._timer.stop()
        gc.enable()

    def look(self) -> None:
        """Collect the generations that are due by the collector's own thresholds."""
        young, middle, old = (
            count > threshold
            for count, threshold in zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        now = time.monotonic()
        if old and now - self._oldest_seen >= _OLDEST_SECONDS:
            self._oldest_seen = now
            gc.collect(2)
        elif young or middle:
            gc.collect(1 if middle else 0)

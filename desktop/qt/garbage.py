"""Collects Python's garbage on the GUI thread alone, between two events.

Left to itself the collector runs in whatever thread happens to allocate. A closed dialog that it
frees in the database lane is handed to the GUI thread and destroyed there at any moment, also
while Qt walks over all widgets to tell them of a new font: the process then ends in a crash.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 2000


class GarbageCollector(QObject):
    """Stands in for the automatic collector from `start` to `stop`; lives on the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Take over from the automatic collector."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give the work back to the automatic collector."""
        self._timer.stop()
        gc.enable()

    def look(self) -> None:
        """Collect the oldest generation that is due, by the collector's own thresholds."""
        due = [
            generation
            for generation, (count, threshold) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > threshold
        ]
        if due:
            gc.collect(max(due))

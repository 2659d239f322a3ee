"""The moment when something has been painted, after which slower things may follow."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class NextPaint(QObject):
    """Calls back once a widget has been painted again, with all that is in it.

    Lives on the GUI thread until then; a widget that is not to be seen is painted when it is.
    """

    def __init__(self, widget: QWidget, painted: Callable[[], None]) -> None:
        super().__init__(widget)
        self._painted = painted
        widget.installEventFilter(self)
        widget.update(0, 0, 1, 1)  # the least that makes it paint

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the painting to begin."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # The widget and its children are painted now; the turn after it is ours.
            QTimer.singleShot(0, self, self._on_painted)
        return False

    def _on_painted(self) -> None:
        self.deleteLater()
        self._painted()

"""A frame that grows with what is in it up to a height, and scrolls from there on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class GrowingFrame(QScrollArea):
    """Owns a widget whose height follows its width; lives on the GUI thread."""

    def __init__(self, inside: QWidget, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = inside
        self._most = most
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        inside.installEventFilter(self)
        self._grow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what is inside."""
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self._grow()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        # Asking for the viewport itself would load the types of all widgets there are.
        wanted = self._inside.heightForWidth(self.maximumViewportSize().width())
        height = min(wanted, self._most)
        if height != self.height():
            self.setFixedHeight(height)

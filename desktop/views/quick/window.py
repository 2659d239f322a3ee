"""What the small windows have in common: they come when called, and go by Escape."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.texts import words


class QuickWindow(QWidget):
    """A window of its own, without a parent, kept for the next call; lives on the GUI thread."""

    put_away = Signal()
    """It was closed, whichever way; what was written stays."""

    def __init__(self, title: str, hint: str) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(title)
        self.hint = words(hint, "small")
        self.hint.setWordWrap(True)
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(22, 18, 22, 14)
        self.content.setSpacing(10)
        escape = QAction(self)
        escape.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        escape.triggered.connect(lambda _checked=False: self.put_aside())
        self.addAction(escape)

    def call(self) -> None:
        """Come to the front, in the middle of the screen when it was not there already."""
        if not self.isVisible():
            self._go_to_the_middle()
        self.show()
        self.raise_()
        self.activateWindow()

    def put_aside(self) -> None:
        """Escape: close for now, keeping what was begun."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that it goes; the window is kept for the next call."""
        super().closeEvent(event)
        self.put_away.emit()

    def _go_to_the_middle(self) -> None:
        screen = QGuiApplication.primaryScreen()
        if screen is not None:
            room = screen.availableGeometry()
            self.move(room.center() - QPoint(self.width() // 2, self.height() // 2))

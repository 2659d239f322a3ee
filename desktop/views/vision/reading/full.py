"""A book over the whole screen, with nothing beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.book import Book, Place
from desktop.theme.appearance import Appearance
from desktop.widgets.book.page import BookPage, Reading


class FullPage(QWidget):
    """Owns a page of its own over the screen; Esc and F11 lead back. Lives on the GUI thread."""

    left = Signal(object)
    """The reader went back to the window, at a place."""

    def __init__(self, look: Appearance, book: Book, place: Place, reading: Reading) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(book.title)
        look.dress(self)
        self.page = BookPage(look, self)
        self.page.set_reading(reading)
        self.page.show_book(book, place)
        self.page.installEventFilter(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 0, 0, 0)
        box.addWidget(self.page)
        self.setFocusProxy(self.page)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Two keys lead back, whatever has the focus."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_F11}
        ):
            self.close()
            return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell where the reader was."""
        self.left.emit(self.page.place)
        super().closeEvent(event)

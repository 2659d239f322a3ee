"""One line of text in a field that gives back to the letter what it was shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QWidget

from desktop.domain.journal import content as clean
from desktop.widgets.writing.keys import is_for_the_window, is_undo
from desktop.widgets.writing.words_menu import open_words_menu

# What Qt keeps free at both ends of the words in a field.
_BESIDE = 2


class PlainField(QLineEdit):
    """Owns one value; lives on the GUI thread.

    A field of one line cannot show all that a server may hold (line ends, None): the value is
    given back as it came until the member writes in the field.
    """

    value_edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: str | None = None
        self._shown = ""
        self.setAccessibleName(name)
        self.textEdited.connect(lambda _text: self.value_edited.emit())

    def value(self) -> str | None:
        """What the field holds."""
        text = self.text()
        return self._value if text == self._shown else clean(text)

    def set_value(self, value: str | None) -> None:
        """Show another value without telling anybody; the cursor stays where it can."""
        if value == self.value():
            self._value, self._shown = value, self.text()
            return
        place = self.cursorPosition()
        self.setText(value or "")
        self.setCursorPosition(place if self.hasFocus() else 0)
        self._value, self._shown = value, self.text()

    def shown_words(self) -> str:
        """What can be read in the field: cut at its end, where it is too long for its room."""
        if self.hasFocus():
            return self.text()  # the member moves along in it
        return self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self._place().width()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say by three dots that there is more to read; Qt cuts through a letter."""
        shown = self.shown_words()
        if shown == self.text():
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self._place(), Qt.AlignmentFlag.AlignVCenter, shown)

    def _place(self) -> QRect:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        return inside.marginsRemoved(self.textMargins()).adjusted(_BESIDE, 0, -_BESIDE, 0)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what the room does with words beside what every field offers."""
        open_words_menu(self, self.createStandardContextMenu(), event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Let the window have its keys, and the room an undo that means nothing here."""
        if is_for_the_window(event) or (is_undo(event) and not self.isUndoAvailable()):
            event.ignore()
            return False
        return super().event(event)

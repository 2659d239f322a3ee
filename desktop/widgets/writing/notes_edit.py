"""A few lines of notes: plain text that grows with what is written, up to a height."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from desktop.widgets.writing.finding import place_of, selection
from desktop.widgets.writing.keys import is_for_the_window, is_undo
from desktop.widgets.writing.line_height import fit_lines
from desktop.widgets.writing.words_menu import open_words_menu

_LINES, _AROUND = (2, 6), 18


class NotesEdit(QPlainTextEdit):
    """Owns the notes of one thing; lives on the GUI thread. Tab goes on to the next field.

    What a server holds is given back as it is until the member writes in it.
    """

    notes_edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes = ""
        self._shown = ""
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._on_text_changed)

    def notes(self) -> str:
        """The notes."""
        text = self.toPlainText()
        return self._notes if text == self._shown else text

    def set_notes(self, notes: str) -> None:
        """Show other notes without telling anybody; their own undo history begins."""
        self._notes = notes
        if notes != self._shown or self.toPlainText() != self._shown:
            self.blockSignals(True)
            self.setPlainText(notes)
            self.blockSignals(False)
        self._shown = self.toPlainText()
        self._grow()

    def go_to(self, words: str, around: str = "") -> bool:
        """Select these words and bring them into view, first where they stand in `around`."""
        text = self.toPlainText()
        found = place_of(text, words, around)
        if found is None:
            return False
        self.setTextCursor(selection(self.document(), text, *found))
        self.ensureCursorVisible()
        return True

    def event(self, event: QEvent) -> bool:
        """Let the window have its keys."""
        nothing = is_undo(event) and not self.document().isUndoAvailable()
        if is_for_the_window(event) or nothing:
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl and Enter is for the form; the rest is Qt's."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what the room does with words beside what every text offers."""
        open_words_menu(self, self.createStandardContextMenu(event.pos()), event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._grow()

    def sizeHint(self) -> QSize:
        """Room for a few lines."""
        return QSize(240, self.height())

    def _on_text_changed(self) -> None:
        self._grow()
        if self.toPlainText() != self._shown:
            self.notes_edited.emit()

    def _grow(self) -> None:
        fit_lines(self, _LINES, _AROUND)

"""A word for a moment: the member's own, or one of a vocabulary that explains itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.domain.vocabulary import Word, begins, find, suggestions
from desktop.theme.appearance import Appearance
from desktop.widgets.choosing.suggestion_sheet import SuggestionSheet
from desktop.widgets.sentences import read_out
from desktop.widgets.writing.keys import is_for_the_window, is_undo

_PAGE = 5
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _PAGE,
    Qt.Key.Key_PageUp: -_PAGE,
}


class WordEdit(QLineEdit):
    """Owns one word and the sheet of suggestions below it; lives on the GUI thread.

    Letters unfold what begins with them; Enter or Tab takes the marked word, Escape folds the
    sheet, so that any other word stays as it was typed. What a server holds is shown as it is and
    given back as it is until the member writes over it.
    """

    word_edited = Signal()
    entered = Signal()

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._word = ""
        self._read: Callable[[], Sequence[Word]] = tuple
        self._known: Sequence[Word] | None = None
        self._used: list[str] = []
        self._sheet: SuggestionSheet | None = None
        self.textEdited.connect(self._on_text_edited)

    def word(self) -> str:
        """The word."""
        return self._word

    def set_word(self, word: str) -> None:
        """Show another word without telling anybody."""
        self.fold()
        self._word = word
        self.setText(word)
        if self.hasFocus():
            self.selectAll()  # as when one comes to the field: typing begins another word
        else:
            self.setCursorPosition(0)

    def set_vocabulary(self, read: Callable[[], Sequence[Word]]) -> None:
        """Offer the words that this function gives; it is asked when they are first needed."""
        self._read, self._known = read, None

    def set_used(self, words: Sequence[str]) -> None:
        """Offer these words of the member's own before all others."""
        self._used = list(words)

    def meaning(self) -> Word | None:
        """The word of the vocabulary that stands here, or None for one of the member's own."""
        return find(self._word, self._vocabulary()) if self._word.strip() else None

    @property
    def sheet(self) -> SuggestionSheet:
        """The suggestions; made when they are first unfolded."""
        if self._sheet is None:
            self._sheet = SuggestionSheet(self._look, self)
            self._sheet.word_chosen.connect(self._on_chosen)
        return self._sheet

    def is_unfolded(self) -> bool:
        """Whether suggestions are to be seen."""
        return self._sheet is not None and self._sheet.isVisible()

    def fold(self) -> None:
        """Put the suggestions away."""
        if self._sheet is not None:
            self._sheet.hide()

    def event(self, event: QEvent) -> bool:
        """Let the window have its keys; Tab takes the marked word along."""
        if is_for_the_window(event) or (is_undo(event) and not self.isUndoAvailable()):
            event.ignore()
            return False
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Tab:
                self._take_marked()
            elif event.key() == Qt.Key.Key_Backtab:
                self.fold()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the suggestions, take one, or go on typing."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take_marked()
            if plain:
                self.entered.emit()
            else:
                event.ignore()  # saving is for the form
        elif event.key() in _STEPS and plain:
            self._step(_STEPS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape and self.is_unfolded():
            self.fold()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click into the empty field shows what there is."""
        super().mousePressEvent(event)
        if not self.text() and event.button() == Qt.MouseButton.LeftButton:
            self._unfold("")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Fold the suggestions; what was typed stays."""
        super().focusOutEvent(event)
        self.fold()

    def _vocabulary(self) -> Sequence[Word]:
        if self._known is None:
            self._known = self._read()
        return self._known

    def _unfold(self, typed: str) -> None:
        offered = suggestions(typed, self._used, self._vocabulary())
        marked = bool(offered) and begins(typed, offered[0])
        if marked and find(typed, offered) is None:
            own = Word(" ".join(typed.split()), self.tr("Your own word, as it is typed."))
            offered.insert(1, own)
        self.sheet.offer(offered, marked=marked)
        if marked:
            self._tell(offered[0])

    def _step(self, rows: int) -> None:
        if not self.is_unfolded():
            # A word that stands here whole would be its only match: show all the others, too.
            known = self.meaning() is not None or self._word in self._used
            self._unfold("" if known else self.text())
        word = self.sheet.step(rows) if self.is_unfolded() else None
        if word is not None:
            self._tell(word)

    def _tell(self, word: Word) -> None:
        read_out(self, f"{word.text}: {word.meaning}" if word.meaning else word.text)

    def _take_marked(self) -> None:
        word = self._sheet.marked() if self._sheet is not None else None
        self.fold()
        if word is not None:
            self._take(word.text)

    def _on_chosen(self, text: str) -> None:
        self.fold()
        self._take(text)
        self.entered.emit()

    def _take(self, text: str) -> None:
        if text != self._word:
            self._word = text
            self.setText(text)
            self.word_edited.emit()

    def _on_text_edited(self, text: str) -> None:
        self._word = " ".join(text.split())
        if text.strip():
            self._unfold(text)
        else:
            self.fold()
        self.word_edited.emit()

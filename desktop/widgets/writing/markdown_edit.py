"""The place to write: plain text with light Markdown colours, at a width that reads well."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop.domain.markdown import word_count
from desktop.theme.appearance import Appearance
from desktop.widgets.writing.finding import loosely, place_of, selection, units
from desktop.widgets.writing.keys import is_for_the_window, is_undo
from desktop.widgets.writing.markdown_colours import MarkdownColours

# Lines of about 70 letters are read with ease; more makes the eye lose its way back.
MEASURE_LETTERS = 72
# What the text keeps free before its words.
TEXT_INDENT = 7
_COUNT_MS = 200
# Counting a whole book takes long enough to be felt, so it waits for a longer rest.
_BOOK_LETTERS, _BOOK_COUNT_MS = 200_000, 3_000
_ITEM = re.compile(r"(\s*)(?:([-*+])|(\d{1,8})([.)]))(\s+)(\[[ xX]\]\s+)?(.*)")


class MarkdownEdit(QPlainTextEdit):
    """Owns the text that is being written; lives on the GUI thread.

    `edited` is emitted for what the member does, never for what the program sets.
    """

    measure_letters = MEASURE_LETTERS
    """How many letters a line may have; what is beyond stays free at both sides."""

    edited = Signal()
    word_count_changed = Signal(int)
    measure_changed = Signal(int)  # the room left free at each side

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._setting = False
        self._changed = False
        self._spare = -1
        self._words = -1
        self._colours = MarkdownColours(self.document(), look)
        look.changed.connect(self._on_look_changed)
        self._counting = QTimer(self, singleShot=True, interval=_COUNT_MS)
        self._counting.timeout.connect(self._count)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("kind", "page")
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCenterOnScroll(False)
        self.document().contentsChange.connect(self._on_contents_change)
        self.textChanged.connect(self._on_text_changed)

    def text(self) -> str:
        """The text as it stands, each line ended by a line feed."""
        # Not toPlainText, which makes a plain blank of a blank that must not break.
        return as_lines(self.document().toRawText())

    def set_text(self, text: str) -> None:
        """Show another text; its own undo history begins here."""
        self._setting = True
        try:
            self.setPlainText(text)
        finally:
            self._setting = False
        self._words = -1
        self._counting.start(0)

    def weave(self, text: str) -> None:
        """Change to a newer state of the same text; cursor, scroll and undo stay where they are."""
        old, text = self.text(), as_lines(text)
        if text == old:
            return
        head, tail = _unchanged(old, text)
        cursor = selection(self.document(), old, head, len(old) - tail)
        bar = self.verticalScrollBar()
        place = bar.value()
        self._setting = True
        try:
            cursor.insertText(text[head : len(text) - tail])
        finally:
            self._setting = False
        bar.setValue(place)
        self._counting.start(0)

    def go_to(self, words: str, around: str = "") -> bool:
        """Select these words and bring them into view, first where they stand in `around`."""
        text = self.text()
        found = place_of(text, words, around)
        if found is None:
            return False
        self.setTextCursor(selection(self.document(), text, *found))
        self.centerCursor()
        return True

    def places(self, words: str, most: int) -> list[QTextCursor]:
        """Where these words stand, in whatever case."""
        if not words.strip():
            return []
        text = self.text()
        found = itertools.islice(loosely(words).finditer(text), most)
        return [selection(self.document(), text, *place.span()) for place in found]

    def words(self) -> int:
        """The number of words when they were last counted, or now if they never were."""
        if self._words < 0:
            self._count()
        return self._words

    def toggle_mark(self, mark: str) -> None:
        """Put a Markdown mark around the selection, or take it away."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        chosen = cursor.selectedText()
        start, size = cursor.selectionStart(), len(mark)
        cursor.beginEditBlock()
        if _marked(chosen, mark):
            cursor.insertText(chosen[size:-size])
            length = units(chosen) - 2 * size
        elif self._marked_around(cursor, mark):
            cursor.setPosition(start - size)
            cursor.setPosition(start + units(chosen) + size, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(chosen)
            start, length = start - size, units(chosen)
        else:
            cursor.insertText(f"{mark}{chosen}{mark}")
            start, length = start + size, units(chosen)
        cursor.endEditBlock()
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        """Let the window have its keys, and the room an undo that means nothing here."""
        nothing = is_undo(event) and not self.document().isUndoAvailable()
        if nothing or is_for_the_window(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+B and Ctrl+I mark, Enter goes on with a list; the rest is Qt's."""
        if event.matches(QKeySequence.StandardKey.Bold):
            self.toggle_mark("**")
        elif event.matches(QKeySequence.StandardKey.Italic):
            self.toggle_mark("*")
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            if not self._go_on_with_list():
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what the room does with words beside what every text offers."""
        from desktop.widgets.writing.words_menu import open_words_menu  # no first page needs a menu

        open_words_menu(self, self.createStandardContextMenu(event.pos()), event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        """Keep the measure when the style sheet brings another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the measure in the middle of whatever room there is."""
        super().resizeEvent(event)
        self._keep_measure()

    def _keep_measure(self) -> None:
        widest = QFontMetricsF(self.font()).averageCharWidth() * self.measure_letters
        spare = max(0, int((self.width() - widest) / 2))
        if spare != self._spare:
            self._spare = spare
            self.setViewportMargins(spare, 0, spare, 0)
            self.measure_changed.emit(spare)

    def _on_look_changed(self) -> None:
        self._colours.rehighlight_with_look()
        self._keep_measure()

    def _on_contents_change(self, _place: int, _removed: int, _added: int) -> None:
        self._changed = True

    def _on_text_changed(self) -> None:
        # Qt says so, too, when only the colours did.
        changed, self._changed = self._changed, False
        if changed and not self._setting:
            book = self.document().characterCount() > _BOOK_LETTERS
            self._counting.start(_BOOK_COUNT_MS if book else _COUNT_MS)
            self.edited.emit()

    def _count(self) -> None:
        words = word_count(self.text())
        if words != self._words:
            self._words = words
            self.word_count_changed.emit(words)

    def _marked_around(self, cursor: QTextCursor, mark: str) -> bool:
        block = self.document().findBlock(cursor.selectionStart())
        line = block.text()
        if cursor.selectionEnd() > block.position() + block.length():
            return False
        first = len(_cutunits(line, cursor.selectionStart() - block.position()))
        last = len(_cutunits(line, cursor.selectionEnd() - block.position()))
        return line[:first].endswith(mark) and line[last:].startswith(mark)

    def _go_on_with_list(self) -> bool:
        cursor = self.textCursor()
        if cursor.hasSelection() or not cursor.atBlockEnd():
            return False
        item = _ITEM.fullmatch(cursor.block().text())
        if item is None:
            return False
        indent, bullet, number, stop, gap, box, words = item.groups()
        if not words:
            # Enter on an empty item ends the list.
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            cursor.removeSelectedText()
        else:
            mark = bullet or f"{int(number) + 1}{stop}"
            cursor.insertText(f"\n{indent}{mark}{gap}{'[ ] ' if box else ''}")
        self.setTextCursor(cursor)
        return True


def as_lines(text: str) -> str:
    """A text as the editor holds it: one kind of line end."""
    for end in ("\r\n", "\r", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    return text


def _marked(words: str, mark: str) -> bool:
    size = len(mark)
    return len(words) > 2 * size and words.startswith(mark) and words.endswith(mark)


def _cutunits(text: str, units: int) -> str:
    if text.isascii():
        return text[:units]
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")


def _unchanged(old: str, new: str) -> tuple[int, int]:
    """How many characters both texts share at the head and at the tail."""
    shortest = min(len(old), len(new))
    head = _most(shortest, lambda n, m: old[n:m] == new[n:m])
    a, b = len(old), len(new)
    tail = _most(shortest - head, lambda n, m: old[a - m : a - n] == new[b - m : b - n])
    return head, tail


def _most(longest: int, same: Callable[[int, int], bool]) -> int:
    """The greatest length up to which all is the same, found by halving."""
    low, high = 0, longest
    while low < high:
        middle = (low + high + 1) // 2
        if same(low, middle):
            low = middle
        else:
            high = middle - 1
    return low

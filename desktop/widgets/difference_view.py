"""Two states of a text in one reading: what came is underlined, what went is struck through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QLabel, QTextEdit, QVBoxLayout, QWidget

from desktop.core.phrases import Counted
from desktop.domain.markdown import word_count
from desktop.language import translated
from desktop.theme.appearance import Appearance

SAME, REMOVED, ADDED = "same", "removed", "added"
# Long stretches that did not change are shortened to their ends.
_LONGEST_SAME, _KEPT_ENDS = 600, 200


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text: the same in both states, removed, or added."""

    kind: str
    text: str


class DifferenceView(QWidget):
    """Owns the text in which both states are shown; lives on the GUI thread."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._stretches: tuple[Stretch, ...] = ()
        self._changes: list[tuple[int, int]] = []
        self._change = -1
        self._legend = QLabel(wordWrap=True)
        self._legend.setProperty("kind", "muted")
        self._page = QTextEdit(readOnly=True)
        self._page.setFrameShape(QFrame.Shape.NoFrame)
        self._page.setProperty("kind", "page")
        self._page.setTabChangesFocus(True)
        self._page.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._page.setAccessibleName(self.tr("Difference"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._legend)
        box.addWidget(self._page, 1)
        self.setFocusProxy(self._page)
        look.changed.connect(self._draw)

    def show_difference(self, stretches: Iterable[Stretch]) -> None:
        """Show these stretches in their order."""
        self._stretches = tuple(stretches)
        self._draw()

    def changes(self) -> int:
        """How many places differ; words that took the place of others are one."""
        return len(self._changes)

    def show_change(self, number: int) -> None:
        """Select a place that differs and bring it into view; below 0 counts from the end."""
        start, end = self._changes[number]
        self._change = number % len(self._changes)
        cursor = self._page.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._page.setTextCursor(cursor)
        self._page.ensureCursorVisible()

    def step(self, by: int) -> bool:
        """Go to the next place that differs, or the one before; False where there is none."""
        place = self._change + by if self._change >= 0 or by > 0 else -1
        if not 0 <= place < len(self._changes):
            return False
        self.show_change(place)
        return True

    def show_end(self) -> None:
        """Bring the end of the text into view."""
        self._page.moveCursor(QTextCursor.MoveOperation.End)
        self._page.ensureCursorVisible()

    def selected(self) -> str:
        """The words that are selected."""
        return self._page.textCursor().selectedText()

    def set_low(self, low: bool) -> None:
        """Leave the height to the text; the legend stays in its description."""
        self._legend.setVisible(not low)

    def legend(self) -> str:
        """The sentence that tells how much changed and how it is shown."""
        return self._legend.text()

    def text(self) -> str:
        """All that is to be read, marks apart."""
        return self._page.toPlainText()

    def _draw(self) -> None:
        self._legend.setText(self._sentence())
        self._page.clear()
        cursor = QTextCursor(self._page.document())
        formats = self._formats()
        self._changes, self._change = [], -1
        before: Stretch | None = None
        for stretch in self._stretches:
            if before is not None and _touching(before, stretch):
                cursor.insertText(" ", formats[SAME])
            start = cursor.position()
            cursor.insertText(_shortened(stretch), formats[stretch.kind])
            self._note_change(before, stretch, (start, cursor.position()))
            before = stretch
        self._page.moveCursor(QTextCursor.MoveOperation.Start)
        self._page.setAccessibleDescription(self._legend.text())

    def same_words(self) -> str:
        """What is said when nothing differs."""
        return self.tr("The words of this version are those of today.")

    def changed_words(self, come: str, gone: str) -> str:
        """What is said of so many words."""
        return self.tr(
            "Since this version: {come} added (underlined), {gone} removed (struck through)."
        ).format(come=come, gone=gone)

    def _note_change(
        self, before: Stretch | None, stretch: Stretch, place: tuple[int, int]
    ) -> None:
        if stretch.kind == SAME or not stretch.text.strip():
            return
        if self._changes and before is not None and before.kind not in {SAME, stretch.kind}:
            self._changes[-1] = (self._changes[-1][0], place[1])
        else:
            self._changes.append(place)

    def _sentence(self) -> str:
        come = sum(word_count(s.text) for s in self._stretches if s.kind == ADDED)
        gone = sum(word_count(s.text) for s in self._stretches if s.kind == REMOVED)
        changed = any(s.kind != SAME and s.text.strip() for s in self._stretches)
        if not changed:
            return self.same_words()
        return self.changed_words(_words(come), _words(gone))

    def _formats(self) -> dict[str, QTextCharFormat]:
        same, come, gone = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        same.setForeground(self._look.colour("text"))
        come.setForeground(self._look.colour("on_accent_soft"))
        come.setBackground(self._look.colour("accent_soft"))
        come.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        gone.setForeground(self._look.colour("danger"))
        gone.setBackground(self._look.colour("danger_soft"))
        gone.setFontStrikeOut(True)
        return {SAME: same, ADDED: come, REMOVED: gone}


def _words(number: int) -> str:
    return translated(Counted("{n} words", "{n} word", number))


def _touching(before: Stretch, after: Stretch) -> bool:
    """Whether what went and what came would read as one word."""
    kinds = {before.kind, after.kind}
    if kinds != {REMOVED, ADDED} or not before.text or not after.text:
        return False
    return not (before.text[-1].isspace() or after.text[0].isspace())


def _shortened(stretch: Stretch) -> str:
    text = stretch.text
    if stretch.kind != SAME or len(text) <= _LONGEST_SAME:
        return text
    return f"{text[:_KEPT_ENDS]}\n\n⋯\n\n{text[-_KEPT_ENDS:]}"

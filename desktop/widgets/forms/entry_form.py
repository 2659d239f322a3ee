"""The fields of a journal entry: day, mood, tags and text, laid out for calm writing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme.appearance import Appearance
from desktop.widgets.choosing.day_edit import DayEdit
from desktop.widgets.choosing.mood_edit import MoodEdit
from desktop.widgets.choosing.tag_edit import TagEdit
from desktop.widgets.forms.telling_form import TellingForm
from desktop.widgets.texts import words
from desktop.widgets.writing.growing import GrowingFrame
from desktop.widgets.writing.markdown_edit import TEXT_INDENT, MarkdownEdit

# What a field keeps free before its words: so all words begin in one line.
_FIELD = 9
# The most of its row that the mood takes from the tags beside it.
_MOOD_SHARE = 0.4
# Three lines of tags; whoever has more scrolls.
_TAGS_HEIGHT = 112


class Fields(NamedTuple):
    """What the form holds."""

    day: date
    text: str
    mood: str | None
    tags: tuple[str, ...]


class EntryForm(TellingForm):
    """Owns the fields of one entry; lives on the GUI thread.

    `edited` is emitted for what the member does, never for what the program shows.
    """

    edited = Signal()
    side_changed = Signal(int)  # the room left free before the words

    def __init__(self, look: Appearance, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = DayEdit(look, today, self)
        self.mood = MoodEdit(self)
        self.tags = TagEdit(look, self)
        self.text = MarkdownEdit(look, self)
        self.buttons = QHBoxLayout()
        self._saved = words("", "small", self)
        self._count = words("", "small", self)
        self._heads: list[QHBoxLayout] = []
        self._brief = False
        self._alarm = False
        self._lay_out()
        self._connect()
        self._write_count(0)

    def fields(self) -> Fields:
        """The fields as they stand."""
        return Fields(self.day.day(), self.text.text(), self.mood.mood(), self.tags.tags())

    def show_fields(self, fields: Fields) -> None:
        """Show another entry; its own undo history begins."""
        self._show_small(fields)
        self.text.set_text(fields.text)

    def weave(self, fields: Fields) -> None:
        """Show a newer state of the same entry, leaving the cursor where it is."""
        self._show_small(fields)
        self.text.weave(fields.text)

    def set_suggestions(self, moods: Iterable[str], tags: Iterable[str]) -> None:
        """Offer moods and tags that were used before."""
        self.mood.set_suggestions(moods)
        self.tags.set_suggestions(tags)

    def hide_day(self) -> None:
        """Leave the day out, where it stands above the form already."""
        self.day.hide()

    def be_brief(self, brief: bool) -> None:
        """Leave the foot to the text, where lines are few; what went wrong is told all the same."""
        self._brief = brief
        self._count.setVisible(not brief)
        self._saved.setVisible(not brief or self._alarm)

    def say_saved(self, sentence: str, *, alarm: bool = False) -> None:
        """Tell where the words are."""
        super().say_saved(sentence, alarm=alarm)
        self._alarm = alarm
        self.be_brief(self._brief)

    def set_writable(self, writable: bool) -> None:
        """Let the member write, or wait until the entry is here."""
        self.text.setReadOnly(not writable)
        for field in (self.day, self.mood, self.tags):
            field.setEnabled(writable)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in mood or tags goes on to the text."""
        small = self.mood.hasFocus() or self.tags.isAncestorOf(self.focusWidget() or self)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and small:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the row of mood and tags anew."""
        super().resizeEvent(event)
        self._fit_mood()

    def changeEvent(self, event: QEvent) -> None:
        """The same for letters of another size."""
        super().changeEvent(event)
        if self._heads and event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit_mood()

    def _show_small(self, fields: Fields) -> None:
        self.day.set_day(fields.day)
        self.mood.set_mood(fields.mood)
        self.tags.set_tags(fields.tags)

    def _lay_out(self) -> None:
        head, row, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._heads = [head, row, foot]
        head.addWidget(self.day)
        head.addStretch(1)
        self.buttons.setSpacing(0)
        head.setSpacing(4)
        head.addLayout(self.buttons)
        self.mood.setProperty("kind", "quiet")
        row.setSpacing(14)
        row.addWidget(self.mood, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(GrowingFrame(self.tags, _TAGS_HEIGHT), 1, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._count)
        foot.addStretch(1)
        # The text is aligned, not the label: that has the whole width, and so all of its lines.
        foot.addWidget(self._saved, 10)
        self._saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._saved.setWordWrap(True)
        self.text.setPlaceholderText(self.tr("What is on your mind?"))
        self.text.setAccessibleName(self.tr("Text of the entry"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addLayout(head)
        box.addLayout(row)
        box.addWidget(self.text, 1)
        box.addLayout(foot)
        # The tags went into their frame, and so behind the text.
        for before, after in pairwise((self.mood, self.tags, self.text)):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.text.edited.connect(self.edited)
        self.mood.mood_edited.connect(self.edited)
        self.mood.textChanged.connect(self._fit_mood)
        self.tags.tags_edited.connect(self.edited)
        self.day.day_edited.connect(lambda _day: self.edited.emit())
        self.text.word_count_changed.connect(self._write_count)
        self.text.measure_changed.connect(self._keep_in_line)

    def _keep_in_line(self, spare: int) -> None:
        """Head and foot begin and end where the lines of the text do."""
        head, row, foot = self._heads
        words_side = spare + TEXT_INDENT
        for line in (head, row):
            line.setContentsMargins(words_side - _FIELD, 0, words_side - _FIELD, 0)
        foot.setContentsMargins(words_side, 0, words_side, 0)
        self._fit_mood()
        self.side_changed.emit(words_side)

    def _fit_mood(self) -> None:
        """Give the mood the room for its words, as far as it leaves enough to the tags."""
        edges = self._heads[1].contentsMargins()
        room = self.width() - edges.left() - edges.right()
        self.mood.setFixedWidth(self.mood.width_within(round(_MOOD_SHARE * room)))

    def _write_count(self, count: int) -> None:
        one = self.tr("1 word")
        self._count.setText(
            one if count == 1 else self.tr("{count} words").format(count=f"{count:,}")
        )

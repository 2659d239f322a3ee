"""The fields of a scene: category, title, essence word and text, laid out for calm writing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.errors import InvalidInput
from desktop.domain.scenes import essence
from desktop.language import translated
from desktop.theme.appearance import Appearance
from desktop.widgets.choosing.asking import ask
from desktop.widgets.choosing.category_pick import CategoryPick
from desktop.widgets.cut_label import CutLabel
from desktop.widgets.forms.telling_form import TellingForm
from desktop.widgets.sentences import Sentence
from desktop.widgets.texts import words
from desktop.widgets.writing.kept_text import KeptText
from desktop.widgets.writing.markdown_edit import TEXT_INDENT, MarkdownEdit
from desktop.widgets.writing.plain_field import PlainField

# What a field keeps free before its words: so all words begin in one line.
_FIELD = 9


class SceneForm(TellingForm):
    """Owns the fields of one scene, which are its columns; lives on the GUI thread."""

    edited = Signal()

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = PlainField(self.tr("Title"), self)
        self.category = CategoryPick(self)
        self.essence = PlainField(self.tr("Essence word"), self)
        self.text = MarkdownEdit(look, self)
        self.buttons = QHBoxLayout()
        self._text = KeptText(self.text)
        self._word: str | None = None  # the last essence that is one
        self._wrong = Sentence(self)
        self._count = words("", "small", self)
        self._made = CutLabel(self)
        self._saved = words("", "small", self)
        self._lines: list[QHBoxLayout] = []
        self._lay_out()
        self.category.category_edited.connect(self.edited)
        self.heading.value_edited.connect(self.edited)
        self.essence.value_edited.connect(self._on_essence)
        self.text.edited.connect(self.edited)
        self.text.word_count_changed.connect(self._write_count)
        self.text.measure_changed.connect(self._keep_in_line)
        self._write_count(0)

    def fields(self) -> dict[str, Any]:
        """The columns as they stand; of several words none is the essence yet."""
        return {
            "category": self.category.category(),
            "scene_title": self.heading.value(),
            "scene_text": self._text.value(),
            "essence_word": self._word,
        }

    def show_fields(self, fields: Mapping[str, Any]) -> None:
        """Show another scene; its own undo history begins."""
        self._show_small(fields, anew=True)
        self._text.show_value(fields["scene_text"])

    def weave(self, fields: Mapping[str, Any]) -> None:
        """Show a newer state of the same scene, leaving the cursor where it is."""
        self._show_small(fields, anew=False)
        self._text.weave(fields["scene_text"])

    def set_writable(self, writable: bool) -> None:
        """Let the member write, or wait until the scene is here."""
        self.text.setReadOnly(not writable)
        for field in (self.category, self.heading, self.essence):
            field.setEnabled(writable)

    def fault(self) -> str:
        """What is said about the essence word, or nothing."""
        return self._wrong.text()

    def focus_first(self) -> None:
        """Begin with the title; a scene that has one goes on in its text."""
        wanted = self.text if self.heading.text() else self.heading
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, found: str, around: str) -> None:
        """Select these words where they stand."""
        for field in (self.heading, self.essence):
            place = field.text().casefold().find(found.casefold())
            if place >= 0 and not self.text.go_to(found, around):
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                field.setSelection(place, len(found))
                return
        self.text.go_to(found, around)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a small field goes on to the text."""
        small = (self.heading, self.essence, self.category)
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and any(field.hasFocus() for field in small):
            self.text.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    # Parts

    def _lay_out(self) -> None:
        head, row, below, foot = (QHBoxLayout() for _ in range(4))
        self._lines = [head, row, below, foot]
        head.addWidget(self.heading, 1)
        head.addLayout(self.buttons)
        self.category.setMaximumWidth(300)
        self.heading.setProperty("kind", "title")
        ask(self.heading, self.tr("Title of the scene"), self.tr("Title"))
        self.essence.setProperty("kind", "quiet")
        ask(self.essence, self.tr("Essence: one word"), self.tr("Essence"))
        self.essence.setAccessibleDescription(self.tr("One word that holds the scene"))
        self.essence.setMaximumWidth(200)
        row.setSpacing(14)
        row.addWidget(self.category, 14)
        row.addWidget(self.essence, 9)
        row.addStretch(1)
        QWidget.setTabOrder(self.heading, self.category)
        QWidget.setTabOrder(self.category, self.essence)
        QWidget.setTabOrder(self.essence, self.text)
        below.addWidget(self._wrong, 1)
        foot.setSpacing(18)
        foot.addWidget(self._count)
        foot.addWidget(self._made)
        foot.addStretch(1)
        foot.addWidget(self._saved, 10)
        self._saved.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._saved.setWordWrap(True)
        self.text.setPlaceholderText(
            self.tr("I am there. What do I see, hear, feel? Write it as it happens.")
        )
        self.text.setAccessibleName(self.tr("Text of the scene"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addLayout(head)
        box.addLayout(row)
        box.addLayout(below)
        box.addWidget(self.text, 1)
        box.addLayout(foot)

    def _show_small(self, fields: Mapping[str, Any], *, anew: bool) -> None:
        self.category.set_category(fields["category"])
        self.heading.set_value(fields["scene_title"])
        if anew or fields["essence_word"] != self._word:
            self._word = fields["essence_word"]
            self.essence.set_value(self._word)
            self._wrong.clear_away()

    def _on_essence(self) -> None:
        try:
            self._word = essence(self.essence.value())
        except InvalidInput as fault:
            self._wrong.say(translated(fault))
            return
        self._wrong.clear_away()
        self.edited.emit()

    def _keep_in_line(self, spare: int) -> None:
        """Head and foot begin and end where the lines of the text do."""
        head, row, below, foot = self._lines
        side = spare + TEXT_INDENT
        for line in (head, row):
            line.setContentsMargins(side - _FIELD, 0, side - _FIELD, 0)
        for line in (below, foot):
            line.setContentsMargins(side, 0, side, 0)

    def _write_count(self, count: int) -> None:
        one = self.tr("1 word")
        many = self.tr("{count} words").format(count=f"{count:,}")
        self._count.setText(one if count == 1 else many)

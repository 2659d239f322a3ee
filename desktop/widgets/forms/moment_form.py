"""The form of a moment: a word, a level, notes, and when it was; all of it by keys alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.domain import moments as rules
from desktop.domain.moments import MomentDraft
from desktop.domain.vocabulary import Word
from desktop.theme.appearance import Appearance
from desktop.widgets.buttons import button
from desktop.widgets.choosing.asking import ask
from desktop.widgets.choosing.level_picker import LevelPicker
from desktop.widgets.choosing.moment_edit import Clock, MomentEdit, utc_now
from desktop.widgets.choosing.word_edit import WordEdit
from desktop.widgets.cut_label import CutLabel
from desktop.widgets.sentences import Sentence
from desktop.widgets.texts import words
from desktop.widgets.writing.finding import place_of, units
from desktop.widgets.writing.notes_edit import NotesEdit


class FormWords(NamedTuple):
    """What a form calls its parts, in the member's language."""

    new_title: str
    edit_title: str
    word: str
    word_hint: str
    level: str
    notes: str
    notes_hint: str
    no_word: str
    no_level: str


class MomentForm(QWidget):
    """Owns the fields of one moment; lives on the GUI thread.

    `edited` is emitted for what the member does, never for what the program shows. A draft has
    no moment while it is new and meant for now.
    """

    edited = Signal()
    save_requested = Signal()
    cancel_requested = Signal()

    def __init__(
        self,
        look: Appearance,
        names: FormWords,
        vocabulary: Callable[[], Sequence[Word]],
        now: Clock = utc_now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._names = names
        self._new = True
        self._shown = MomentDraft(None)
        self.title = words(names.new_title, "heading", self)
        self.word = WordEdit(look, self)
        self.level = LevelPicker(look, self)
        self.notes = NotesEdit(self)
        self.when = MomentEdit(look, now, self)
        self.save_button = button(self.tr("Save"), "primary", self)
        self.cancel_button = button(self.tr("Cancel"), parent=self)
        self.buttons = QHBoxLayout()
        self.meaning = CutLabel(self)
        self.level_words = words("", "small", self)
        self.hint = CutLabel(self)
        self.word_problem, self.level_problem = Sentence(self), Sentence(self)
        self.moment_problem, self.problem = Sentence(self), Sentence(self)
        self.word.set_vocabulary(vocabulary)
        self._lay_out()
        self._name()
        self._connect()
        self.show_draft(MomentDraft(None), new=True)

    def draft(self) -> MomentDraft:
        """The fields as they stand."""
        return MomentDraft(
            self.when.moment(), self.word.word(), self.level.level(), self.notes.notes()
        )

    def is_changed(self) -> bool:
        """Whether the member changed anything since the fields were shown."""
        return self.draft() != self._shown or bool(self.when.problem())

    def show_draft(
        self, draft: MomentDraft, *, new: bool, unchanged: MomentDraft | None = None
    ) -> None:
        """Show a moment; `unchanged` is its state before the member changed it, if they did."""
        self._new = new
        self.word.set_word(draft.word)
        self.level.set_level(draft.level)
        self.notes.set_notes(draft.notes)
        self.when.set_moment(draft.moment, new=new)
        self._shown = draft if unchanged is None else unchanged
        self.title.setText(self._names.new_title if new else self._names.edit_title)
        self.save_button.setText(self.tr("Save") if new else self.tr("Save changes"))
        self.cancel_button.setVisible(not new)
        self.hint.setText(self.tr("Ctrl+Enter") if new else "")
        for sentence in (self.word_problem, self.level_problem, self.moment_problem, self.problem):
            sentence.clear_away()
        self._write_meaning()
        self._write_level()

    def say_recorded(self, when: str) -> None:
        """Tell when the moment was put down, which is not always when it was."""
        self.hint.setText(self.tr("Recorded: {when}").format(when=when))

    def check(self) -> bool:
        """Whether all can be saved; says what cannot, where it is, and goes there."""
        draft = self.draft()
        wrong: list[Callable[[], object]] = []
        if (self._new or draft.word != self._shown.word) and not draft.word.strip():
            self.word_problem.say(self._names.no_word)
            wrong.append(self.focus_first)
        elif len(draft.word) > rules.LONGEST_WORD and draft.word != self._shown.word:
            most = self.tr("A word can be up to {most} characters long. Shorten it.")
            self.word_problem.say(most.format(most=rules.LONGEST_WORD))
            wrong.append(self.focus_first)
        if (self._new or draft.level != self._shown.level) and draft.level is None:
            self.level_problem.say(self._names.no_level)
            wrong.append(self._focus_level)
        if draft.moment != self._shown.moment or self.when.problem():
            self.moment_problem.say(self.when.problem())
            wrong += [self.when.focus_first] if self.when.problem() else []
        if wrong:
            wrong[0]()
        return not wrong

    def focus_first(self) -> None:
        """Put the focus where one begins."""
        self.word.setFocus(Qt.FocusReason.OtherFocusReason)
        self.word.selectAll()

    def go_to(self, found: str, around: str) -> None:
        """Select these words where they stand: in the notes, or in the word itself."""
        place = place_of(self.word.text(), found)
        if self.notes.go_to(found, around):
            self.notes.setFocus(Qt.FocusReason.OtherFocusReason)
        elif place is not None:
            self.word.setFocus(Qt.FocusReason.OtherFocusReason)
            self.word.setSelection(units(self.word.text()[: place[0]]), units(found))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl and Enter saves, Escape takes back what was not saved."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save_requested.emit()
        elif event.key() == Qt.Key.Key_Escape and not self._new:
            self.cancel_requested.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        names, box = self._names, QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.title)
        box.addLayout(self._head(names.word, self.word, self.meaning))
        _stack(box, self.word, self.word_problem)
        box.addSpacing(4)
        box.addLayout(self._head(names.level, self.level, self.level_words))
        _stack(box, self.level, self.level_problem)
        box.addSpacing(4)
        _stack(box, self._label(names.notes, self.notes), self.notes)
        box.addSpacing(4)
        _stack(box, self.when, self.moment_problem, self.problem)
        foot = QHBoxLayout()
        foot.addWidget(self.save_button)
        foot.addWidget(self.cancel_button)
        foot.addSpacing(6)
        foot.addWidget(self.hint, 1)
        foot.addLayout(self.buttons)
        box.addSpacing(2)
        box.addLayout(foot)

    def _head(self, text: str, field: QWidget, beside: QLabel) -> QHBoxLayout:
        """The name of a field at the left, and at the right what is said of its value."""
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._label(text, field))
        row.addWidget(beside, 1)
        beside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return row

    def _label(self, text: str, buddy: QWidget) -> QLabel:
        label = words(text, "small", self)
        label.setBuddy(buddy)
        return label

    def _name(self) -> None:
        names = self._names
        ask(self.word, names.word_hint, self.tr("Your own word"))
        self.word.setAccessibleName(names.word)
        self.word.setAccessibleDescription(
            self.tr("Your own word, or one of the suggestions: arrows choose, Enter takes")
        )
        self.level.setAccessibleName(names.level)
        self.notes.setPlaceholderText(names.notes_hint)
        self.notes.setAccessibleName(names.notes)
        self.save_button.setToolTip(self.tr("Save (Ctrl+Enter)"))
        self.cancel_button.setToolTip(self.tr("Leave it as it was (Esc)"))

    def _connect(self) -> None:
        self.word.word_edited.connect(self._on_word_edited)
        self.word.entered.connect(self._on_word_entered)
        self.level.level_edited.connect(self._on_level_edited)
        self.level.entered.connect(self._on_level_entered)
        self.notes.notes_edited.connect(self.edited)
        self.when.moment_edited.connect(self._on_moment_edited)
        self.save_button.clicked.connect(self.save_requested)
        self.cancel_button.clicked.connect(self.cancel_requested)

    def _on_word_edited(self) -> None:
        self.word_problem.clear_away()
        self._write_meaning()
        self.edited.emit()

    def _on_word_entered(self) -> None:
        if self.word.word().strip():
            self.level.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_level_edited(self) -> None:
        self.level_problem.clear_away()
        self._write_level()
        self.edited.emit()

    def _focus_level(self) -> None:
        self.level.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_level_entered(self) -> None:
        # Notes are optional: whoever has said what and how much may be done.
        self.save_requested.emit()

    def _on_moment_edited(self) -> None:
        self.moment_problem.say(self.when.problem())
        self.edited.emit()

    def _write_meaning(self) -> None:
        word = self.word.meaning()
        own = self.tr("Your own word.") if self.word.word().strip() else ""
        self.meaning.setText(word.meaning if word else own)

    def _write_level(self) -> None:
        level = self.level.level()
        if level is None:
            text = self.tr("not chosen yet") if self._new else self.tr("none")
        elif rules.is_level(level):
            text = self.tr("{level} of 10").format(level=level)
        else:
            text = self.tr("{level}, beyond the scale").format(level=level)
        self.level_words.setText(text)


def _stack(box: QVBoxLayout, *parts: QWidget) -> None:
    for part in parts:
        box.addWidget(part)

"""The fields of a version as one writes it: one part at a time, the others kept beside it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.vision import CODES
from desktop.theme.appearance import Appearance
from desktop.views.vision.about import AboutFields, AboutForm
from desktop.views.vision.mode import ABOUT
from desktop.views.vision.wording import words_count
from desktop.widgets.buttons import button, icon_button
from desktop.widgets.cut_label import CutLabel
from desktop.widgets.forms.telling_form import TellingForm
from desktop.widgets.part_names import label
from desktop.widgets.texts import words
from desktop.widgets.writing.markdown_edit import TEXT_INDENT, MarkdownEdit, as_lines

# In less width than this, a sentence does not stand beside its buttons.
_ROOM_FOR_A_SENTENCE = 220
# In less height than so many lines, the words of the vision need the room of that sentence.
_LINES_FOR_A_SENTENCE = 14


class WritingFields(NamedTuple):
    """What the form holds: the fields beside the texts, and all fourteen texts in order."""

    about: AboutFields
    texts: tuple[str, ...]


_NOTHING = WritingFields(AboutFields("", "", ""), ("",) * len(CODES))


class WritingForm(TellingForm):
    """Owns the editor of the shown part and the texts of the others; lives on the GUI thread.

    `edited` is emitted for what the member does, never for what the program shows. A text that
    was not touched is given back letter for letter, whatever an editor makes of its line ends.
    """

    edited = Signal()
    counted = Signal(str, int)  # a part and its words
    previous_requested = Signal()
    next_requested = Signal()

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part = CODES[0]
        self._held = _NOTHING
        self._writable = self._locked = False
        self.heading = CutLabel(self)
        self.heading.setProperty("kind", "title")
        self.text = MarkdownEdit(look, self)
        self.about = AboutForm(look, self)
        self.buttons = QHBoxLayout()
        icons = look.icons
        self.previous = icon_button(icons, "chevron-up", self.tr("Part before (Alt+Up)"))
        self.next = icon_button(icons, "chevron-down", self.tr("Next part (Alt+Down)"))
        self.lock = QFrame(self)
        self._lock_box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.lock)
        self._ways = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.lock_says = words("", "body")
        self.draft_button = button(self.tr("New draft from this"), "primary")
        self.edit_button = button(self.tr("Edit anyway"))
        self._count = words("", "small", self)
        self._richness = CutLabel(self)
        self._saved = words("", "small", self)
        self._stack = QStackedWidget(self)
        self._lines: list[QHBoxLayout] = []
        self._lay_out()
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the ways on stand below what they are for."""
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        at_length, short = self.tr("New draft from this"), self.tr("New draft")
        metrics = self.draft_button.fontMetrics()
        self.draft_button.setText(at_length)
        ways = self.edit_button.sizeHint().width() + self.draft_button.sizeHint().width() + 40
        room = self.width() - ways
        if room < 0:
            self.draft_button.setText(short)
            room += metrics.horizontalAdvance(at_length) - metrics.horizontalAdvance(short)
        self._lock_box.setDirection(across if room >= _ROOM_FOR_A_SENTENCE else down)
        self._ways.setDirection(across if room >= 0 else down)
        high = self.height() >= _LINES_FOR_A_SENTENCE * metrics.lineSpacing()
        self.lock_says.setVisible(high or room >= _ROOM_FOR_A_SENTENCE)

    # What a page asks

    def fields(self) -> WritingFields:
        """The fields as they stand."""
        texts = list(self._held.texts)
        if self._part in CODES:
            place = CODES.index(self._part)
            texts[place] = _untouched(texts[place], self.text.text())
        held, shown = self._held.about, self.about.fields()
        about = AboutFields(
            _untouched(held.title, shown.title),
            shown.perspective or held.perspective,
            _untouched(held.message, shown.message),
        )
        return WritingFields(about, tuple(texts))

    def show_fields(self, fields: WritingFields) -> None:
        """Show another version; its own undo history begins."""
        self._held = fields
        self.about.show_fields(fields.about)
        self.text.set_text(as_lines(self._held_text()))

    def weave(self, fields: WritingFields) -> None:
        """Show a newer state of the same version, leaving the cursor where it is."""
        self._held = fields
        self.about.weave(fields.about)
        self.text.weave(self._held_text())

    def set_writable(self, writable: bool) -> None:
        """Let the member write, or wait until the version is here."""
        self._writable = writable
        self._dress()

    # What the mode asks

    @property
    def part(self) -> str:
        """The part that is shown."""
        return self._part

    def show_part(self, part: str) -> None:
        """Show another part; the words of the one before are held."""
        if part == self._part:
            return
        self._held = self.fields()
        self._part = part
        self._name_part()
        if part == ABOUT:
            self._stack.setCurrentWidget(self.about)
            return
        self._stack.setCurrentWidget(self.text)
        self.text.set_text(as_lines(self._held_text()))

    def lock_up(self, sentence: str) -> None:
        """Only show the version, and say why; an empty sentence lets it be written."""
        self._locked = bool(sentence)
        self.lock_says.setText(sentence)
        for way in (self.draft_button, self.edit_button):
            way.setToolTip(sentence)
            way.setAccessibleDescription(sentence)
        self.lock.setVisible(self._locked)
        self._dress()

    def say_richness(self, sentence: str, explained: str) -> None:
        """Tell the figures of the shown part."""
        self._richness.setText(sentence)
        self._richness.setToolTip(explained)
        self._richness.setAccessibleDescription(explained)

    def figures(self) -> str:
        """What is told about the richness of the shown part."""
        return self._richness.text()

    def go_to(self, found: str, around: str) -> None:
        """Select these words where they stand in what is shown."""
        (self.about if self._part == ABOUT else self.text).go_to(found, around)

    def focus_field(self) -> None:
        """Put the focus where a member would go on."""
        (self.about.title if self._part == ABOUT else self.text).setFocus()

    # Parts

    def _held_text(self) -> str:
        return self._held.texts[CODES.index(self._part)] if self._part in CODES else ""

    def _dress(self) -> None:
        writable = self._writable and not self._locked
        self.text.setReadOnly(not writable)
        self.about.set_writable(writable)

    def _name_part(self) -> None:
        about = self._part == ABOUT
        self.heading.setText(self.tr("About this version") if about else label(self._part))
        self.text.setAccessibleName(self.tr("Text of {part}").format(part=label(self._part)))
        self.text.setPlaceholderText(self._calling())
        self._count.setVisible(not about)
        self._richness.setVisible(not about)
        self.previous.setEnabled(self._part != CODES[0])
        self.next.setEnabled(not about)
        self.say_richness("", "")

    def _calling(self) -> str:
        if self._part == "forward":
            return self.tr("How does your vision open? Write it as if it were so already.")
        if self._part == "conclusion":
            return self.tr("With which words does your vision close?")
        return self.tr("How is this part of your life, now that it is just as you choose it?")

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        self._lines = [head, foot]
        head.addWidget(self.heading, 1)
        head.addLayout(self.buttons)
        head.addWidget(self.previous)
        head.addWidget(self.next)
        foot.setSpacing(14)
        foot.addWidget(self._count)
        foot.addWidget(self._richness, 1)
        foot.addWidget(self._saved)
        self._saved.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.lock.setProperty("kind", "callout")
        inside = self._lock_box
        inside.setContentsMargins(14, 8, 10, 8)
        inside.addWidget(self.lock_says, 1)
        self._ways.addStretch(1)
        self._ways.addWidget(self.edit_button)
        self._ways.addWidget(self.draft_button)
        inside.addLayout(self._ways)
        self._stack.addWidget(self.text)
        self._stack.addWidget(self.about)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.lock)
        box.addLayout(head)
        box.addWidget(self._stack, 1)
        box.addLayout(foot)
        self.lock.hide()
        self._name_part()
        self._write_count(0)
        self._keep_in_line(0)

    def _connect(self) -> None:
        self.text.edited.connect(self.edited)
        self.about.edited.connect(self.edited)
        self.text.word_count_changed.connect(self._write_count)
        self.text.measure_changed.connect(self._keep_in_line)
        self.previous.clicked.connect(self.previous_requested)
        self.next.clicked.connect(self.next_requested)

    def _write_count(self, count: int) -> None:
        self._count.setText(words_count(count))
        if self._part in CODES:
            self.counted.emit(self._part, count)

    def _keep_in_line(self, spare: int) -> None:
        """Head and foot begin and end where the lines of the text do."""
        for line in self._lines:
            line.setContentsMargins(spare + TEXT_INDENT, 0, spare + TEXT_INDENT, 0)


def _untouched(held: str, shown: str) -> str:
    """What was held, if what is shown is still the same words."""
    return held if as_lines(held) == shown else shown

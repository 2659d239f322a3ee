"""The form of a life category: four steps, one to be seen at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.theme.appearance import Appearance
from desktop.views.vision.flow.fields import (
    BLUEPRINT,
    IDEAL,
    INTO,
    STEPS,
    TRANSCRIPT,
    FlowFields,
    step_hint,
    step_words,
)
from desktop.views.vision.flow.into import IntoVision
from desktop.views.vision.flow.loops import LoopsEditor
from desktop.views.vision.flow.stepper import Stepper
from desktop.widgets.buttons import button
from desktop.widgets.cut_label import CutLabel
from desktop.widgets.forms.telling_form import TellingForm
from desktop.widgets.frames import follow_keys, surface
from desktop.widgets.texts import words
from desktop.widgets.writing.growing_text import GrowingText
from desktop.widgets.writing.markdown_edit import MarkdownEdit, as_lines

_ASIDE_LINES = 4
_WIDE, _HIGH = 560, 470
# In so few lines, what helps to write stays away for the writing itself.
_LINES_FOR_AN_ASIDE = 15


class FlowForm(TellingForm):
    """Owns the fields of one category and which step is open; lives on the GUI thread.

    `edited` is emitted for what the member does, never for what the program shows.
    """

    edited = Signal()
    step_shown = Signal(str)

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = FlowFields()
        self._step = STEPS[0]
        self._in_vision = self._low = False
        self.heading = words("", "title")
        self.stepper = Stepper(look.icons)
        self.hint = words("", "muted")
        self.transcript = MarkdownEdit(look)
        self.ideal = MarkdownEdit(look)
        self.loops = LoopsEditor(look, self.stepper.chip(STEPS[-1]))
        self.into = IntoVision(look)
        self.summary = GrowingText(look, (1, _ASIDE_LINES))
        self.said = GrowingText(look, (1, _ASIDE_LINES))
        self.before = button("", "link")
        self.after = button("", "link")
        self.figures = CutLabel()
        self._saved = words("", "small")
        self._cards: dict[GrowingText, QWidget] = {}
        self._texts = {TRANSCRIPT: self.transcript, IDEAL: self.ideal}
        self._steps = QStackedWidget()
        self._lay_out()
        self._connect()
        self.show_step(STEPS[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, it is kept for the words."""
        super().resizeEvent(event)
        self.stepper.set_compact(self.width() < _WIDE)
        self.hint.setVisible(self.height() >= _HIGH)
        self._low = self.height() < _LINES_FOR_AN_ASIDE * self.fontMetrics().lineSpacing()
        for aside in self._cards:
            self._settle_aside(aside)

    # What a page asks

    def fields(self) -> FlowFields:
        """The fields as they stand; what was not touched is as it came."""
        held = self._held
        return FlowFields(
            _untouched(held.transcript, self.transcript.text()),
            _untouched(held.ideal_state, self.ideal.text()),
            self.loops.data(),
            held.summary,
        )

    def show_fields(self, fields: FlowFields) -> None:
        """Show another category; its own undo history begins."""
        self._held = fields
        self.transcript.set_text(as_lines(fields.transcript))
        self.ideal.set_text(as_lines(fields.ideal_state))
        self._show_aside(self.said, fields.transcript)
        self.loops.show_data(fields.blueprint)
        self.into.begin()
        self._show_aside(self.summary, fields.summary)
        self._tell_done()

    def weave(self, fields: FlowFields) -> None:
        """Show a newer state of the same category, leaving the cursor where it is."""
        self._held = fields
        self.transcript.weave(fields.transcript)
        self.ideal.weave(fields.ideal_state)
        self._show_aside(self.said, fields.transcript)
        self.loops.weave(fields.blueprint)
        self._show_aside(self.summary, fields.summary)
        self._tell_done()

    def set_writable(self, writable: bool) -> None:
        """Let the member write, or wait until the category is here."""
        for text in self._texts.values():
            text.setReadOnly(not writable)
        self.loops.set_writable(writable)

    # What the mode asks

    @property
    def step(self) -> str:
        """The step that is open."""
        return self._step

    def show_step(self, step: str) -> None:
        """Open a step."""
        self._step = step
        place = STEPS.index(step)
        self.stepper.show_step(step)
        self._steps.setCurrentIndex(place)
        self.hint.setText(step_hint(step))
        self.before.setVisible(place > 0)
        self.after.setVisible(place + 1 < len(STEPS))
        if place > 0:
            self.before.setText(self.tr("Back: {step}").format(step=step_words(STEPS[place - 1])))
        if place + 1 < len(STEPS):
            self.after.setText(self.tr("Next: {step}").format(step=step_words(STEPS[place + 1])))
        self.figures.setText("")
        if step == IDEAL:
            self._show_aside(self.said, self.transcript.text())
        self.step_shown.emit(step)

    def turn(self, by: int) -> None:
        """Go a step on or back."""
        place = STEPS.index(self._step) + by
        if 0 <= place < len(STEPS):
            self.show_step(STEPS[place])
            self.focus_field()

    def focus_field(self) -> None:
        """Put the focus where one goes on."""
        if self._step in self._texts:
            self._texts[self._step].setFocus()
        elif self._step == BLUEPRINT:
            self.loops.focus_first()
        else:
            self.into.text.setFocus()

    def text(self) -> str:
        """The text of the open step, for its figures."""
        return self._texts[self._step].text() if self._step in self._texts else ""

    def go_to(self, found: str, around: str) -> None:
        """Show these words, in whichever step they stand."""
        for step, text in (*self._texts.items(), (TRANSCRIPT, self.summary)):
            if text.go_to(found, around):
                self.show_step(step)
                # What the server heard may be folded away: then the words are behind its name.
                (text if text.isVisibleTo(self) else self._texts[step]).setFocus()
                return
        self.show_step(BLUEPRINT)
        self.loops.go_to(found, around)

    def show_in_vision(self, in_vision: bool) -> None:
        """Tell whether the vision holds words of this category."""
        self._in_vision = in_vision
        self._tell_done()

    # Parts

    def _lay_out(self) -> None:
        for text, name in (
            (self.transcript, self.tr("Transcript")),
            (self.ideal, self.tr("Ideal state")),
        ):
            text.setAccessibleName(name)
        self.transcript.setPlaceholderText(self.tr("Write as you would tell a friend"))
        self.ideal.setPlaceholderText(self.tr("In the present tense, with all your senses"))
        heard = self._with_aside(self.transcript, self.summary, self.tr("What VIVA heard"))
        imagined = self._with_aside(self.ideal, self.said, self.tr("What you said"))
        # The last step has more than fits beside large letters in a low window.
        last = QScrollArea()
        last.setWidgetResizable(True)
        last.setFrameShape(QFrame.Shape.NoFrame)
        last.setProperty("kind", "rows")
        last.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        last.setWidget(self.into)
        follow_keys(last)
        for step in (heard, imagined, self.loops, last):
            self._steps.addWidget(step)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.before)
        foot.addWidget(self.figures, 1)
        foot.addWidget(self._saved)
        foot.addWidget(self.after)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.heading)
        box.addWidget(self.stepper)
        box.addWidget(self.hint)
        box.addWidget(self._steps, 1)
        box.addLayout(foot)
        self.before.setToolTip(self.tr("The step before (Alt+Left)"))
        self.after.setToolTip(self.tr("The next step (Alt+Right)"))

    def _with_aside(self, text: MarkdownEdit, aside: GrowingText, name: str) -> QWidget:
        """A text, and below it a card with what helps to write it."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(text, 1)
        card, inside = surface("callout")
        inside.setSpacing(2)
        inside.setContentsMargins(14, 10, 14, 10)
        aside.setProperty("kind", "page")
        aside.setReadOnly(True)
        aside.setAccessibleName(name)
        inside.addWidget(words(name, "small"))
        inside.addWidget(aside)
        column.addWidget(card)
        self._cards[aside] = card
        return whole

    def _connect(self) -> None:
        for text in self._texts.values():
            text.edited.connect(self._on_edited)
        self.loops.edited.connect(self._on_edited)
        self.stepper.step_chosen.connect(self._on_step_chosen)
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))

    def _on_edited(self) -> None:
        self._tell_done()
        self.edited.emit()

    def _on_step_chosen(self, step: str) -> None:
        self.show_step(step)
        self.focus_field()

    def _show_aside(self, aside: GrowingText, text: str) -> None:
        aside.weave(text)
        self._settle_aside(aside)

    def _settle_aside(self, aside: GrowingText) -> None:
        self._cards[aside].setVisible(bool(aside.text().strip()) and not self._low)

    def _tell_done(self) -> None:
        done = {step for step, text in self._texts.items() if text.text().strip()}
        if any(not row.loop().is_blank for row in self.loops.rows):
            done.add(BLUEPRINT)
        if self._in_vision:
            done.add(INTO)
        self.stepper.show_done(done)


def _untouched(held: str, shown: str) -> str:
    """What was held, if what is shown is still the same words."""
    return held if as_lines(held) == shown else shown

"""How the recorder looks: what is spoken and its text, the strip, and what each step offers."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.listening import spelt
from desktop.theme.appearance import Appearance
from desktop.widgets.buttons import button
from desktop.widgets.choosing.drop_down import DropDown
from desktop.widgets.sound.level_meter import LevelMeter
from desktop.widgets.sound.wave_strip import WaveStrip
from desktop.widgets.texts import set_kind, words

_READING_POINTS = 1.2


class Spoken(NamedTuple):
    """What is spoken: a section of a vision with its text, or anything else.

    A section that is recorded already gets another take, in place of the earlier one. `choice` is
    how it is called among others, where that is not its title.
    """

    title: str
    text: str = ""
    vision_id: str | None = None
    part: str | None = None
    is_recorded: bool = False
    choice: str = ""


class Step(Enum):
    """Where the recording stands."""

    READY = "ready"
    RECORDING = "recording"
    PAUSED = "paused"
    TAKEN = "taken"
    KEEPING = "keeping"


class RecorderForm(QDialog):
    """Owns the widgets of one recording and shows its step; lives on the GUI thread.

    `choices` are other things that may be spoken: with them one can choose.
    """

    def __init__(
        self,
        look: Appearance,
        spoken: Spoken,
        choices: Sequence[Spoken] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._choices = list(choices) or [spoken]
        self._spoken = spoken
        self.step = Step.READY
        self.what = DropDown()
        self.text = QPlainTextEdit()
        self.strip = WaveStrip(look)
        self.meter = LevelMeter(look)
        self.time = words(spelt(0), "heading")
        self.notice = words("", "muted")
        self.record_button = button(self.tr("&Record"), "primary")
        self.stop_button = button(self.tr("&Stop"))
        self.listen_button = button(self.tr("&Listen"))
        self.trim_button = button(self.tr("Cut the s&ilence"))
        self.again_button = button(self.tr("&Take again"))
        self.keep_button = button(self.tr("&Keep"), "primary")
        self.close_button = button(self.tr("&Close"))
        self.discard_button = button(self.tr("&Throw it away"), "danger")
        self.setWindowTitle(self.tr("Record your voice"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._lay_out()

    def sizeHint(self) -> QSize:
        """Wide enough to read aloud from; without a text no higher than needed."""
        return QSize(720, 560 if any(one.text for one in self._choices) else 300)

    @property
    def spoken(self) -> Spoken:
        """What is spoken."""
        return self._spoken

    def holds_something(self) -> bool:
        """Whether a recording has begun that is not kept yet."""
        return self.step is not Step.READY

    def _lay_out(self) -> None:
        self.text.setReadOnly(True)
        font = self._look.font("body")
        font.setPointSizeF(font.pointSizeF() * _READING_POINTS)
        self.text.setFont(font)
        several = len(self._choices) > 1
        head = QHBoxLayout()
        title = self.tr("Record your voice") if several else self._spoken.title
        head.addWidget(words(title, "title"), 1)
        head.addWidget(self.what)
        head.addWidget(self.time)
        self._fill_choices()
        self.what.setVisible(several)
        self.time.setAccessibleName(self.tr("Length"))
        tools = QHBoxLayout()
        for each in (
            self.record_button, self.stop_button, self.listen_button, self.trim_button,
            self.again_button,
        ):  # fmt: skip
            tools.addWidget(each)
        tools.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.notice, 1)
        foot.addWidget(self.discard_button)
        foot.addWidget(self.close_button)
        foot.addWidget(self.keep_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(26, 22, 26, 20)
        box.setSpacing(14)
        box.addLayout(head)
        box.addWidget(self.text, 1)
        box.addWidget(self.strip)
        box.addWidget(self.meter)
        box.addLayout(tools)
        box.addStretch(0 if any(one.text for one in self._choices) else 1)
        box.addLayout(foot)

    def _fill_choices(self) -> None:
        self.what.setAccessibleName(self.tr("What you speak"))
        for one in self._choices:
            mark = self.tr(" (recorded)") if one.is_recorded else ""
            self.what.addItem(f"{one.choice or one.title}{mark}")
        self.what.currentIndexChanged.connect(lambda row: self._show_spoken(self._choices[row]))
        if self._spoken in self._choices:
            self.what.setCurrentIndex(self._choices.index(self._spoken))
        self._show_spoken(self._spoken)

    def _show_spoken(self, spoken: Spoken) -> None:
        self._spoken = spoken
        self.text.setPlainText(spoken.text)
        self.text.setAccessibleName(spoken.title)
        self.text.setVisible(bool(spoken.text))

    def _show_step(self) -> None:
        step = self.step
        live = step in {Step.RECORDING, Step.PAUSED}
        done = step is Step.TAKEN
        labels = {Step.RECORDING: self.tr("&Pause"), Step.PAUSED: self.tr("&Go on")}
        self.record_button.setText(labels.get(step, self.tr("&Record")))
        self.record_button.setVisible(live or step is Step.READY)
        self.stop_button.setVisible(live)
        for each in (self.listen_button, self.trim_button, self.again_button):
            each.setVisible(done)
        self.keep_button.setVisible(done or step is Step.KEEPING)
        self.keep_button.setEnabled(done)
        self.discard_button.hide()
        self.what.setEnabled(step not in {Step.RECORDING, Step.KEEPING})
        self.meter.setVisible(step is not Step.TAKEN)
        if step is not Step.RECORDING:
            self.meter.clear()

    def _say(self, sentence: str, kind: str = "muted") -> None:
        set_kind(self.notice, kind)
        self.notice.setText(sentence)

"""What one can do in the cinema, in its corner: seen while the pointer is, or in a pause."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop.theme.icons import USUAL, Icons
from desktop.widgets.buttons import icon_button
from desktop.widgets.texts import words

_SHADE = "QFrame#cinema_controls { background: rgba(0, 0, 0, 215); border-radius: 14px; }"
_EDGE = 24


class Controls(QFrame):
    """Owns the buttons; each has a key, so none takes the focus. Lives on the GUI thread."""

    step_wanted = Signal(int)
    pause_wanted = Signal()
    voice_wanted = Signal()
    """The voice off, or on again."""
    music_wanted = Signal()
    """The music under it likewise."""
    keep_wanted = Signal()
    end_wanted = Signal()

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self._icons = icons
        self.setObjectName("cinema_controls")
        self.setStyleSheet(_SHADE)
        self.before = self._button("skip-back", self.tr("Slide before (Left)"))
        self.pause = self._button("pause", self.tr("Pause (Space)"))
        self.after = self._button("skip-forward", self.tr("Next slide (Right)"))
        self.voice = self._button("volume-2", self.tr("Voice off (V)"))
        self.music = self._button("music", self.tr("Music off (M)"))
        self.keep = self._button("download", self.tr("Keep its pictures offline (P)"))
        self.end = self._button("x", self.tr("End (Esc)"))
        self.said = words("", "small")
        self.said.setWordWrap(True)
        self._lay_out()
        self.before.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.after.clicked.connect(lambda: self.step_wanted.emit(1))
        self.pause.clicked.connect(self.pause_wanted)
        self.voice.clicked.connect(self.voice_wanted)
        self.music.clicked.connect(self.music_wanted)
        self.keep.clicked.connect(self.keep_wanted)
        self.end.clicked.connect(self.end_wanted)
        self.voice.hide()
        self.music.hide()
        self.say("")

    def show_paused(self, paused: bool) -> None:
        """Offer to go on, or to pause."""
        self._icons.dress(self.pause, "play" if paused else "pause", "text")
        _name(self.pause, self.tr("Go on (Space)") if paused else self.tr("Pause (Space)"))

    def show_voice(self, *, on: bool) -> None:
        """There is a voice: offer to switch it off, or on again."""
        self._icons.dress(self.voice, "volume-2" if on else "volume-x", "text")
        _name(self.voice, self.tr("Voice off (V)") if on else self.tr("Voice on (V)"))
        self.voice.show()

    def show_music(self, *, there: bool, on: bool) -> None:
        """Offer to switch the music off, or on again, where there is any."""
        self._icons.dress(self.music, "music" if on else "music-off", "text")
        _name(self.music, self.tr("Music off (M)") if on else self.tr("Music on (M)"))
        self.music.setVisible(there)

    def say(self, sentence: str) -> None:
        """Tell something beside the buttons."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def offer_to_keep(self, offered: bool) -> None:
        """Whether pictures can be asked for."""
        self.keep.setVisible(offered)

    def settle(self) -> None:
        """Stand in the upper right corner: words stand in the middle, or at the foot."""
        around = self._around.rect()
        self.said.setFixedWidth(max(200, min(300, around.width() - 120)))
        self.adjustSize()
        self.move(around.width() - self.width() - _EDGE, _EDGE)
        self.raise_()

    def _button(self, icon: str, said: str) -> QToolButton:
        made = icon_button(self._icons, icon, said, "text", self)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._icons.set_size(made, USUAL)
        return made

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addStretch(1)
        for one in (
            self.before, self.pause, self.after, self.voice, self.music, self.keep, self.end,
        ):  # fmt: skip
            row.addWidget(one)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 10)
        box.setSpacing(6)
        self.said.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.addLayout(row)
        box.addWidget(self.said)


def _name(made: QToolButton, said: str) -> None:
    made.setToolTip(said)
    made.setAccessibleName(said)

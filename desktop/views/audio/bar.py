"""The bar at the foot of the window: what is on, where in it, and what one does with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.domain.listening import SKIP, Phase, spelt
from desktop.qt.sound.background import TRACK, Background
from desktop.qt.sound.listening import Listening
from desktop.views.audio.menus import fill_background, more_menu, sleep_menu, speed_menu
from desktop.views.room import RoomKit
from desktop.widgets.buttons import ToolButton, icon_button
from desktop.widgets.cut_label import CutLabel
from desktop.widgets.sound.place_slider import PlaceSlider
from desktop.widgets.texts import set_kind

if TYPE_CHECKING:  # loaded when something is played
    from desktop.services.audio import Track

_NARROW = 760
_PLAY = 20


class PlayerBar(QWidget):
    """Owns the controls of the one listening of the window; lives on the GUI thread."""

    room_requested = Signal()
    """The member wants to see what is on."""

    def __init__(
        self,
        kit: RoomKit,
        listening: Listening,
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kit = kit
        look = self._look = kit.look
        self._background = background
        self._listening = listening
        self.setObjectName("playerbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Player"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.title, self.state = CutLabel(), CutLabel()
        set_kind(self.title, "body")
        for label in (self.title, self.state):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.place = PlaceSlider(look)
        self.play_button = self._made("play", self.tr("Play (Ctrl+Space)"))
        look.icons.set_size(self.play_button, _PLAY)
        self.previous_button = self._made("skip-back", self.tr("Track before"))
        self.next_button = self._made("skip-forward", self.tr("Next track"))
        self.back_button = self._made("rotate-ccw", self.tr("15 seconds back"))
        self.on_button = self._made("rotate-cw", self.tr("15 seconds on"))
        self.speed_button = self._worded(self.tr("Speed"))
        self.sleep_button = self._made("moon-star", self.tr("Sleep timer"))
        self.volume_button = self._made("volume-2", self.tr("Sound off"))
        self.more_button = self._made("ellipsis", self.tr("Volume, versions, repeat, outputs"))
        self.close_button = self._made("x", self.tr("Take it off"))
        self._lay_out()
        self._connect()
        self._on_standing(listening.standing)
        self._on_track(listening.track)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the controls leads to what is on."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.room_requested.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In little room the rarer things go into the menus alone."""
        super().resizeEvent(event)
        wide = self.width() >= self._look.icons.grown(_NARROW)
        for made in (self.previous_button, self.volume_button, self.close_button):
            made.setVisible(wide)
        self._row.setSpacing(18 if wide else 10)

    # Parts

    def _made(self, icon: str, name: str) -> QToolButton:
        return icon_button(self._look.icons, icon, name, parent=self)

    def _worded(self, name: str) -> QToolButton:
        made = ToolButton(self)
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        return made

    def _lay_out(self) -> None:
        controls = QHBoxLayout()
        controls.setSpacing(2)
        for made in (
            self.previous_button, self.back_button, self.play_button, self.on_button,
            self.next_button,
        ):  # fmt: skip
            controls.addWidget(made)
        rest = QHBoxLayout()
        rest.setSpacing(2)
        for made in (
            self.speed_button, self.sleep_button, self.volume_button, self.more_button,
            self.close_button,
        ):  # fmt: skip
            rest.addWidget(made)
        # A column of its own: in a grid the line of the state would keep its height while hidden.
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addStretch(1)
        told.addWidget(self.title)
        told.addWidget(self.state)
        told.addStretch(1)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        row.addLayout(told, 2)
        row.addLayout(controls)
        row.addWidget(self.place, 3)
        row.addLayout(rest)
        popup = QToolButton.ToolButtonPopupMode.InstantPopup
        for made, menu in (
            (self.speed_button, speed_menu(self._listening, self)),
            (self.sleep_button, sleep_menu(self._listening, self)),
            (self.more_button, more_menu(self._listening, self._add_background, self)),
        ):
            made.setMenu(menu)
            made.setPopupMode(popup)

    def _add_background(self, menu: QMenu) -> None:
        fill_background(menu, self._background, self._choose_background)

    def _choose_background(self) -> None:
        from desktop.views.audio.background_dialog import BackgroundDialog

        dialog = BackgroundDialog(self._kit, self.window())
        dialog.track_chosen.connect(lambda one: self._background.choose(f"{TRACK}{one}"))
        dialog.open()

    def _connect(self) -> None:
        listening = self._listening
        listening.standing_changed.connect(self._on_standing)
        listening.track_changed.connect(self._on_track)
        listening.moved.connect(self.place.show_place)
        listening.speed_changed.connect(self._on_speed)
        listening.volume_changed.connect(self._on_volume_changed)
        listening.sleeping.left_changed.connect(self._on_left)
        self.place.sought.connect(listening.seek)
        self.play_button.clicked.connect(listening.toggle)
        self.previous_button.clicked.connect(listening.previous)
        self.next_button.clicked.connect(listening.next)
        self.back_button.clicked.connect(lambda: listening.skip(-SKIP))
        self.on_button.clicked.connect(lambda: listening.skip(SKIP))
        self.volume_button.clicked.connect(listening.switch)
        self.close_button.clicked.connect(listening.stop)
        self._on_speed(listening.speed)
        self._on_volume_changed(listening.loudness)

    def _on_standing(self, standing: Phase) -> None:
        playing = standing in {Phase.PLAYING, Phase.LOADING}
        name = self.tr("Pause (Ctrl+Space)") if playing else self.tr("Play (Ctrl+Space)")
        self._look.icons.dress(self.play_button, "pause" if playing else "play", "accent_text")
        self.play_button.setToolTip(name)
        self.play_button.setAccessibleName(name)
        sentences = {
            Phase.LOADING: self.tr("Opening…"),
            Phase.AWAY: self.tr("Not on this computer yet; it is being fetched"),
            Phase.PLAYING: "",
            Phase.PAUSED: self.tr("Paused"),
            Phase.SILENT: self.tr("Ready where you stopped"),
        }
        self._say(sentences[standing])
        self.place.setEnabled(standing in {Phase.PLAYING, Phase.PAUSED})

    def _on_track(self, track: Track | None) -> None:
        self.setVisible(track is not None)
        if track is not None:
            title = track.title or self.tr("Untitled")
            self.title.setText(title)
            self.place.show_place(self._listening.position, self._listening.length)

    def _on_speed(self, speed: float) -> None:
        self.speed_button.setText(self.tr("{speed}x").format(speed=f"{speed:g}"))
        self.speed_button.setAccessibleName(self.tr("Speed {speed}").format(speed=f"{speed:g}"))

    def _on_left(self, left: float | None) -> None:
        name = self.tr("Sleep timer")
        if left is not None:
            name = self.tr("Sleep timer: {left} left").format(left=spelt(left))
        role = "text_muted" if left is None else "accent_text"
        self._look.icons.dress(self.sleep_button, "moon-star", role)
        self.sleep_button.setToolTip(name)
        self.sleep_button.setAccessibleName(name)
        if self._listening.standing is Phase.PLAYING:
            self._say("" if left is None else name)

    def _say(self, sentence: str) -> None:
        """Below the title; without anything to say the title stands in the middle."""
        self.state.setText(sentence)
        self.state.setVisible(bool(sentence))

    def _on_volume_changed(self, loudness: float) -> None:
        off = loudness == 0
        name = self.tr("Sound on") if off else self.tr("Sound off")
        self._look.icons.dress(self.volume_button, "volume-x" if off else "volume-2", "text_muted")
        self.volume_button.setToolTip(name)
        self.volume_button.setAccessibleName(name)

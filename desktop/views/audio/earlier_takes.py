"""The takes that a track had before: listening to each, and letting one be heard again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.listening import spelt
from desktop.language import translated
from desktop.qt.sound.player import NoSound, Sound
from desktop.views.history import spelt_moment
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.core.errors import AppError
    from desktop.services.making.earlier import HeldTake
    from desktop.services.workspace import Workspace

_NUMBER = Qt.ItemDataRole.UserRole + 1
_HERE = Qt.ItemDataRole.UserRole + 2


class EarlierTakesDialog(QDialog):
    """Owns the list of takes of one track and the sound of one; lives on the GUI thread."""

    restored = Signal(str, int)
    """Another take is heard now: the track, and the number of the take that it replaced."""

    def __init__(self, kit: RoomKit, track_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._track_id = track_id
        self._sound: Sound | None = None
        self._asked = 0
        self.takes = QListWidget()
        self.notice = words("", "muted")
        self.listen_button = button("")
        self.restore_button = button(self.tr("&Use this take"), "primary")
        self._bodies = QStackedWidget()
        self.setWindowTitle(self.tr("Earlier takes"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 430)
        self._lay_out()
        self._hush()
        self._on_chosen(None)
        self.takes.currentItemChanged.connect(self._on_chosen)
        self.takes.itemActivated.connect(lambda _item: self._on_listen())
        self.listen_button.clicked.connect(self._on_listen)
        self.restore_button.clicked.connect(self._on_restore)
        kit.lane.ask(
            lambda workspace: workspace.earlier_takes.takes(track_id),
            self._on_takes,
            self._on_fault,
        )

    def done(self, result: int) -> None:
        """Close in silence."""
        self._hush()
        super().done(result)

    def _lay_out(self) -> None:
        self.takes.setAccessibleName(self.tr("Takes of this track"))
        self.takes.setProperty("kind", "rows")
        self.takes.setWordWrap(True)
        self.takes.setSpacing(2)
        nothing = words(
            self.tr(
                "There is no earlier take on this computer. When you record this track again, the "
                "take of before is kept here."
            ),
            "muted",
        )
        nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._bodies.addWidget(nothing)
        self._bodies.addWidget(self.takes)
        close = button(self.tr("&Close"))
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.listen_button)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.restore_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(26, 22, 26, 20)
        box.setSpacing(14)
        box.addWidget(words(self.tr("Earlier takes"), "title"))
        box.addWidget(self._bodies, 1)
        box.addWidget(self.notice)
        box.addLayout(foot)

    def _on_takes(self, takes: Sequence[HeldTake]) -> None:
        self._bodies.setCurrentIndex(1 if len(takes) > 1 else 0)
        for take in takes if len(takes) > 1 else ():
            first, second = self._told(take)
            item = QListWidgetItem(f"{first}\n{second}")
            item.setData(_NUMBER, take.number)
            item.setData(_HERE, take.here)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{first}, {second}")
            self.takes.addItem(item)
        if len(takes) > 1:
            self.takes.setCurrentRow(1)
            self.takes.setFocus()

    def _told(self, take: HeldTake) -> tuple[str, str]:
        """When a take was made, and how long it is; in two lines."""
        if take.made is not None:
            first = self.tr("Made {moment}").format(moment=spelt_moment(take.made))
        elif take.until is not None:
            first = self.tr("Heard until {moment}").format(moment=spelt_moment(take.until))
        else:
            first = self.tr("Came from your account")
        second = [] if take.number else [self.tr("the take that is heard now")]
        if take.seconds:
            second.append(spelt(take.seconds))
        if not take.here:
            second.append(self.tr("not on this computer"))
        return first, "  ·  ".join(second)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        self._hush()
        self.notice.setText("")
        self.listen_button.setEnabled(item is not None and bool(item.data(_HERE)))
        self.restore_button.setEnabled(item is not None and bool(item.data(_NUMBER)))

    # Listening

    def _on_listen(self) -> None:
        item: QListWidgetItem | None = self.takes.currentItem()
        if self._sound is not None and self._sound.is_playing:
            self._hush()
            return
        if item is None or not item.data(_HERE):
            return
        if self._kit.hearing is not None:
            self._kit.hearing().listening.pause()
        self._asked += 1
        asked, track_id, number = self._asked, self._track_id, int(item.data(_NUMBER))

        def read(workspace: Workspace) -> tuple[bytes, str] | None:
            from desktop.services.media.files import suffix

            content = workspace.earlier_takes.content(track_id, number)
            return (content, suffix(content)) if content is not None else None

        def came(found: tuple[bytes, str] | None) -> None:
            if asked == self._asked:
                self._play(found)

        self._kit.lane.ask(read, came, self._on_fault)

    def _play(self, found: tuple[bytes, str] | None) -> None:
        if found is None:
            self.notice.setText(self.tr("The sound of this take is not on this computer."))
            return
        try:
            sound = self._sound or self._made_sound()
        except NoSound as fault:
            self.notice.setText(translated(fault))
            return
        sound.load(*found, play=True)
        self.listen_button.setText(self.tr("&Silence"))

    def _made_sound(self) -> Sound:
        sound = self._sound = Sound(self)
        sound.ended.connect(self._hush)
        sound.broken.connect(self._on_broken)
        return sound

    def _on_broken(self) -> None:
        self._hush()
        self.notice.setText(self.tr("This take cannot be played."))

    def _hush(self) -> None:
        self._asked += 1
        if self._sound is not None:
            self._sound.unload()
        self.listen_button.setText(self.tr("&Listen"))

    # The way back

    def _on_restore(self) -> None:
        item: QListWidgetItem | None = self.takes.currentItem()
        if item is None:
            return
        number: Any = item.data(_NUMBER)
        track_id = self._track_id
        self.restore_button.setEnabled(False)
        self._kit.lane.ask(
            lambda workspace: workspace.earlier_takes.restore(track_id, number),
            self._on_restored,
            self._on_fault,
        )

    def _on_restored(self, before: int) -> None:
        self.restored.emit(self._track_id, before)
        self.accept()

    def _on_fault(self, error: AppError) -> None:
        self.notice.setText(translated(error))

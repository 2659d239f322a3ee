"""What one does with a track of one's own: its words, its place, its text, the trash."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from desktop.language import translated
from desktop.views.audio.tracks import TracksPane
from desktop.views.room import Room, RoomKit

if TYPE_CHECKING:  # loaded when they are asked for
    from desktop.core.errors import AppError
    from desktop.services.workspace import Workspace


class TrackDeeds(QObject):
    """Owns the actions of the tracks; lives on the GUI thread. `room` gives them their keys."""

    notice = Signal(str, object)
    changed = Signal()

    def __init__(self, kit: RoomKit, tracks: TracksPane, room: Room) -> None:
        super().__init__(room)
        self._kit = kit
        self._tracks = tracks
        self._room = room
        self._own: list[QAction] = []
        self._writable = False
        offer = room.offer
        play = offer(self.tr("Play this track"), "", self._play)
        text = offer(self.tr("What this track narrates…"), "", self._choose_text)
        for action in (play, text):
            tracks.offer(action)
        for words, keys, act in (
            (self.tr("Edit the track…"), "F2", self.edit),
            (self.tr("Earlier takes…"), "Ctrl+Shift+H", self.show_takes),
            (self.tr("Move the track up"), "Ctrl+Shift+Up", partial(self.move, -1)),
            (self.tr("Move the track down"), "Ctrl+Shift+Down", partial(self.move, 1)),
            (self.tr("Move the track to the trash"), "", self.delete),
        ):
            action = offer(words, keys, act)
            self._own.append(action)
            tracks.offer(action)
        tracks.delete_requested.connect(lambda _id: self.delete())

    def set_writable(self, *, writable: bool) -> None:
        """Let tracks be changed, or only be heard."""
        self._writable = writable
        for action in self._own:
            action.setVisible(writable)
            action.setEnabled(writable)

    def edit(self) -> None:
        """Change the words of the chosen track."""
        if self._writable and self._tracks.chosen():
            from desktop.views.audio.track_dialog import TrackDialog

            dialog = TrackDialog(self._kit, self._tracks.chosen(), self._room)
            dialog.changed.connect(self.changed)
            dialog.open()

    def show_takes(self) -> None:
        """Show the takes that the chosen track had before."""
        if self._writable and self._tracks.chosen():
            from desktop.views.audio.earlier_takes import EarlierTakesDialog

            dialog = EarlierTakesDialog(self._kit, self._tracks.chosen(), self._room)
            dialog.restored.connect(self._on_take)
            dialog.open()

    def choose_text(self, track_id: str) -> None:
        """Say what a track narrates."""
        if track_id:
            from desktop.views.audio.narration_dialog import NarrationDialog

            dialog = NarrationDialog(self._kit, track_id, self._room)
            dialog.changed.connect(self.changed)
            dialog.open()

    def move(self, by: int) -> None:
        """Move the chosen track along its set."""
        set_id, track_id = self._tracks.set_id, self._tracks.chosen()
        if self._writable and track_id:
            self._ask(
                lambda workspace: workspace.sets.tracks.move(set_id, track_id, by), self._on_changed
            )

    def delete(self) -> None:
        """Move the chosen track to the trash."""
        track_id = self._tracks.chosen()
        if not self._writable or not track_id:
            return
        after = self._tracks.list.neighbour(track_id)

        def deleted(trash_id: int) -> None:
            self._tracks.list.choose(after)
            self.changed.emit()
            self.notice.emit(
                self.tr("The track is in the trash."), partial(self._put_back, trash_id)
            )

        self._ask(lambda workspace: workspace.sets.tracks.delete(track_id), deleted)

    def _on_take(self, track_id: str, before: int) -> None:
        """Another take is heard: the one before comes back by Undo."""

        def put_back() -> None:
            self._ask(
                lambda workspace: workspace.earlier_takes.restore(track_id, before),
                lambda _number: self._renew(track_id),
            )

        self._renew(track_id)
        self.notice.emit(self.tr("The track has this take now."), put_back)

    def _renew(self, track_id: str) -> None:
        if self._kit.hearing is not None:
            hearing = self._kit.hearing()
            hearing.send()
            hearing.listening.renew(track_id)
        self.changed.emit()

    def _put_back(self, trash_id: int) -> None:
        self._ask(lambda workspace: workspace.trash.restore(trash_id), self._on_changed)

    def _play(self) -> None:
        if self._tracks.chosen():
            self._tracks.play_requested.emit(self._tracks.chosen())

    def _choose_text(self) -> None:
        self.choose_text(self._tracks.chosen())

    def _on_changed(self, _answer: object) -> None:
        self.changed.emit()

    def _ask(self, act: Callable[[Workspace], Any], done: Callable[[Any], None]) -> None:
        self._kit.lane.ask(act, done, self._on_failed)

    def _on_failed(self, error: AppError) -> None:
        self.notice.emit(translated(error), None)

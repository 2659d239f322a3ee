"""What ties the Listen room to the one listening of the window: what is on, where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.views.room import RoomKit

if TYPE_CHECKING:  # loaded when something is played
    from desktop.domain.listening import Phase
    from desktop.qt.sound.hearing import Hearing
    from desktop.qt.sound.listening import Listening
    from desktop.services.sounds import Track


class Playing(QObject):
    """Hears what is on for a room; lives on the GUI thread, and lets go with the room."""

    track_changed = Signal(str, str)
    """Another track is on: its id and its set's, both empty for none."""
    moved = Signal(float)
    """Which share of the track was heard."""
    standing_changed = Signal()
    file_moved = Signal()
    """A file has come on its way."""

    def __init__(self, kit: RoomKit, parent: QObject) -> None:
        super().__init__(parent)
        if kit.hearing is None:
            raise ValueError("the window lends what is heard to this room")
        self._hearing: Hearing = kit.hearing()
        listening = self.listening
        listening.track_changed.connect(self._on_track)
        listening.moved.connect(self._on_moved)
        listening.standing_changed.connect(self._on_standing)
        self._hearing.file_moved.connect(self._on_file)

    @property
    def listening(self) -> Listening:
        """The one listening of the window."""
        return self._hearing.listening

    @property
    def hearing(self) -> Hearing:
        """What is heard, and what fetches it."""
        return self._hearing

    def now(self) -> tuple[str, str]:
        """The track that is on and its set."""
        track = self.listening.track
        return (track.id, track.set_id) if track is not None else ("", "")

    def play(self, ids: list[str], first: str) -> None:
        """Put the tracks of a set on from one of them on; the one that is on goes on."""
        listening = self.listening
        if self.now()[0] == first and tuple(ids) == listening.queue.ids:
            listening.play()
        else:
            listening.play_set(ids, first)

    def _on_track(self, _track: Track | None) -> None:
        self.track_changed.emit(*self.now())

    def _on_moved(self, position: float, length: float) -> None:
        self.moved.emit(position / length if length else 0.0)

    def _on_standing(self, _standing: Phase) -> None:
        self.standing_changed.emit()

    def _on_file(self, _key: str, _size: int, _total: int | None, _ended: bool) -> None:
        self.file_moved.emit()

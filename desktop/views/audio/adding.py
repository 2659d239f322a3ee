"""What the Listen room offers to make: one's own voice, files, a vision read aloud."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMenu

from desktop.views.room import Room, RoomKit

if TYPE_CHECKING:  # loaded when something is made
    from desktop.services.workspace import Workspace
    from desktop.views.audio.making.desk import MakingDesk

Made = Callable[[str, str], None]


class Adding(QObject):
    """Owns the menu and takes what is dropped on the room; lives on the GUI thread.

    `own_set` gives the open set of the member's own, or an empty id; `made` is told what came.
    """

    def __init__(self, kit: RoomKit, room: Room, own_set: Callable[[], str], made: Made) -> None:
        super().__init__(room)
        self._kit = kit
        self._room = room
        self._own_set = own_set
        self._made = made
        self._desk: MakingDesk | None = None
        self.menu = QMenu(room)
        offer = room.offer
        for words, keys, act in (
            (self.tr("Record…"), "Ctrl+Shift+J", self.record),
            (self.tr("Add files…"), "Ctrl+O", self.choose_files),
            (self.tr("Have a vision read to me…"), "Ctrl+Shift+E", self.read_to_me),
        ):
            self.menu.addAction(offer(words, keys, act))
        room.setAcceptDrops(True)
        room.installEventFilter(self)

    @property
    def desk(self) -> MakingDesk:
        """What opens the dialogs; made when it is first needed."""
        if self._desk is None:
            from desktop.views.audio.making.desk import MakingDesk

            self._desk = MakingDesk(self._kit, self._room)
            self._desk.made.connect(self._made)
            self._desk.told.connect(lambda sentence: self._room.notice.emit(sentence, None))
        return self._desk

    def record(self) -> None:
        """Record one's own voice."""
        self.desk.record_freely()

    def choose_files(self) -> None:
        """Choose sounds from the disk for the open set."""
        self.desk.choose_files(self._own_set() or None)

    def read_to_me(self) -> None:
        """Have the vision that one lives by read aloud."""

        def found(vision_id: str) -> None:
            if vision_id:
                self.desk.read_to_me(vision_id)
            else:
                self._room.notice.emit(self.tr("There is no vision to read yet."), None)

        self._kit.lane.ask(_active_vision, found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the files that are dropped on the room."""
        if isinstance(event, QDropEvent) and event.type() in {
            QEvent.Type.DragEnter,
            QEvent.Type.Drop,
        }:
            if not self.desk.files_in(event.mimeData()):
                return False
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.desk.bring(self.desk.files_in(event.mimeData()), self._own_set() or None)
            return True
        return super().eventFilter(watched, event)


def _active_vision(workspace: Workspace) -> str:
    """The vision that one lives by, else the newest; in the lane."""
    visions = workspace.sets.tracks.visions()
    return visions[0][0] if visions else ""

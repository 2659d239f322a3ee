"""Copies of a set's files for other players, in a folder that the member chooses."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from desktop.core.errors import AppError
from desktop.domain.filenames import safe_name
from desktop.language import isolated, translated
from desktop.views.room import Room, RoomKit

if TYPE_CHECKING:  # loaded when something is copied
    from desktop.services.making.exporting import Exported, Part, SetCopy, SetParts
    from desktop.services.workspace import Workspace


class SetCopies(QObject):
    """Asks for a folder and has the files written there beside the window; on the GUI thread.

    The lane opens one file after the other, and another thread reads and writes it: whoever
    writes in the journal meanwhile waits for none of it. One set at a time.
    """

    def __init__(self, kit: RoomKit, room: Room) -> None:
        super().__init__(room)
        self._kit = kit
        self._room = room
        self._folder = Path()
        self._busy = False

    def ask_where(self, set_id: str) -> None:
        """Ask for a folder, and copy what the set has on this computer there."""
        if self._busy:
            self._say(self.tr("A set is being copied already."))
            return
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MusicLocation)
        chosen = QFileDialog.getExistingDirectory(
            self._room, self.tr("Copy the files of this set to a folder"), home
        )
        if chosen:
            self._busy = True
            self._kit.lane.ask(
                partial(_parts, set_id), partial(self._begin, Path(chosen)), self._on_failed
            )

    def _begin(self, folder: Path, found: SetParts) -> None:
        from desktop.services.making.exporting import SetCopy

        self._folder = folder / safe_name(found.title or self.tr("Set"))
        self._say(self.tr("Copying the files of this set…"))
        self._go_on(SetCopy(found, self._folder), list(found.parts))

    def _go_on(self, copy: SetCopy, left: list[Part], _done: object = None) -> None:
        if not left:
            self._kit.free.ask(copy.finish, self._on_done, self._on_failed)
            return
        part, *others = left

        def opened(reader: Any) -> None:
            write = partial(copy.add, part, reader)
            self._kit.free.ask(write, partial(self._go_on, copy, others), self._on_failed)

        self._kit.lane.ask(partial(_opened, part.url), opened, self._on_failed)

    def _on_done(self, done: Exported) -> None:
        self._busy = False
        if not done.files:
            said = self.tr("No file of this set is on this computer: keep it offline first.")
        elif done.missing:
            said = self.tr(
                "What is here of this set is in {folder}. The rest is not on this computer: keep "
                "the set offline first."
            )
        else:
            said = self.tr("All files of this set are in {folder}, with a playlist.")
        said = said.format(folder=isolated(str(self._folder)))
        self._say(said)

    def _on_failed(self, error: AppError) -> None:
        self._busy = False
        self._say(translated(error))

    def _say(self, sentence: str) -> None:
        self._room.notice.emit(sentence, None)


# ---- in the database lane ----


def _parts(set_id: str, workspace: Workspace) -> SetParts:
    from desktop.services.making.exporting import parts_of

    return parts_of(workspace.audio, set_id)


def _opened(url: str, workspace: Workspace) -> Any:
    return workspace.media.open(url) if url else None

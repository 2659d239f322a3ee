"""The way into the cinema and back; loaded with the room, the cinema itself when it is opened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.language import translated
from desktop.views.room import RoomKit

if TYPE_CHECKING:  # loaded when the cinema is opened
    from desktop.core.errors import AppError
    from desktop.services.cinema import Programme
    from desktop.services.workspace import Workspace
    from desktop.views.cinema.window import CinemaWindow


class _Found(NamedTuple):
    """What the lane brings."""

    programme: Programme | None
    still: bool
    faces: list[bytes]


class CinemaDoor(QObject):
    """Owns the way to one cinema at a time; lives on the GUI thread."""

    notice = Signal(str, object)

    def __init__(self, kit: RoomKit, room: QWidget) -> None:
        super().__init__(room)
        self._kit = kit
        self._room = room
        self._window: CinemaWindow | None = None
        self._asked = False

    @property
    def window(self) -> CinemaWindow | None:
        """The cinema that is open, or None."""
        return self._window

    def open(self, vision_id: str) -> None:
        """Show a vision over the whole screen."""
        if self._asked or self._window is not None or not vision_id:
            return
        self._asked = True
        self._kit.free.ask(_is_still, partial(self._read, vision_id), self._on_failed)

    def keep_offline(self, vision_id: str) -> None:
        """Fetch the pictures and the sound of a vision, and keep them on this computer."""
        if self._kit.hearing is not None:
            said = self.tr("Pictures and sound of this vision are kept on this computer.")
            self._kit.hearing().pin(
                "vision_versions", vision_id, lambda _standing: self.notice.emit(said, None)
            )

    def _read(self, vision_id: str, still: bool) -> None:
        self._kit.lane.ask(partial(_found, vision_id, still), self._on_found, self._on_failed)

    def _on_found(self, found: _Found) -> None:
        self._asked = False
        if found.programme is None or not found.programme.slides:
            self._say_empty()
            return
        from desktop.views.cinema.window import CinemaWindow
        from desktop.widgets.book.faces import add_serif

        if found.faces:
            add_serif(found.faces)
        window = CinemaWindow(self._kit, found.programme, self._room.window(), still=found.still)
        self._window = window
        window.left.connect(self._on_left)
        window.empty.connect(self._say_empty)
        self.destroyed.connect(window.close)
        window.showFullScreen()
        window.activateWindow()
        window.setFocus()

    def _on_failed(self, error: AppError) -> None:
        self._asked = False
        self.notice.emit(translated(error), None)

    def _say_empty(self) -> None:
        self.notice.emit(
            self.tr(
                "There is nothing to show of this version yet. Write a part of it, or keep the "
                "pictures of its board offline."
            ),
            None,
        )

    def _on_left(self) -> None:
        self._window = None
        window = self._room.window()
        window.activateWindow()  # and with it whatever had the focus in it
        if window.focusWidget() is None:
            self._room.setFocus()


def _is_still() -> bool:
    """Whether the system asks for stillness; outside the GUI thread."""
    from desktop.qt.motion import is_reduced

    return is_reduced()


def _found(vision_id: str, still: bool, workspace: Workspace) -> _Found:
    """The programme, and how it is to be shown; in the lane."""
    from desktop.services.cinema import programme_of
    from desktop.views.cinema.night import night
    from desktop.widgets.book.faces import has_serif, serif_files

    night()  # read here, so that the window does not
    still = still or workspace.settings.values.reduced_motion
    return _Found(programme_of(workspace, vision_id), still, [] if has_serif() else serif_files())

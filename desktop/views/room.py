"""What every room of the window has in common, and what the window lends it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.qt.lanes import DatabaseLane, FreeLane
from desktop.qt.painting import NextPaint
from desktop.theme.appearance import Appearance

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.workspace import Workspace

Undo = Callable[[], None]


class RoomKit(NamedTuple):
    """What the window lends to its rooms: the lanes and the looks."""

    lane: DatabaseLane[Workspace]
    free: FreeLane
    look: Appearance


class Room(QWidget):
    """One screen of the window; lives on the GUI thread and reads through the kit's lane.

    A room is built when it is first shown. It asks for other rooms by signals alone. A room with
    more than meets the eye at first builds only what does, and the rest in `complete`.
    """

    name = ""
    title = ""
    icon_name = ""

    entry_requested = Signal(str)
    """An entry, by its id, should be opened in the Journal."""
    search_requested = Signal(str)
    """Something should be searched for."""
    room_requested = Signal(str)
    """Another room, by its name, should be shown."""
    notice = Signal(str, object)
    """Something to tell: a sentence, and a function that undoes it, or None."""

    painted = Signal()
    """What the room is for has been painted for the first time."""

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.setObjectName("page")

    def content_stands(self) -> None:
        """For the room itself: its first content is in its widgets and will be painted now."""
        NextPaint(self, self._on_painted)

    def complete(self) -> None:
        """Build and read what the first sight does without; called once, after it was painted."""

    def activate(self) -> None:
        """The room comes to the front: put the focus where a member would go on."""
        self.setFocus()

    def refresh(self) -> None:
        """Rows changed, here or elsewhere: read again what is shown."""

    def leave(self) -> None:
        """The room goes to the back or the window closes: save what is not saved yet."""

    def present(self, subject: str) -> None:
        """Show what another room asked for; what it means is the room's own."""

    def _on_painted(self) -> None:
        self.painted.emit()
        self.complete()

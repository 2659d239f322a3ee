"""What every room of the window has in common, and what the window lends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.qt.lanes import DatabaseLane, FreeLane
from desktop.qt.painting import NextPaint
from desktop.theme.appearance import Appearance
from desktop.widgets.writing.keys import ON_WORDS

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.qt.sound.background import Background
    from desktop.qt.sound.hearing import Hearing
    from desktop.services.workspace import Workspace
    from desktop.views.flipping.ticket import Ticket

Undo = Callable[[], None]


class RoomKit(NamedTuple):
    """What the window lends to its rooms: the lanes, the looks, and what is heard.

    `hearing` gives the one listening of the window, `background` what is under it; both are made
    when they are first asked for.
    """

    lane: DatabaseLane[Workspace]
    free: FreeLane
    look: Appearance
    hearing: Callable[[], Hearing] | None = None
    background: Callable[[], Background] | None = None


class Room(QWidget):
    """One screen of the window; lives on the GUI thread and reads through the kit's lane.

    A room is built when it is first shown. It asks for other rooms by signals alone. A room with
    more than meets the eye at first builds only what does, and the rest in `complete`.
    """

    name = ""
    title = ""
    icon_name = ""

    is_complete = False
    """Whether `complete` was called. Until then nothing is read that is not seen at first: the
    first sight would wait for it, and `complete` reads it anyway."""

    holds_words = True
    """Whether the member writes or reads here, so that words can be taken from it to be flipped."""

    homes: Mapping[str, str] = {}
    """The tables whose rows have a room of their own, with its title; the shell's to set."""

    row_requested = Signal(str, str)
    """A row should be opened in the room of its table: the table, and the subject to present."""
    search_requested = Signal(str)
    """Something should be searched for."""
    room_requested = Signal(str)
    """Another room, by its name, should be shown."""
    place_requested = Signal(str, str)
    """A place in another room should be shown: the room's name, the subject to present."""
    notice = Signal(str, object)
    """Something to tell: a sentence, and a function that undoes it, or None."""

    undone = Signal(object)
    """What a notice offers to undo was undone by other means: that function."""

    flip_requested = Signal()
    """The words that are selected where the focus is should be flipped."""
    flip_returned = Signal(object, str)
    """What came of flipped words should go to where they stand: their ticket, the clarity."""

    painted = Signal()
    """What the room is for has been painted for the first time."""

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.setObjectName("page")
        if self.holds_words:
            flips = self.tr("Flip the selected words")
            flip = self.offer(flips, "Ctrl+Shift+L", self.flip_requested.emit)
            # The menu of a text lists what is offered for its words.
            flip.setProperty(ON_WORDS, True)

    def content_stands(self) -> None:
        """For the room itself: its first content is in its widgets and will be painted now."""
        NextPaint(self, self._on_painted)

    def complete(self) -> None:
        """Build and read what the first sight does without; called once, after it was painted."""

    def activate(self) -> None:
        """The room comes to the front: put the focus where a member would go on."""
        self.setFocus()

    def begin(self) -> None:
        """Lay out something new, where that is what the room is for."""

    def refresh(self) -> None:
        """Rows changed, here or elsewhere: read again what is shown."""

    def leave(self) -> None:
        """The room goes to the back or the window closes: save what is not saved yet."""

    def present(self, subject: str) -> None:
        """Show what another room asked for; what it means is the room's own.

        For a row it is its id, then, each on a line, words to go to and what is around them.
        """

    def standing(self) -> str:
        """What `present` would show again as it stands now; empty where that is nothing."""
        return ""

    def present_row(self, table: str, subject: str) -> None:  # noqa: ARG002
        """Show a row of one of the room's tables; a room of several tables tells them apart."""
        self.present(subject)

    def offer(self, text: str, keys: str, act: Callable[[], object]) -> QAction:
        """Add something that one can do here; its keys work while the room is to be seen.

        Menus, the palette and the sheet of shortcuts list what rooms offer.
        """
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: act())
        self.addAction(action)
        return action

    def take_words(self, ticket: Ticket) -> None:
        """Begin something with words of another room."""

    def _on_painted(self) -> None:
        self.painted.emit()
        self.is_complete = True
        self.complete()

"""What all ways of having a version before oneself have in common: writing, reading and so on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.views.room import RoomKit

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.vision.values import VersionLine
    from desktop.views.details import Finder

WRITE, READ, COMPARE, PERSPECTIVE, FLOW = "write", "read", "compare", "perspective", "flow"


class VisionMode(QWidget):
    """One way of having a version before oneself; built when it is first chosen, GUI thread.

    The room tells which version and which part are chosen, whichever mode is to be seen; a mode
    reads what it needs through the lane. A part is one of `desktop.domain.vision.CODES`, or ABOUT
    for what is not text; a mode that knows only parts may pass over ABOUT.
    """

    notice = Signal(str, object)
    """Something to tell: a sentence, and a function that undoes it, or None."""
    version_requested = Signal(str, str)
    """A version should be opened: its id, and the mode ("" for the one that fits it)."""
    row_requested = Signal(str, str)
    """A row should be opened in the room of its table: the table, and the subject to present."""
    part_shown = Signal(str)
    """The mode itself went to another part."""
    versions_changed = Signal()
    """The mode changed, made or removed versions by itself: the list is read again."""
    version_gone = Signal(str)
    """The open version was deleted elsewhere and nothing unsaved of it is left here."""
    words_counted = Signal(str, int)
    """A part that is being written holds so many words."""

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit

    def offer(self, text: str, keys: str, act: Callable[[], object]) -> QAction:
        """Add something that one can do in this mode; palette and sheet of keys list it.

        Its keys work while the focus is in the mode.
        """
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: act())
        self.addAction(action)
        return action

    def open(self, line: VersionLine, part: str) -> None:
        """Show a version at a part; called again when its standing has changed."""
        raise NotImplementedError

    def show_part(self, part: str) -> None:
        """Go to a part of the open version."""
        raise NotImplementedError

    def clear(self) -> None:
        """No version is open any more: it was discarded, or there is none."""

    def go_to(self, words: str, around: str) -> None:
        """Show these words of the part, first where they stand in `around`."""

    def activate(self) -> None:
        """The mode comes to the front: put the focus where a member would go on."""
        self.setFocus()

    def refresh(self) -> None:
        """Rows changed, here or elsewhere: read again what is shown."""

    def leave(self) -> None:
        """The mode goes to the back: save what is not saved yet."""

    def find_details(self) -> Finder | None:
        """What finds the row whose details are of interest here, if it is not the version."""
        return None


class ModePlan(NamedTuple):
    """How the room offers a mode: its name, words and keys, and what builds it when chosen."""

    name: str
    title: str
    hint: str
    keys: str
    build: Callable[[RoomKit, QWidget], VisionMode]


ABOUT = "about"
"""Instead of a part: title, perspective, activation and facts of the version."""

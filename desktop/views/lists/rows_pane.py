"""What lists of rows have in common: the newest come first, the whole list later, in the lane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.core.errors import AppError
from desktop.language import translated
from desktop.views.lists.rows_or_words import RowsOrWords
from desktop.views.room import RoomKit

if TYPE_CHECKING:  # the window is painted before the services are loaded
    import builtins

    from desktop.qt.itemmodels.lines import LinesModel
    from desktop.services.workspace import Workspace
    from desktop.views.lists.line_list import LineList

# Own saves come twice a second while one writes; the whole list need not follow each.
_FOLLOW_MS = 700


class Listing(Protocol):
    """What lists the rows of a table; works in the lane."""

    def ids(self, wanted: Any = None, /) -> list[str]:
        """The ids of all rows that are wanted, in their order."""

    def lines(self, ids: Sequence[str], /) -> Sequence[Any]:
        """What the list shows of these rows: objects with an `id`."""

    def first_page(self, limit: int, /) -> Sequence[Any]:
        """The first lines of all rows, in one question."""


class RowsPane(QWidget):
    """Owns what has been asked of the lane for a list; lives on the GUI thread.

    A pane of it has `model` and `list`, and says in `place` what an empty list says. `listing`
    finds in the lane who lists the rows.
    """

    new_requested = Signal()
    trash_requested = Signal()
    first_listed = Signal()  # the first lines have come
    listed = Signal()  # the ids have come
    problem_met = Signal(str)

    model: LinesModel
    list: LineList  # so that the type is `builtins.list` in this class
    narrowest = 250
    first_lines = 40

    def __init__(
        self, kit: RoomKit, listing: Callable[[Workspace], Listing], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.kit = kit
        self.place = RowsOrWords(self)
        self._listing = listing
        self._asked = 0
        self._known = False
        self._following = QTimer(self)
        self._following.setSingleShot(True)
        self._following.setInterval(_FOLLOW_MS)
        self._following.timeout.connect(self.reload)

    # What a pane of it says

    def wish(self) -> Any:
        """Which rows are wanted, or None for all; asked on the GUI thread."""
        return None

    def ids(self, workspace: Workspace, wanted: Any) -> builtins.list[str]:
        """The ids of the rows that are wanted; called in the lane."""
        return self._listing(workspace).ids(wanted)

    def say_empty(self) -> None:
        """Show the rows, or what an empty list says."""
        raise NotImplementedError

    # What the room asks

    def start(self) -> None:
        """Show the first page at once; `reload` brings the rest."""
        self.kit.lane.ask(
            lambda workspace: self._listing(workspace).first_page(self.first_lines),
            self._on_first_page,
            self._on_first_failed,
        )

    def reload(self) -> None:
        """Read the ids again."""
        self._following.stop()
        self._asked += 1
        wanted = self.wish()
        self.kit.lane.ask(
            lambda workspace: self.ids(workspace, wanted),
            partial(self._on_listed, self._asked),
        )

    def follow(self) -> None:
        """Read again soon: this window wrote something that moves rows."""
        if not self._following.isActive():
            self._following.start()

    def take_focus(self) -> None:
        """Go to the rows, or to the way to a first one."""
        self.place.take_focus()

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its buttons, whatever the size of their words."""
        return super().minimumSizeHint().expandedTo(QSize(self.narrowest, 0))

    def tools_first(self, *tools: QWidget) -> None:
        """Have Tab come to these before the rows below them, as the eye does."""
        before: QWidget = self.place.way  # of all parts of a pane it was made first
        for tool in tools:
            QWidget.setTabOrder(before, tool)
            before = tool
        QWidget.setTabOrder(self.list.view, self.place.way)

    # What comes from the lane

    def fetch(self, ids: Sequence[str], done: Callable[[Sequence[Any]], None]) -> None:
        """Read lines for the model."""
        self.kit.lane.ask(
            lambda workspace: self._listing(workspace).lines(ids),
            done,
            partial(self._on_fetch_failed, done),
        )

    def _on_fetch_failed(self, done: Callable[[Sequence[Any]], None], error: AppError) -> None:
        self.problem_met.emit(translated(error))
        done(())

    def _on_first_page(self, lines: Sequence[Any]) -> None:
        if not self._known:
            self.model.show_first(lines)
            self.say_empty()
        self.first_listed.emit()

    def _on_first_failed(self, error: AppError) -> None:
        # The room goes on as with an empty page: what it reads next may be more lucky.
        self.problem_met.emit(translated(error))
        self.first_listed.emit()

    def _on_listed(self, asked: int, ids: builtins.list[str]) -> None:
        if asked != self._asked:
            return
        self._known = True
        self.model.set_ids(ids)
        self.say_empty()
        self.listed.emit()

"""The left half of a room with a list: the first button, the rows, what an empty list says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.qt.itemmodels.lines import LineRole, LinesModel
from desktop.views.lists.counted_list import CountedList, ListWords
from desktop.views.lists.rows_pane import Listing, RowsPane
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button, icon_button
from desktop.widgets.rows.line_delegate import LineDelegate, RowLook

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.workspace import Workspace


class PaneWords(NamedTuple):
    """What a pane says: on its button, for a screen reader, in an empty list, and how many."""

    new: str
    new_hint: str
    name: str
    empty: str
    begin: str
    one: str
    many: str  # with {count}


class LinePane(RowsPane):
    """Owns the list of a room and its model; lives on the GUI thread.

    `listing` finds in the lane who lists the rows; `look_of` and `spoken` put a line into words.
    """

    def __init__(
        self,
        kit: RoomKit,
        listing: Callable[[Workspace], Listing],
        said: PaneWords,
        look_of: Callable[[Any], RowLook],
        spoken: Callable[[Any], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kit, listing, parent)
        self.wanted: Any = None
        self._said = said
        self.model = LinesModel(self.fetch, spoken, self)
        delegate = LineDelegate(kit.look, LineRole.LINE, look_of)
        counted = ListWords(said.name, said.one, said.many)
        self.list = CountedList(kit.look, self.model, delegate, counted, self.place)
        self.new_button = button(said.new, "primary", self)
        self.trash_button = icon_button(kit.look.icons, "trash-2", self.tr("Trash (Ctrl+Shift+T)"))
        self.tools = QHBoxLayout()
        self.box = QVBoxLayout(self)
        self._lay_out()
        self._connect()

    def wish(self) -> Any:
        """Which rows are wanted."""
        return self.wanted

    def renew(self, row_id: str) -> None:
        """Show the newer state of one row, which this window has just saved."""
        if self.model.row_of(row_id) < 0:
            # A new row is listed at once; one that the filter leaves out stays unknown for good.
            (self.follow if self.is_filtered() else self.reload)()
            return
        self.kit.lane.ask(
            lambda workspace: self._listing(workspace).lines([row_id]), self._on_renewed
        )

    def empty_sentence(self) -> str:
        """What stands in place of an empty list."""
        return self.place.sentence()

    # What a pane with a filter says

    def is_filtered(self) -> bool:
        """Whether some rows are left out."""
        return False

    def clear_filter(self) -> None:
        """Show all rows again."""

    def filtered_words(self) -> tuple[str, str]:
        """What is said when nothing matches, and the way out."""
        return self.tr("Nothing matches this filter."), self.tr("Show all")

    # Parts

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 10, 0)
        head.setSpacing(2)
        head.addWidget(self.new_button)
        head.addStretch(1)
        head.addLayout(self.tools)
        head.addWidget(self.trash_button)
        self.place.hold(self.list)
        self.box.setContentsMargins(6, 8, 0, 0)
        self.box.setSpacing(10)
        self.box.addLayout(head)
        self.box.addWidget(self.place, 1)
        self.tools_first(self.new_button, self.trash_button)
        self.new_button.setToolTip(self._said.new_hint)
        self.kit.look.icons.dress(self.new_button, "plus", "on_accent")

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.new_requested)
        self.trash_button.clicked.connect(self.trash_requested)
        self.place.way_taken.connect(self._on_way_out)

    def _on_way_out(self) -> None:
        if self.is_filtered():
            self.clear_filter()
        else:
            self.new_requested.emit()

    # What comes from the lane

    def _on_renewed(self, lines: Sequence[Any]) -> None:
        for line in lines:
            self.model.put_line(line)

    def say_empty(self) -> None:
        """Show the rows, or what an empty list says."""
        if self.model.rowCount():
            self.place.show_rows()
        elif self.is_filtered():
            self.place.say(*self.filtered_words())
        else:
            self.place.say(self._said.empty, self._said.begin)

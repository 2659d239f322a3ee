"""The left half of a room with a list: the first button, the rows, what an empty list says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.qt.itemmodels.lines import LineRole, LinesModel
from desktop.views.lists.line_list import LineList
from desktop.views.lists.rows_pane import Listing, RowsPane
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button, icon_button
from desktop.widgets.cut_label import CutLabel
from desktop.widgets.rows.line_delegate import LineDelegate, RowLook
from desktop.widgets.texts import words

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
        self._bodies = QStackedWidget(self)
        delegate = LineDelegate(kit.look, LineRole.LINE, look_of)
        self.list = LineList(kit.look, self.model, delegate, self._bodies)
        self.new_button = button(said.new, "primary", self)
        self.trash_button = icon_button(kit.look.icons, "trash-2", self.tr("Trash (Ctrl+Shift+T)"))
        self._empty = words("", "muted")
        self._begin = button(said.begin, "link")
        self._period = CutLabel(self)
        self._count = words("", "small", self)
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
        return self._empty.text()

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
        above = QHBoxLayout()
        above.setContentsMargins(14, 0, 14, 0)
        above.addWidget(self._period)
        above.addStretch(1)
        above.addWidget(self._count)
        self.list.box.insertLayout(0, above)
        self.list.view.setAccessibleName(self._said.name)
        nothing = QWidget(self._bodies)
        inside = QVBoxLayout(nothing)
        inside.setContentsMargins(18, 24, 18, 0)
        inside.addWidget(self._empty)
        inside.addWidget(self._begin, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        self._bodies.addWidget(self.list)
        self._bodies.addWidget(nothing)
        self.box.setContentsMargins(6, 8, 0, 0)
        self.box.setSpacing(10)
        self.box.addLayout(head)
        self.box.addWidget(self._bodies, 1)
        self.new_button.setToolTip(self._said.new_hint)
        self.kit.look.icons.dress(self.new_button, "plus", "on_accent")

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.new_requested)
        self.trash_button.clicked.connect(self.trash_requested)
        self._begin.clicked.connect(self._on_way_out)
        self.model.ids_changed.connect(self._write_head)
        self.model.dataChanged.connect(self._write_period)
        self.list.view.verticalScrollBar().valueChanged.connect(self._write_period)

    def _on_way_out(self) -> None:
        if self.is_filtered():
            self.clear_filter()
        else:
            self.new_requested.emit()

    def _write_head(self) -> None:
        count = self.model.rowCount()
        text = self._said.one if count == 1 else self._said.many.format(count=f"{count:,}")
        self._count.setText(text if count and self.model.is_whole else "")
        self._write_period()

    def _write_period(self) -> None:
        index = self.list.view.indexAt(QPoint(12, 12))
        line = index.data(LineRole.LINE) if index.isValid() else None
        if line is not None and line.day is not None:
            name = QLocale().standaloneMonthName(line.day.month)
            self._period.setText(f"{name} {line.day.year}")
        elif line is not None or not self.model.rowCount():
            self._period.setText("")

    # What comes from the lane

    def _on_renewed(self, lines: Sequence[Any]) -> None:
        for line in lines:
            self.model.put_line(line)

    def take_focus(self) -> None:
        """Go to the rows, or to the way to a first one: an empty list has nothing to press."""
        empty = self._bodies.currentIndex() == 1
        (self._begin if empty else self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def say_empty(self) -> None:
        """Show the rows, or what an empty list says."""
        empty = not self.model.rowCount()
        self._bodies.setCurrentIndex(1 if empty else 0)
        filtered = self.is_filtered()
        sentence, way = self.filtered_words() if filtered else (self._said.empty, self._said.begin)
        self._empty.setText(sentence)
        self._begin.setText(way)

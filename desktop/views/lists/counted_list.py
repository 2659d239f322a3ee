"""A list with a line above it: the month that is in view, and how many rows there are."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QLocale, QPoint
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.qt.itemmodels.lines import LineRole, LinesModel
from desktop.theme.appearance import Appearance
from desktop.views.lists.line_list import LineList
from desktop.widgets.cut_label import CutLabel
from desktop.widgets.rows.row_delegate import RowDelegate
from desktop.widgets.texts import words


class ListWords(NamedTuple):
    """How a list is called by a screen reader, and how many rows it says it has."""

    name: str
    one: str
    many: str  # with {count}


class CountedList(LineList):
    """Owns the line above the rows; lives on the GUI thread. `day_of` tells the day of a row."""

    def __init__(
        self,
        look: Appearance,
        model: LinesModel,
        delegate: RowDelegate,
        said: ListWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, model, delegate, parent)
        self._said = said
        self._period = CutLabel(self)
        self._count = words("", "small", self)
        above = QHBoxLayout()
        above.setContentsMargins(14, 0, 14, 0)
        above.addWidget(self._period)
        above.addStretch(1)
        above.addWidget(self._count)
        self.box.insertLayout(0, above)
        self.view.setAccessibleName(said.name)
        model.dataChanged.connect(self._write_period)
        self.view.verticalScrollBar().valueChanged.connect(self._write_period)

    def day_of(self, line: Any) -> date | None:
        """The day that a row belongs to, if it belongs to one."""
        day: date | None = line.day
        return day

    def on_ids_changed(self) -> None:
        """Other rows stand here now: say how many."""
        super().on_ids_changed()
        count = self.model.rowCount()
        text = self._said.one if count == 1 else self._said.many.format(count=f"{count:,}")
        self._count.setText(text if count and self.model.is_whole else "")
        self._write_period()

    def _write_period(self) -> None:
        index = self.view.indexAt(QPoint(12, 12))
        line = index.data(LineRole.LINE) if index.isValid() else None
        day = self.day_of(line) if line is not None else None
        if day is not None:
            self._period.setText(f"{QLocale().standaloneMonthName(day.month)} {day.year}")
        elif line is not None or not self.model.rowCount():
            self._period.setText("")

"""The last weeks of a room of moments: a chart, the same figures as a table, and as a sentence."""

from __future__ import annotations

import importlib
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QDate, QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.clock import SystemClock
from desktop.domain import moments as rules
from desktop.domain.moments import DayFigure, Figures
from desktop.views.moments.wording import RoomWords, counted
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button
from desktop.widgets.choosing.choice import Choice
from desktop.widgets.cut_label import CutLabel
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.workspace import Workspace

_WEEKS = ("2", "6", "12")
_USUAL = "6"
_LEAST_HEIGHT = 180


class _Chart(Protocol):
    def show_figures(self, figures: Figures) -> None: ...


class ChartPane(QWidget):
    """Owns the period, its figures and the three ways in which they are shown; GUI thread.

    The chart is made last of all: its library is loaded beside the window, after the room is
    there. Until then the sentence tells what there is.
    """

    chart_ready = Signal()

    def __init__(self, kit: RoomKit, names: RoomWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._names = names
        self._clock = SystemClock()
        self._asked = 0
        self._figures: Figures | None = None
        self._chart: _Chart | None = None
        self.weeks = Choice(
            self.tr("Period"),
            [(weeks, self.tr("{weeks} weeks").format(weeks=weeks)) for weeks in _WEEKS],
        )
        self.as_table = button(self.tr("As a table"), "chip")
        self.sentence = words("", "accent", self)
        self.sentence.setWordWrap(True)
        self._legend = CutLabel(self)
        self.table = QTableWidget(self)
        self._waiting = QLabel(self)
        self._bodies = _Bodies(self)
        self.weeks.set_value(_USUAL)
        self._lay_out()
        self.weeks.chosen.connect(lambda _weeks: self.reload())
        self.as_table.toggled.connect(lambda _on: self._show_body())

    @property
    def chart(self) -> QWidget | None:
        """The chart, or None while its library is not here."""
        return self._chart if isinstance(self._chart, QWidget) else None

    def complete(self) -> None:
        """Load the chart's library beside the window, then make the chart."""
        self._kit.free.ask(
            partial(importlib.import_module, "desktop.widgets.chart"), self._on_library
        )

    def reload(self) -> None:
        """Read the figures of the period again."""
        self._asked += 1
        asked, last = self._asked, self._clock.today()
        first = rules.first_day(last, int(self.weeks.value() or _USUAL))

        def read(workspace: Workspace) -> Figures:
            return self._names.keeper(workspace).figures(first, last)

        self._kit.lane.ask(read, partial(self._on_figures, asked))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.weeks, 1)
        head.addWidget(self.as_table, 0, Qt.AlignmentFlag.AlignTop)
        self.as_table.setToolTip(self.tr("Show the same figures as a table"))
        self._bodies.addWidget(self._waiting)
        self._bodies.addWidget(self.table)
        self._bodies.setMinimumHeight(_LEAST_HEIGHT)
        self._bodies.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._name_table()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(head)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.sentence)
        said.addWidget(self._legend)
        box.addLayout(said)
        self._legend.setText(self.tr("Line: average of the day · dots: each one"))
        self._legend.hide()  # until there is something to explain
        box.addWidget(self._bodies, 1)

    def _name_table(self) -> None:
        table = self.table
        titles = (self.tr("Day"), self._names.list_name, self.tr("Average"), self.tr("Lowest"),
                  self.tr("Highest"))  # fmt: skip
        table.setColumnCount(len(titles))
        for column, title in enumerate(titles):
            item = QTableWidgetItem(title)
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter if column else left)
            table.setHorizontalHeaderItem(column, item)
        table.setAccessibleName(self._names.chart_name)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _on_library(self, module: object) -> None:
        made = module.LevelChart(self._kit.look)  # type: ignore[attr-defined]
        made.setAccessibleName(self._names.chart_name)
        self._chart = made
        self._bodies.addWidget(made)
        if self._figures is not None:
            self._show()
        self.chart_ready.emit()

    def _on_figures(self, asked: int, figures: Figures) -> None:
        if asked == self._asked and figures != self._figures:
            self._figures = figures
            self._show()

    def _show(self) -> None:
        figures = self._figures
        if figures is None:
            return
        sentence = self._spelt(figures)
        self.sentence.setText(sentence)
        self._fill_table(figures)
        if self._chart is not None:
            self._chart.show_figures(figures)
        if self.chart is not None:
            self.chart.setAccessibleDescription(sentence)
        self._show_body()

    def _show_body(self) -> None:
        chart, figures = self.chart, self._figures
        drawn = figures is not None and bool(figures.days) and not self.as_table.isChecked()
        self._legend.setVisible(drawn)
        if figures is None or not figures.days:
            self._bodies.setCurrentWidget(self._waiting)
        elif self.as_table.isChecked():
            self._bodies.setCurrentWidget(self.table)
        else:
            self._bodies.setCurrentWidget(chart or self._waiting)

    def _spelt(self, figures: Figures) -> str:
        weeks = self.tr("{weeks} weeks").format(weeks=self.weeks.value() or _USUAL)
        if not figures.number:
            parts = [weeks, self.tr("nothing yet: the chart begins with the first one")]
        else:
            mean = QLocale().toString(figures.mean, "f", 1)
            average = self.tr("average {mean}").format(mean=mean)
            parts = [weeks, counted(self._names, figures.number), average]
        if figures.left_out:
            left = self.tr("{count} without a level from 1 to 10 left out")
            parts.append(left.format(count=figures.left_out))
        return ", ".join(parts) + "."

    def _fill_table(self, figures: Figures) -> None:
        self.table.setRowCount(len(figures.days))
        for row, day in enumerate(reversed(figures.days)):
            for column, text in enumerate(_cells(day)):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                self.table.setItem(row, column, item)


class _Bodies(QStackedWidget):
    """Chart and table; they take the room that is left, what they would like does not count."""

    def sizeHint(self) -> QSize:
        """The least: counted where the page decides how high it is, and whether it scrolls."""
        return QSize(super().sizeHint().width(), _LEAST_HEIGHT)


def _cells(day: DayFigure) -> tuple[str, ...]:
    locale = QLocale()
    spelt = locale.toString(QDate(day.day.year, day.day.month, day.day.day), "ddd d MMM yyyy")
    mean = locale.toString(day.mean, "f", 1)
    return spelt, str(day.number), mean, str(day.low), str(day.high)

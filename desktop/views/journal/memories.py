"""On This Day, below the page: one quiet row that leads to the same day of other years."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.language import isolated
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.journal import EntryLine

_MOST = 12


class Memories(QWidget):
    """Owns the row of years; lives on the GUI thread. It is hidden while there is no memory."""

    entry_requested = Signal(str)

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._day: date | None = None
        self._entry_id = ""
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 0, 6, 0)
        self._row.setSpacing(8)
        self._label = words(self.tr("On this day"), "small")
        self._row.addWidget(self._label)
        # Years without room are left out, so they must not ask for any.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row.addStretch(1)
        self.hide()

    def years(self) -> list[QPushButton]:
        """The buttons, the latest year first."""
        return self._buttons

    def show_for(self, day: date | None, entry_id: str) -> None:
        """Show other years of a day, without the entry that is open."""
        self._entry_id = entry_id
        if day == self._day:
            return
        self._day = day
        if day is None:
            self._show([])
            return
        self._kit.lane.ask(
            lambda workspace: workspace.journal.on_this_day(day, _MOST),
            partial(self._on_lines, day),
        )

    def forget(self) -> None:
        """Rows changed: read the same day again."""
        day, self._day = self._day, None
        if day is not None:
            self.show_for(day, self._entry_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many years as there is room for, the latest first."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        used = self._label.sizeHint().width() + 24
        for made in self._buttons:
            used += made.sizeHint().width() + self._row.spacing()
            made.setVisible(used <= self.width())

    def _on_lines(self, day: date, lines: list[EntryLine]) -> None:
        if day == self._day:
            self._show(lines)

    def _show(self, lines: list[EntryLine]) -> None:
        for old in self._buttons:
            self._row.removeWidget(old)
            old.deleteLater()
        # One button a year, the latest entry of its day.
        years = {line.entry_date.year: line for line in reversed(lines)}
        self._buttons = [self._year(years[year]) for year in sorted(years, reverse=True)]
        for place, made in enumerate(self._buttons):
            self._row.insertWidget(1 + place, made)
        self.setVisible(bool(lines))
        self._fit()

    def _year(self, line: EntryLine) -> QPushButton:
        year = str(line.entry_date.year)
        made = button(year, "chip")
        made.setCheckable(False)
        made.setToolTip(line.first_line)
        made.setAccessibleName(
            self.tr("On this day in {year}: {words}").format(
                year=year, words=isolated(line.first_line)
            )
        )
        made.clicked.connect(lambda: self.entry_requested.emit(line.id))
        return made

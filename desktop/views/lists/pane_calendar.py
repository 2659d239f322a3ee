"""The calendar above a list: its days, which of them have something, and its button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views.lists.calendar_fold import CalendarFold
from desktop.views.lists.rows_pane import RowsPane
from desktop.widgets.buttons import icon_button
from desktop.widgets.choosing.calendar import Calendar

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.workspace import Workspace

Marks = dict[date, int]


class PaneCalendar(QWidget):
    """Owns the calendar of a pane and whether it is unfolded; lives on the GUI thread.

    `marks` tells in the lane what the days from one to another have.
    """

    def __init__(
        self, pane: RowsPane, today: date, marks: Callable[[Workspace, date, date], Marks]
    ) -> None:
        super().__init__(pane)
        self._lane = pane.kit.lane
        self._marks = marks
        # Each is made where it stays: a widget that gets another parent is styled once more.
        self.days = Calendar(pane.kit.look, today, self, later=True)
        name = self.tr("Calendar (Ctrl+D)")
        self.button = icon_button(pane.kit.look.icons, "calendar-days", name)
        self.fold = CalendarFold(pane, self, self.button)
        around = QVBoxLayout(self)
        around.setContentsMargins(14, 0, 14, 4)
        around.addWidget(self.days)
        self.days.month_shown.connect(lambda _first, _last: self.read())

    def read(self) -> None:
        """Read again which days have something."""
        first, last = self.days.sheet()
        marks = self._marks
        self._lane.ask(
            lambda workspace: marks(workspace, first, last), partial(self._on_marks, (first, last))
        )

    def toggle(self) -> None:
        """Unfold the calendar and go there, or fold it."""
        self.fold.choose(not self.fold.is_unfolded)
        if self.fold.is_unfolded:
            self.days.focus_day()

    def _on_marks(self, sheet: tuple[date, date], marks: Marks) -> None:
        if self.days.sheet() == sheet:
            self.days.set_marks(marks)

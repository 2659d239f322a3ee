"""The left half of the daily paper: a calendar of the days that have one, and the papers by day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QWidget

from desktop.language import isolated, tr
from desktop.views.lists.line_pane import LinePane, PaneWords
from desktop.views.lists.pane_calendar import Marks, PaneCalendar
from desktop.views.room import RoomKit
from desktop.widgets.rows.line_delegate import RowLook

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.papers import PaperLine
    from desktop.services.workspace import Workspace

_BEGUN, _DONE = 1, 2


class PaperPane(LinePane):
    """Owns the calendar and the list; lives on the GUI thread."""

    day_chosen = Signal(object)  # date

    def __init__(self, kit: RoomKit, today: date, parent: QWidget | None = None) -> None:
        said = PaneWords(
            new=tr("Today's paper"),
            new_hint=tr("Go on with today's paper (Ctrl+N)"),
            name=tr("Daily papers"),
            empty=tr("Your papers will stand here, the newest first: one page for each day."),
            begin=tr("Begin with today"),
            one=tr("1 paper"),
            many=tr("{count} papers"),
        )
        super().__init__(kit, lambda workspace: workspace.papers, said, _look, _spoken, parent)
        self.above = PaneCalendar(self, today, _days)
        self.calendar = self.above.days
        self.calendar.tell_marks(_mark_in_words)
        self.tools.addWidget(self.above.button)
        self.box.insertWidget(1, self.above)
        QWidget.setTabOrder(self.new_button, self.above.button)
        self.calendar.tab_after(self.trash_button)
        self.calendar.day_chosen.connect(self.day_chosen)

    def reload(self) -> None:
        """Read the ids and the marks again."""
        super().reload()
        self.above.read()

    def renew(self, row_id: str) -> None:
        """Show the newer state of a paper, and whether its day is done."""
        super().renew(row_id)
        self.above.read()


def _days(workspace: Workspace, first: date, last: date) -> Marks:
    days = workspace.papers.days(first, last)
    return {day: _DONE if done else _BEGUN for day, done in days.items()}


def _mark_in_words(mark: int) -> str:
    if mark == _DONE:
        return tr("paper done")
    return tr("paper begun") if mark else tr("no paper")


def _look(line: PaperLine) -> RowLook:
    day = line.day
    short = QLocale.FormatType.ShortFormat
    large = str(day.day) if day else "·"
    small = QLocale().standaloneDayName(day.isoweekday(), short) if day else ""
    return RowLook(large, small, line.first, _below(line), tr("No words yet"))


def _below(line: PaperLine) -> str:
    parts = [tr("✓ done")] if line.completed else []
    if line.filled:
        text = tr("{done} of {all} actions")
        parts.append(text.format(done=line.done, all=line.filled))
    return "  ·  ".join(parts)


def _spoken(line: PaperLine) -> str:
    parts = [tr("A paper without a day")]
    if line.day:
        day = QDate(line.day.year, line.day.month, line.day.day)
        parts = [QLocale().toString(day, QLocale.FormatType.LongFormat)]
    parts.append(isolated(line.first) or tr("No words yet"))
    if line.filled:
        text = tr("{done} of {all} actions done")
        parts.append(text.format(done=line.done, all=line.filled))
    if line.completed:
        parts.append(tr("paper done"))
    return " · ".join(parts)

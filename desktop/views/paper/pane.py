"""The left half of the daily paper: a calendar of the days that have one, and the papers by day."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QEvent, QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views.lists.line_pane import LinePane, PaneWords
from desktop.views.room import RoomKit
from desktop.widgets.buttons import icon_button
from desktop.widgets.choosing.calendar import Calendar
from desktop.widgets.rows.line_delegate import RowLook

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.papers import PaperLine

_BEGUN, _DONE = 1, 2
# The head of the pane and some rows below the calendar.
_LINES_BESIDE = 9
_LAID_OUT = {QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show}


class PaperPane(LinePane):
    """Owns the calendar and the list; lives on the GUI thread."""

    day_chosen = Signal(object)  # date
    _low = False

    def __init__(self, kit: RoomKit, today: date, parent: QWidget | None = None) -> None:
        said = PaneWords(
            new=_tr("Today's paper"),
            new_hint=_tr("Go on with today's paper (Ctrl+N)"),
            name=_tr("Daily papers"),
            empty=_tr("Your papers will stand here, the newest first: one page for each day."),
            begin=_tr("Begin with today"),
            one=_tr("1 paper"),
            many=_tr("{count} papers"),
        )
        super().__init__(kit, lambda workspace: workspace.papers, said, _look, _spoken, parent)
        self._calendar_box = QWidget(self)
        self.calendar = Calendar(kit.look, today, self._calendar_box, later=True)
        self.calendar.tell_marks(_mark_in_words)
        name = self.tr("Calendar (Ctrl+D)")
        self.calendar_button = icon_button(kit.look.icons, "calendar-days", name)
        self.calendar_button.setCheckable(True)
        self.tools.addWidget(self.calendar_button)
        around = QVBoxLayout(self._calendar_box)
        around.setContentsMargins(14, 0, 14, 4)
        around.addWidget(self.calendar)
        self.box.insertWidget(1, self._calendar_box)
        self.calendar_button.clicked.connect(self.show_calendar)
        self.calendar.day_chosen.connect(self.day_chosen)
        self.calendar.month_shown.connect(lambda _first, _last: self._read_marks())

    def reload(self) -> None:
        """Read the ids and the marks again."""
        super().reload()
        self._read_marks()

    def renew(self, row_id: str) -> None:
        """Show the newer state of a paper, and whether its day is done."""
        super().renew(row_id)
        self._read_marks()

    def event(self, event: QEvent) -> bool:
        """Fold the calendar once there is no more room for it and some rows.

        The window may have become lower, or letters larger. What the member unfolds after that
        stays.
        """
        done = super().event(event)
        if event.type() in _LAID_OUT and self.isVisible():
            beside = _LINES_BESIDE * self.fontMetrics().height()
            needed = self._calendar_box.sizeHint().height() + beside
            was_low, self._low = self._low, self.height() < needed
            if self._low and not was_low and self.calendar_button.isChecked():
                self.show_calendar(False)
        return done

    def show_calendar(self, shown: bool) -> None:
        """Unfold or fold the calendar."""
        self.calendar_button.setChecked(shown)
        self._calendar_box.setVisible(shown)

    def toggle_calendar(self) -> None:
        """Unfold the calendar and go there, or fold it."""
        shown = not self.calendar_button.isChecked()
        self.show_calendar(shown)
        if shown:
            self.calendar.focus_day()

    def _read_marks(self) -> None:
        first, last = self.calendar.sheet()
        self.kit.lane.ask(
            lambda workspace: workspace.papers.days(first, last),
            partial(self._on_marks, (first, last)),
        )

    def _on_marks(self, sheet: tuple[date, date], days: dict[date, bool]) -> None:
        if self.calendar.sheet() == sheet:
            marks = {day: _DONE if done else _BEGUN for day, done in days.items()}
            self.calendar.set_marks(marks)


def _mark_in_words(mark: int) -> str:
    if mark == _DONE:
        return _tr("paper done")
    return _tr("paper begun") if mark else _tr("no paper")


def _look(line: PaperLine) -> RowLook:
    day = line.day
    short = QLocale.FormatType.ShortFormat
    large = str(day.day) if day else "·"
    small = QLocale().standaloneDayName(day.isoweekday(), short) if day else ""
    return RowLook(large, small, line.first, _below(line), _tr("No words yet"))


def _below(line: PaperLine) -> str:
    parts = [_tr("✓ done")] if line.completed else []
    if line.filled:
        text = _tr("{done} of {all} actions")
        parts.append(text.format(done=line.done, all=line.filled))
    return "  ·  ".join(parts)


def _spoken(line: PaperLine) -> str:
    parts = [_tr("A paper without a day")]
    if line.day:
        day = QDate(line.day.year, line.day.month, line.day.day)
        parts = [QLocale().toString(day, QLocale.FormatType.LongFormat)]
    parts.append(line.first or _tr("No words yet"))
    if line.filled:
        text = _tr("{done} of {all} actions done")
        parts.append(text.format(done=line.done, all=line.filled))
    if line.completed:
        parts.append(_tr("paper done"))
    return " · ".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PaperPane", text)

"""A month of days: those with entries are marked, today is always to be seen, all by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import pairwise

from PySide6.QtCore import QDate, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.phrases import Counted
from desktop.language import translated
from desktop.theme.appearance import Appearance
from desktop.widgets.buttons import ToolButton

_WEEKS = 6
# A month whose sheet of six weeks holds days that there are.
_FIRST_DAY, _LAST_DAY = date(1, 2, 1), date(9999, 11, 30)


class Calendar(QWidget):
    """Owns the month that is shown and the day that is chosen; lives on the GUI thread.

    Arrows go by days and weeks, Page Up and Page Down by months, Home to today; Enter chooses.
    Where something else shall be painted first, the 42 days come `later`, into the room that is
    kept for them: with `fill`, or when one of them is needed.
    """

    day_chosen = Signal(object)  # date
    month_shown = Signal(object, object)  # first and last day on the sheet

    def __init__(
        self,
        look: Appearance,
        today: date,
        parent: QWidget | None = None,
        *,
        later: bool = False,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._today = today
        self._day = today
        self._shown = min(max(today, _FIRST_DAY), _LAST_DAY).replace(day=1)
        self._marks: Mapping[date, int] = {}
        self._told: Callable[[int], str] = self._entries
        self._title = QLabel(self)
        self._title.setProperty("kind", "heading")
        self._weekdays = [QLabel(self) for _ in range(7)]
        self._days: list[_Day] = []
        self._grid = QGridLayout()
        self._before = self._arrow("chevron-left", self.tr("Month before"), -1)
        self._after = self._arrow("chevron-right", self.tr("Month after"), 1)
        self._lay_out()
        self.setAccessibleName(self.tr("Calendar"))
        self._write_month()
        if not later:
            self.fill()

    def fill(self) -> None:
        """Make the days, unless they are there."""
        if self._days:
            return
        self._days = [_Day(self._look, self) for _ in range(7 * _WEEKS)]
        for place, button in enumerate(self._days):
            button.clicked.connect(self._on_clicked)
            self._grid.addWidget(button, 1 + place // 7, place % 7)
        for before, after in pairwise([self._after, *self._days]):
            QWidget.setTabOrder(before, after)
        self._keep_room(0)
        self._write_month()

    def tab_after(self, before: QWidget) -> None:
        """Have Tab come here from another widget."""
        for one, after in pairwise([before, self._before, self._after, *self._days]):
            QWidget.setTabOrder(one, after)

    def last_stop(self) -> QWidget:
        """Where Tab leaves from."""
        return self._days[-1] if self._days else self._after

    def day(self) -> date:
        """The chosen day."""
        return self._day

    def sheet(self) -> tuple[date, date]:
        """The first and the last day that are to be seen."""
        first = self._first_of_sheet()
        return first, first + timedelta(days=7 * _WEEKS - 1)

    def set_day(self, day: date) -> None:
        """Choose a day without telling anybody."""
        self._day = day
        self._show_month(day)

    def set_today(self, today: date) -> None:
        """Go on to another day, after midnight."""
        self._today = today
        self._write_days()

    def set_marks(self, marks: Mapping[date, int]) -> None:
        """Mark the days that have entries, with how many."""
        self._marks = marks
        self._write_days()

    def tell_marks(self, told: Callable[[int], str]) -> None:
        """Say by `told` what a mark means where it is no number of entries; 0 is no mark."""
        self._told = told
        self._write_days()

    def told(self, mark: int) -> str:
        """What the mark of a day means, in words."""
        return self._told(mark)

    def go(self, months: int) -> None:
        """Turn over this many months."""
        self._show_month(_month_away(self._shown, months))

    def focus_day(self) -> None:
        """Give the keyboard to the chosen day, or to the first of the month that is shown."""
        wanted = self._day if _same_month(self._day, self._shown) else self._shown
        self._button_of(wanted).setFocus(Qt.FocusReason.OtherFocusReason)

    # Parts

    def _entries(self, mark: int) -> str:
        if not mark:
            return self.tr("no entries")
        return translated(Counted("{n} entries", "{n} entry", mark))

    def _arrow(self, icon: str, name: str, months: int) -> QToolButton:
        button = ToolButton(self)
        button.setAutoRaise(True)
        button.setToolTip(name)
        button.setAccessibleName(name)
        self._look.icons.dress(button, icon)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self.go(months))
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._before)
        head.addStretch()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._after)
        grid = self._grid
        grid.setSpacing(0)
        for column, label in enumerate(self._weekdays):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setProperty("kind", "small")
            grid.addWidget(label, 0, column)
            grid.setColumnStretch(column, 1)
        self._keep_room(_side(self))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(head)
        box.addLayout(grid)

    def _keep_room(self, height: int) -> None:
        for row in range(1, 1 + _WEEKS):
            self._grid.setRowMinimumHeight(row, height)

    # The month

    def _show_month(self, day: date) -> None:
        shown = min(max(day, _FIRST_DAY), _LAST_DAY).replace(day=1)
        if shown != self._shown:
            self._shown = shown
            self._write_month()
            self.month_shown.emit(*self.sheet())
        else:
            self._write_days()

    def _first_of_sheet(self) -> date:
        starts = QLocale().firstDayOfWeek().value
        back = (self._shown.isoweekday() - starts) % 7
        return self._shown - timedelta(days=back)

    def _write_month(self) -> None:
        locale = QLocale()
        name = locale.standaloneMonthName(self._shown.month)
        self._title.setText(f"{name} {self._shown.year}")
        starts = locale.firstDayOfWeek().value
        for column, label in enumerate(self._weekdays):
            number = (starts - 1 + column) % 7 + 1
            label.setText(locale.standaloneDayName(number, QLocale.FormatType.ShortFormat)[:2])
            label.setAccessibleName(locale.standaloneDayName(number))
        first = self._first_of_sheet()
        for place, button in enumerate(self._days):
            button.day = first + timedelta(days=place)
        self._write_days()

    def _write_days(self) -> None:
        for button in self._days:
            button.show_as(
                marks=self._marks.get(button.day, 0),
                today=button.day == self._today,
                chosen=button.day == self._day,
                outside=not _same_month(button.day, self._shown),
            )
        wanted = self._day if _same_month(self._day, self._shown) else self._shown
        for button in self._days:
            # One stop for Tab; the arrows do the rest.
            own = button.day == wanted
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if own else Qt.FocusPolicy.ClickFocus)

    def _button_of(self, day: date) -> _Day:
        self.fill()
        return self._days[(day - self._days[0].day).days]

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _Day):
            self._day = button.day
            self._show_month(self._day)
            self._button_of(self._day).setFocus(Qt.FocusReason.OtherFocusReason)
            self.day_chosen.emit(self._day)

    def walk(self, start: date, key: int) -> bool:
        """Move the keyboard from a day as the key says; False for a key that means nothing."""
        if key in _STEPS:
            target = start + timedelta(days=_STEPS[key])
        elif key in _MONTHS:
            target = _month_away(start, _MONTHS[key])
        elif key == Qt.Key.Key_Home:
            target = self._today
        else:
            return False
        if _FIRST_DAY <= target <= _LAST_DAY:
            self._show_month(target)
            self._button_of(target).setFocus(Qt.FocusReason.OtherFocusReason)
        return True


_STEPS: dict[int, int] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}
_MONTHS: dict[int, int] = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


def _side(widget: QWidget) -> int:
    """How wide and high a day is at the least."""
    return widget.fontMetrics().height() + 16


class _Day(QAbstractButton):
    """One day of the sheet; owns only how it looks."""

    def __init__(self, look: Appearance, calendar: Calendar) -> None:
        super().__init__(calendar)
        self._look = look
        self.day = date.min
        self._calendar = calendar
        self._marks = 0
        self._today = self._chosen = self._outside = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_as(self, *, marks: int, today: bool, chosen: bool, outside: bool) -> None:
        """Take on how the day stands."""
        self._marks, self._today = marks, today
        self._chosen, self._outside = chosen, outside
        self.setText(str(self.day.day))
        self.setAccessibleName(self._spoken())
        self.setToolTip(self._hint())
        self.update()

    def sizeHint(self) -> QSize:
        """A square that grows with the font."""
        return QSize(_side(self), _side(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the calendar walk; Enter presses as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif not self._calendar.walk(self.day, event.key()):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole day is drawn
        """Draw the disc of the chosen day, the ring of today, the number and the marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height()) - 3.0
        disc = QRectF(0, 0, side, side)
        disc.moveCenter(QRectF(self.rect()).center())
        self._draw_disc(painter, disc)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if self._today else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(self._look.colour(self._ink()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        self._draw_marks(painter, disc)

    def _draw_disc(self, painter: QPainter, disc: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if self._chosen:
            painter.setBrush(self._look.colour("accent"))
            inset = 3 if self.hasFocus() else 0
            painter.drawEllipse(disc.adjusted(inset, inset, -inset, -inset))
        elif self.underMouse():
            painter.setBrush(self._look.colour("hover"))
            painter.drawEllipse(disc)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._today and not self._chosen:
            painter.setPen(QPen(self._look.colour("accent_text"), 1.5))
            painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
        if self.hasFocus():
            painter.setPen(QPen(self._look.colour("focus"), 2))
            painter.drawEllipse(disc.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _draw_marks(self, painter: QPainter, disc: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("on_accent" if self._chosen else "accent_text"))
        dots = min(self._marks, 3)
        y = disc.bottom() - 4.5
        for dot in range(dots):
            x = disc.center().x() + (dot - (dots - 1) / 2) * 5.5
            painter.drawEllipse(QPointF(x, y), 1.8, 1.8)

    def _ink(self) -> str:
        if self._chosen:
            return "on_accent"
        return "text_muted" if self._outside else "text"

    def _spoken(self) -> str:
        locale = QLocale()
        day = QDate(self.day.year, self.day.month, self.day.day)
        parts = [locale.toString(day, QLocale.FormatType.LongFormat)]
        if self._today:
            parts.append(self.tr("today"))
        parts.append(self._calendar.told(self._marks))
        return ", ".join(parts)

    def _hint(self) -> str:
        return self._calendar.told(self._marks) if self._marks else ""


def _same_month(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)


def _month_away(day: date, months: int) -> date:
    """The same day of another month, or its last day if that month is shorter."""
    count = day.year * 12 + day.month - 1 + months
    count = min(max(count, 12), date.max.year * 12 + 11)
    year, month = divmod(count, 12)
    last = QDate(year, month + 1, 1).daysInMonth()
    return date(year, month + 1, min(day.day, last))

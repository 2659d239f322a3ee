"""When something was: now, a while ago, or at any earlier day and time of this device's clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import QLocale, Qt, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QTimeEdit, QVBoxLayout, QWidget

from desktop.core.errors import InvalidInput
from desktop.domain import moments as rules
from desktop.language import translated
from desktop.theme.appearance import Appearance
from desktop.widgets.buttons import button
from desktop.widgets.choosing.choice import Choice
from desktop.widgets.choosing.day_edit import DayEdit
from desktop.widgets.texts import words

NOW, HOUR, YESTERDAY, OTHER = "now", "hour", "yesterday", "other"
_AGO = {HOUR: timedelta(hours=1), YESTERDAY: timedelta(days=1), OTHER: timedelta()}

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


class MomentEdit(QWidget):
    """Owns one moment; lives on the GUI thread.

    None means now for something new, and that there is none for a row that has no time. A moment
    keeps its seconds until the member changes day or time.
    """

    moment_edited = Signal()

    def __init__(
        self, look: Appearance, now: Clock = utc_now, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._moment: datetime | None = None
        self._new = True
        self._problem = ""
        self._showing = False
        self.choice = Choice(
            self.tr("When"),
            [
                (NOW, self.tr("Now")),
                (HOUR, self.tr("An hour ago")),
                (YESTERDAY, self.tr("Yesterday")),
                (OTHER, self.tr("Earlier…")),
            ],
        )
        self.day = DayEdit(look, self._today())
        self.time = QTimeEdit()
        self.later = button(self.tr("The second time"), "chip")
        self._given = QWidget()
        self._none = words(self.tr("This one has no time yet."), "small")
        self._lay_out()
        self.choice.chosen.connect(self._on_chosen)
        self.day.day_edited.connect(lambda _day: self._on_edited())
        self.time.timeChanged.connect(lambda _time: self._on_edited())
        self.later.clicked.connect(lambda _checked: self._on_edited())
        self.set_moment(None, new=True)

    def moment(self) -> datetime | None:
        """The moment in UTC, or None."""
        return self._moment

    def problem(self) -> str:
        """Why the moment cannot be taken, or an empty text."""
        if self._problem or self._moment is None or not rules.is_to_come(self._moment, self._now()):
            return self._problem
        try:
            rules.past(self._moment, self._now())
        except InvalidInput as wrong:
            return translated(wrong)
        return ""

    def set_moment(self, moment: datetime | None, *, new: bool) -> None:
        """Show another moment without telling anybody; `new` tells that None means now."""
        self._moment, self._new, self._problem = moment, new, ""
        self._show(OTHER if moment is not None else NOW if new else "")
        self._none.setVisible(moment is None and not new)

    def focus_first(self) -> None:
        """Put the focus on what is chosen."""
        self.choice.focus_chosen()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._given)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.day)
        row.addWidget(self.time)
        row.addWidget(self.later)
        row.addStretch(1)
        self.time.setAccessibleName(self.tr("Time"))
        self.time.setDisplayFormat(QLocale().timeFormat(QLocale.FormatType.ShortFormat))
        self.time.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.later.setToolTip(
            self.tr("The clocks were put back: they showed this time twice. Was it the second?")
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.choice)
        box.addWidget(self._none)
        box.addWidget(self._given)

    def _show(self, chosen: str) -> None:
        """Bring the fields into line with the moment."""
        self._showing = True
        self.day.set_today(self._today())
        if self._moment is not None:
            shown = rules.here(self._moment)
            self.day.set_day(shown.date())
            self.time.setTime(QTime(shown.hour, shown.minute))
            self.later.setChecked(rules.was_second(self._moment))
        self.choice.set_value(chosen)
        self._given.setVisible(self._moment is not None)
        self._show_later()
        self._showing = False

    def _show_later(self) -> None:
        twice = self._moment is not None and rules.was_twice(self.day.day(), self._clock())
        self.later.setVisible(twice)
        if not twice:
            self.later.setChecked(False)

    def _on_chosen(self, chosen: str) -> None:
        self._problem = ""
        self._none.hide()
        if chosen == NOW and self._new:
            self._moment = None
        elif chosen == NOW:
            self._moment = self._now()
        elif chosen != OTHER or self._moment is None:
            self._moment = self._now() - _AGO[chosen]
        self._show(chosen)
        if chosen == OTHER:
            self.time.setFocus()
            self.time.setSelectedSection(QTimeEdit.Section.HourSection)
        self.moment_edited.emit()

    def _on_edited(self) -> None:
        if self._showing:
            return
        self._problem = ""
        try:
            self._moment = rules.at(self.day.day(), self._clock(), later=self.later.isChecked())
        except InvalidInput as wrong:
            self._problem = translated(wrong)
        self._show_later()
        self.choice.set_value(OTHER)
        self.moment_edited.emit()

    def _clock(self) -> time:
        shown = self.time.time()
        return time(shown.hour(), shown.minute())

    def _today(self) -> date:
        return rules.here(self._now()).date()

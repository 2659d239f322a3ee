"""The day of a paper above it, with the ways to other days."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop.theme.appearance import Appearance
from desktop.widgets.buttons import button, icon_button
from desktop.widgets.choosing.day_edit import spelt_day

# A little more than the letters of a day take, some of which lean out of their place.
_AROUND = 4


class DayBar(QWidget):
    """Owns which day is named; lives on the GUI thread. Further buttons go into `buttons`."""

    turned = Signal(int)  # so many days on
    today_requested = Signal()

    def __init__(self, look: Appearance, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._day: date | None = None
        self._text = ""
        self.before = icon_button(look.icons, "chevron-left", self.tr("The day before (Alt+Left)"))
        self.after = icon_button(look.icons, "chevron-right", self.tr("The next day (Alt+Right)"))
        self.today = button(self.tr("Today"), "link")
        self.today.setToolTip(self.tr("Today's paper (Ctrl+N)"))
        self.title = QLabel()
        self.title.setProperty("kind", "heading")
        # The words shorten before the window has to grow.
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self.before, self.after):
            row.addWidget(widget)
        row.addSpacing(6)
        row.addWidget(self.title, 1)
        row.addWidget(self.today)
        row.addLayout(self.buttons)
        self.before.clicked.connect(lambda: self.turned.emit(-1))
        self.after.clicked.connect(lambda: self.turned.emit(1))
        self.today.clicked.connect(self.today_requested)

    def set_today(self, today: date) -> None:
        """Go on to another day, after midnight."""
        self._today = today
        self._write()

    def show_day(self, day: date | None, text: str | None) -> None:
        """Name a day; one that is none of our calendar is named as it stands."""
        self._day, self._text = day, text or self.tr("A paper without a day")
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spell the day as long as there is room for it."""
        super().resizeEvent(event)
        self._fit()

    def _write(self) -> None:
        for widget in (self.before, self.after):
            widget.setEnabled(self._day is not None)
        self.today.setVisible(self._day != self._today)
        self._fit()

    def _fit(self) -> None:
        if self._day is None:
            self.title.setText(self._text)
            return
        day = QDate(self._day.year, self._day.month, self._day.day)
        spellings = (spelt_day(self._day), *(
            QLocale().toString(day, form) for form in ("ddd d MMM yyyy", "d MMM yyyy", "d MMM")
        ))  # fmt: skip
        metrics, room = self.title.fontMetrics(), self.title.width() - _AROUND
        self.title.setMinimumWidth(metrics.horizontalAdvance(spellings[-1]) + _AROUND)
        fitting = (s for s in spellings if metrics.horizontalAdvance(s) <= room)
        self.title.setText(next(fitting, spellings[-1]))
        self.title.setToolTip(spellings[0])
        self.title.setAccessibleName(spellings[0])

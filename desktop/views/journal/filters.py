"""Which entries are listed: by tag, by mood, by period, all of them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme.appearance import Appearance
from desktop.widgets.buttons import button
from desktop.widgets.choosing.day_edit import DayEdit
from desktop.widgets.choosing.drop_down import DropDown
from desktop.widgets.frames import surface


@dataclass(frozen=True, slots=True)
class Choice:
    """What is listed: None everywhere means everything."""

    tag: str | None = None
    mood: str | None = None
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return self != Choice()


class FilterPanel(QWidget):
    """Owns the choice; lives on the GUI thread."""

    choice_changed = Signal(object)  # Choice

    def __init__(self, look: Appearance, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._filling = False
        self._told = Choice()
        self.tag = self._combo(self.tr("Tag"))
        self.mood = self._combo(self.tr("Mood"))
        self.period = self._combo(self.tr("Period"))
        self.since = DayEdit(look, today)
        self.until = DayEdit(look, today)
        self.clear_button = button(self.tr("Show all entries"), "link")
        self._days = QWidget()
        self._lay_out()
        self._fill_periods()
        self.set_known([], [])
        for combo in (self.tag, self.mood, self.period):
            combo.currentIndexChanged.connect(self._on_changed)
        for day in (self.since, self.until):
            day.day_edited.connect(self._on_changed)
        self.clear_button.clicked.connect(self.clear)

    def choice(self) -> Choice:
        """What is chosen now."""
        since, until = self._period()
        return Choice(self.tag.currentData(), self.mood.currentData(), since, until)

    def clear(self) -> None:
        """Choose everything again."""
        self._filling = True
        for combo in (self.tag, self.mood, self.period):
            combo.setCurrentIndex(0)
        self._filling = False
        self._on_changed()

    def tab_after(self, before: QWidget) -> None:
        """Have Tab come here from another widget."""
        stops = self.tag, self.mood, self.period, self.since, self.until, self.clear_button
        for one, after in pairwise((before, *stops)):
            QWidget.setTabOrder(one, after)

    def set_known(self, tags: Sequence[tuple[str, int]], moods: Sequence[tuple[str, int]]) -> None:
        """Offer these tags and moods with how often they occur; what is chosen stays chosen."""
        self._filling = True
        self._fill(self.tag, self.tr("Any tag"), tags)
        self._fill(self.mood, self.tr("Any mood"), moods)
        self._filling = False

    def _combo(self, name: str) -> QComboBox:
        combo = DropDown()
        combo.setAccessibleName(name)
        combo.setMaxVisibleItems(16)
        combo.setMinimumContentsLength(6)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return combo

    def _lay_out(self) -> None:
        card, inside = surface("card")
        inside.setContentsMargins(14, 12, 14, 12)
        inside.setSpacing(8)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(12)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow(self.tr("&Tag"), self.tag)
        form.addRow(self.tr("&Mood"), self.mood)
        form.addRow(self.tr("&Period"), self.period)
        days = QFormLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        days.addRow(self.tr("From"), self.since)
        days.addRow(self.tr("To"), self.until)
        self._days.hide()
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.clear_button)
        inside.addLayout(form)
        inside.addWidget(self._days)
        inside.addLayout(foot)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 0, 8, 4)
        box.addWidget(card)

    def _fill_periods(self) -> None:
        for text, data in (
            (self.tr("Any time"), None),
            (self.tr("The last 7 days"), "7"),
            (self.tr("The last 30 days"), "30"),
            (self.tr("This month"), "month"),
            (self.tr("This year"), "year"),
            (self.tr("Last year"), "last-year"),
            (self.tr("From … to …"), "days"),
        ):
            self.period.addItem(text, data)

    def _fill(self, combo: QComboBox, anything: str, known: Sequence[tuple[str, int]]) -> None:
        chosen = combo.currentData()
        combo.clear()
        combo.addItem(anything, None)
        for word, count in known:
            combo.addItem(f"{word}  ({count:,})", word)
        if chosen is not None:
            if combo.findData(chosen) < 0:
                combo.addItem(chosen, chosen)
            combo.setCurrentIndex(combo.findData(chosen))

    def _period(self) -> tuple[date | None, date | None]:
        today, period = self._today, self.period.currentData()
        if period is None:
            return None, None
        if period == "days":
            first, last = sorted((self.since.day(), self.until.day()))
            return first, last
        if period == "month":
            return today.replace(day=1), None
        if period == "year":
            return today.replace(month=1, day=1), None
        if period == "last-year":
            return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
        return today - timedelta(days=int(period) - 1), None

    def _on_changed(self) -> None:
        if self._filling:
            return
        self._days.setVisible(self.period.currentData() == "days")
        choice = self.choice()
        if choice != self._told:
            self._told = choice
            self.choice_changed.emit(choice)

"""The ritual of the day: what one may do, a key for each, and the days practised of late.

It asks for nothing: what is done bears a mark, what is not bears none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.appearance import Appearance
from desktop.widgets.buttons import button
from desktop.widgets.choosing.day_edit import spelt_day
from desktop.widgets.part_names import label
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.practice import Ritual

PAPER, CHECK_IN, SECTION, LISTEN = "paper", "checkin", "section", "audio"
KEYS = {PAPER: "Alt+1", CHECK_IN: "Alt+2", SECTION: "Alt+3", LISTEN: "Alt+4"}
_SPAN = 30
_GAP = 6


class RitualCard(QWidget):
    """Owns the buttons of the ritual and the row of days; lives on the GUI thread."""

    step_requested = Signal(str)

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._wide = True
        self._names: dict[str, tuple[str, str]] = {}  # at length, and in one word
        self.steps = {step: self._button(step) for step in KEYS}
        self._heading = words(self.tr("Today's ritual"), "heading")
        self.days = PractisedDays(look)
        self.practised = words("", "muted")
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        for row, made in enumerate(self.steps.values()):
            self._grid.addWidget(made, row, 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 8)
        box.setSpacing(8)
        box.addWidget(self._heading)
        box.addLayout(self._grid)
        box.addWidget(self.days)
        box.addWidget(self.practised)
        for step in (SECTION, LISTEN):  # shown when there is something to read, or to hear
            self.steps[step].hide()

    def set_wide(self, wide: bool) -> None:
        """Stand beside the page, or lie below it in one row."""
        self._wide = wide
        for part in (self._heading, self.days, self.practised):
            part.setVisible(wide)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much on the buttons as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """The same, where the words need more room now, or less."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def show_ritual(self, ritual: Ritual, today: date) -> None:
        """Show what is there of the ritual of a day."""
        section = ritual.section
        paper = self.tr("Daily paper"), self.tr("Paper")
        self._mark(PAPER, *paper, done=ritual.paper_done, begun=ritual.paper)
        check_in = self.tr("Check-in")
        self._mark(CHECK_IN, check_in, check_in, done=ritual.check_ins > 0)
        self.steps[SECTION].setVisible(section is not None)
        if section is not None:
            title = self.tr("Read: {part}").format(part=label(section.part).split(" / ")[0])
            self._mark(SECTION, title, self.tr("Read"), done=ritual.section_read)
        self.steps[LISTEN].setVisible(ritual.sounds)
        listen = self.tr("Listen")
        self._mark(LISTEN, listen, listen, done=ritual.listened)
        self._fit()
        self.days.show_days(ritual.days, today)
        count = len(ritual.days)
        self.practised.setText(
            self.tr("{count} days practised of the last {span}").format(count=count, span=_SPAN)
            if count != 1
            else self.tr("1 day practised of the last {span}").format(span=_SPAN)
        )

    def _button(self, step: str) -> QPushButton:
        made = button("", "quiet")
        made.setProperty("align", "left")
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda: self.step_requested.emit(step))
        return made

    def _mark(self, step: str, title: str, short: str, *, done: bool, begun: bool = False) -> None:
        self._names[step] = title, short
        made = self.steps[step]
        icon, role = ("circle-check", "accent_text") if done else ("circle", "text_muted")
        if not made.text():
            made.setText(title)
        self._look.icons.dress(made, icon, role)
        state = self.tr("done") if done else self.tr("begun") if begun else self.tr("open")
        made.setAccessibleName(f"{title}, {state}")
        made.setToolTip(f"{title} ({KEYS[step]})")

    def _fit(self) -> None:
        """Name the steps at length, in one row; else in a word; else in two rows."""
        shown = [step for step, made in self.steps.items() if not made.isHidden()]
        room = self.contentsRect().width()
        short = not self._wide and self._needed(shown, short=False) > room
        cramped = short and self._needed(shown, short=True) > room
        for step, names in self._names.items():
            wanted = names[short and not cramped]
            if self.steps[step].text() != wanted:
                self.steps[step].setText(wanted)
        columns = 1 if self._wide else 2 if cramped else len(shown)
        self._arrange([self.steps[step] for step in shown], max(columns, 1))

    def _needed(self, shown: Sequence[str], *, short: bool) -> int:
        """The width of one row of steps."""
        needed = _GAP * (len(shown) - 1)
        for step in shown:
            made, metrics = self.steps[step], self.steps[step].fontMetrics()
            around = made.sizeHint().width() - metrics.horizontalAdvance(made.text())
            name = self._names[step][short] if step in self._names else ""
            needed += around + metrics.horizontalAdvance(name)
        return needed

    def _arrange(self, shown: list[QPushButton], columns: int) -> None:
        for place, made in enumerate(shown):
            row, column = divmod(place, columns)
            standing = self._grid.itemAtPosition(row, column)
            if standing is None or standing.widget() is not made:
                self._grid.removeWidget(made)
                self._grid.addWidget(made, row, column)


class PractisedDays(QWidget):
    """A dot for each of the last thirty days, filled where there was practice; GUI thread."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._days: frozenset[date] = frozenset()
        self._today = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Three rows of ten dots."""
        return QSize(200, 44)

    def show_days(self, days: frozenset[date], today: date) -> None:
        """Show which of the days up to today had practice."""
        self._days, self._today = days, today
        names = ", ".join(spelt_day(day) for day in sorted(days))
        self.setAccessibleName(self.tr("Days practised"))
        self.setAccessibleDescription(names or self.tr("none yet"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the dots, the oldest first, today last."""
        if self._today == date.min:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        step = min(18.0, self.width() / 10)
        for place in range(_SPAN):
            day = self._today - timedelta(days=_SPAN - 1 - place)
            practised = day in self._days
            painter.setBrush(self._look.colour("accent" if practised else "border"))
            row, column = divmod(place, 10)
            painter.drawEllipse(QRectF(column * step, row * 15, 10, 10))
        painter.end()

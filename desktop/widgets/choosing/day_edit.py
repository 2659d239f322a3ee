"""A day of the calendar as a button that unfolds a month to choose from."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.appearance import Appearance
from desktop.widgets.buttons import button
from desktop.widgets.choosing.calendar import Calendar


class DayEdit(QPushButton):
    """Owns one day; lives on the GUI thread. Enter or a click unfolds, Escape folds."""

    day_edited = Signal(object)  # date

    def __init__(self, look: Appearance, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._today = today
        self._day = today
        self._sheet: _Sheet | None = None
        self.setProperty("kind", "day")
        self.setAutoDefault(False)
        # A button does not shrink by itself, and what stands beside it would have to.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._unfold)
        self._write()

    def day(self) -> date:
        """The day."""
        return self._day

    def set_day(self, day: date) -> None:
        """Show another day without telling anybody."""
        if day != self._day:
            self._day = day
            self._write()

    def set_today(self, today: date) -> None:
        """Go on to another day, after midnight."""
        self._today = today
        self._write()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the down arrow unfold the month; the rest is Qt's."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self._unfold()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spell the day as long as there is room for it."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Room for the day in full."""
        return self._size_with(spelt_day(self._day))

    def minimumSizeHint(self) -> QSize:
        """Room for the day at its shortest."""
        return self._size_with(_forms(self._day)[-1])

    def _size_with(self, words: str) -> QSize:
        hint = super().sizeHint()
        metrics = self.fontMetrics()
        more = metrics.horizontalAdvance(words) - metrics.horizontalAdvance(self.text())
        return QSize(hint.width() + more, hint.height())

    def _fit(self) -> None:
        forms = _forms(self._day)
        fitting = (one for one in forms if self._size_with(one).width() <= self.width())
        words = next(fitting, forms[-1])
        if words != self.text():
            self.setText(words)

    def _write(self) -> None:
        words = spelt_day(self._day)
        self._fit()
        self.updateGeometry()
        self.setAccessibleName(self.tr("Day: {day}").format(day=words))
        self.setToolTip(self.tr("{day}. Press to change the day.").format(day=words))

    def _unfold(self) -> None:
        self._sheet = _Sheet(self._look, self._today, self)
        self._sheet.calendar.set_day(self._day)
        self._sheet.calendar.day_chosen.connect(self._on_chosen)
        self._sheet.adjustSize()
        self._sheet.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        self._sheet.show()
        self._sheet.calendar.focus_day()

    def _on_chosen(self, day: date) -> None:
        if self._sheet is not None:
            self._sheet.close()
            self._sheet = None
        if day != self._day:
            self.set_day(day)
            self.day_edited.emit(day)


class _Sheet(QFrame):
    """The month that unfolds; closes by itself when one clicks elsewhere."""

    def __init__(self, look: Appearance, today: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.calendar = Calendar(look, today, self)
        back = button(self.tr("Today"), "link")
        back.clicked.connect(lambda: self.calendar.day_chosen.emit(today))
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 12, 14, 12)
        box.addWidget(self.calendar)
        box.addWidget(back, 0, Qt.AlignmentFlag.AlignHCenter)


def _forms(day: date) -> tuple[str, ...]:
    """The day in words, ever shorter; the hint under the pointer always has it in full."""
    shorter = ("ddd d MMM yyyy", "d MMM yyyy", "d MMM")
    short = (QLocale().toString(QDate(day.year, day.month, day.day), one) for one in shorter)
    return (spelt_day(day), *short)


def spelt_day(day: date) -> str:
    """A day in words, as the member's language spells it."""
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)

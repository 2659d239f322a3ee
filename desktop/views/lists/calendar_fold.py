"""When the calendar above a list is unfolded: where there is room, and as the member wants it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QToolButton, QWidget

# The head of a pane and four rows: with less of them beside it, a calendar is in the way.
_LINES_BESIDE = 20
_LAID_OUT = {QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show}


class CalendarFold(QObject):
    """Owns whether the calendar of a pane is unfolded; lives on the GUI thread.

    Once there is no more room for the calendar and some rows, because the window became lower or
    letters larger, it folds; with the room it comes back, unless it was the member who folded it.
    What the member unfolds in a low window stays.
    """

    turned = Signal()
    """The calendar was folded or unfolded."""

    def __init__(self, pane: QWidget, box: QWidget, button: QToolButton) -> None:
        super().__init__(pane)
        self._pane, self._box, self._button = pane, box, button
        self._others: list[QWidget] = []
        self._wanted = True
        self._low = False
        self._all_the_same = False  # wanted although there is little room
        button.setCheckable(True)
        button.clicked.connect(self.choose)
        pane.installEventFilter(self)

    def share_with(self, other: QWidget) -> None:
        """Count the height of something else that may be unfolded above the rows."""
        self._others.append(other)

    @property
    def is_unfolded(self) -> bool:
        """Whether the calendar is to be seen in its pane."""
        return self._wanted and (self._all_the_same or not self._low)

    def choose(self, unfolded: bool) -> None:
        """Unfold or fold the calendar, as the member wants it."""
        self._wanted = unfolded
        self._all_the_same = unfolded
        self._turn()

    def give_way(self) -> None:
        """Something else is unfolded: stay only if there is room for both."""
        self._all_the_same = False
        self.look()

    def has_room_beside(self, other: QWidget) -> bool:
        """Whether calendar, some rows and this are in view together."""
        return self._pane.height() >= self._needed() + other.sizeHint().height()

    def look(self) -> None:
        """See whether there is room."""
        shown = (one for one in self._others if one.isVisibleTo(self._pane))
        needed = self._needed() + sum(one.sizeHint().height() for one in shown)
        was_low, self._low = self._low, self._pane.height() < needed
        if self._low and not was_low:
            self._all_the_same = False
        self._turn()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the height of the pane and the size of its letters."""
        if event.type() in _LAID_OUT and self._pane.isVisible():
            self.look()
        return super().eventFilter(watched, event)

    def _needed(self) -> int:
        beside = _LINES_BESIDE * self._pane.fontMetrics().height()
        return self._box.sizeHint().height() + beside

    def _turn(self) -> None:
        shown = self.is_unfolded
        if shown != self._box.isVisibleTo(self._pane) or shown != self._button.isChecked():
            self._button.setChecked(shown)
            self._box.setVisible(shown)
            self.turned.emit()

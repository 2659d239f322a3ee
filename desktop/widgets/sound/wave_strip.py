"""A recording as a strip: how loud it was over its time, and where its ends are cut."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.listening import spelt
from desktop.domain.recording import STEP, columns
from desktop.theme.appearance import Appearance

_HIGH, _BAR, _GAP, _GRIP = 96, 3, 2, 12
_WIDEST = 10  # of a bar, where there are few
_SMALL, _LARGE = 0.1, 1.0
# While it grows, so many seconds of it are seen.
_WINDOW = 12.0


class WaveStrip(QWidget):
    """Owns the drawing and the two ends of one recording; lives on the GUI thread.

    While it grows the last seconds run by; afterwards all of it is seen and its ends can be drawn
    inwards, by mouse or keys: Tab goes to the strip, Up and Down choose an end, Left and Right
    move it.
    """

    ends_changed = Signal(float, float)

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._peaks: Sequence[float] = ()
        self._seconds = 0.0
        self._ends = [0.0, 0.0]
        self._held = 0
        self._growing = True
        self._position = -1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Recording"))
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As high as a voice needs to be seen."""
        return QSize(420, _HIGH)

    @property
    def ends(self) -> tuple[float, float]:
        """Where it begins and ends, in seconds."""
        return self._ends[0], self._ends[1]

    def grow(self, peaks: Sequence[float], seconds: float) -> None:
        """Show what is being recorded."""
        self._peaks, self._seconds, self._growing = peaks, seconds, True
        self._ends = [0.0, seconds]
        self._position = -1.0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.update()

    def settle(self, peaks: Sequence[float], seconds: float, ends: tuple[float, float]) -> None:
        """Show a whole recording, with its ends to be moved."""
        self._peaks, self._seconds, self._growing = peaks, seconds, False
        self._ends = list(ends)
        self._held = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._told()

    def set_ends(self, begin: float, end: float) -> None:
        """Move both ends."""
        self._ends = [begin, end]
        self._told()

    def set_position(self, position: float) -> None:
        """Where it is being listened to; below 0 nowhere."""
        self._position = position
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down choose an end, Left and Right move it."""
        step = _LARGE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _SMALL
        key = event.key()
        if self._growing:
            event.ignore()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._held = 1 - self._held
            self._told()
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._move(self._ends[self._held] + (step if key == Qt.Key.Key_Right else -step))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._move(0.0 if key == Qt.Key.Key_Home else self._seconds)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the end that is nearer."""
        if self._growing or event.button() != Qt.MouseButton.LeftButton:
            return
        place = self._second_at(event.position().x())
        self._held = 0 if abs(place - self._ends[0]) <= abs(place - self._ends[1]) else 1
        self._move(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the end along."""
        if not self._growing and event.buttons() & Qt.MouseButton.LeftButton:
            self._move(self._second_at(event.position().x()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which end the keys move."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No end is moved by keys."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The loudness as bars around the middle; what is cut away is pale."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("field"))
        painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        accent, pale = self._look.colour("accent"), self._look.colour("border_strong")
        middle = self.height() / 2
        bars = self._bars()
        step = self._step(len(bars))
        wide = min(step - _GAP, _WIDEST)
        for number, peak in enumerate(bars):
            left = _GRIP + number * step + (step - wide) / 2
            half = max(1.0, peak**0.6 * (middle - 10))
            inside = self._growing or self._is_inside(left + wide / 2)
            painter.setBrush(accent if inside else pale)
            painter.drawRoundedRect(QRectF(left, middle - half, wide, 2 * half), 1.5, 1.5)
        if not self._growing:
            self._paint_ends(painter, accent)

    def _paint_ends(self, painter: QPainter, accent: QColor) -> None:
        for number, second in enumerate(self._ends):
            place = self._x_of(second)
            chosen = self.hasFocus() and number == self._held
            painter.setPen(QPen(self._look.colour("focus") if chosen else accent, 2))
            painter.drawLine(QPointF(place, 6), QPointF(place, self.height() - 6))
            painter.setBrush(self._look.colour("focus") if chosen else accent)
            painter.drawEllipse(QPointF(place, self.height() - 9), 5, 5)
        if self._position >= 0:
            place = self._x_of(self._position)
            painter.setPen(QPen(self._look.colour("text"), 1))
            painter.drawLine(QPointF(place, 4), QPointF(place, self.height() - 4))

    def _bars(self) -> list[float]:
        count = max(1, self._across() // (_BAR + _GAP))
        if not self._growing:
            return columns(self._peaks, min(count, len(self._peaks)))
        seen = list(self._peaks[-round(_WINDOW / STEP) :])
        return seen[-count:]

    def _is_inside(self, middle: float) -> bool:
        return self._x_of(self._ends[0]) <= middle <= self._x_of(self._ends[1])

    def _step(self, bars: int) -> float:
        """From bar to bar; a whole recording fills the strip, however short it is."""
        return float(_BAR + _GAP) if self._growing else self._across() / max(1, bars)

    def _move(self, second: float) -> None:
        low = 0.0 if self._held == 0 else self._ends[0] + _SMALL
        high = self._ends[1] - _SMALL if self._held == 0 else self._seconds
        self._ends[self._held] = max(low, min(second, max(low, high)))
        self._told()

    def _told(self) -> None:
        held = self.tr("Beginning") if self._held == 0 else self.tr("End")
        place = spelt(self._ends[self._held])
        self.setAccessibleDescription(self.tr("{end} at {place}").format(end=held, place=place))
        self.update()
        self.ends_changed.emit(*self.ends)

    def _across(self) -> int:
        """How much room there is for bars."""
        return max(1, self.width() - 2 * _GRIP)

    def _x_of(self, second: float) -> float:
        return _GRIP + second / max(self._seconds, 0.001) * self._across()

    def _second_at(self, x: float) -> float:
        return (x - _GRIP) / self._across() * self._seconds

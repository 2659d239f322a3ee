"""A level from 1 to 10 as a row of ten cells, for keys and mouse alike."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from desktop.domain.moments import HIGHEST, LOWEST, is_level
from desktop.theme.appearance import Appearance

_GAP, _ROUND, _NARROWEST = 4, 7, 25
_STRIDE = 3
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_PageDown: -_STRIDE,
    Qt.Key.Key_PageUp: _STRIDE,
}


class LevelPicker(QSlider):
    """Owns one level, or none; lives on the GUI thread.

    Digits choose (0 is 10), the arrows step, Delete takes the level away, Enter is told. A slider
    by its nature, so that screen readers know its value and its bounds; 0 stands for none. A
    level beyond the scale, which a server may hold, is kept until another one is chosen.
    """

    level_edited = Signal()
    entered = Signal()

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self._level: int | None = None
        self._hovered = 0
        self.setRange(0, HIGHEST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(self.tr("From 1 to 10. Press a digit; 0 means 10."))
        # A screen reader moves a slider by its value alone.
        self.valueChanged.connect(self._on_value_changed)
        look.changed.connect(self._on_look_changed)

    def level(self) -> int | None:
        """The level, or None where none is chosen."""
        return self._level

    def set_level(self, level: int | None) -> None:
        """Show another level without telling anybody."""
        self._level = level
        self.blockSignals(True)
        self.setValue(level if level is not None and is_level(level) else 0)
        self.blockSignals(False)
        self.update()

    def cell(self, level: int) -> QRectF:
        """Where the cell of a level is drawn."""
        width = (self.width() - _GAP * (HIGHEST - 1)) / HIGHEST
        left = (level - LOWEST) * (width + _GAP)
        if self.isRightToLeft():
            left = self.width() - left - width
        return QRectF(left, 1, width, self.height() - 2)

    def sizeHint(self) -> QSize:
        """Cells that are easy to hit."""
        return QSize(HIGHEST * (_NARROWEST + 14), self._high())

    def minimumSizeHint(self) -> QSize:
        """Cells that still hold their number."""
        return QSize(HIGHEST * (_NARROWEST + _GAP), self._high())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and arrows choose; Enter is for whoever listens."""
        key = event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain:
            event.ignore()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self._choose((key - Qt.Key.Key_0) or HIGHEST)
        elif key in _STEPS:
            self._choose(min(HIGHEST, max(LOWEST, self.value() + _STEPS[Qt.Key(key)])))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._choose(LOWEST if key == Qt.Key.Key_Home else HIGHEST)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._choose(None)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the cell that is pressed."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self._at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer; drag the level along."""
        level = self._at(event.position().x())
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose(level)
        self._hover(level)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing more: the cell was chosen when it was pressed."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: a level never changes by scrolling past."""
        event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer comes."""
        self._hover(self._at(event.position().x()))

    def leaveEvent(self, _event: object) -> None:
        """The pointer is gone."""
        self._hover(0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the ten cells, filled up to the level."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font("body"))
        for level in range(LOWEST, HIGHEST + 1):
            self._draw_cell(painter, level)

    def _draw_cell(self, painter: QPainter, level: int) -> None:
        chosen = self.value()
        fill, edge, text = "field", "border_strong", "text_muted"
        if level == chosen:
            fill, edge, text = "accent", "accent", "on_accent"
        elif level < chosen:
            fill, edge, text = "accent_soft", "accent_soft", "on_accent_soft"
        if level == self._hovered and level != chosen:
            edge = "focus"
        colour = self._look.colour
        place = self.cell(level).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colour(edge), 1))
        painter.setBrush(colour(fill))
        painter.drawRoundedRect(place, _ROUND, _ROUND)
        if self.hasFocus() and level == max(chosen, LOWEST):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("text" if chosen else "focus"), 2))
            painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
        painter.setPen(colour(text))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(level))

    def _high(self) -> int:
        return max(self.fontMetrics().height() + 16, 34)

    def _at(self, x: float) -> int:
        place = self.width() - x if self.isRightToLeft() else x
        cell = int(place * HIGHEST / max(self.width(), 1)) + LOWEST
        return min(HIGHEST, max(LOWEST, cell))

    def _hover(self, level: int) -> None:
        if level != self._hovered:
            self._hovered = level
            self.update()

    def _choose(self, level: int | None) -> None:
        if level != self._level:
            self.set_level(level)
            self.level_edited.emit()

    def _on_value_changed(self, value: int) -> None:
        self._level = value or None
        self.update()
        self.level_edited.emit()

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.update()

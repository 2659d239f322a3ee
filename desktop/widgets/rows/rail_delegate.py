"""The ground under the rows of a short rail: the chosen one, the pointer, the focus."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QCursor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

from desktop.theme.appearance import Appearance

AnyIndex = QModelIndex | QPersistentModelIndex
_ROUND = 8


class RailDelegate(QStyledItemDelegate):
    """Draws the rows of a rail of a few entries; lives on the GUI thread.

    `inset` is the room left free at both sides of the ground, `air` what a row is higher than a
    line of text. What a row says is drawn by who knows it.
    """

    def __init__(self, look: Appearance, rail: QListWidget, inset: int, air: int) -> None:
        super().__init__(rail)
        self.look = look
        self._rail = rail
        self._inset = inset
        self._air = air

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """One height for all rows."""
        del option, index
        return QSize(120, QFontMetrics(self.look.font()).height() + self._air)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one row on its ground."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: Any = option.rect
        chosen = index.row() == self._rail.currentRow()
        below = self._rail.indexAt(self._rail.viewport().mapFromGlobal(QCursor.pos()))
        self._draw_ground(painter, rect, chosen=chosen, hovered=below.row() == index.row())
        self.draw(painter, rect, index, chosen=chosen)
        painter.restore()

    @abstractmethod
    def draw(self, painter: QPainter, rect: QRect, index: AnyIndex, *, chosen: bool) -> None:
        """Draw what a row says."""

    def _draw_ground(self, painter: QPainter, rect: QRect, *, chosen: bool, hovered: bool) -> None:
        ground = QRectF(rect).adjusted(self._inset, 1, -self._inset, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or hovered:
            painter.setBrush(self.look.colour("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(ground, _ROUND, _ROUND)
        if chosen and self._rail.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.look.colour("focus"), 1.5))
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), _ROUND, _ROUND)

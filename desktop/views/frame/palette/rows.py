"""The rows of the palette: commands in a list, and how each is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from desktop.theme.appearance import Appearance
from desktop.views.frame.palette.commands import Command

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_PAD, _ROUND, _GAP = 12, 8, 14


class PaletteRole(IntEnum):
    """What a row tells beside its spoken text."""

    PARTS = Qt.ItemDataRole.UserRole + 1  # title, group, keys, the places that were found


class CommandRows(QAbstractListModel):
    """The commands as rows; owned by the palette, lives on the GUI thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._commands: Sequence[Command] = ()

    def show_commands(self, commands: Sequence[Command]) -> None:
        """Show other commands."""
        self.beginResetModel()
        self._commands = commands
        self.endResetModel()

    def command(self, row: int) -> Command | None:
        """The command of a row."""
        return self._commands[row] if 0 <= row < len(self._commands) else None

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """The number of commands."""
        return 0 if parent.isValid() else len(self._commands)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A command in its parts, or as it is spoken."""
        command = self.command(index.row()) if index.isValid() else None
        if command is None:
            return None
        if role == PaletteRole.PARTS:
            return [command.title, command.group, command.keys, list(command.places)]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return command.spoken
        return None


class CommandDrawing(QStyledItemDelegate):
    """Draws title, group and keys of a command on one line; lives on the GUI thread."""

    def __init__(self, look: Appearance, view: QListView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        """One height for all."""
        return QSize(240, QFontMetrics(self._look.font("body")).height() + 2 * _PAD - 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one command."""
        title, group, keys, places = index.data(PaletteRole.PARTS)
        rect: QRect = option.rect
        chosen = index == self._view.currentIndex()
        colour = self._look.colour
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_soft"))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 1, -2, -1), _ROUND, _ROUND)
        quiet = colour("on_accent_soft" if chosen else "text_muted")
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        painter.setPen(quiet)
        right = self._draw_at_right(painter, inner, keys)
        right = self._draw_at_right(painter, inner.adjusted(0, 0, right - inner.right(), 0), group)
        painter.setPen(colour("on_accent_soft" if chosen else "text"))
        self._draw_title(painter, inner.adjusted(0, 0, right - inner.right(), 0), title, places)
        painter.restore()

    def _draw_at_right(self, painter: QPainter, place: QRect, text: str) -> int:
        """Draw small words at the right end, and give where the room to their left ends."""
        if not text:
            return place.right()
        font = self._look.font("small")
        painter.setFont(font)
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, end, text)
        return place.right() - QFontMetrics(font).horizontalAdvance(text) - _GAP

    def _draw_title(
        self, painter: QPainter, place: QRect, title: str, places: Sequence[int]
    ) -> None:
        font = self._look.font("body")
        metrics = QFontMetrics(font)
        cut = metrics.elidedText(title, Qt.TextElideMode.ElideRight, place.width())
        layout = QTextLayout(cut, font)
        layout.setFormats([self._mark(cut, p) for p in places if p < len(cut)])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(place.width())
        layout.endLayout()
        layout.draw(painter, QPointF(place.left(), place.center().y() - line.height() / 2 + 1))

    def _mark(self, text: str, place: int) -> QTextLayout.FormatRange:
        # Bold and underlined: not by colour alone.
        style = QTextCharFormat()
        style.setFontWeight(QFont.Weight.Bold)
        style.setFontUnderline(True)
        mark = QTextLayout.FormatRange()
        mark.start = len(text[:place].encode("utf-16-le")) // 2
        mark.length = len(text[place].encode("utf-16-le")) // 2
        mark.format = style
        return mark

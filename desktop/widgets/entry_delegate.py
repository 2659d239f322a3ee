"""How one entry looks in a list: the day at the left, first words, mood and tags beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import (
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.theme.appearance import Appearance

AnyIndex = QModelIndex | QPersistentModelIndex
_PAD, _GAP, _ROUND = 10, 14, 10


class EntryDelegate(QStyledItemDelegate):
    """Draws rows by the roles of the theme; owns the fonts of a row, lives on the GUI thread.

    `line_role` gives an object with entry_date, mood, tags and first_line, or None while it is on
    its way; `month_role` tells whether a month begins. All rows are equally high.
    """

    def __init__(
        self, look: Appearance, line_role: int, month_role: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._line_role = line_role
        self._month_role = month_role
        self._chosen = self._hovered = -1
        self._focused = False
        self._measure()
        look.changed.connect(self._measure)

    def mark(self, chosen: int, hovered: int, *, focused: bool) -> None:
        """Tell which row is chosen, which is under the pointer, and whether keys go to the list.

        The view tells so before it paints: to ask the option for its state would load QStyle with
        all its enums, which is felt at the start.
        """
        self._chosen, self._hovered, self._focused = chosen, hovered, focused

    @property
    def height(self) -> int:
        """The height of every row."""
        return self._height

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        """One height for all rows."""
        return QSize(200, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one row, or a quiet placeholder for one that has not come yet."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        row = index.row()
        chosen = row == self._chosen
        self._draw_ground(painter, rect, row)
        line = index.data(self._line_role)
        if line is None:
            self._draw_placeholder(painter, rect)
        else:
            starts = bool(index.data(self._month_role))
            self._draw_day(painter, rect, line.entry_date, starts=starts, chosen=chosen)
            self._draw_words(painter, rect, line, chosen=chosen)
        painter.restore()

    def _measure(self) -> None:
        look = self._look
        self._day_font = look.font("heading", QFont.Weight.DemiBold)
        self._small_font = look.font("small")
        self._caps_font = look.font("small", QFont.Weight.DemiBold)
        self._words_font = look.font("body", QFont.Weight.Medium)
        small, words = QFontMetrics(self._small_font), QFontMetrics(self._words_font)
        self._height = max(words.height() + small.height() + 4, 44) + 2 * _PAD
        self._day_width = max(QFontMetrics(self._caps_font).horizontalAdvance("MMM"), 34)

    def _draw_ground(self, painter: QPainter, rect: QRect, row: int) -> None:
        ground = QRectF(rect).adjusted(4, 1, -4, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if row == self._chosen:
            painter.setBrush(self._look.colour("accent_soft"))
            painter.drawRoundedRect(ground, _ROUND, _ROUND)
        elif row == self._hovered:
            painter.setBrush(self._look.colour("hover"))
            painter.drawRoundedRect(ground, _ROUND, _ROUND)
        if row == self._chosen and self._focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._look.colour("focus"), 1.5))
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), _ROUND, _ROUND)

    def _draw_day(
        self, painter: QPainter, rect: QRect, day: date, *, starts: bool, chosen: bool
    ) -> None:
        left = rect.left() + _PAD + 4
        middle = rect.center().y()
        painter.setFont(self._day_font)
        painter.setPen(self._look.colour("on_accent_soft" if chosen else "text"))
        number = QRect(left, middle - 22, self._day_width, 24)
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day))
        painter.setFont(self._caps_font if starts else self._small_font)
        role = "on_accent_soft" if chosen else "accent_text" if starts else "text_muted"
        painter.setPen(self._look.colour(role))
        below = QRect(left - 6, middle + 2, self._day_width + 12, 18)
        name = self._month_name(day) if starts else self._weekday_name(day)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)

    def _draw_words(self, painter: QPainter, rect: QRect, line: Any, *, chosen: bool) -> None:
        left = rect.left() + _PAD + 4 + self._day_width + _GAP
        width = rect.right() - _PAD - 4 - left
        words, small = QFontMetrics(self._words_font), QFontMetrics(self._small_font)
        below = self._below(line)
        height = words.height() + (small.height() + 3 if below else 0)
        top = rect.top() + (rect.height() - height) // 2
        painter.setFont(self._words_font)
        painter.setPen(self._look.colour("text" if line.first_line else "text_muted"))
        first = line.first_line or self.tr("No words yet")
        self._draw_line(painter, QRect(left, top, width, words.height()), first)
        if below:
            painter.setFont(self._small_font)
            painter.setPen(self._look.colour("on_accent_soft" if chosen else "text_muted"))
            place = QRect(left, top + words.height() + 3, width, small.height())
            self._draw_line(painter, place, below)

    def _below(self, line: Any) -> str:
        parts = [line.mood] if line.mood else []
        if line.tags:
            parts.append("  ".join(f"#{tag}" for tag in line.tags))
        return "  ·  ".join(parts)

    def _draw_line(self, painter: QPainter, place: QRect, text: str) -> None:
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)

    def _draw_placeholder(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("raised"))
        left = rect.left() + _PAD + 4
        middle = rect.center().y()
        painter.drawRoundedRect(QRectF(left, middle - 12, self._day_width, 24), 6, 6)
        words = left + self._day_width + _GAP
        width = max(40, rect.right() - _PAD - 4 - words)
        painter.drawRoundedRect(QRectF(words, middle - 12, width * 0.8, 9), 4, 4)
        painter.drawRoundedRect(QRectF(words, middle + 5, width * 0.4, 7), 3, 3)

    def _month_name(self, day: date) -> str:
        return QLocale().standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)

    def _weekday_name(self, day: date) -> str:
        return QLocale().standaloneDayName(day.isoweekday(), QLocale.FormatType.ShortFormat)

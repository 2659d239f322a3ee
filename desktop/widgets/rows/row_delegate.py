"""What all rows of lists have in common: their ground, their placeholder, one height."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.language import isolated
from desktop.theme.appearance import Appearance

AnyIndex = QModelIndex | QPersistentModelIndex
PAD, GAP, _ROUND = 10, 14, 10


class RowDelegate(QStyledItemDelegate):
    """Draws the ground of rows by the roles of the theme; owns their fonts, GUI thread.

    `line_role` gives what a row shows, or None while it is on its way. All rows are equally high:
    something small and square at the left (a day, a level), two lines of words beside it.
    """

    def __init__(self, look: Appearance, line_role: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._line_role = line_role
        self._chosen = self._hovered = -1
        self._focused = False
        self.measure()
        look.changed.connect(self.measure)

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
        self._draw_ground(painter, rect, row)
        line = index.data(self._line_role)
        if line is None:
            self._draw_placeholder(painter, rect)
        else:
            self.draw(painter, rect, index, line, chosen=row == self._chosen)
        painter.restore()

    @abstractmethod
    def draw(
        self, painter: QPainter, rect: QRect, index: AnyIndex, line: Any, *, chosen: bool
    ) -> None:
        """Draw what a row says."""

    def measure(self) -> None:
        """Take the fonts of the appearance, and the height that they need."""
        look = self.look
        self.big_font = look.font("heading", QFont.Weight.DemiBold)
        self.small_font = look.font("small")
        self.words_font = look.font("body", QFont.Weight.Medium)
        caps = QFontMetrics(look.font("small", QFont.Weight.DemiBold))
        small, words = QFontMetrics(self.small_font), QFontMetrics(self.words_font)
        self._above = QFontMetrics(self.big_font).height()
        self._below = small.height()
        self._height = (
            max(words.height() + self._below, self._above + self._below, 40) + 4 + 2 * PAD
        )
        self.side = max(caps.horizontalAdvance("MMM"), 34)  # the width of what is at the left

    def draw_words(
        self, painter: QPainter, rect: QRect, words: tuple[str, str, str], *, chosen: bool
    ) -> None:
        """Draw the first line, or what to say where it is empty, and the small one below."""
        first, instead, below = words
        left = rect.left() + PAD + 4 + self.side + GAP
        width = rect.right() - PAD - 4 - left
        large, small = QFontMetrics(self.words_font), QFontMetrics(self.small_font)
        height = large.height() + (small.height() + 3 if below else 0)
        top = rect.top() + (rect.height() - height) // 2
        painter.setFont(self.words_font)
        painter.setPen(self.look.colour("text" if first else "text_muted"))
        # The line keeps its side; the member's words run as they do by themselves.
        line = isolated(first) or instead
        _draw_line(painter, QRect(left, top, width, large.height()), line)
        if below:
            painter.setFont(self.small_font)
            painter.setPen(self.look.colour("on_accent_soft" if chosen else "text_muted"))
            place = QRect(left, top + large.height() + 3, width, small.height())
            _draw_line(painter, place, below)

    def draw_side(
        self, painter: QPainter, rect: QRect, words: tuple[str, str], *, chosen: bool
    ) -> None:
        """Draw a large word at the left and a small one below it."""
        left = rect.left() + PAD + 4
        top = rect.center().y() - (self._above + self._below) // 2
        painter.setFont(self.big_font)
        painter.setPen(self.look.colour("on_accent_soft" if chosen else "text"))
        above = QRect(left - 6, top, self.side + 12, self._above)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, words[0])
        painter.setFont(self.small_font)
        painter.setPen(self.look.colour("on_accent_soft" if chosen else "text_muted"))
        below = QRect(left - 6, top + self._above, self.side + 12, self._below)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words[1])

    def draw_waiting(self, painter: QPainter, rect: QRect) -> None:
        """Draw that the keys go to a list of which no row is chosen yet."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.look.colour("focus"), 1.5))
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), _ROUND, _ROUND)

    def _draw_ground(self, painter: QPainter, rect: QRect, row: int) -> None:
        ground = QRectF(rect).adjusted(4, 1, -4, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if row == self._chosen:
            painter.setBrush(self.look.colour("accent_soft"))
            painter.drawRoundedRect(ground, _ROUND, _ROUND)
        elif row == self._hovered:
            painter.setBrush(self.look.colour("hover"))
            painter.drawRoundedRect(ground, _ROUND, _ROUND)
        if row == self._chosen and self._focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.look.colour("focus"), 1.5))
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), _ROUND, _ROUND)

    def _draw_placeholder(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour("raised"))
        left = rect.left() + PAD + 4
        middle = rect.center().y()
        painter.drawRoundedRect(QRectF(left, middle - 12, self.side, 24), 6, 6)
        words = left + self.side + GAP
        width = max(40, rect.right() - PAD - 4 - words)
        painter.drawRoundedRect(QRectF(words, middle - 12, width * 0.8, 9), 4, 4)
        painter.drawRoundedRect(QRectF(words, middle + 5, width * 0.4, 7), 3, 3)


def _draw_line(painter: QPainter, place: QRect, text: str) -> None:
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)

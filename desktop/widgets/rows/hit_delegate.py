"""How a hit of a search looks: what and when, its title, and the words where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.language import translated
from desktop.theme.appearance import Appearance

AnyIndex = QModelIndex | QPersistentModelIndex
_PAD, _ROUND, _LINES = 14, 10, 2


class HitDelegate(QStyledItemDelegate):
    """Draws hits by the roles of the theme; owns the fonts of a row, lives on the GUI thread.

    `hit_role` gives an object with title and snippet, the latter as pieces of text, each with
    whether it was looked for; `caption_role` gives the line above.
    """

    def __init__(
        self, look: Appearance, hit_role: int, caption_role: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._hit_role = hit_role
        self._caption_role = caption_role
        self._measure()
        look.changed.connect(self._measure)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        """One height for all rows."""
        return QSize(240, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one hit."""
        hit = index.data(self._hit_role)
        if hit is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        self._draw_ground(painter, rect, option.state)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        quiet = "on_accent_soft" if chosen else "text_muted"
        left, width = rect.left() + _PAD, rect.width() - 2 * _PAD
        y = rect.top() + _PAD - 3
        y = self._draw_line(painter, self._small, quiet, QRect(left, y, width, 0),
                            index.data(self._caption_role))  # fmt: skip
        title, lines = translated(hit.title), _LINES
        if _begins_with(hit.snippet, title):
            lines += 1  # the first words are the title: they are not said twice
        else:
            place = QRect(left, y + 2, width, 0)
            y = self._draw_line(painter, self._title, "text", place, title)
        painter.setPen(self._look.colour("on_accent_soft" if chosen else "text"))
        self._draw_snippet(painter, QRectF(left, y + 3, width, 0), hit.snippet, lines)
        painter.restore()

    def _measure(self) -> None:
        self._small = self._look.font("small")
        self._title = self._look.font("body", QFont.Weight.DemiBold)
        self._body = self._look.font("body")
        heights = [QFontMetrics(f).height() for f in (self._small, self._title, self._body)]
        self._height = heights[0] + heights[1] + _LINES * heights[2] + 2 * _PAD

    def _draw_ground(self, painter: QPainter, rect: QRect, state: Any) -> None:
        ground = QRectF(rect).adjusted(2, 2, -2, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(self._look.colour("accent_soft"))
            painter.drawRoundedRect(ground, _ROUND, _ROUND)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(self._look.colour("hover"))
            painter.drawRoundedRect(ground, _ROUND, _ROUND)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._look.colour("focus"), 1.5))
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), _ROUND, _ROUND)

    def _draw_line(self, painter: QPainter, font: QFont, role: str, place: QRect, text: str) -> int:
        painter.setFont(font)
        painter.setPen(self._look.colour(role))
        metrics = QFontMetrics(font)
        cut = metrics.elidedText(text or "", Qt.TextElideMode.ElideRight, place.width())
        place.setHeight(metrics.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, cut)
        return place.bottom() + 1

    def _draw_snippet(
        self, painter: QPainter, place: QRectF, pieces: Sequence[tuple[str, bool]], lines: int
    ) -> None:
        layout = QTextLayout("".join(text.replace("\n", " ") for text, _ in pieces), self._body)
        layout.setFormats(self._marks(pieces))
        layout.beginLayout()
        y = 0.0
        for _ in range(lines):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(place.width())
            line.setPosition(QPointF(0, y))
            y += line.height()
        layout.endLayout()
        layout.draw(painter, place.topLeft())

    def _marks(self, pieces: Sequence[tuple[str, bool]]) -> list[QTextLayout.FormatRange]:
        style = QTextCharFormat()
        style.setBackground(self._look.colour("mark"))
        style.setForeground(self._look.colour("on_mark"))
        # Not by colour alone.
        style.setFontWeight(QFont.Weight.DemiBold)
        found, start = [], 0
        for text, looked_for in pieces:
            length = len(text.encode("utf-16-le")) // 2
            if looked_for:
                mark = QTextLayout.FormatRange()
                mark.start, mark.length, mark.format = start, length, style
                found.append(mark)
            start += length
        return found


def _begins_with(pieces: Sequence[tuple[str, bool]], title: str) -> bool:
    said = " ".join("".join(text for text, _ in pieces).split())
    return bool(title) and said.startswith(" ".join(title.rstrip("…").split()))

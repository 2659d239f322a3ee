"""Draws a place under review: what was decided, the words around it, old and new, and a doubt."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QCursor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.perspective import Place
from desktop.theme.appearance import Appearance
from desktop.views.vision.perspective.rows import SpotRole
from desktop.views.vision.perspective.wording import doubt_words

_SIGN, _LEFT, _RIGHT = 16, 36, 12
_V_CENTRE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
# What stands before a place gets less room than what follows: one reads on from it.
_BEFORE_SHARE = 0.4


class _Piece(NamedTuple):
    """Words of one look: their text, role, weight and line."""

    text: str
    role: str
    strong: bool = False
    line: str = ""


class SpotDelegate(QStyledItemDelegate):
    """Draws the rows of one list; lives on the GUI thread."""

    def __init__(self, look: Appearance, view: QListView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view
        look.changed.connect(view.scheduleDelayedItemsLayout)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """A line, or two where there is a doubt; the name of a part has room above it."""
        del option
        height = QFontMetrics(self._look.font()).height()
        place = index.data(SpotRole.PLACE)
        if place is None:
            return QSize(120, height + 26)
        below = QFontMetrics(self._look.font("small")).height() + 2 if place.doubt else 0
        return QSize(120, height + below + 12)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: Any = option.rect
        place: Place | None = index.data(SpotRole.PLACE)
        if place is None:
            self._draw_part(painter, rect, str(index.data()))
        else:
            chosen = index.row() == self._view.currentIndex().row()
            self._draw_ground(painter, rect, index, chosen=chosen)
            accepted = bool(index.data(SpotRole.ACCEPTED))
            self._draw_sign(painter, rect, accepted=accepted)
            self._draw_place(painter, rect, place, accepted=accepted)
        painter.restore()

    def _draw_part(self, painter: QPainter, rect: QRect, name: str) -> None:
        painter.setFont(self._look.font("body", QFont.Weight.DemiBold))
        painter.setPen(self._look.colour("text"))
        painter.drawText(rect.adjusted(10, 14, -10, -2), _V_CENTRE, name)

    def _draw_ground(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        chosen: bool,
    ) -> None:
        below = self._view.indexAt(self._view.viewport().mapFromGlobal(QCursor.pos()))
        ground = QRectF(rect).adjusted(2, 1, -2, -1)
        if not chosen and below.row() != index.row():
            return
        painter.setBrush(self._look.colour("hover"))
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            # Not the green of other lists: what comes and goes is told by colours.
            role = "focus" if self._view.hasFocus() else "border_strong"
            painter.setPen(QPen(self._look.colour(role), 1.5))
            ground.adjust(1, 1, -1, -1)
        painter.drawRoundedRect(ground, 8, 8)

    def _draw_sign(self, painter: QPainter, rect: QRect, *, accepted: bool) -> None:
        line = QFontMetrics(self._look.font()).height()
        left, middle = rect.left() + 11, rect.top() + 6 + line // 2
        if accepted:
            ratio = painter.device().devicePixelRatio()
            sign = self._look.icons.pixmap("circle-check", "accent_text", _SIGN, ratio)
            painter.drawPixmap(left, middle - _SIGN // 2, sign)
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.colour("control"), 1.3))
        round_ = QRectF(left + 1.5, middle - _SIGN / 2 + 1.5, _SIGN - 3, _SIGN - 3)
        painter.drawEllipse(round_)

    def _draw_place(self, painter: QPainter, rect: QRect, place: Place, *, accepted: bool) -> None:
        metrics = QFontMetrics(self._look.font())
        line = QRect(rect.left() + _LEFT, rect.top() + 6, 0, metrics.height())
        line.setRight(rect.right() - _RIGHT)
        old = _Piece(place.old, "danger" if accepted else "text", line="struck" if accepted else "")
        role = "accent_text" if accepted else "text_muted"
        new = _Piece(place.new, role, strong=accepted, line="")
        taken = sum(self._width(piece) for piece in (old, new)) + metrics.horizontalAdvance("  ")
        spare = max(line.width() - taken, 0)
        whole = metrics.horizontalAdvance(place.before)
        before = metrics.elidedText(
            place.before,
            Qt.TextElideMode.ElideLeft,
            max(int(spare * _BEFORE_SHARE), spare - metrics.horizontalAdvance(place.after)),
        )
        rest = spare - min(metrics.horizontalAdvance(before), whole)
        after = metrics.elidedText(place.after, Qt.TextElideMode.ElideRight, rest)
        pieces = (
            _Piece(before, "text_muted"), old, _Piece(" ", "text"), new, _Piece(after, "text_muted")
        )  # fmt: skip
        for piece in pieces:
            line.setLeft(self._draw_piece(painter, line, piece))
        if place.doubt:
            self._draw_doubt(painter, rect, doubt_words(place.doubt))

    def _draw_piece(self, painter: QPainter, line: QRect, piece: _Piece) -> int:
        painter.setFont(self._font(piece))
        painter.setPen(self._look.colour(piece.role))
        painter.drawText(line, _V_CENTRE | Qt.TextFlag.TextSingleLine, piece.text)
        return line.left() + self._width(piece)

    def _draw_doubt(self, painter: QPainter, rect: QRect, said: str) -> None:
        small = self._look.font("small")
        metrics = QFontMetrics(small)
        place = QRect(rect.left() + _LEFT, rect.bottom() - 6 - metrics.height(), 0, 0)
        place.setRight(rect.right() - _RIGHT)
        place.setHeight(metrics.height())
        painter.setFont(small)
        painter.setPen(self._look.colour("energy"))
        cut = metrics.elidedText(said, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, _V_CENTRE, cut)

    def _width(self, piece: _Piece) -> int:
        return QFontMetrics(self._font(piece)).horizontalAdvance(piece.text)

    def _font(self, piece: _Piece) -> QFont:
        weight = QFont.Weight.DemiBold if piece.strong else QFont.Weight.Normal
        font = self._look.font("body", weight)
        font.setStrikeOut(piece.line == "struck")
        font.setUnderline(piece.line == "dotted")
        return font

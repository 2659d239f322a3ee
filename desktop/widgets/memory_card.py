"""An entry of earlier as a card: how long ago in the second accent, its first words below."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme.appearance import Appearance

_PAD, _ROUND, _LINES = 14, 12, 2


class MemoryCard(QAbstractButton):
    """Owns two pieces of text and how they look; lives on the GUI thread."""

    def __init__(
        self, look: Appearance, when: str, what: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._when = when
        self.setText(what)
        self.setAccessibleName(f"{when}: {what}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Room for the heading and two lines."""
        small = QFontMetrics(self._small()).height()
        words = QFontMetrics(self._look.font("body")).height()
        return QSize(220, 2 * _PAD + small + 4 + _LINES * words)

    def minimumSizeHint(self) -> QSize:
        """Narrower, the words are cut."""
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole card is drawn
        """Draw the card and its words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, frame = self._look, QRectF(self.rect()).adjusted(1, 1, -1, -1)
        border = "focus" if self.hasFocus() else "border_strong" if self.underMouse() else "border"
        painter.setPen(QPen(look.colour(border), 2 if self.hasFocus() else 1))
        painter.setBrush(look.colour("hover" if self.isDown() else "surface"))
        painter.drawRoundedRect(frame, _ROUND, _ROUND)
        small = self._small()
        painter.setFont(small)
        painter.setPen(look.colour("special"))
        height = QFontMetrics(small).height()
        inner = frame.adjusted(_PAD - 1, _PAD - 1, 1 - _PAD, 1 - _PAD)
        painter.drawText(QRectF(inner.x(), inner.y(), inner.width(), height), 0, self._when)
        painter.setPen(look.colour("text"))
        self._draw_lines(painter, inner.adjusted(0, height + 4, 0, 0))

    def _draw_lines(self, painter: QPainter, room: QRectF) -> None:
        font = self._look.font("body")
        metrics = QFontMetrics(font)
        painter.setFont(font)
        layout = QTextLayout(self.text(), font)
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        layout.beginLayout()
        y = 0.0
        for number in range(_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(room.width())
            start = line.textStart()
            if number == _LINES - 1:
                rest = self.text()[start:]
                cut = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, int(room.width()))
                place = QRectF(room.x(), room.y() + y, room.width(), metrics.height())
                painter.drawText(place, 0, cut)
            else:
                line.draw(painter, QPointF(room.x(), room.y() + y))
            y += metrics.height()
        layout.endLayout()

    def _small(self) -> QFont:
        return self._look.font("small", QFont.Weight.Medium)

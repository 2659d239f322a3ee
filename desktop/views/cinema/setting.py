"""Words set for the screen: lines of even length, wide apart, in the middle of what is free."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

_LEADING = 1.06
_NARROWEST = 0.55


class Lines(NamedTuple):
    """A text that is laid out; it is drawn from its upper left corner."""

    layout: QTextLayout
    width: float
    height: float

    def draw(self, painter: QPainter, place: QPointF) -> None:
        """Draw it in the painter's pen."""
        self.layout.draw(painter, place)


def set_words(text: str, font: QFont, width: float, align: Qt.AlignmentFlag) -> Lines:
    """Lay a text out in this width or less, in lines of about the same length."""
    layout = QTextLayout(text, font)
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    count, height = _lay(layout, width)
    if count > 1:
        low, high = width * _NARROWEST, width
        # The narrowest width that takes no line more gives lines that end near each other.
        while high - low > 4:
            middle = (low + high) / 2
            if _lay(layout, middle)[0] > count:
                low = middle
            else:
                high = middle
        width = high
    count, height = _lay(layout, width)
    return Lines(layout, width, height)


def fitted(
    text: str, font: QFont, box: QRectF, align: Qt.AlignmentFlag, smallest: float = 0.45
) -> Lines:
    """Lay a text out in a box, in smaller letters where it would not fit."""
    size = font.pixelSize()
    found = set_words(text, font, box.width(), align)
    least = max(8, round(size * smallest))
    while found.height > box.height() and font.pixelSize() > least:
        font.setPixelSize(max(least, round(font.pixelSize() * 0.92)))
        found = set_words(text, font, box.width(), align)
    return found


def _lay(layout: QTextLayout, width: float) -> tuple[int, float]:
    layout.beginLayout()
    top, count = 0.0, 0
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        step = line.height() * _LEADING
        line.setPosition(QPointF(0.0, top + (step - line.height()) / 2))
        top += step
        count += 1
    layout.endLayout()
    return count, top

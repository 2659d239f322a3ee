"""The ornament of a book: a standing wave in the colours of the programme."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, exp, pi

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

# How high each string of the wave swings, as a share of half the height.
_SWINGS = (1.0, 0.62, 0.24, -0.24, -0.62, -1.0)
_POINTS = 160
_WAVES = 3.0


def paint_ornament(painter: QPainter, place: QRectF, colours: Sequence[QColor]) -> None:
    """Paint the wave into a place; the strings go through the colours from above to below."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    width = place.height() / 34
    for number, swing in enumerate(_SWINGS):
        colour = _between(colours, number / (len(_SWINGS) - 1))
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPath(_string(place, swing * (place.height() - width) / 2))
    painter.restore()


def ornament_image(width: int, height: int, ratio: float, colours: Sequence[QColor]) -> QImage:
    """The wave as a picture, for a text document."""
    image = QImage(
        round(width * ratio), round(height * ratio), QImage.Format.Format_ARGB32_Premultiplied
    )
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_ornament(painter, QRectF(0, 0, width, height), colours)
    painter.end()
    return image


def _string(place: QRectF, swing: float) -> QPainterPath:
    path = QPainterPath()
    for step in range(_POINTS + 1):
        along = step / _POINTS * 2 - 1
        # Loud in the middle, still at both ends.
        height = swing * cos(along * pi * _WAVES) * exp(-5 * along * along)
        point = QPointF(place.center().x() + along * place.width() / 2, place.center().y() + height)
        if step:
            path.lineTo(point)
        else:
            path.moveTo(point)
    return path


def _between(colours: Sequence[QColor], share: float) -> QColor:
    """The colour at a share of the way through several."""
    reach = share * (len(colours) - 1)
    first = min(int(reach), len(colours) - 2)
    one, other, part = colours[first], colours[first + 1], reach - first
    mixed = (a + (b - a) * part for a, b in zip(_parts(one), _parts(other), strict=True))
    return QColor.fromRgbF(*mixed)


def _parts(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()

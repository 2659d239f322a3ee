"""Makes a picture fit for the screen: read, turned upright, scaled, and laid on its own shadow.

Runs outside the GUI thread; it uses QImage alone.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

# Room to wander in, beyond the edges of the screen.
ROAM = 1.08
# So many points of a screen are enough for a picture that moves; it bounds what one costs.
_MOST_POINTS = 4_500_000
# Of a picture that loses more than this when it fills the screen, all is shown on its own shadow.
_MOST_LOST = 0.42
_INSET = 0.8
# A small picture is not blown up beyond recognition: it, too, stands on its own shadow.
_MOST_GROWN, _INSET_GROWN = 3.0, 2.0
_SOFT = 24
_SHADE = QColor(0, 0, 0, 150)


def room_for(screen: QSize) -> QSize:
    """The size in which pictures are held for a screen of so many points."""
    wide, high = screen.width() * ROAM, screen.height() * ROAM
    points = max(1.0, wide * high)
    shrink = min(1.0, (_MOST_POINTS / points) ** 0.5)
    return QSize(max(1, round(wide * shrink)), max(1, round(high * shrink)))


def decoded(content: bytes, room: QSize) -> QImage | None:
    """The picture in exactly this size, or None for what is no picture that Qt can read."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    own = reader.size()
    if own.isValid():
        # A large photograph is made small while it is read, where its format can.
        least = own.scaled(room * 2, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        if least.width() < own.width():
            reader.setScaledSize(least)
    image = reader.read()
    if image.isNull() or image.width() < 1 or image.height() < 1:
        return None
    return _laid(image, room)


def _laid(image: QImage, room: QSize) -> QImage:
    smooth = Qt.TransformationMode.SmoothTransformation
    filling = image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    lost = 1 - room.width() * room.height() / (filling.width() * filling.height())
    ground = QImage(room, QImage.Format.Format_RGB32)
    ground.fill(Qt.GlobalColor.black)
    painter = QPainter(ground)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if lost <= _MOST_LOST and filling.width() <= image.width() * _MOST_GROWN:
        scaled = image.scaled(filling, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        painter.drawImage(_centred(scaled.size(), room), scaled)
    else:
        painter.drawImage(_centred(filling, room), _soft(image))
        painter.fillRect(ground.rect(), _SHADE)
        inside = image.size().scaled(room * _INSET, Qt.AspectRatioMode.KeepAspectRatio)
        inside = inside.boundedTo(image.size() * _INSET_GROWN)
        scaled = image.scaled(inside, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        painter.drawImage(_centred(inside, room), scaled)
    painter.end()
    return ground


def _soft(image: QImage) -> QImage:
    """The picture without its details: made tiny, and large again in steps that stay smooth."""
    smooth, keep = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.KeepAspectRatio
    tiny = image.scaled(QSize(_SOFT, _SOFT), keep, smooth)
    return tiny.scaled(tiny.size() * 4, keep, smooth).scaled(tiny.size() * 16, keep, smooth)


def _centred(size: QSize, room: QSize) -> QRect:
    left, top = (room.width() - size.width()) // 2, (room.height() - size.height()) // 2
    return QRect(left, top, size.width(), size.height())

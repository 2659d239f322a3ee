"""One slide as it stands on the screen: its picture, the shade over it, and its words."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QRadialGradient,
)

from desktop.domain.cinema import Kind, Slide
from desktop.theme.palette import Theme
from desktop.views.cinema.setting import Lines, fitted, set_words
from desktop.widgets.book.faces import SANS, SERIF, family
from desktop.widgets.part_names import label

# Words stand on a picture that is as dark as this, so that white is read on a white one, too.
_SHADE = 180
_CAPTION_SHADE = 225
_SMALLEST_LETTERS = 20.0
_MIDDLE = Qt.AlignmentFlag.AlignHCenter
_SHORT = 90


class Look(NamedTuple):
    """What the layers of a window have in common: the size of the screen, colours, letters."""

    size: QSizeF
    theme: Theme
    scale: float = 1.0

    def colour(self, role: str) -> QColor:
        """A colour of the theme."""
        return QColor(self.theme.colour(role))

    def letters(self, share: float, choice: str = SERIF) -> QFont:
        """Letters of so much of the height of the screen; a narrow one has smaller ones."""
        high = min(self.size.height(), self.size.width() * 0.75)
        font = QFont(family(choice))
        font.setPixelSize(round(max(_SMALLEST_LETTERS * share / 0.045, high * share) * self.scale))
        return font


class Layer:
    """Owns the words of a slide as they are laid out, and its picture; on the GUI thread."""

    def __init__(self, slide: Slide, image: QImage | None, look: Look) -> None:
        self.slide = slide
        self.image = image
        self._look = look
        self._lines: list[tuple[Lines, QPointF, QColor]] = []
        self._scrim = QRectF()
        if slide.kind is Kind.WORDS:
            self._set_block()
        elif slide.text:
            self._set_caption()

    def paint(self, painter: QPainter, place: QRectF) -> None:
        """Paint it; `place` is where the picture stands, which is larger than the screen."""
        screen = QRectF(QPointF(0, 0), self._look.size)
        if self.image is not None:
            painter.drawImage(place, self.image, QRectF(self.image.rect()))
            if self.slide.kind is Kind.WORDS:
                painter.fillRect(screen, QColor(0, 0, 0, _SHADE))
        else:
            self._paint_ground(painter, screen)
        if not self._scrim.isNull():
            shade = QLinearGradient(self._scrim.topLeft(), self._scrim.bottomLeft())
            shade.setColorAt(0.0, QColor(0, 0, 0, 0))
            shade.setColorAt(0.45, QColor(0, 0, 0, _SHADE))
            shade.setColorAt(1.0, QColor(0, 0, 0, _CAPTION_SHADE))
            painter.fillRect(self._scrim, shade)
        for lines, corner, colour in self._lines:
            painter.setPen(QPen(colour))
            lines.draw(painter, corner)

    def _paint_ground(self, painter: QPainter, screen: QRectF) -> None:
        """Where there is no picture: the night, with a glow as of a horizon."""
        painter.fillRect(screen, self._look.colour("window"))
        glow = QRadialGradient(
            QPointF(screen.center().x(), screen.height() * 1.12), screen.width() * 0.62
        )
        near = self._look.colour("accent_soft")
        far = QColor(near)
        far.setAlpha(0)
        glow.setColorAt(0.0, near)
        glow.setColorAt(1.0, far)
        shape = QPainterPath()
        shape.addRect(screen)
        painter.fillPath(shape, glow)

    def _set_block(self) -> None:
        """The name of the part, a title, the words, the essence: one below the other, centred."""
        slide, look = self.slide, self._look
        wide = min(look.size.width() * 0.8, look.letters(0.05).pixelSize() * 30)
        name = look.letters(0.018, SANS)
        name.setWeight(QFont.Weight.DemiBold)
        name.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 116)
        parts = [(set_words(label(slide.part).upper(), name, wide, _MIDDLE), "on_accent_soft", 0.0)]
        high = look.size.height() * 0.78 - parts[0][0].height
        if slide.title:
            title = look.letters(0.032)
            title.setWeight(QFont.Weight.DemiBold)
            lines = fitted(slide.title, title, QRectF(0, 0, wide, high * 0.25), _MIDDLE)
            parts.append((lines, "text", 0.035))
            high -= lines.height
        text = look.letters(0.056 if len(slide.text) < _SHORT else 0.045)
        room = high * (0.72 if slide.essence else 0.88)
        parts.append((fitted(slide.text, text, QRectF(0, 0, wide, room), _MIDDLE), "text", 0.03))
        if slide.essence:
            essence = look.letters(0.036)
            essence.setItalic(True)
            box = QRectF(0, 0, wide, high * 0.14)
            parts.append((fitted(slide.essence, essence, box, _MIDDLE), "on_accent_soft", 0.04))
        self._stack(parts)

    def _stack(self, parts: list[tuple[Lines, str, float]]) -> None:
        size = self._look.size
        gaps = [share * size.height() for _lines, _role, share in parts]
        top = (size.height() - sum(one.height for one, *_ in parts) - sum(gaps)) / 2
        for (lines, role, _share), gap in zip(parts, gaps, strict=True):
            top += gap
            self._lines.append(
                (lines, QPointF((size.width() - lines.width) / 2, top), self._look.colour(role))
            )
            top += lines.height

    def _set_caption(self) -> None:
        size = self._look.size
        wide, foot = size.width() * 0.72, size.height() * 0.075
        box = QRectF(0, 0, wide, size.height() * 0.3)
        lines = fitted(self.slide.text, self._look.letters(0.036), box, _MIDDLE)
        top = size.height() - foot - lines.height
        white = self._look.colour("text")
        self._lines.append((lines, QPointF((size.width() - lines.width) / 2, top), white))
        rise = lines.height + foot + size.height() * 0.14
        self._scrim = QRectF(0, size.height() - rise, size.width(), rise)

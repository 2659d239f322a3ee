"""What is seen: one slide fades into the next, and pictures wander slowly; or all stands still."""

from __future__ import annotations

import math

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, QSizeF, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.cinema import Slide
from desktop.theme.palette import Theme
from desktop.views.cinema.decoding import ROAM
from desktop.views.cinema.layer import Layer, Look

_FADE_MS = 1_600.0
_ROUND_MS = 46_000.0
_FRAME_MS = 33
_BUSIEST = 0.6


class Screen(QWidget):
    """Owns what is painted: the slide that is on, and the one that fades; on the GUI thread.

    `still` has neither fades nor wandering, and no clock runs.
    """

    def __init__(self, theme: Theme, scale: float, *, still: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scale = scale
        self._still = still
        self._now: Layer | None = None
        self._before: Layer | None = None
        self._time = 0.0
        self._faded = 0.0
        self._elapsed = QElapsedTimer()
        self._frames = QTimer(self)
        self._frames.setInterval(_FRAME_MS)
        self._frames.timeout.connect(self._on_frame)

    @property
    def slide(self) -> Slide | None:
        """The slide that is on."""
        return self._now.slide if self._now is not None else None

    @property
    def is_moving(self) -> bool:
        """Whether anything moves by itself."""
        return self._frames.isActive()

    def show_slide(self, slide: Slide, image: QImage | None) -> None:
        """Bring a slide on; it comes over the one before."""
        before = self._now
        self._now = Layer(slide, image, self._look())
        self._before = None if self._still else before
        self._faded = 0.0 if self._before is not None else _FADE_MS
        self.update()

    def run(self, on: bool) -> None:
        """Let it move, or hold it as it is; what stands still never moves."""
        if on and not self._still:
            self._elapsed.start()
            self._frames.start()
        else:
            self._frames.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the slide, and below it the one that fades."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        place = self._place()
        if self._now is None:
            painter.fillRect(self.rect(), self._look().colour("window"))
        elif self._before is None:
            self._now.paint(painter, place)
        else:
            self._before.paint(painter, place)
            painter.setOpacity(self._share())
            self._now.paint(painter, place)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the words anew; the picture is stretched until one of the right size has come."""
        super().resizeEvent(event)
        self._before = None
        if self._now is not None:
            self._now = Layer(self._now.slide, self._now.image, self._look())

    def _look(self) -> Look:
        return Look(QSizeF(self.size()), self._theme, self._scale)

    def _share(self) -> float:
        """How much of the new slide is seen: it comes gently and goes gently."""
        part = min(1.0, self._faded / _FADE_MS)
        return part * part * (3 - 2 * part)

    def _place(self) -> QRectF:
        """Where the picture stands: it wanders on an ellipse, so that it never turns abruptly."""
        wide, high = self.width() * ROAM, self.height() * ROAM
        angle = 2 * math.pi * self._time / _ROUND_MS
        across = 0.0 if self._still else math.sin(angle)
        down = 0.0 if self._still else math.cos(angle * 2) * 0.5
        corner = QPointF(
            (self.width() - wide) / 2 * (1 + across), (self.height() - high) / 2 * (1 + down)
        )
        return QRectF(corner, QSizeF(wide, high))

    def _on_frame(self) -> None:
        passed = min(float(self._elapsed.restart()), 250.0)
        self._time = (self._time + passed) % _ROUND_MS
        if self._before is not None:
            self._faded += passed
            if self._faded >= _FADE_MS:
                self._before = None
        elif self._now is None or self._now.image is None:
            return  # nothing on it moves
        self._paint_in_time()

    def _paint_in_time(self) -> None:
        """Paint now; where that is hard work, frames come less often and leave time for sound."""
        painting = QElapsedTimer()
        painting.start()
        self.repaint()
        needed = painting.elapsed() / _BUSIEST
        self._frames.setInterval(max(_FRAME_MS, min(200, round(needed))))

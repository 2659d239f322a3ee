"""How loud a voice is right now, as a bar that falls slowly."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.appearance import Appearance

_FALL = 0.75
# From here on the microphone may be too loud, and the voice cracks.
_HOT = 0.97


class LevelMeter(QWidget):
    """Owns one level between 0 and 1; lives on the GUI thread."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.level = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Loudness"))
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A thin bar."""
        return QSize(200, 10)

    def show_level(self, level: float) -> None:
        """Rise at once, fall slowly."""
        self.level = max(level, self.level * _FALL)
        self.update()

    def clear(self) -> None:
        """Nothing is heard."""
        self.level = 0.0
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bar in its groove."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        groove = QRectF(self.rect())
        painter.setBrush(self._look.colour("field"))
        painter.drawRoundedRect(groove, 5, 5)
        if self.level > 0:
            painter.setBrush(self._look.colour("danger" if self.level >= _HOT else "accent"))
            wide = max(groove.height(), groove.width() * self.level)
            painter.drawRoundedRect(QRectF(0, 0, wide, groove.height()), 5, 5)

"""Where one is in a sound: a line with a knob, the time gone and the time to come."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSlider, QHBoxLayout, QSizePolicy, QWidget

from desktop.domain.listening import spelt
from desktop.theme.appearance import Appearance
from desktop.widgets.texts import words

_STEP, _PAGE = 5, 15
_KNOB = 7.0


class PlaceSlider(QWidget):
    """Owns the line and the two times; lives on the GUI thread. All is in seconds."""

    sought = Signal(float)
    """The member wants to be elsewhere."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = _Line(look)
        self.line.setAccessibleName(self.tr("Place in the track"))
        self._gone, self._left = words("0:00", "small"), words("0:00", "small")
        widest = QFontMetrics(look.font("small")).horizontalAdvance("-0:00:00")
        for label, side in (
            (self._gone, Qt.AlignmentFlag.AlignRight),
            (self._left, Qt.AlignmentFlag.AlignLeft),
        ):
            label.setFixedWidth(widest)
            label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._gone)
        row.addWidget(self.line, 1)
        row.addWidget(self._left)
        self.setFocusProxy(self.line)
        self.line.actionTriggered.connect(self._on_action)
        self.line.sliderReleased.connect(lambda: self.sought.emit(float(self.line.value())))

    def show_place(self, position: float, length: float) -> None:
        """Show where it is, unless the member holds the knob."""
        self.line.setRange(0, max(0, round(length)))
        self.line.setEnabled(length > 0)
        if not self.line.isSliderDown():
            self.line.setValue(round(position))
        self._gone.setText(spelt(position))
        self._left.setText(f"-{spelt(max(0.0, length - position))}")
        self.line.setAccessibleDescription(
            self.tr("{gone} of {length}").format(gone=spelt(position), length=spelt(length))
        )

    def _on_action(self, action: int) -> None:
        # By then the wanted place stands in the slider, its value has not followed yet.
        if action != QAbstractSlider.SliderAction.SliderMove.value:
            self.sought.emit(float(self.line.sliderPosition()))


class _Line(QAbstractSlider):
    """The line itself, painted by the roles of the theme; a click goes to the very place."""

    def __init__(self, look: Appearance) -> None:
        super().__init__()
        self._look = look
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setSingleStep(_STEP)
        self.setPageStep(_PAGE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As high as a finger needs."""
        return QSize(160, 24)

    def minimumSizeHint(self) -> QSize:
        """Short lines are still of use."""
        return QSize(60, 24)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the knob there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setSliderPosition(self._at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The knob follows."""
        if self.isSliderDown():
            self.setSliderPosition(self._at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the knob go."""
        if event.button() == Qt.MouseButton.LeftButton and self.isSliderDown():
            self.setSliderDown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down are left to the list beside it; left and right walk."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the line as far as it was heard in the accent, the rest quietly."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, width = self.height() / 2, self.width() - 2 * _KNOB
        share = (self.sliderPosition() - self.minimum()) / max(1, self.maximum() - self.minimum())
        painter.setBrush(self._look.colour("border_strong"))
        painter.drawRoundedRect(QRectF(_KNOB, middle - 2, width, 4), 2, 2)
        if self.isEnabled():
            painter.setBrush(self._look.colour("accent_text"))
            painter.drawRoundedRect(QRectF(_KNOB, middle - 2, width * share, 4), 2, 2)
            knob = _KNOB if self.hasFocus() or self.isSliderDown() else _KNOB - 1.5
            if self.hasFocus():
                painter.setBrush(self._look.colour("text"))
            painter.drawEllipse(
                QRectF(_KNOB + width * share - knob, middle - knob, 2 * knob, 2 * knob)
            )
        painter.end()

    def _at(self, x: float) -> int:
        share = (x - _KNOB) / max(1.0, self.width() - 2 * _KNOB)
        span = self.maximum() - self.minimum()
        return self.minimum() + round(max(0.0, min(share, 1.0)) * span)

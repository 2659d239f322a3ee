"""How a book looks while it is read: face, size of the letters, length of the lines."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme.icons import Icons
from desktop.widgets.book.faces import SANS, SERIF, SYSTEM
from desktop.widgets.book.page import Reading
from desktop.widgets.buttons import icon_button
from desktop.widgets.choosing.choice import Choice
from desktop.widgets.texts import words

SMALLEST, LARGEST, STEP = 80, 250, 10
_NARROW, _MEDIUM, _WIDE = 52, 66, 82


class LooksBar(QWidget):
    """Owns the choices; lives on the GUI thread. `changed` tells what the member chose."""

    changed = Signal(object)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = Reading()
        self.face = Choice(
            self.tr("Face"),
            [
                (SERIF, self.tr("Literata")),
                (SANS, self.tr("Inter")),
                (SYSTEM, self.tr("System")),
            ],
        )
        self.measure = Choice(
            self.tr("Lines"),
            [
                (str(_NARROW), self.tr("Short lines")),
                (str(_MEDIUM), self.tr("Medium")),
                (str(_WIDE), self.tr("Long")),
            ],
        )
        self.smaller = icon_button(icons, "minus", self.tr("Smaller letters (-)"))
        self.larger = icon_button(icons, "plus", self.tr("Larger letters (+)"))
        self._size = words("", "small")
        size = QWidget()
        inside = QHBoxLayout(size)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        for one in (self.smaller, self._size, self.larger):
            inside.addWidget(one)
        first = QHBoxLayout()
        first.setSpacing(14)
        first.addWidget(self.face, 1)
        first.addWidget(size, 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(first)
        box.addWidget(self.measure)
        self.face.chosen.connect(lambda face: self._change(face=face))
        self.measure.chosen.connect(lambda letters: self._change(measure=int(letters)))
        self.smaller.clicked.connect(lambda: self.step(-1))
        self.larger.clicked.connect(lambda: self.step(1))
        self.show_reading(self._reading)

    def show_reading(self, reading: Reading) -> None:
        """Mark what is chosen."""
        self._reading = reading
        self.face.set_value(reading.face)
        near = min((_NARROW, _MEDIUM, _WIDE), key=lambda one: abs(one - reading.measure))
        self.measure.set_value(str(near))
        said = self.tr("{percent} %").format(percent=reading.percent)
        self._size.setText(said)
        self.smaller.setEnabled(reading.percent > SMALLEST)
        self.larger.setEnabled(reading.percent < LARGEST)

    def step(self, by: int) -> None:
        """Make the letters larger or smaller by a step."""
        percent = min(max(self._reading.percent + by * STEP, SMALLEST), LARGEST)
        if percent != self._reading.percent:
            self._change(percent=percent)

    def _change(self, **changes: str | int) -> None:
        self.show_reading(self._reading._replace(**changes))  # type: ignore[arg-type]
        self.changed.emit(self._reading)

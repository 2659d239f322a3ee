"""A named slider from nothing to all, such as a volume; it can stand in a menu."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSlider, QWidget, QWidgetAction

from desktop.widgets.texts import words

_STEP, _PAGE, _WIDTH = 5, 20, 150


class LevelRow(QWidget):
    """Owns the slider and its number; lives on the GUI thread. Levels are percents."""

    level_changed = Signal(int)

    def __init__(self, name: str, level: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setSingleStep(_STEP)
        self.slider.setPageStep(_PAGE)
        self.slider.setValue(level)
        self.slider.setAccessibleName(name)
        self.slider.setFixedWidth(_WIDTH)
        self._told = words("", "small")
        self._told.setMinimumWidth(self._told.fontMetrics().horizontalAdvance("100 %"))
        self._told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(12)
        label = words(name)
        label.setWordWrap(False)
        row.addWidget(label, 1)
        row.addWidget(self.slider)
        row.addWidget(self._told)
        self.setFocusProxy(self.slider)
        self.slider.valueChanged.connect(self._on_changed)
        self._tell(level)

    def put_into(self, menu: QMenu) -> None:
        """Stand in a menu, which owns it from then on."""
        action = QWidgetAction(menu)
        action.setDefaultWidget(self)
        menu.addAction(action)

    def _on_changed(self, level: int) -> None:
        self._tell(level)
        self.level_changed.emit(level)

    def _tell(self, level: int) -> None:
        self._told.setText(self.tr("{percent} %").format(percent=level))

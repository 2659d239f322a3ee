"""Keeping a row's files offline: one tick, how much is here, a line that fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.language import translated
from desktop.views.audio.wording import progress, set_words
from desktop.widgets.cut_label import CutLabel
from desktop.widgets.texts import words

if TYPE_CHECKING:  # loaded in the lane when it is asked for
    from desktop.services.media.library import Standing

_BAR = 110
_GAP = 14


class KeepRow(QWidget):
    """Owns the tick and what is told; lives on the GUI thread."""

    keep_requested = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = QCheckBox(name)
        self.told = CutLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR)
        self.bar.setAccessibleName(self.tr("How much is here"))
        # A reason is read to its end, in however little room.
        self.why = words("", "danger")
        self.why.hide()
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        row.addWidget(self.tick)
        row.addWidget(self.bar)
        row.addWidget(self.told, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(row)
        box.addWidget(self.why)
        self._under_way = False
        self._show_bar()
        self.tick.clicked.connect(self.keep_requested)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In little room the words come before the line that fills."""
        super().resizeEvent(event)
        self._show_bar()

    def show_standing(self, standing: Standing, why: str, *, kept: bool) -> None:
        """Show whether it is kept, and how far that has come."""
        percent = progress(standing)
        under_way = kept and standing.here < standing.files
        self.tick.setChecked(kept)
        self.tick.setEnabled(kept or standing.files > 0)
        self.told.setText(set_words(standing))
        self._under_way = under_way
        self.bar.setValue(percent)
        self._show_bar()
        self.why.setText(translated(why))
        self.why.setVisible(bool(why))

    def _show_bar(self) -> None:
        words_wide = self.told.fontMetrics().horizontalAdvance(self.told.text())
        needed = self.tick.sizeHint().width() + _BAR + 3 * _GAP + words_wide
        self.bar.setVisible(self._under_way and self.width() >= needed)

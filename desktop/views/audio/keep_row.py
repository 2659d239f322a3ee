"""Keeping a row's files offline: one tick, how much is here, a line that fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.views.audio.wording import progress, set_words
from desktop.widgets.cut_label import CutLabel
from desktop.widgets.texts import set_kind

if TYPE_CHECKING:  # loaded in the lane when it is asked for
    from desktop.services.media.library import Standing

_BAR = 110


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
        self.why = CutLabel()
        set_kind(self.why, "danger")
        self.why.hide()
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.tick)
        row.addWidget(self.bar)
        row.addWidget(self.told, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(row)
        box.addWidget(self.why)
        self.bar.hide()
        self.tick.clicked.connect(self.keep_requested)

    def show_standing(self, standing: Standing, why: str, *, kept: bool) -> None:
        """Show whether it is kept, and how far that has come."""
        percent = progress(standing)
        under_way = kept and standing.here < standing.files
        self.tick.setChecked(kept)
        self.tick.setEnabled(kept or standing.files > 0)
        self.told.setText(set_words(standing))
        self.bar.setVisible(under_way)
        self.bar.setValue(percent)
        self.why.setText(why)
        self.why.setVisible(bool(why))

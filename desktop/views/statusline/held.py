"""Says that the server refused some rows, and leads to the reasons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.core.phrases import Counted
from desktop.language import translated
from desktop.widgets.buttons import button


class HeldPart(QWidget):
    """“3 rows held back”, a link to the Account room; hidden while there are none; GUI thread."""

    details_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = button("", "link")
        self._link.clicked.connect(self.details_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._link)
        self.hide()

    def show_held(self, held: int) -> None:
        """Show how many rows are held back."""
        self._link.setText(translated(Counted("{n} rows held back", "{n} row held back", held)))
        self.setVisible(held > 0)

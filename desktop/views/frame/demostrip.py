"""The strip above the rooms that says: this is the demo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop.core import messages
from desktop.language import translated
from desktop.widgets.texts import words


class DemoStrip(QFrame):
    """Says whose life is shown and that it stays here; lives on the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("demostrip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        said = words(translated(messages.DEMO))
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(said.text())
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 24, 6)
        row.addWidget(said)

    def text(self) -> str:
        """What it says."""
        return self.accessibleName()

"""Puts the parts of the status line side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.statusline.held import HeldPart
from desktop.views.statusline.progress import ProgressPart
from desktop.views.statusline.saved import SavedPart
from desktop.views.statusline.synced import SyncedPart


class StatusLine(QWidget):
    """The foot of the window; owns its parts, lives on the GUI thread."""

    cancel_requested = Signal()
    details_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Status"))
        self.saved = SavedPart(self)
        self.held = HeldPart(self)
        self.progress = ProgressPart(self)
        self.synced = SyncedPart(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 6, 20, 7)
        layout.setSpacing(18)
        layout.addWidget(self.saved)
        layout.addWidget(self.held)
        layout.addStretch(1)
        layout.addWidget(self.progress)
        layout.addWidget(self.synced)
        self.progress.cancel_requested.connect(self.cancel_requested)
        self.progress.appeared.connect(self._on_progress_appeared)
        self.held.details_requested.connect(self.details_requested)

    def _on_progress_appeared(self, there: bool) -> None:
        # The progress says it already; on a narrow window the room is needed.
        self.synced.setVisible(not there)

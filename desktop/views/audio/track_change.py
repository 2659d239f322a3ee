"""The frame of a dialog that changes one track: what went wrong, Cancel and Save at its foot."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.language import translated
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button
from desktop.widgets.texts import words

if TYPE_CHECKING:  # loaded in the lane when it is asked for
    from desktop.core.errors import AppError
    from desktop.services.workspace import Workspace


class TrackChange(QDialog):
    """Owns the foot, and closes once the change is kept; lives on the GUI thread.

    A dialog of it puts its fields into `box`, ends with `add_foot`, and lets Save be pressed when
    it knows the track.
    """

    changed = Signal()

    def __init__(self, kit: RoomKit, track_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.track_id = track_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fault = words("", "danger")
        self.keep_button = button(self.tr("&Save"), "primary")
        self.keep_button.setDefault(True)
        self.keep_button.setEnabled(False)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(26, 22, 26, 20)

    def add_foot(self) -> None:
        """End the dialog."""
        close = button(self.tr("&Cancel"))
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.fault, 1)
        foot.addWidget(close)
        foot.addWidget(self.keep_button)
        self.box.addLayout(foot)

    def keep(self, change: Callable[[Workspace], None]) -> None:
        """Make a change in the lane, and close; or say why it is not made."""
        self.kit.lane.ask(change, self._on_kept, self._on_fault)

    def _on_kept(self, _nothing: None) -> None:
        self.changed.emit()
        self.accept()

    def _on_fault(self, error: AppError) -> None:
        self.fault.setText(translated(error))

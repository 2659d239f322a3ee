"""The right half of the room: the open version under its head, or that none is open."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.views.room import RoomKit
from desktop.views.vision.mode_stack import ModeStack
from desktop.views.vision.modes import mode_plans
from desktop.views.vision.version_head import VersionHead
from desktop.widgets.buttons import button
from desktop.widgets.texts import words


class VersionSide(QStackedWidget):
    """Owns the head and the modes, and what stands there while no version is open; GUI thread."""

    new_requested = Signal()

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plans = mode_plans()
        self.head = VersionHead(kit.look, plans)
        self.modes = ModeStack(kit, plans)
        self.addWidget(self._nothing())
        self.addWidget(self._whole())

    def show_version(self, *, shown: bool) -> None:
        """Show the open version, or that none is open."""
        self.setCurrentIndex(1 if shown else 0)

    def _nothing(self) -> QWidget:
        made = QWidget()
        middle = QVBoxLayout(made)
        middle.setContentsMargins(40, 0, 40, 60)
        sentence = words(self.tr("Choose a version, or begin a new draft."), "muted")
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        new = button(self.tr("New draft"))
        new.setToolTip(self.tr("Begin an empty draft (Ctrl+N)"))
        new.clicked.connect(self.new_requested)
        middle.addStretch(1)
        middle.addWidget(sentence)
        middle.addWidget(new, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        return made

    def _whole(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(24, 8, 14, 14)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.modes, 1)
        return made

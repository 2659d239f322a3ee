"""The right half of the room: the open version under its head, or that none is open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.views.room import RoomKit
from desktop.views.vision.mode_stack import ModeStack
from desktop.views.vision.modes import mode_plans
from desktop.views.vision.version_head import VersionHead
from desktop.widgets.nothing_open import NothingOpen

# In less height than so many lines, the switch of modes becomes one button.
_LINES_FOR_ALL = 18


class VersionSide(QStackedWidget):
    """Owns the head and the modes, and what stands there while no version is open; GUI thread."""

    new_requested = Signal()

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plans = mode_plans()
        self.head = VersionHead(kit.look, plans)
        self.modes = ModeStack(kit, plans)
        nothing = self.nothing = NothingOpen(
            self.tr("Choose a version, or begin a new draft."),
            self.tr("New draft"),
            self.tr("Begin an empty draft (Ctrl+N)"),
        )
        nothing.new_requested.connect(self.new_requested)
        self.addWidget(nothing)
        self.addWidget(self._whole())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there are few lines, they are for the version."""
        super().resizeEvent(event)
        self.head.set_low(self.height() < _LINES_FOR_ALL * self.fontMetrics().lineSpacing())

    def show_version(self, *, shown: bool) -> None:
        """Show the open version, or that none is open."""
        self.setCurrentIndex(1 if shown else 0)

    def say_nothing_open(self, *, none: bool) -> None:
        """Tell what to do while no version is open, where there is none or some to choose from."""
        self.nothing.say(
            self.tr("Begin a draft and write one part. The others can wait.")
            if none
            else self.tr("Choose a version, or begin a new draft.")
        )

    def _whole(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(24, 8, 14, 14)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.modes, 1)
        return made

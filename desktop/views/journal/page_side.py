"""The right half of the Journal: the open entry, its evidence, and other years of its day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.views.evidence.panel import EvidencePanel
from desktop.views.journal.memories import Memories
from desktop.views.pages.entry_page import EntryPage
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button, icon_button
from desktop.widgets.texts import words


class PageSide(QStackedWidget):
    """Owns the page with what stands below it, and what stands there while no entry is open.

    Lives on the GUI thread.
    """

    new_requested = Signal()
    history_requested = Signal()
    delete_requested = Signal()

    def __init__(self, kit: RoomKit, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = EntryPage(kit, today)
        self.memories = Memories(kit)
        self.evidence = EvidencePanel(kit)
        icons = kit.look.icons
        self._history = icon_button(icons, "history", self.tr("Earlier versions (Ctrl+H)"))
        self._delete = icon_button(icons, "trash-2", self.tr("Move to the trash (Ctrl+Shift+Del)"))
        self.more = icon_button(icons, "ellipsis", self.tr("All actions and their keys"))
        self.more.setPopupMode(self.more.ToolButtonPopupMode.InstantPopup)
        self.addWidget(self._nothing())
        self.addWidget(self._whole())
        self._history.clicked.connect(self.history_requested)
        self._delete.clicked.connect(self.delete_requested)

    def show_page(self, *, shown: bool) -> None:
        """Show the page, or that no entry is open."""
        self.setCurrentIndex(1 if shown else 0)

    def _nothing(self) -> QWidget:
        made = QWidget()
        middle = QVBoxLayout(made)
        middle.setContentsMargins(40, 0, 40, 60)
        sentence = words(self.tr("Choose an entry, or write a new one."), "muted")
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        new = button(self.tr("New entry"))
        new.setToolTip(self.tr("Write a new entry (Ctrl+N)"))
        new.clicked.connect(self.new_requested)
        middle.addStretch(1)
        middle.addWidget(sentence)
        middle.addWidget(new, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        return made

    def _whole(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(26, 8, 18, 14)
        column.setSpacing(10)
        column.addWidget(self.page, 1)
        column.addWidget(self.evidence)
        column.addWidget(self.memories)
        for one in (self._history, self._delete, self.more):
            self.page.form.buttons.addWidget(one)
        return made

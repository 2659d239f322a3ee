"""Says that everything is saved here, and how much still waits to be sent."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from desktop.views.statusline.wording import counted


class SavedPart(QLabel):
    """“Saved on this computer · 2 changes waiting”; lives on the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_waiting(0)

    def show_waiting(self, waiting: int) -> None:
        """Show how many changes wait for a sync."""
        saved = self.tr("Saved on this computer")
        if waiting:
            changes = counted(waiting, "change", "changes")
            saved = self.tr("{saved} · {changes} waiting").format(saved=saved, changes=changes)
        self.setText(saved)

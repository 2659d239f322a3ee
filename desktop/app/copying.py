"""Has a copy of the journal made each day, beside the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from desktop.language import translated
from desktop.qt.delivery import Delivery
from desktop.qt.lanes import DatabaseLane
from desktop.views.shell import Shell

if TYPE_CHECKING:  # the window is painted before any of this is needed
    from desktop.core.errors import AppError
    from desktop.services.copying import Copier
    from desktop.services.workspace import Workspace


class Copying(QObject):
    """Owns what makes the copies of the open journal; lives on the GUI thread."""

    damaged = Signal(object)
    """A copy could not be made because the journal is damaged: the fault, with the ways on."""

    def __init__(self, lane: DatabaseLane[Workspace], shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._lane = lane
        self._copier: Copier | None = None
        self._open = False
        self._delivery = Delivery(self)
        self.damaged.connect(self._on_damaged)
        lane.store_changed_here.connect(self._on_written)

    def begin(self) -> None:
        """A journal is open: its copies are made from now on."""
        self._open = True
        self._lane.ask(_made_by(self._tell), self._on_made)

    def rest(self) -> None:
        """The journal closes: a copy that is half made goes."""
        self._open = False
        self._end()

    def _end(self) -> None:
        copier, self._copier = self._copier, None
        if copier is not None:
            copier.stop()

    def _on_made(self, copier: Copier) -> None:
        if not self._open:
            return  # it was closed meanwhile
        self._end()
        self._copier = copier
        copier.start()

    def _on_written(self) -> None:
        if self._copier is not None:
            self._copier.note_writing()

    def _on_damaged(self, error: AppError) -> None:
        """Too much to read, and too grave, for a notice that goes by itself."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self._shell)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("The journal file is damaged"))
        box.setText(self.tr("The disk has damaged a part of your journal."))
        box.setInformativeText(translated(error))
        box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.open()

    def _tell(self, error: AppError) -> None:
        self._delivery.announce(self.damaged, error)


# ---- in the database lane ----


def _made_by(told: Callable[[AppError], None]) -> Callable[[Workspace], Copier]:
    def made(workspace: Workspace) -> Copier:
        from desktop import headless

        return headless.copier(workspace, told)

    return made

"""What was written, by its title: asked of the search, for the palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import AppError
from desktop.qt.lanes import DatabaseLane
from desktop.views.frame.palette.commands import Command

if TYPE_CHECKING:
    from desktop.services.search import Hit
    from desktop.services.workspace import Workspace
    from desktop.views.shell import Shell

_MOST, _LONGEST = 12, 90


class Titles(QObject):
    """Finds rows in the lane; lives on the GUI thread.

    One search runs at a time; of those asked for meanwhile only the last is done.
    """

    found = Signal(str, object)
    """A query, and the commands that lead to what it found."""

    def __init__(self, lane: DatabaseLane[Workspace], shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._lane = lane
        self._shell = shell
        self._running = False
        self._next = ""

    def ask(self, query: str) -> None:
        """Look for a query; `found` tells."""
        if self._running:
            self._next = query
            return
        self._running = True

        def find(workspace: Workspace) -> list[Hit]:
            return workspace.search.find(query, _MOST).hits

        self._lane.ask(find, partial(self._on_hits, query), self._on_failed)

    def _on_hits(self, query: str, hits: list[Hit]) -> None:
        commands = [self._way(hit) for hit in hits if self._shell.home_of(hit.table)]
        self.found.emit(query, commands)
        self._go_on()

    def _on_failed(self, _error: AppError) -> None:
        # Half a search, such as `before:`, finds nothing yet.
        self._go_on()

    def _go_on(self) -> None:
        self._running = False
        query, self._next = self._next, ""
        if query:
            self.ask(query)

    def _way(self, hit: Hit) -> Command:
        home = self._shell.home_of(hit.table)
        day = hit.day.isoformat() if hit.day else ""
        title = " ".join(hit.title.split())[:_LONGEST] or self.tr("Without a title")
        looked_for = next((text for text, marked in hit.snippet if marked), "")
        around = " ".join("".join(text for text, _ in hit.snippet).strip("… \n").split())
        subject = "\n".join((hit.row_id, looked_for, around))
        return Command(
            title,
            f"{home.title if home else ''}  {day}".strip(),
            partial(self._shell.show_row, hit.table, subject),
        )

"""Where the palette can go: the parts of the vision, and what was written, by its title."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import AppError
from desktop.domain.journal import first_line
from desktop.language import translated
from desktop.qt.lanes import DatabaseLane
from desktop.views.frame.palette.commands import Command
from desktop.widgets.part_names import label

if TYPE_CHECKING:
    from desktop.services.search import Hit
    from desktop.services.workspace import Workspace
    from desktop.views.shell import Shell

_MOST, _LONGEST, _OPENING = 12, 90, 60
_VISIONS = "vision_versions"


class Titles(QObject):
    """Finds rows in the lane; lives on the GUI thread.

    One search runs at a time; of those asked for meanwhile only the last is done.
    """

    found = Signal(str, object)
    """A query, and the commands that lead to what it found."""
    parts_found = Signal(object)
    """The commands that lead to the parts of the active vision."""

    def __init__(self, lane: DatabaseLane[Workspace], shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._lane = lane
        self._shell = shell
        self._running = False
        self._next = ""

    def ask_parts(self) -> None:
        """Find the parts of the active vision that hold text; `parts_found` tells."""
        self._lane.ask(_active_parts, self._on_parts)

    def ask(self, query: str) -> None:
        """Look for a query; `found` tells."""
        if self._running:
            self._next = query
            return
        self._running = True

        def find(workspace: Workspace) -> tuple[Hit, ...]:
            return workspace.search.find(query, _MOST).hits

        self._lane.ask(find, partial(self._on_hits, query), self._on_failed)

    def _on_hits(self, query: str, hits: tuple[Hit, ...]) -> None:
        commands = [self._way(hit) for hit in hits if self._shell.home_of(hit.table)]
        self.found.emit(query, commands)
        self._go_on()

    def _on_failed(self, _error: AppError) -> None:
        # Half a search, such as `before:`, finds nothing yet.
        self._go_on()

    def _on_parts(self, parts: list[tuple[str, str]]) -> None:
        home = self._shell.home_of(_VISIONS)
        if home is not None and parts:
            self.parts_found.emit(
                [
                    Command(
                        label(code), home.title, partial(self._shell.show_row, _VISIONS, subject)
                    )
                    for code, subject in parts
                ]
            )

    def _go_on(self) -> None:
        self._running = False
        query, self._next = self._next, ""
        if query:
            self.ask(query)

    def _way(self, hit: Hit) -> Command:
        home = self._shell.home_of(hit.table)
        day = hit.day.isoformat() if hit.day else ""
        title = first_line(translated(hit.title), _LONGEST) or self.tr("Without a title")
        looked_for = next((text for text, marked in hit.snippet if marked), "")
        around = " ".join("".join(text for text, _ in hit.snippet).strip("… \n").split())
        subject = "\n".join((hit.row_id, looked_for, around))
        return Command(
            title,
            f"{home.title if home else ''}  {day}".strip(),
            partial(self._shell.show_row, hit.table, subject),
        )


# ---- in the database lane ----


def _active_parts(workspace: Workspace) -> list[tuple[str, str]]:
    """The codes of the parts, each with the subject that leads to its first words."""
    vision_id = workspace.visions.active_id()
    vision = workspace.visions.version(vision_id) if vision_id else None
    if vision is None:
        return []
    return [
        (code, "\n".join((vision.id, opening, opening)))
        for code, text in vision.texts.items()
        if (opening := _opening(text))
    ]


def _opening(text: str) -> str:
    """The first words of a text, letter for letter as they stand there."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= _OPENING else line[:_OPENING].rpartition(" ")[0]

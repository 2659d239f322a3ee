"""Finds what the room is to open: a version, the first one to open, the flow of a category."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.domain.categories import CODES
from desktop.views.room import RoomKit
from desktop.views.vision.opening import Opened, Place, Request, first_to_open, opened

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.workspace import Workspace


class Opener(QObject):
    """Owns which version is wanted and asks the lane for it; lives on the GUI thread.

    Only the newest request is answered: whoever walks on quickly is not thrown back.
    """

    found = Signal(object, object)  # Request, Opened
    read_again = Signal(object)  # Opened
    category_found = Signal(object, str)  # a Place with its part, and a version for it, or ""

    def __init__(self, kit: RoomKit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.wanted = ""
        self.is_settled = False  # whether it is known what to open first

    def open(self, request: Request) -> None:
        """Bring a version for a request."""
        self.wanted = request.row_id
        self.is_settled = True
        self._kit.lane.ask(
            partial(opened, request.row_id, request.place), partial(self._on_opened, request)
        )

    def open_first(self) -> None:
        """Bring the version that the member lives by, or the newest, unless one is wanted."""
        if not self.wanted:
            self._kit.lane.ask(first_to_open, self._on_first)

    def read(self, row_id: str) -> None:
        """Read a version that is open once more."""
        self._kit.lane.ask(partial(opened, row_id, Place()), self.read_again.emit)

    def find_category(self, state_id: str, version_id: str, place: Place) -> None:
        """Find the category of a state, and a version to show it in if none is open.

        A state goes by its id, or by its category.
        """

        def find(workspace: Workspace) -> tuple[Place, str]:
            known = state_id in CODES
            category = state_id if known else workspace.category_states.category_of(state_id)
            return place._replace(part=category or ""), version_id or first_to_open(workspace)

        self._kit.lane.ask(find, lambda answer: self.category_found.emit(*answer))

    def _on_first(self, row_id: str) -> None:
        self.is_settled = True
        if row_id and not self.wanted:
            self.open(Request(row_id))

    def _on_opened(self, request: Request, answer: Opened) -> None:
        if request.row_id == self.wanted:
            self.found.emit(request, answer)

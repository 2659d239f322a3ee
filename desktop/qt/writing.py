"""The writing desk: rows come to an editor and go back to the store, in order, none lost.

The desk remembers in the lane which state of a row its editor has seen last. When the store
holds another state by the time of a save (a sync brought it), both are woven together there, so
that neither what is typed nor what came is overwritten.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from desktop.qt.autosave import Autosave, SaveState
from desktop.qt.delivery import Failed
from desktop.qt.lanes import DatabaseLane

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.workspace import Workspace


class Keeper(Protocol):
    """What keeps the rows that are written at a desk; works in the lane.

    `desktop.services.drafts.Drafts` and `desktop.services.journal.Journal` are two. A draft is
    whatever the keeper's page edits of a row; `save` and `get` give rows as the keeper has them.
    """

    def get(self, row_id: str, /) -> Any:
        """The row, or None."""

    def save(self, row_id: str, draft: Any, session: str, base: Any, /) -> Any:
        """Write a row as it stands in the editor, which began with `base`."""

    def leave(self, row_id: str, /) -> None:
        """The editor is done with a row."""


class WritingDesk(QObject):
    """Owns the unsaved drafts of one editor; lives on the GUI thread, works in the lane.

    `keeper` finds in the lane who keeps the rows.
    """

    saved = Signal(str, object)  # row id, the row as it is kept now
    refused = Signal(str, str)  # row id, the sentence for the member
    state_changed = Signal(object)  # SaveState

    def __init__(
        self,
        lane: DatabaseLane[Workspace],
        keeper: Callable[[Workspace], Keeper],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lane = lane
        self._keeper = keeper
        self._autosave = Autosave(self._write, self)
        self._autosave.saved.connect(self.saved)
        self._autosave.refused.connect(self.refused)
        self._autosave.state_changed.connect(self.state_changed)
        self._warm = False
        self._sessions: dict[str, str] = {}
        # Read and written in the lane alone: the states that the editor has seen.
        self._seen: dict[str, Any] = {}

    @property
    def state(self) -> SaveState:
        """Where the newest words are."""
        return self._autosave.state

    def load(self, row_id: str, done: Callable[[Any], None], failed: Failed) -> None:
        """Bring a row from the store, or None."""
        self._lane.ask(lambda workspace: self._keeper(workspace).get(row_id), done, failed)

    def shown(self, row_id: str, draft: Any) -> None:
        """The editor shows this state now; what is written from here on is built on it."""

        def remember(_workspace: Workspace) -> None:
            self._seen[row_id] = draft

        self._lane.ask(remember)

    def note(self, row_id: str, snapshot: Callable[[], Any]) -> None:
        """The editor changed a row."""
        if not self._warm:
            # What writing needs is loaded at the first key, not at the first save after it.
            self._warm = True
            self._lane.ask(lambda workspace: workspace.rows.warm_up())
        self._autosave.note(row_id, snapshot)

    def flush(self) -> None:
        """Write every unsaved draft now."""
        self._autosave.flush()

    def leave(self, row_id: str) -> None:
        """The editor is done with a row: write it, and end its writing session."""
        self.flush()
        if self._sessions.pop(row_id, None) is not None:
            self._lane.ask(lambda workspace: self._keeper(workspace).leave(row_id))

    def forget(self, row_id: str) -> None:
        """Drop the unsaved draft of a row that is being deleted."""
        self._autosave.forget(row_id)
        self._sessions.pop(row_id, None)

    def is_dirty(self, row_id: str) -> bool:
        """Whether some words of a row are not on the disk yet."""
        return self._autosave.is_dirty(row_id)

    def is_under_way(self, row_id: str) -> bool:
        """Whether a row is being written right now."""
        return self._autosave.is_under_way(row_id)

    def unsaved(self, row_id: str) -> Any:
        """The newest draft of a row that is not on the disk yet, or None."""
        return self._autosave.unsaved(row_id)

    def _write(self, row_id: str, draft: Any, done: Callable[[Any], None], failed: Failed) -> None:
        session = self._sessions.setdefault(row_id, uuid.uuid4().hex)

        def save(workspace: Workspace) -> Any:
            base = self._seen.get(row_id)
            row = self._keeper(workspace).save(row_id, draft, session, base)
            self._seen[row_id] = draft
            return row

        self._lane.ask(save, done, failed)

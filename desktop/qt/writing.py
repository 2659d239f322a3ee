"""The writing desk: entries come to an editor and go back to the store, in order, none lost.

The desk remembers in the lane which state of an entry its editor has seen last. When the store
holds another state by the time of a save (a sync brought it), both are woven together there, so
that neither what is typed nor what came is overwritten.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.qt.autosave import Autosave, SaveState
from desktop.qt.lanes import DatabaseLane, Failed

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.journal import Entry, EntryDraft
    from desktop.services.workspace import Workspace


class WritingDesk(QObject):
    """Owns the unsaved drafts of one editor; lives on the GUI thread, works in the lane."""

    saved = Signal(str, object)  # entry id, Entry as it is kept now
    refused = Signal(str, str)  # entry id, the sentence for the member
    state_changed = Signal(object)  # SaveState

    def __init__(self, lane: DatabaseLane[Workspace], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._autosave = Autosave(self._write, self)
        self._autosave.saved.connect(self.saved)
        self._autosave.refused.connect(self.refused)
        self._autosave.state_changed.connect(self.state_changed)
        self._warm = False
        self._sessions: dict[str, str] = {}
        # Read and written in the lane alone: the states that the editor has seen.
        self._seen: dict[str, EntryDraft] = {}

    @property
    def state(self) -> SaveState:
        """Where the newest words are."""
        return self._autosave.state

    def load(self, entry_id: str, done: Callable[[Entry | None], None], failed: Failed) -> None:
        """Bring an entry from the store."""
        self._lane.ask(lambda workspace: workspace.journal.entry(entry_id), done, failed)

    def shown(self, entry: Entry) -> None:
        """The editor shows this state now; what is written from here on is built on it."""
        draft = entry.draft

        def remember(_workspace: Workspace) -> None:
            self._seen[entry.id] = draft

        self._lane.ask(remember)

    def note(self, entry_id: str, snapshot: Callable[[], EntryDraft]) -> None:
        """The editor changed an entry."""
        if not self._warm:
            # What writing needs is loaded at the first key, not at the first save after it.
            self._warm = True
            self._lane.ask(lambda workspace: workspace.rows.warm_up())
        self._autosave.note(entry_id, snapshot)

    def flush(self) -> None:
        """Write every unsaved draft now."""
        self._autosave.flush()

    def leave(self, entry_id: str) -> None:
        """The editor is done with an entry: write it, and end its writing session."""
        self.flush()
        if self._sessions.pop(entry_id, None) is not None:
            self._lane.ask(lambda workspace: workspace.journal.leave(entry_id))

    def forget(self, entry_id: str) -> None:
        """Drop the unsaved draft of an entry that is being deleted."""
        self._autosave.forget(entry_id)
        self._sessions.pop(entry_id, None)

    def is_dirty(self, entry_id: str) -> bool:
        """Whether some words of an entry are not on the disk yet."""
        return self._autosave.is_dirty(entry_id)

    def is_under_way(self, entry_id: str) -> bool:
        """Whether an entry is being written right now."""
        return self._autosave.is_under_way(entry_id)

    def unsaved(self, entry_id: str) -> EntryDraft | None:
        """The newest draft of an entry that is not on the disk yet, or None."""
        draft: EntryDraft | None = self._autosave.unsaved(entry_id)
        return draft

    def _write(
        self,
        entry_id: str,
        draft: EntryDraft,
        done: Callable[[Entry], None],
        failed: Failed,
    ) -> None:
        session = self._sessions.setdefault(entry_id, uuid.uuid4().hex)

        def save(workspace: Workspace) -> Entry:
            base = self._seen.get(entry_id)
            entry = workspace.journal.save(entry_id, draft, session, base)
            self._seen[entry_id] = draft
            return entry

        self._lane.ask(save, done, failed)

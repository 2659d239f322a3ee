"""Autosave: what was typed is on the disk within a second, in order, and never lost on a fault.

A draft is written 400 ms after the last key, and 900 ms after the first unsaved one at the latest.
Drafts go to a writer that works in order, so an older one never lies over a newer one. A draft
that could not be written is kept here, told, and tried again until it is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.errors import AppError, InvalidInput
from desktop.language import translated

QUIET_MS = 400
LONGEST_MS = 900
RETRY_MS = 5_000


class SaveState(Enum):
    """Where the newest words are."""

    SAVED = "saved"
    WAITING = "waiting"
    SAVING = "saving"
    FAILED = "failed"


class Write(Protocol):
    """Writes a draft outside the GUI thread; answers on it, by exactly one of the callbacks."""

    def __call__(
        self,
        key: str,
        draft: Any,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        /,
    ) -> None:
        """Begin to write."""


class Autosave(QObject):
    """Owns the unsaved drafts of a page, by key; lives on the GUI thread.

    The writer must do what it is given in order, as the database lane does.
    """

    saved = Signal(str, object)  # key, what the write answered
    refused = Signal(str, str)  # key, the sentence for the member
    state_changed = Signal(object)  # SaveState

    def __init__(self, write: Write, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._write = write
        self._snapshots: dict[str, Callable[[], Any]] = {}
        self._drafts: dict[str, Any] = {}
        self._under_way: dict[str, deque[Any]] = {}
        self._failed: set[str] = set()
        self._forgotten: set[str] = set()
        self._state = SaveState.SAVED
        self._quiet = self._timer(QUIET_MS)
        self._longest = self._timer(LONGEST_MS)
        self._retry = self._timer(RETRY_MS)

    @property
    def state(self) -> SaveState:
        """Where the newest words are, over all drafts."""
        return self._state

    def note(self, key: str, snapshot: Callable[[], Any]) -> None:
        """Something changed: `snapshot` tells the newest draft when it is time to write."""
        self._snapshots[key] = snapshot
        self._failed.discard(key)
        self._forgotten.discard(key)
        self._quiet.start()
        if not self._longest.isActive():
            self._longest.start()
        self._settle()

    def flush(self) -> None:
        """Hand every unsaved draft to the writer now, even behind one that is under way."""
        for timer in (self._quiet, self._longest, self._retry):
            timer.stop()
        for key, snapshot in self._snapshots.items():
            self._drafts[key] = snapshot()
        self._snapshots.clear()
        for key in list(self._drafts):
            self._begin(key)
        self._settle()

    def forget(self, key: str) -> None:
        """Drop the unsaved draft of a thing that is being deleted."""
        self._snapshots.pop(key, None)
        self._drafts.pop(key, None)
        self._failed.discard(key)
        if key in self._under_way:
            self._forgotten.add(key)
        self._settle()

    def is_dirty(self, key: str) -> bool:
        """Whether some words of this thing are not on the disk yet."""
        return key in self._snapshots or key in self._drafts or key in self._under_way

    def is_under_way(self, key: str) -> bool:
        """Whether a draft of this thing is being written right now."""
        return key in self._under_way

    def unsaved(self, key: str) -> Any:
        """The newest draft that is not on the disk yet, or None."""
        if key in self._snapshots:
            return self._snapshots[key]()
        if key in self._drafts:
            return self._drafts[key]
        under_way = self._under_way.get(key)
        return under_way[-1] if under_way else None

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self.flush)
        return timer

    def _begin(self, key: str) -> None:
        draft = self._drafts.pop(key)
        self._under_way.setdefault(key, deque()).append(draft)
        self._failed.discard(key)
        self._write(key, draft, partial(self._done, key), partial(self._missed, key))

    def _landed(self, key: str) -> Any:
        """Take the eldest draft under way; they land in the order in which they went."""
        under_way = self._under_way[key]
        draft = under_way.popleft()
        if not under_way:
            del self._under_way[key]
        return draft

    def _done(self, key: str, answer: Any) -> None:
        self._landed(key)
        self._forgotten.discard(key)
        self.saved.emit(key, answer)
        self._settle()

    def _missed(self, key: str, error: Exception) -> None:
        draft = self._landed(key)
        if key in self._forgotten:
            self._forgotten.discard(key)
        elif key not in self._under_way:
            self._keep_for_later(key, draft, error)
        self._settle()

    def _keep_for_later(self, key: str, draft: Any, error: Exception) -> None:
        self._drafts.setdefault(key, draft)
        self._failed.add(key)
        if not isinstance(error, InvalidInput):
            # What the member must mend is written after the next key; the world may mend itself.
            self._retry.start()
        sentence = (
            translated(error) if isinstance(error, AppError) else self.tr("It could not be saved.")
        )
        self.refused.emit(key, sentence)

    def _settle(self) -> None:
        if self._failed:
            state = SaveState.FAILED
        elif self._under_way:
            state = SaveState.SAVING
        elif self._snapshots or self._drafts:
            state = SaveState.WAITING
        else:
            state = SaveState.SAVED
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)

"""What is said of an entry: which to list, what a list shows of one, and a whole one.

Plain values without machinery: a start loads them before anything is painted.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple


class EntryFilter(NamedTuple):
    """Which entries to list: what is None does not matter; both days are included."""

    tag: str | None = None
    mood: str | None = None
    since: date | None = None
    until: date | None = None


class EntryLine:
    """What a list shows of an entry.

    No tuple, because item models would hand it on as a list of its parts.
    """

    __slots__ = ("entry_date", "first_line", "id", "mood", "tags")

    def __init__(
        self,
        entry_id: str,
        entry_date: date,
        mood: str | None,
        tags: tuple[str, ...],
        first_line: str,
    ) -> None:
        self.id = entry_id
        self.entry_date = entry_date
        self.mood = mood
        self.tags = tags
        self.first_line = first_line

    def as_dict(self) -> dict[str, Any]:
        """The parts by their names."""
        return {
            "id": self.id,
            "entry_date": self.entry_date,
            "mood": self.mood,
            "tags": self.tags,
            "first_line": self.first_line,
        }

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EntryLine) and self.as_dict() == other.as_dict()

    def __hash__(self) -> int:
        return hash(tuple(self.as_dict().values()))


class EntryDraft(NamedTuple):
    """What a member can change of an entry."""

    entry_date: date
    content: str = ""
    mood: str | None = None
    tags: tuple[str, ...] = ()


class Entry(NamedTuple):
    """A whole entry; the moments are None while it is not written yet."""

    id: str
    entry_date: date
    content: str
    mood: str | None
    tags: tuple[str, ...]
    created_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def draft(self) -> EntryDraft:
        """What a member can change of it."""
        return EntryDraft(self.entry_date, self.content, self.mood, self.tags)

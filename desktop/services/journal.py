"""The journal: listing, reading, writing and looking back on entries.

Lists and single entries are read by plain SQL alone, so that the first page is there before the
packages that write are loaded (decision 12).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from desktop.core.ids import new_id
from desktop.domain import journal as rules
from desktop.services.entries import Entry, EntryDraft, EntryFilter, EntryLine
from desktop.store import faults
from desktop.store.asking import every_row
from desktop.store.transactions import Connection

if TYPE_CHECKING:  # a start only reads
    from desktop.services.drafts import Drafts
    from desktop.store.rows import Rows

__all__ = ["Entry", "EntryDraft", "EntryFilter", "EntryLine", "Journal"]

_ALL = EntryFilter()
TABLE = "journal_entries"
# The list of days is gone through in its order and never sorted: hence the plus, which keeps SQLite
# from looking up row by row what the small index of a column found.
_AMONG = f"+rowid IN (SELECT rowid FROM {TABLE} WHERE {{}} IN (SELECT value FROM json_each(?)))"
_NEWEST_FIRST = "ORDER BY entry_date DESC, created_at DESC, id DESC"
# As much of a text as its first line can need.
_LINE = "id, entry_date, mood, tags, substr(content, 1, 2000), created_at"
_WHOLE = "id, entry_date, content, mood, tags, created_at, updated_at"


class Journal:
    """The entries of one member; lives in the thread that owns the connection.

    `rows` gives what writes them, when something is written.
    """

    def __init__(self, connection: Connection, rows: Callable[[], Rows]) -> None:
        self._connection = connection
        self._rows = rows

    def ids(self, wanted: EntryFilter = _ALL) -> list[str]:
        """The ids of all entries that are wanted, newest day first."""
        conditions, bound = self._conditions(wanted)
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        sql = f"SELECT id FROM {TABLE} {where} {_NEWEST_FIRST}"
        with faults.translated():
            return [entry_id for (entry_id,) in self._connection.execute(sql, bound)]

    def lines(self, ids: Sequence[str]) -> list[EntryLine]:
        """The lines of entries in the order of the ids; ids that are gone are left out."""
        marks = ", ".join("?" * len(ids))
        rows = every_row(
            self._connection, f"SELECT {_LINE} FROM {TABLE} WHERE id IN ({marks})", ids
        )
        found = {row[0]: _line(row) for row in rows}
        return [found[entry_id] for entry_id in ids if entry_id in found]

    def first_page(self, limit: int = 50) -> list[EntryLine]:
        """The lines of the newest entries, in one question."""
        return self._lines(f"SELECT {_LINE} FROM {TABLE} {_NEWEST_FIRST} LIMIT ?", (limit,))

    def get(self, entry_id: str) -> Entry | None:
        """A whole entry, or None."""
        rows = every_row(
            self._connection, f"SELECT {_WHOLE} FROM {TABLE} WHERE id = ?", (entry_id,)
        )
        return _entry(rows[0]) if rows else None

    def entries_of(self, day: date) -> list[EntryLine]:
        """The lines of the entries of one day."""
        sql = f"SELECT {_LINE} FROM {TABLE} WHERE entry_date = ? {_NEWEST_FIRST}"
        return self._lines(sql, (day.isoformat(),))

    def days(self, first: date, last: date) -> dict[date, int]:
        """How many entries each day of a period has; days without any are left out."""
        rows = every_row(
            self._connection,
            f"SELECT entry_date, count(*) FROM {TABLE} "
            "WHERE entry_date BETWEEN ? AND ? GROUP BY entry_date",
            (first.isoformat(), last.isoformat()),
        )
        return {day: number for text, number in rows if (day := _day(text))}

    def on_this_day(self, day: date, limit: int = 20) -> list[EntryLine]:
        """Entries of this day in earlier years, the latest year first."""
        first = every_row(self._connection, f"SELECT min(entry_date) FROM {TABLE}")[0][0]
        earliest = _day(first) or day
        days = [
            back.isoformat()
            for year in range(earliest.year, day.year)
            for back in rules.days_back(day, year)
        ]
        marks = ", ".join("?" * len(days))
        sql = f"SELECT {_LINE} FROM {TABLE} WHERE entry_date IN ({marks}) {_NEWEST_FIRST} LIMIT ?"
        return self._lines(sql, (*days, limit))

    def moods(self) -> list[tuple[str, int]]:
        """The moods that entries have, the most frequent first, with how many have it."""
        counts: Counter[str] = Counter()
        for mood, number in self._moods():
            counts[mood] += number
        return _ranked(counts)

    def tags(self) -> list[tuple[str, int]]:
        """The tags that entries have, the most frequent first, with how many have it."""
        counts: Counter[str] = Counter()
        for text, number in self._tag_sets():
            for tag in _tags(text):
                counts[tag] += number
        return _ranked(counts)

    def new_id(self) -> str:
        """An id for an entry that is about to be written."""
        return new_id()

    def save(
        self, entry_id: str, draft: EntryDraft, session: str, base: EntryDraft | None = None
    ) -> Entry:
        """Write an entry as it stands in an editor and give it back as it is kept.

        `base` is the state that the editor began with: what has changed in the database since
        is woven in. A new entry that is still blank is not written, and neither is one that has
        not changed. Raises InvalidInput.
        """
        kept = self.get(entry_id)
        draft = _tidied(draft, kept)
        began = base or (kept.draft if kept else None)
        if draft == began:
            return kept or _unwritten(entry_id, draft)
        before = _values(began) if began else None
        self._drafts.save(entry_id, _values(draft), session, before)
        return self.get(entry_id) or _unwritten(entry_id, draft)

    def leave(self, entry_id: str) -> None:
        """End the writing session of an entry; one that was begun here and left blank goes."""
        self._drafts.leave(entry_id)

    def delete(self, entry_id: str) -> int:
        """Move an entry to the trash and give its number there; raises InvalidInput."""
        return self._drafts.delete(entry_id)

    @cached_property
    def _drafts(self) -> Drafts:
        from desktop.services.drafts import Drafts

        return Drafts(self._connection, self._rows, TABLE, _is_blank)

    def _conditions(self, wanted: EntryFilter) -> tuple[list[str], list[str]]:
        conditions, bound = [], []
        if wanted.since:
            conditions.append("entry_date >= ?")
            bound.append(wanted.since.isoformat())
        if wanted.until:
            conditions.append("entry_date <= ?")
            bound.append(wanted.until.isoformat())
        if wanted.mood is not None:
            same = [m for m, _ in self._moods() if m.casefold() == wanted.mood.casefold()]
            conditions.append(_AMONG.format("mood"))
            bound.append(json.dumps(same))
        if wanted.tag is not None:
            conditions.append(_AMONG.format("tags"))
            bound.append(json.dumps(self._tag_sets_with(wanted.tag)))
        return conditions, bound

    def _moods(self) -> list[tuple[str, int]]:
        sql = f"SELECT mood, count(*) FROM {TABLE} WHERE mood > '' GROUP BY mood"
        return [(row[0], row[1]) for row in every_row(self._connection, sql)]

    def _tag_sets(self) -> list[tuple[str, int]]:
        # Few combinations of tags occur, and their index alone holds them.
        sql = f"SELECT tags, count(*) FROM {TABLE} WHERE tags IS NOT NULL GROUP BY tags"
        return [(row[0], row[1]) for row in every_row(self._connection, sql)]

    def _tag_sets_with(self, tag: str) -> list[str]:
        wanted = tag.casefold()
        return [
            text
            for text, _ in self._tag_sets()
            if any(one.casefold() == wanted for one in _tags(text))
        ]

    def _lines(self, sql: str, bound: Sequence[Any]) -> list[EntryLine]:
        return [_line(row) for row in every_row(self._connection, sql, bound)]


def _values(draft: EntryDraft) -> dict[str, Any]:
    return {
        "entry_date": draft.entry_date.isoformat(),
        "content": draft.content,
        "mood": draft.mood,
        "tags": list(draft.tags) or None,
    }


def _is_blank(row: Mapping[str, Any]) -> bool:
    return rules.is_blank(row.get("content") or "", row.get("mood"), row.get("tags") or ())


def _tidied(draft: EntryDraft, kept: Entry | None) -> EntryDraft:
    # What is there already stays as it is, even where it is not as we would write it.
    mood, tags = draft.mood, draft.tags
    if not kept or mood != kept.mood:
        mood = rules.mood(mood)
    if not kept or tags != kept.tags:
        tags = rules.tags(tags)
    return draft._replace(content=rules.content(draft.content), mood=mood, tags=tags)


def _unwritten(entry_id: str, draft: EntryDraft) -> Entry:
    return Entry(entry_id, draft.entry_date, draft.content, draft.mood, draft.tags)


def _line(row: Sequence[Any]) -> EntryLine:
    entry_id, day, mood, tags, content, created_at = row
    return EntryLine(
        entry_id, _known_day(day, created_at), mood or None, _tags(tags), rules.first_line(content)
    )


def _entry(row: Sequence[Any]) -> Entry:
    entry_id, day, content, mood, tags, created_at, updated_at = row
    return Entry(
        id=entry_id,
        entry_date=_known_day(day, created_at),
        content=content or "",
        mood=mood or None,
        tags=_tags(tags),
        created_at=_moment(created_at),
        updated_at=_moment(updated_at),
    )


def _known_day(day: str | None, created_at: str | None) -> date:
    """The entry's day; a server's row without one has that on which it was made."""
    made = _moment(created_at)
    try:
        return _day(day) or (made.astimezone().date() if made else date.min)
    except (OverflowError, OSError):
        return date.min  # a moment at the very edge of the calendar


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


def _tags(text: str | None) -> tuple[str, ...]:
    try:
        found = json.loads(text) if text else None
    except (ValueError, RecursionError):
        return ()
    return tuple(str(tag) for tag in found if tag is not None) if isinstance(found, list) else ()


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold()))

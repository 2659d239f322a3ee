"""Rows that are written in a life category: listed newest first, by category, and counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from desktop.domain.categories import CODES
from desktop.services.drafts import Drafts
from desktop.store.asking import every_row
from desktop.store.transactions import Connection

if TYPE_CHECKING:  # a list only reads
    from desktop.store.rows import Rows

Line = TypeVar("Line")
Public = dict[str, Any]

WITHOUT = ""
"""What stands for "without category" where rows are chosen by it."""

_NEWEST_FIRST = "ORDER BY created_at DESC, id DESC"
# The plus keeps SQLite from walking the index of created_at and fetching every row for its id:
# the index by category holds all that is asked (100,000 rows: 80 ms, against 4 s).
_ALL_NEWEST_FIRST = "ORDER BY +created_at DESC, id DESC"
# As much of a text as a line of the list can need.
FIRST_WORDS = 1_000


class Categorised(Generic[Line]):
    """The rows of one table; lives in the thread that owns the connection.

    It keeps the drafts of a page (`get`, `save`, `leave`, `delete`). A service of it says what a
    line shows: `line_sql` are the columns, `line` makes a line of them. What the server holds is
    told apart exactly: a code that is not ours is a category of its own.
    """

    table = ""
    texts: tuple[str, ...] = ()
    """The columns that hold the member's words; a row without any is blank."""

    line_sql = ""

    def __init__(self, connection: Connection, rows: Callable[[], Rows]) -> None:
        self._connection = connection
        self._drafts = Drafts(connection, rows, self.table, self._is_blank)

    def line(self, row: Sequence[Any]) -> Line:
        """The line of a row, from the columns of `line_sql`."""
        raise NotImplementedError

    def ids(self, category: str | None = None) -> list[str]:
        """The ids of all rows, or of those of one category (`WITHOUT` for none), newest first."""
        where, bound, order = "", [], _NEWEST_FIRST
        if category is None:
            order = _ALL_NEWEST_FIRST
        elif category == WITHOUT:
            where = "WHERE category IS NULL OR category = ''"
        else:
            where, bound = "WHERE category = ?", [category]
        return [
            row[0]
            for row in every_row(
                self._connection, f"SELECT id FROM {self.table} {where} {order}", bound
            )
        ]

    def lines(self, ids: Sequence[str]) -> list[Line]:
        """The lines of rows in the order of the ids; ids that are gone are left out."""
        marks = ", ".join("?" * len(ids))
        sql = f"SELECT {self.line_sql} FROM {self.table} WHERE id IN ({marks})"
        found = {row[0]: self.line(row) for row in every_row(self._connection, sql, ids)}
        return [found[row_id] for row_id in ids if row_id in found]

    def first_page(self, limit: int = 50) -> list[Line]:
        """The lines of the newest rows, in one question."""
        sql = f"SELECT {self.line_sql} FROM {self.table} {_NEWEST_FIRST} LIMIT ?"
        return [self.line(row) for row in every_row(self._connection, sql, [limit])]

    def counts(self) -> list[tuple[str, int]]:
        """How many rows each category has: the twelve in their order, others, then `WITHOUT`."""
        sql = f"SELECT coalesce(category, ''), count(*) FROM {self.table} GROUP BY 1"
        counted = {row[0]: int(row[1]) for row in every_row(self._connection, sql)}
        ours = [(code, counted.get(code, 0)) for code in CODES]
        others = sorted(code for code in counted if code not in CODES and code != WITHOUT)
        return [*ours, *((c, counted[c]) for c in others), (WITHOUT, counted.get(WITHOUT, 0))]

    def get(self, row_id: str) -> Public | None:
        """The whole row, or None."""
        return self._drafts.get(row_id)

    def save(
        self,
        row_id: str,
        draft: Mapping[str, Any],
        session: str,
        base: Mapping[str, Any] | None = None,
    ) -> Public:
        """Write a row as it stands on its page, as `Drafts.save` does; raises InvalidInput."""
        return self._drafts.save(row_id, draft, session, base)

    def leave(self, row_id: str) -> None:
        """End the writing session of a row; one that was begun here and left blank goes."""
        self._drafts.leave(row_id)

    def delete(self, row_id: str) -> int:
        """Move a row to the trash and give its number there; raises InvalidInput."""
        return self._drafts.delete(row_id)

    def _is_blank(self, values: Mapping[str, Any]) -> bool:
        return not any(str(values.get(name) or "").strip() for name in self.texts)


def day_of(stamp: str | None) -> date | None:
    """The day of a moment in the zone of this device, or None where it cannot be told."""
    try:
        return datetime.fromisoformat(stamp).astimezone().date() if stamp else None
    except (ValueError, OverflowError, OSError):
        return None

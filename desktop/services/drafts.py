"""Rows as they stand in an editor: saved as they are typed, woven with what came meanwhile.

The same rules for every table whose rows are written on a page: a save belongs to a writing
session (decision 5), changes nothing but the columns that differ, never overwrites what sync or
another process brought since the page was laid out, and a row that was begun and left blank goes
without a trace.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from desktop.core.ids import new_id
from desktop.store import sessions
from desktop.store.transactions import Connection

if TYPE_CHECKING:  # loaded when something is read or written
    from desktop.store.rows import Rows

Public = dict[str, Any]
_EMPTY: tuple[Any, ...] = (None, "", [])


class Drafts:
    """Reads and writes the rows of one table for editors; lives in its connection's thread.

    Values are in the public form, by documented names; a draft holds the columns that its page
    edits. `is_blank` tells of a row whether the member has put nothing into it.
    """

    def __init__(
        self,
        connection: Connection,
        rows: Callable[[], Rows],
        table: str,
        is_blank: Callable[[Mapping[str, Any]], bool],
    ) -> None:
        self._connection = connection
        self._rows = rows
        self._table = table
        self._is_blank = is_blank
        # Rows that began in this session: if nothing stays in one, neither does the row.
        self._begun: set[str] = set()

    def new_id(self) -> str:
        """An id for a row that is about to be written."""
        return new_id()

    def get(self, row_id: str) -> Public | None:
        """The whole row, or None."""
        return self._rows().get(self._table, row_id)

    def save(
        self,
        row_id: str,
        draft: Mapping[str, Any],
        session: str,
        base: Mapping[str, Any] | None = None,
    ) -> Public:
        """Write a row as it stands in an editor and give it back as it is kept.

        `base` is the state that the editor began with: what has changed in the database since is
        woven in, and a row that was deleted since comes back, with the columns of other pages.
        Without it the page was empty: a row of the same natural key that came from elsewhere
        keeps all its words. A new row that is still blank is not written. Raises InvalidInput.
        """
        from desktop.services.weaving import woven_row

        kept = self.get(row_id)
        if self._nothing_to_do(kept, draft, base):
            return kept or {**draft, "id": row_id}
        with sessions.writing_session(self._connection, session):
            kept = self.get(row_id)  # again, now that nobody else can change it
            if kept is None and base is not None:
                kept = self._revived(row_id)
            changes = dict(draft)
            if kept is not None:
                woven = woven_row(self._table, base, draft, kept)
                changes = {n: v for n, v in woven.items() if not _same(v, kept.get(n))}
            if changes:
                self._rows().put(self._table, {"id": row_id, **changes})
            if kept is None:
                self._take_from_trash(row_id)
        if kept is None:
            self._begun.add(row_id)
        return self.get(row_id) or {**draft, "id": row_id}

    def leave(self, row_id: str) -> None:
        """End the writing session of a row; one that was begun here and left blank goes."""
        sessions.leave(self._connection, self._table, row_id)
        if row_id not in self._begun:
            return
        self._begun.discard(row_id)
        kept = self.get(row_id)
        if kept is not None and self._is_blank(kept):
            from desktop.store import blanks

            blanks.remove(self._connection, self._rows(), self._table, row_id, self._is_blank)

    def delete(self, row_id: str) -> int:
        """Move a row to the trash and give its number there; raises InvalidInput."""
        self._begun.discard(row_id)
        return self._rows().delete(self._table, row_id)

    def _nothing_to_do(
        self, kept: Public | None, draft: Mapping[str, Any], base: Mapping[str, Any] | None
    ) -> bool:
        if base is not None and draft == base:
            return True  # whatever has become of the row, nothing was written in the editor
        if kept is None:
            return base is None and self._is_blank(draft)
        return all(_same(value, kept.get(name)) for name, value in draft.items())

    def _revived(self, row_id: str) -> Public | None:
        """The row out of the trash, if it was deleted while somebody wrote in it."""
        return self.get(row_id) if self._take_from_trash(row_id) else None

    def _take_from_trash(self, row_id: str) -> bool:
        """Take a row back; one that was written anew, as a day's paper is, has it in its history.

        The trash lists no row that is there, so its words would be out of reach.
        """
        from desktop.store import trash

        last = trash.latest(self._connection, self._table, row_id)
        if last is None:
            return False
        trash.restore(self._connection, last)
        return True


def _same(here: Any, there: Any) -> bool:
    """Whether two values are one to the member: an empty field is empty, however it is kept."""
    return here == there or (here in _EMPTY and there in _EMPTY)

"""How far the weekly audit of each table has come."""

from __future__ import annotations

from collections.abc import Sequence

from sync.local.connection import Connection, listed


class Audits:
    """Reads and writes `sync_audits`; `note` and `doubt` inside the caller's transaction."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def ended_at(self, table: str) -> str | None:
        """When the last audit of a table ended; None while one is under way, or before any."""
        row = self._db.execute(
            "SELECT at FROM sync_audits WHERE tbl = ? AND place IS NULL", (table,)
        ).fetchone()
        return row[0] if row else None

    def next_ids(self, table: str, most: int) -> list[str]:
        """The next known rows to look at, in the order of their ids; none that lie aside."""
        found = self._db.execute(
            "SELECT row_id FROM sync_rows WHERE tbl = ? AND row_id > coalesce("
            "(SELECT place FROM sync_audits WHERE tbl = ?), '') AND row_id NOT IN "
            "(SELECT row_id FROM sync_aside WHERE tbl = ?) ORDER BY row_id LIMIT ?",
            (table, table, table, most),
        )
        return [row[0] for row in found.fetchall()]

    def note(self, table: str, place: str | None, at: str) -> None:
        """Note the last row that was looked at, or with None the end of the audit."""
        self._db.execute(
            "INSERT INTO sync_audits (tbl, place, at) VALUES (?, ?, ?) ON CONFLICT (tbl) "
            "DO UPDATE SET place = excluded.place, at = excluded.at",
            (table, place, at),
        )

    def doubt(self, table: str, ids: Sequence[str]) -> None:
        """Forget the versions of rows, so that they are planned anew."""
        self._db.execute(
            "UPDATE sync_rows SET token = NULL, stamp = NULL WHERE tbl = ? "
            "AND row_id IN (SELECT value FROM json_each(?))",
            (table, listed(ids)),
        )

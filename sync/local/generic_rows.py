"""The local mirror of the tables that are kept as whole rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from sync.local.sqlite_store import SqliteStore
from sync.protocols import GenericRow

_PART = 200


class GenericRows:
    """Reads and writes one table's part of `generic_rows`; on the thread of the store."""

    def __init__(self, store: SqliteStore, table: str) -> None:
        self._store = store
        self._table = table

    def hashes(self) -> dict[str, str]:
        """What is here: the hash of each row's content, by its id."""
        rows = self._store.connection.execute(
            "SELECT row_id, hash FROM generic_rows WHERE tbl = ?", (self._table,)
        )
        return dict(rows.fetchall())

    def put(self, rows: Iterable[GenericRow], here: Mapping[str, str]) -> int:
        """Store the rows whose content differs from what is here; gives their number."""
        lines = [
            (self._table, row.key, row.owner, row.data, digest)
            for row in rows
            if here.get(row.key) != (digest := _digest(row.data))
        ]
        for start in range(0, len(lines), _PART):
            with self._store.writing(applying=True) as db:
                db.executemany(
                    "INSERT INTO generic_rows (tbl, row_id, owner, data, hash) "
                    "VALUES (?, ?, ?, ?, ?) ON CONFLICT (tbl, row_id) DO UPDATE SET "
                    "owner = excluded.owner, data = excluded.data, hash = excluded.hash",
                    lines[start : start + _PART],
                )
        return len(lines)

    def drop(self, ids: Sequence[str]) -> None:
        """Delete rows."""
        if not ids:
            return
        with self._store.writing(applying=True) as db:
            db.executemany(
                "DELETE FROM generic_rows WHERE tbl = ? AND row_id = ?",
                [(self._table, row_id) for row_id in ids],
            )


def _digest(data: str) -> str:
    return hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()

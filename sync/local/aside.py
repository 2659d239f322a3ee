"""Server rows that a local UNIQUE or NOT NULL does not admit: kept whole, tried again each run."""

from __future__ import annotations

import json

from sync.local.connection import Connection
from sync.local.steps import Work
from sync.local.writer import now_text, row_json
from sync.protocols import RemoteRow, Version


class Aside:
    """Reads and writes `sync_aside`, inside the caller's transaction.

    The ledger knows such a row, so that it is neither fetched again and again nor taken for one
    that was deleted here.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db

    def put(self, table: str, work: Work) -> None:
        """Keep a row that could not be stored, whole."""
        row_id, values, version, extra = _parts(work)
        if values is None:
            return
        self._db.execute(
            "INSERT INTO sync_aside (tbl, row_id, data, at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (tbl, row_id) DO UPDATE SET data = excluded.data, at = excluded.at",
            (table, row_id, values, now_text()),
        )
        self._db.execute(
            "INSERT INTO sync_rows (tbl, row_id, token, stamp, extra) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (tbl, row_id) DO UPDATE SET token = excluded.token, "
            "stamp = excluded.stamp, extra = excluded.extra",
            (table, row_id, version.token, version.stamp, extra),
        )

    def rows(self, table: str) -> list[RemoteRow]:
        """The rows kept aside, as the server had them."""
        found = self._db.execute(
            "SELECT a.row_id, a.data, r.token, r.stamp, r.extra FROM sync_aside a "
            "JOIN sync_rows r ON r.tbl = a.tbl AND r.row_id = a.row_id WHERE a.tbl = ?",
            (table,),
        )
        return [
            RemoteRow(row_id, json.loads(data), Version(token, stamp), extra)
            for row_id, data, token, stamp, extra in found.fetchall()
        ]

    def ids(self, table: str) -> set[str]:
        """The ids of the rows kept aside."""
        found = self._db.execute("SELECT row_id FROM sync_aside WHERE tbl = ?", (table,))
        return {row[0] for row in found.fetchall()}

    def take_up(self, table: str) -> None:
        """Let go of the rows of a table, for they are about to be planned anew.

        Their versions are forgotten, but not what was agreed on: an edit here is merged with them.
        """
        self._db.execute(
            "UPDATE sync_rows SET token = NULL, stamp = NULL WHERE tbl = ? AND row_id IN "
            "(SELECT row_id FROM sync_aside WHERE tbl = ?)",
            (table, table),
        )
        self._db.execute("DELETE FROM sync_aside WHERE tbl = ?", (table,))

    def counts(self) -> dict[str, int]:
        """How many rows are kept aside, by table."""
        found = self._db.execute("SELECT tbl, count(*) FROM sync_aside GROUP BY tbl ORDER BY tbl")
        return dict(found.fetchall())


def _parts(work: Work) -> tuple[str, str | None, Version, str | None]:
    if isinstance(work, RemoteRow):
        return work.id, row_json(work.values), work.version, work.extra
    known = work.known
    if known is None or work.row is None:
        return work.row_id, None, Version(), None
    # Of a merged row the server's own state is kept: what was added here is still to be sent.
    there = work.row if known.base is None else known.base
    return work.row_id, row_json(there), known.version, known.extra

"""Sync's own records: cursors, shapes, held rows, graves, reports and the summary of them all.

`install` creates the tables and triggers; `Ledger` reads and writes everything but the rows
themselves, which belong to the sqlite store.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sync.local.connection import Connection
from sync.local.schema import install
from sync.protocols import Cursor, Shape
from sync.report import Held, LedgerSummary, Report

__all__ = ["Caps", "HeldRow", "Ledger", "Mark", "install"]

_REPORTS_KEPT = 50
DONE = "done"


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a table was pulled.

    `stamp` is the newest updated_at of the last finished walk and `slack` how many seconds that
    walk took; `walk` is the place that an unfinished walk reached, begun at `walk_started`.
    """

    stamp: str | None = None
    slack: float = 0.0
    walk: Cursor | None = None
    walk_started: str | None = None


@dataclass(frozen=True, slots=True)
class Caps:
    """What was last discovered of a table; `stamp_rests`: edits do not move its updated_at."""

    shape: Shape
    seen_at: str
    stamp_rests: bool = False


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A refused row with the outbox number that it was refused at."""

    held: Held
    seq: int
    at: str


class Ledger:
    """Reads and writes the sync_* tables over a connection that the caller's thread owns."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    # -- between runs ---------------------------------------------------------------------

    def summary(self) -> LedgerSummary:
        """Rows to send, rows held back, the last report and the last success."""
        last = self.last_reports(1)
        success = self._db.execute(
            "SELECT at FROM sync_reports WHERE outcome = ? ORDER BY n DESC LIMIT 1", (DONE,)
        ).fetchone()
        held = tuple(row.held for row in self.held().values())
        return LedgerSummary(
            self.waiting(), held, last[0] if last else None, success and success[0]
        )

    def last_reports(self, count: int) -> list[dict[str, Any]]:
        """The reports of the last runs, newest first, each with its `outcome`."""
        rows = self._db.execute(
            "SELECT data, outcome, at FROM sync_reports ORDER BY n DESC LIMIT ?", (count,)
        )
        return [{**json.loads(d), "outcome": o, "ended_at": at} for d, o, at in rows.fetchall()]

    def keep_report(self, report: Report, outcome: str, at: str) -> None:
        """Keep a report: `done`, or the name of the fault that ended the run."""
        data = json.dumps(report.to_dict(), ensure_ascii=False)
        self._db.execute(
            "INSERT INTO sync_reports (at, outcome, data) VALUES (?, ?, ?)", (at, outcome, data)
        )
        self._db.execute(
            "DELETE FROM sync_reports WHERE n <= (SELECT max(n) FROM sync_reports) - ?",
            (_REPORTS_KEPT,),
        )

    def waiting(self) -> int:
        """How many rows are still to be sent, without those that are held back."""
        found = self._db.execute(
            "SELECT count(*) FROM sync_outbox o WHERE NOT EXISTS (SELECT 1 FROM sync_held h "
            "WHERE h.tbl = o.tbl AND h.row_id = o.row_id AND h.seq = o.seq)"
        )
        count: int = found.fetchone()[0]
        return count

    def unsent(self, table: str) -> dict[str, str]:
        """The rows of a table whose changes are still to be sent, with their last edit here."""
        found = self._db.execute(
            "SELECT row_id, edited_at FROM sync_outbox WHERE tbl = ?", (table,)
        )
        return dict(found.fetchall())

    def is_known(self, table: str, row_id: str) -> bool:
        """Whether the server is known to have a row."""
        found = self._db.execute(
            "SELECT 1 FROM sync_rows WHERE tbl = ? AND row_id = ?", (table, row_id)
        )
        return found.fetchone() is not None

    def newest_change(self) -> int:
        """The number of the latest change that waits; later changes have greater ones."""
        newest: int = self._db.execute("SELECT coalesce(max(seq), 0) FROM sync_outbox").fetchone()[
            0
        ]
        return newest

    # -- cursors --------------------------------------------------------------------------

    def mark(self, table: str) -> Mark:
        """How far the table was pulled."""
        row = self._db.execute(
            "SELECT stamp, slack, walk_stamp, walk_id, walk_started FROM sync_cursors "
            "WHERE tbl = ?",
            (table,),
        ).fetchone()
        if row is None:
            return Mark()
        stamp, slack, walk_stamp, walk_id, started = row
        walk = Cursor(walk_stamp, walk_id or "") if walk_stamp is not None else None
        return Mark(stamp, slack, walk, started)

    def save_mark(self, table: str, mark: Mark) -> None:
        """Store how far the table was pulled; inside the transaction that stored the rows."""
        walk = (mark.walk.stamp, mark.walk.id) if mark.walk else (None, None)
        self._db.execute(
            "INSERT INTO sync_cursors (tbl, stamp, slack, walk_stamp, walk_id, walk_started) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (tbl) DO UPDATE SET stamp = excluded.stamp, "
            "slack = excluded.slack, walk_stamp = excluded.walk_stamp, "
            "walk_id = excluded.walk_id, walk_started = excluded.walk_started",
            (table, mark.stamp, mark.slack, *walk, mark.walk_started),
        )

    def swept_at(self, table: str) -> str | None:
        """When the table was last compared as a whole."""
        row = self._db.execute(
            "SELECT swept_at FROM sync_cursors WHERE tbl = ?", (table,)
        ).fetchone()
        return row[0] if row else None

    def set_swept(self, table: str, at: str | None) -> None:
        """Note a comparison of the whole table; None makes one due."""
        self._db.execute(
            "INSERT INTO sync_cursors (tbl, swept_at) VALUES (?, ?) "
            "ON CONFLICT (tbl) DO UPDATE SET swept_at = excluded.swept_at",
            (table, at),
        )

    # -- shapes ---------------------------------------------------------------------------

    def caps(self) -> dict[str, Caps]:
        """What was last discovered of every table."""
        rows = self._db.execute("SELECT tbl, shape, seen_at, stamp_rests FROM sync_caps")
        return {
            table: Caps(_shape_from(json.loads(shape)), seen, bool(rests))
            for table, shape, seen, rests in rows.fetchall()
        }

    def save_shape(self, table: str, shape: Shape, at: str) -> None:
        """Store what was discovered of a table."""
        self._db.execute(
            "INSERT INTO sync_caps (tbl, shape, seen_at) VALUES (?, ?, ?) "
            "ON CONFLICT (tbl) DO UPDATE SET shape = excluded.shape, seen_at = excluded.seen_at",
            (table, json.dumps(_shape_data(shape)), at),
        )

    def set_stamp_rests(self, table: str, rests: bool) -> None:
        """Note whether an update of ours left updated_at where it was."""
        self._db.execute("UPDATE sync_caps SET stamp_rests = ? WHERE tbl = ?", (int(rests), table))

    # -- held rows and graves -------------------------------------------------------------

    def held(self) -> dict[tuple[str, str], HeldRow]:
        """All rows held back, by table and id."""
        rows = self._db.execute(
            "SELECT tbl, row_id, code, named, seq, at FROM sync_held ORDER BY at, tbl, row_id"
        )
        return {(r[0], r[1]): HeldRow(Held(*r[:4]), r[4], r[5]) for r in rows.fetchall()}

    def hold(self, held: Held, seq: int, at: str) -> None:
        """Hold a row back; what was sent of it was refused, so nothing of it is under way."""
        self._db.execute(
            "INSERT INTO sync_held (tbl, row_id, code, named, seq, at) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (tbl, row_id) DO UPDATE SET code = excluded.code, "
            "named = excluded.named, seq = excluded.seq, at = excluded.at",
            (held.table, held.row_id, held.code, held.named, seq, at),
        )

    def release(self, table: str) -> None:
        """Let all held rows of a table be tried again."""
        self._db.execute("DELETE FROM sync_held WHERE tbl = ?", (table,))

    def release_settled(self) -> None:
        """Forget held rows that no longer wait."""
        self._db.execute(
            "DELETE FROM sync_held WHERE NOT EXISTS (SELECT 1 FROM sync_outbox o "
            "WHERE o.tbl = sync_held.tbl AND o.row_id = sync_held.row_id)"
        )

    def graves(self, table: str) -> dict[str, list[dict[str, Any]]]:
        """States of rows that may still appear on the server though they were deleted here."""
        rows = self._db.execute("SELECT row_id, sent FROM sync_graves WHERE tbl = ?", (table,))
        return {row_id: json.loads(sent) for row_id, sent in rows.fetchall()}

    def bury(self, table: str, row_id: str, sent: list[Mapping[str, Any]], at: str) -> None:
        """Remember what was sent of a row that was deleted here before an answer came."""
        data = json.dumps([dict(values) for values in sent], ensure_ascii=False)
        self._db.execute(
            "INSERT INTO sync_graves (tbl, row_id, sent, at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (tbl, row_id) DO UPDATE SET sent = excluded.sent, at = excluded.at",
            (table, row_id, data, at),
        )

    def clear_graves(self, before: str) -> None:
        """Forget graves that are older than any request can be."""
        self._db.execute("DELETE FROM sync_graves WHERE at < ?", (before,))

    def unbury(self, table: str, row_id: str) -> None:
        """Forget a grave."""
        self._db.execute("DELETE FROM sync_graves WHERE tbl = ? AND row_id = ?", (table, row_id))


def _shape_data(shape: Shape) -> dict[str, Any]:
    if shape.denied:
        return {"exists": False, "columns": [], "denied": True}
    return {
        "exists": shape.exists,
        "columns": sorted(shape.columns),
        "has_id": shape.has_id,
        "has_token": shape.has_token,
        "has_stamp": shape.has_stamp,
    }


def _shape_from(data: dict[str, Any]) -> Shape:
    return Shape(**{**data, "columns": frozenset(data["columns"])})

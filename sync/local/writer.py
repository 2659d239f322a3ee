"""Writes planned steps inside a transaction of the sqlite store, one statement for many rows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

from sync.local.absent import Absent
from sync.local.connection import Connection, insert_many, listed, portions
from sync.local.ledger import Ledger
from sync.local.statements import Statements
from sync.local.steps import Known, Step
from sync.protocols import Attic, RemoteRow, Values
from sync.spec import TableSpec
from sync.values import SqlValue

_NEW_KNOWN = "INSERT INTO sync_rows (tbl, row_id, token, stamp, extra)"
_KNOWN = "INSERT INTO sync_rows (tbl, row_id, token, stamp, extra, base, echo)"
_KNOWN_BEFORE = (
    "ON CONFLICT (tbl, row_id) DO UPDATE SET token = excluded.token, stamp = excluded.stamp, "
    "extra = excluded.extra, base = excluded.base, echo = excluded.echo"
)
_THESE = "WHERE tbl = ? AND row_id IN (SELECT value FROM json_each(?))"
_UNKNOWN = f"DELETE FROM sync_rows {_THESE}"
_SETTLED = f"DELETE FROM sync_outbox {_THESE}"
_RESOLVED = f"UPDATE sync_outbox SET attempted = 0, sent = NULL, origin = NULL {_THESE}"
_QUEUED = (
    "INSERT INTO sync_outbox (tbl, row_id, seq, edited_at, origin) "
    "VALUES (?, ?, (SELECT seq FROM sync_control WHERE id = 1), ?, ?) "
    "ON CONFLICT (tbl, row_id) DO UPDATE SET seq = excluded.seq, attempted = 0, sent = NULL, "
    "origin = excluded.origin"
)

# Stands for the time of an edit where nobody edited: then the server's value wins (rule 18).
NO_EDIT = "1970-01-01T00:00:00.000000+00:00"
_AWAKE = "UPDATE sync_control SET applying = ? WHERE id = 1"
_RELEASED = f"DELETE FROM sync_held {_THESE}"
_PLACED = f"DELETE FROM sync_aside {_THESE}"
_ANY_ASIDE = "SELECT 1 FROM sync_aside WHERE tbl = ? LIMIT 1"
_ANY_HELD = "SELECT 1 FROM sync_held WHERE tbl = ? LIMIT 1"
_REVIVED = "UPDATE sync_outbox SET origin = ? WHERE tbl = ? AND row_id = ?"


def row_json(values: Values) -> str:
    """A row as the ledger keeps it."""
    return json.dumps(dict(values), ensure_ascii=False)


def now_text() -> str:
    """The present moment as the ledger keeps it; it never orders anything."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class Writer:
    """Turns steps into statements; lives for one transaction, on the thread of the store."""

    def __init__(
        self,
        db: Connection,
        spec: TableSpec,
        sql: Statements,
        attic: Attic | None,
        pointers: Sequence[str] = (),
    ) -> None:
        self._db = db
        self._spec = spec
        self._sql = sql
        self._attic = attic
        self._pointers = pointers
        self._table = spec.name

    def fresh(self, rows: Sequence[RemoteRow]) -> None:
        """Insert server rows of which nothing is here yet: the way of a first pull."""
        if not rows:
            return
        table = self._table
        insert_many(self._db, self._sql.insert_head, _lines(self._spec.names, rows))
        insert_many(
            self._db,
            _NEW_KNOWN,
            [(table, r.id, r.version.token, r.version.stamp, r.extra) for r in rows],
        )

    def bases(self, rows: Sequence[RemoteRow]) -> None:
        """Note what the server has now as the base of rows that were edited meanwhile."""
        Absent(self._db).note(self._spec, [row.id for row in rows])
        known = [
            _known_line(self._table, row.id, Known(row.version, row.extra, row.values))
            for row in rows
        ]
        insert_many(self._db, _KNOWN, known, _KNOWN_BEFORE)
        self._each(_RESOLVED, [row.id for row in rows])

    def steps(self, steps: Sequence[Step]) -> None:
        """Bring rows and ledger to the planned state."""
        if not steps:
            return
        absent = Absent(self._db)
        absent.note(self._spec, [step.row_id for step in steps])
        for step in steps:
            self._keep(step)
            if step.twin is not None:
                self._rename(step.twin, step.row_id)
        self._rows(steps)
        self._ledger(steps)
        absent.settled(self._table, [step.row_id for step in steps])

    def _keep(self, step: Step) -> None:
        if self._attic is not None:
            for values in step.keep:
                self._attic.keep(self._db, self._table, step.row_id, values)

    def _rename(self, old_id: str, new_id: str) -> None:
        """Let a row that only exists here take the id that the server's row has."""
        self._db.execute(self._sql.update(("id",)), (new_id, old_id))
        if self._pointers:
            # Children that change their parent are edits like any other: they must travel.
            self._db.execute(_AWAKE, (0,))
            for statement in self._pointers:
                self._db.execute(statement, (new_id, old_id))
            self._db.execute(_AWAKE, (1,))
        for statement in (_SETTLED, _UNKNOWN, _RELEASED):
            self._each(statement, [old_id])

    def _rows(self, steps: Sequence[Step]) -> None:
        names = self._spec.names
        gone: list[tuple[str]] = []
        new: list[list[SqlValue]] = []
        updates: dict[tuple[str, ...], list[list[SqlValue]]] = defaultdict(list)
        for step in steps:
            old, row = step.old, step.row
            if row is None:
                if old is not None:
                    gone.append((step.row_id,))
            elif old is None:
                new.append([*map(row.get, names)])
            elif changed := _changed(names, old, row):
                updates[changed].append([*map(row.get, changed), step.row_id])
        if gone:
            self._db.executemany(self._sql.delete, gone)
        for changed, lines in updates.items():
            for marks, values in portions(lines):
                self._db.execute(self._sql.update_lines(changed, marks), values)
        insert_many(self._db, self._sql.insert_head, new)

    def _ledger(self, steps: Sequence[Step]) -> None:
        table, db = self._table, self._db
        known = [_known_line(table, s.row_id, s.known) for s in steps if s.known is not None]
        insert_many(db, _KNOWN, known, _KNOWN_BEFORE)
        self._each(_UNKNOWN, [s.row_id for s in steps if s.known is None])
        self._each(_SETTLED, [s.row_id for s in steps if not s.waits and s.seq is not None])
        # What was sent of a row that goes back may still arrive, where its absence was no truth.
        settled = [s for s in steps if s.waits and s.seq is not None and s.revived_from is None]
        self._each(_RESOLVED, [s.row_id for s in settled])
        self.queue({s.row_id: None for s in steps if s.waits and s.seq is None})
        if db.execute(_ANY_HELD, (table,)).fetchone():
            # Whatever was refused before, it was about another state of the row.
            self._each(_RELEASED, [s.row_id for s in steps])
        if db.execute(_ANY_ASIDE, (table,)).fetchone():
            # What lay aside of these rows is an older state of theirs.
            self._each(_PLACED, [s.row_id for s in steps])
        for step in steps:
            self._bury(step)
            if step.revived_from is not None:
                db.execute(_REVIVED, (row_json(step.revived_from), table, step.row_id))

    def _each(self, statement: str, ids: Sequence[str]) -> None:
        if ids:
            self._db.execute(statement, (self._table, listed(ids)))

    def queue(self, origins: Mapping[str, Values | None]) -> None:
        """Let rows wait in the outbox, with the state that the server once had of them."""
        if not origins:
            return
        self._db.execute("UPDATE sync_control SET seq = seq + 1 WHERE id = 1")
        self._db.executemany(
            _QUEUED,
            [
                (self._table, row_id, NO_EDIT, None if origin is None else row_json(origin))
                for row_id, origin in origins.items()
            ],
        )

    def _bury(self, step: Step) -> None:
        if step.grave is None:
            return
        ledger = Ledger(self._db)
        if step.grave:
            ledger.bury(self._table, step.row_id, list(step.grave), now_text())
        else:
            ledger.unbury(self._table, step.row_id)


def _lines(names: Sequence[str], rows: Sequence[RemoteRow]) -> list[Sequence[SqlValue]]:
    """The values of rows in the order of these columns, quickly where none is missing."""
    pick = itemgetter(*names)
    try:
        return [pick(row.values) for row in rows]
    except KeyError:
        return [[row.values.get(name) for name in names] for row in rows]


def _changed(names: Sequence[str], old: Values, new: Values) -> tuple[str, ...]:
    pick = itemgetter(*names)
    try:
        ours, theirs = pick(old), pick(new)
    except KeyError:
        return tuple([name for name in names if old.get(name) != new.get(name)])
    if ours == theirs:
        return ()
    pairs = zip(names, ours, theirs, strict=True)
    return tuple([name for name, one, other in pairs if one != other])


def _known_line(table: str, row_id: str, known: Known) -> tuple[Any, ...]:
    base = None if known.base is None else row_json(known.base)
    version = known.version
    return (table, row_id, version.token, version.stamp, known.extra, base, known.echo)

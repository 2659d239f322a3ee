"""The in-memory model of a Supabase server: transactions, versions, policies and constraints."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sync.errors import MayNotRead, Rejected, ShapeChanged
from sync.remote.memory_tables import RemoteTable, Row, StoredRow
from sync.spec import Mode, TableSpec

_START = datetime(2026, 1, 1, 12, 0, 0, 0, UTC)
Undo = list[tuple[RemoteTable, str, StoredRow | None]]


class ServerClock:
    """The server's wall clock, moved by hand; owned by the test that drives it."""

    def __init__(self, start: datetime = _START) -> None:
        self._now = start

    def now(self) -> datetime:
        """The present moment of the server."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._now += timedelta(seconds=seconds)


class MemoryServer:
    """Owns the rows of all members and every rule that PostgreSQL and its policies enforce.

    Shared by the MemoryRemote of each device; safe to use from several threads. The methods
    here act as the service role, past row level security: the web application's own jobs.
    """

    def __init__(
        self, specs: Iterable[TableSpec], clock: ServerClock | None = None, max_rows: int = 1000
    ) -> None:
        self.clock = clock or ServerClock()
        self.max_rows = max_rows
        self.tables = {spec.name: RemoteTable.documented(spec) for spec in specs}
        self.lock = threading.RLock()
        self._xid = 700

    def begin(self, user: str | None = None) -> Transaction:
        """Open a transaction: its stamp and number are taken now, its writes appear at commit.

        A transaction that commits late gives rows older stamps than others already visible.
        """
        with self.lock:
            self._xid += 1
            moment = self.clock.now().isoformat(timespec="microseconds")
            return Transaction(self, self._xid, moment, user)

    def write(self, table: str, *rows: Row) -> None:
        """Insert rows in one transaction, as the service role."""
        transaction = self.begin()
        transaction.insert(table, rows)
        transaction.commit()

    def edit(self, table: str, row_id: str, changes: dict[str, Any]) -> None:
        """Change a row, as the service role."""
        transaction = self.begin()
        transaction.update(table, row_id, changes)
        transaction.commit()

    def remove(self, table: str, row_id: str) -> None:
        """Delete a row and all that hang on it, as the service role."""
        transaction = self.begin()
        transaction.delete(table, row_id)
        transaction.commit()

    def write_generic(self, table: str, key: str, data: dict[str, Any]) -> None:
        """Put a row of a table that is documented by name alone."""
        with self.lock:
            self._xid += 1
            self.tables[table].rows[key] = StoredRow({}, {}, self._xid, None, data)

    def rows(self, table: str) -> dict[str, Row]:
        """All rows of a table as they stand, by id; for oracles."""
        with self.lock:
            return {key: dict(row.values) for key, row in self.tables[table].rows.items()}

    def retoken(self) -> None:
        """Give all rows of each table one new version: a restored or moved project (P28)."""
        with self.lock:
            self._xid += 1
            for table in self.tables.values():
                table.rows = {k: replace(r, xmin=self._xid) for k, r in table.rows.items()}

    def snapshot(self) -> dict[str, dict[str, StoredRow]]:
        """The rows of all tables, to go back to with `restore`."""
        with self.lock:
            return {name: dict(table.rows) for name, table in self.tables.items()}

    def restore(self, snapshot: dict[str, dict[str, StoredRow]]) -> None:
        """Go back to an earlier state, as a restored backup does: with new versions."""
        with self.lock:
            for name, rows in snapshot.items():
                self.tables[name].rows = dict(rows)
            self.retoken()

    def table(self, spec: TableSpec) -> RemoteTable:
        """A table that exists; raises ShapeChanged as PostgREST does for PGRST205 and 42501."""
        table = self.tables.get(spec.name)
        if table is None or not table.exists:
            raise ShapeChanged(f"{spec.name}: no such table")
        if not table.readable:
            raise MayNotRead(f"{spec.name}: may not be read")
        return table

    def visible(self, table: RemoteTable, row: StoredRow, user: str | None) -> bool:
        """Row level security: whether a member sees a row; None is the service role."""
        if user is None:
            return True
        if table.spec.mode is Mode.GENERIC:
            owner = (row.data or {}).get("user_id")
            return owner is None or owner == user
        if table.spec.owner is not None:
            return row.values.get(table.spec.owner) == user
        return all(
            self._sees_parent(parent, row.values.get(column), user)
            for column, parent in table.spec.references.items()
        )

    def _sees_parent(self, parent: str, row_id: Any, user: str) -> bool:
        table = self.tables[parent]
        row = table.rows.get(row_id)
        return row is not None and self.visible(table, row, user)


class Transaction:
    """One transaction of the in-memory server; made by `MemoryServer.begin`, on any thread.

    Reads see only what is committed; the writes are checked and applied together at commit.
    """

    def __init__(self, server: MemoryServer, xid: int, moment: str, user: str | None) -> None:
        self._server = server
        self._xid = xid
        self._moment = moment
        self._user = user
        self._steps: list[Callable[[Undo], None]] = []

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Insert rows with one statement."""
        self._steps.append(lambda undo: self._insert(self._table(table), rows, undo))

    def update(self, table: str, row_id: str, changes: dict[str, Any]) -> None:
        """Change a row; a row that is not there is passed over."""
        self._steps.append(lambda undo: self._update(self._table(table), row_id, changes, undo))

    def delete(self, table: str, row_id: str) -> None:
        """Delete a row and, by cascade, all rows that point at it."""
        self._steps.append(lambda undo: self._delete(self._table(table), row_id, undo))

    def commit(self) -> None:
        """Apply all steps or none; raises Rejected as the server would."""
        undo: Undo = []
        with self._server.lock:
            try:
                for step in self._steps:
                    step(undo)
            except Rejected:
                for table, row_id, before in reversed(undo):
                    _place(table, row_id, before)
                raise

    def _table(self, name: str) -> RemoteTable:
        return self._server.tables[name]

    def _put(self, table: RemoteTable, row_id: str, row: StoredRow | None, undo: Undo) -> None:
        undo.append((table, row_id, table.rows.get(row_id)))
        _place(table, row_id, row)

    def _insert(self, table: RemoteTable, rows: Sequence[Row], undo: Undo) -> None:
        for values in rows:
            row_id = str(values["id"])
            complete = table.complete(dict(values), self._moment)
            stamp = complete.get("updated_at", self._moment) if table.stamped else None
            row = StoredRow(complete, dict(table.added), self._xid, _text(stamp))
            self._permit(table, row)
            table.constrain(row_id, complete)
            if row_id in table.rows:
                raise Rejected("23505", f"{table.spec.name}: the id is taken", 409)
            self._put(table, row_id, row, undo)
        for values in rows:
            self._refer(table, table.rows[str(values["id"])].values)

    def _update(self, table: RemoteTable, row_id: str, changes: dict[str, Any], undo: Undo) -> None:
        old = table.rows.get(row_id)
        if old is None or not self._server.visible(table, old, self._user):
            return
        added = {k: v for k, v in changes.items() if k in table.added}
        known = {k: v for k, v in changes.items() if k not in table.added}
        values = table.changed(old.values, known, self._moment)
        stamp = self._moment if table.stamped else old.stamp
        row = StoredRow(values, old.added | added, self._xid, stamp)
        self._permit(table, row)
        table.constrain(row_id, values)
        self._put(table, row_id, row, undo)
        self._refer(table, values)

    def _delete(self, table: RemoteTable, row_id: str, undo: Undo) -> None:
        old = table.rows.get(row_id)
        if old is None or not self._server.visible(table, old, self._user):
            return
        self._put(table, row_id, None, undo)
        for child in self._server.tables.values():
            for column, parent in child.spec.references.items():
                if parent == table.spec.name:
                    self._cascade(child, column, row_id, undo)

    def _cascade(self, child: RemoteTable, column: str, parent_id: str, undo: Undo) -> None:
        hanging = [key for key, row in child.rows.items() if row.values.get(column) == parent_id]
        for key in hanging:
            # Cascades of foreign keys run past row level security.
            cascade = Transaction(self._server, self._xid, self._moment, None)
            cascade._delete(child, key, undo)

    def _permit(self, table: RemoteTable, row: StoredRow) -> None:
        if self._user is None:
            return
        if not table.writable or not self._server.visible(table, row, self._user):
            raise Rejected("42501", f"{table.spec.name}: row level security", 403)

    def _refer(self, table: RemoteTable, values: Row) -> None:
        for column, parent in table.spec.references.items():
            target = values.get(column)
            if target is not None and target not in self._server.tables[parent].rows:
                raise Rejected("23503", f"{table.spec.name}: {column} points at nothing", 409)


def _place(table: RemoteTable, row_id: str, row: StoredRow | None) -> None:
    if row is None:
        table.rows.pop(row_id, None)
    else:
        table.rows[row_id] = row


def _text(value: Any) -> str | None:
    return None if value is None else str(value)

"""A remote store that speaks to the in-memory server, for tests and simulations."""

from __future__ import annotations

from collections.abc import Sequence

from sync.errors import ShapeChanged
from sync.protocols import (
    Clock,
    Cursor,
    GenericRow,
    LastPage,
    Listed,
    RemoteRow,
    Seen,
    Shape,
    Traffic,
    Values,
    Version,
)
from sync.remote.memory_server import MemoryServer, ServerClock, Transaction
from sync.remote.memory_tables import RemoteTable, Row, StoredRow, moment_of, verbatim
from sync.remote.versions import content_token
from sync.spec import TableSpec
from sync.values import canonical_json

__all__ = ["MemoryRemote", "MemoryServer", "RemoteTable", "ServerClock", "Transaction"]

_IDS_A_REQUEST = 100


class MemoryRemote:
    """One member's access to a MemoryServer from one device; implements RemoteStore.

    Owns nothing but its traffic count; any thread may use it. With `user` None nobody is signed
    in, and the policies show nothing: 200 and an empty list, as on a real server.
    """

    def __init__(self, server: MemoryServer, user: str | None, clock: Clock | None = None) -> None:
        self.traffic = Traffic()
        self.unreadable: dict[str, set[str]] = {}
        self.server = server
        self._user = user or ""
        self._clock = clock

    def inspect(self, table: TableSpec) -> Shape:
        """Discover what the server has of a table."""
        self.traffic.requests += 1
        with self.server.lock:
            held = self.server.tables.get(table.name)
            if held is None or not held.exists:
                return Shape(exists=False)
            if not held.readable:
                return Shape(exists=False, denied=True)
            columns = held.columns
            return Shape(
                exists=True,
                columns=columns,
                has_id="id" in columns or not columns,
                has_token=held.token,
                has_stamp=held.stamped,
                is_empty=not self._mine(held),
            )

    def changed_since(
        self,
        table: TableSpec,
        shape: Shape,
        after: Cursor | None,
        limit: int,
        seen: Seen | None = None,
    ) -> list[RemoteRow]:
        """Rows after a place in the order (updated_at, id)."""
        self.traffic.requests += 1
        with self.server.lock:
            held = self._asked(table, shape)
            if not held.stamped:
                raise ShapeChanged(f"{table.name}: no updated_at", "updated_at")
            start = (moment_of(after.stamp), after.id) if after else ("", "")
            found = [
                (row.stamp, key)
                for key, row in self._mine(held)
                if row.stamp is not None and (row.stamp, key) > start and self._can_read(held, key)
            ]
            page = sorted(found)[: min(limit, self.server.max_rows)]
            rows = [_answer(held, held.rows[key], shape) for _, key in page]
            begins = after is not None and not after.id
        if begins and len(page) == len(found):
            return LastPage(rows)
        if seen is not None and rows:
            seen(Cursor(rows[-1].version.stamp or "", rows[-1].id))
        return rows

    def versions_since(
        self, table: TableSpec, shape: Shape, after: Cursor, limit: int
    ) -> list[Listed]:
        """Ids and versions of the rows after a place in the order (updated_at, id)."""
        rows = self.changed_since(table, shape, after, limit)
        lines = [Listed(row.id, row.version) for row in rows]
        return LastPage(lines) if isinstance(rows, LastPage) else lines

    def manifest(
        self, table: TableSpec, shape: Shape, after_id: str | None, limit: int
    ) -> list[Listed]:
        """Ids and versions in the order of ids."""
        self.traffic.requests += 1
        with self.server.lock:
            held = self._asked(table, shape)
            keys = sorted(key for key, _ in self._mine(held) if key > (after_id or ""))
            page = keys[: min(limit, self.server.max_rows)]
            lines = [Listed(key, _version(held, held.rows[key], shape)) for key in page]
            return LastPage(lines) if not after_id and len(page) == len(keys) else lines

    def count(self, table: TableSpec) -> int:
        """How many rows the member sees."""
        self.traffic.requests += 1
        with self.server.lock:
            return len(self._mine(self.server.table(table)))

    def fetch(self, table: TableSpec, shape: Shape, ids: Sequence[str]) -> list[RemoteRow]:
        """Rows by their ids."""
        self.traffic.requests += -(-len(ids) // _IDS_A_REQUEST)
        with self.server.lock:
            held = self._asked(table, shape)
            rows = (held.rows.get(row_id) for row_id in dict.fromkeys(ids))
            return [
                _answer(held, row, shape)
                for row in rows
                if row is not None
                and self.server.visible(held, row, self._user)
                and self._can_read(held, str(row.values["id"]))
            ]

    def generic_page(self, table: TableSpec, offset: int, limit: int) -> list[GenericRow]:
        """A page of whole rows."""
        self.traffic.requests += 1
        with self.server.lock:
            held = self.server.table(table)
            found = sorted(self._mine(held))
            page = found[offset : offset + min(limit, self.server.max_rows)]
            data = [(key, row.data or {}) for key, row in page]
            rows = [GenericRow(k, row.get("user_id"), canonical_json(row)) for k, row in data]
            return LastPage(rows) if not offset and len(page) == len(found) else rows

    def insert(self, table: TableSpec, shape: Shape, rows: Sequence[Values]) -> list[RemoteRow]:
        """Insert all rows or none."""
        self.traffic.requests += 1
        with self.server.lock:
            held = self._asked(table, shape)
            sent = [self._sendable(held, shape, row) for row in rows]
            transaction = self.server.begin(self._user)
            transaction.insert(table.name, sent)
            transaction.commit()
            return [_answer(held, held.rows[str(row["id"])], shape) for row in sent]

    def update(
        self, table: TableSpec, shape: Shape, row_id: str, version: Version, changes: Values
    ) -> RemoteRow | None:
        """Change columns of a row of that version."""
        self.traffic.requests += 1
        with self.server.lock:
            held = self._asked(table, shape)
            row = self._matching(held, shape, row_id, version)
            if row is None or not held.writable:
                return None
            sent = self._sendable(held, shape, changes)
            if sent:
                transaction = self.server.begin(self._user)
                transaction.update(table.name, row_id, sent)
                transaction.commit()
            return _answer(held, held.rows[row_id], shape)

    def delete(self, table: TableSpec, shape: Shape, row_id: str, version: Version) -> bool:
        """Delete a row of that version."""
        self.traffic.requests += 1
        with self.server.lock:
            held = self._asked(table, shape)
            if self._matching(held, shape, row_id, version) is None or not held.writable:
                return False
            transaction = self.server.begin(self._user)
            transaction.delete(table.name, row_id)
            transaction.commit()
            return row_id not in held.rows

    def skew(self) -> float:
        """Seconds by which the server's clock is ahead of this device's."""
        if self._clock is None:
            return 0.0
        return (self.server.clock.now() - self._clock.now()).total_seconds()

    def _asked(self, table: TableSpec, shape: Shape) -> RemoteTable:
        held = self.server.table(table)
        if shape.has_token and not held.token:
            raise ShapeChanged(f"{table.name}: no xmin", "xmin")
        return held

    def _mine(self, held: RemoteTable) -> list[tuple[str, StoredRow]]:
        visible = self.server.visible
        return [(k, row) for k, row in held.rows.items() if visible(held, row, self._user)]

    def _can_read(self, held: RemoteTable, row_id: str) -> bool:
        if row_id in held.unreadable:
            self.unreadable.setdefault(held.spec.name, set()).add(row_id)
        return row_id not in held.unreadable

    def _sendable(self, held: RemoteTable, shape: Shape, values: Values) -> Row:
        owned = held.spec.server_owned
        sent = {k: v for k, v in values.items() if k in shape.columns and k not in owned}
        for name in sent:
            if name not in held.columns:
                raise ShapeChanged(f"{held.spec.name}: no column {name}", name)
        return sent

    def _matching(
        self, held: RemoteTable, shape: Shape, row_id: str, version: Version
    ) -> StoredRow | None:
        row = held.rows.get(row_id)
        if row is None or not self.server.visible(held, row, self._user):
            return None
        current = _version(held, row, shape)
        if shape.has_stamp and not shape.has_token:
            wanted = version.stamp and moment_of(version.stamp)
            return row if wanted is not None and wanted == row.stamp else None
        return row if version.token is not None and current.token == version.token else None


def _answer(held: RemoteTable, row: StoredRow, shape: Shape) -> RemoteRow:
    version = _version(held, row, shape)
    return RemoteRow(str(row.values["id"]), _values(held, row), version, _extra(row))


def _version(held: RemoteTable, row: StoredRow, shape: Shape) -> Version:
    token = str(row.xmin) if shape.has_token else None
    stamp = verbatim(row.stamp) if shape.has_stamp else None
    if token is None and stamp is None:
        token = content_token(_values(held, row), _extra(row))
    return Version(token, stamp)


def _values(held: RemoteTable, row: StoredRow) -> Row:
    if not held.missing:
        return dict(row.values)
    return {name: value for name, value in row.values.items() if name not in held.missing}


def _extra(row: StoredRow) -> str | None:
    return canonical_json(row.added) if row.added else None

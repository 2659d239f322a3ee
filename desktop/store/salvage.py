"""Reads what can still be read of a damaged database into a new one; changes nothing in it.

A page of the file that is damaged is told by its seal, so whatever can be read is as it was
written. Around such a page the way is felt row by row. Sync's own records do not go along: what
was saved is merged with the server like any edit.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.store import faults
from desktop.store.database import Database
from desktop.store.schema import two_way
from desktop.store.transactions import Connection, writing
from sync.values import SqlValue

# The trash and the versions first: they belong to rows that may be lost. What the member recorded
# is found again by what is known of its file, and by its place on the way to the server.
_KEPT = (
    "local_trash", "local_versions", "local_templates", "local_evidence", "local_uploads",
    "local_media", "local_pins", "local_listening", "local_narrations",
)  # fmt: skip
# So many places in a row without anything that can be read: the rest of the table is gone.
_LONGEST_GAP = 20_000


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How many of the member's rows were read, and the tables in which some were not."""

    rows: int
    torn: tuple[str, ...]


def salvage(damaged: Database, into: Connection) -> Salvaged:
    """Copy every row that can be read, in one transaction; raises the StoreProblem family."""
    wreck = _Wreck(damaged)
    rows = 0
    with contextlib.closing(wreck), _unchecked(into), writing(into):
        for table in _KEPT:
            _pour(wreck, table, into)
        for spec in two_way():
            rows += _pour(wreck, spec.name, into)
    return Salvaged(rows, tuple(wreck.torn))


def _pour(wreck: _Wreck, table: str, into: Connection) -> int:
    there = wreck.columns(table)
    columns = [name for name in _columns(into, table) if name in there]
    if not columns:
        return 0
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" for _ in columns)
    insert = f'INSERT INTO "{table}" ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING'
    return sum(into.execute(insert, row).rowcount for row in wreck.rows(table, names))


class _Wreck:
    """A damaged database that is read all the same; owns a connection, on its caller's thread."""

    def __init__(self, database: Database) -> None:
        self.torn: list[str] = []
        self._database = database
        self._connection = database.connect()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def columns(self, table: str) -> list[str]:
        """The columns of a table, none where even that cannot be read."""
        try:
            return _columns(self._connection, table)
        except faults.Error as error:
            self._renew(table, error)
            return []

    def rows(self, table: str, names: str) -> Iterator[tuple[SqlValue, ...]]:
        """Every row that can be read."""
        select = f'SELECT rowid, {names} FROM "{table}" WHERE rowid > ? ORDER BY rowid'
        place = gap = 0
        while gap < _LONGEST_GAP:
            try:
                for row in self._connection.execute(select, (place,)):
                    place, gap = row[0], 0
                    yield row[1:]
            except faults.Error as error:
                self._renew(table, error)
                place, gap = place + 1, gap + 1
            else:
                return

    def _renew(self, table: str, error: Exception) -> None:
        """Open the file once more: after one damaged page a connection reads nothing further."""
        if not faults.is_damage(error):
            raise error
        if table not in self.torn:
            self.torn.append(table)
        self._connection.close()
        self._connection = self._database.connect()


def _columns(connection: Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")').fetchall()]


@contextlib.contextmanager
def _unchecked(connection: Connection) -> Iterator[None]:
    """A row whose parent was lost is still a member's: it is taken as it is."""
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        connection.execute("PRAGMA ignore_check_constraints = OFF")
        connection.execute("PRAGMA foreign_keys = ON")

"""Reads what can still be read of a damaged database into another one; changes nothing in it.

A page of the file that is damaged is told by its seal, so whatever can be read is as it was
written. The other database is a new one, or a copy of the damaged one from before: then what is
read is newer, and what could not be read stays as it was in the copy. Sync's own records of the
damaged file do not go along: what was saved is merged with the server like any edit.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import cast

from desktop.store import faults
from desktop.store.database import Database
from desktop.store.joining import join_row, keep_version, same_key
from desktop.store.raw import read_row
from desktop.store.rules import restore_rules
from desktop.store.schema import two_way
from desktop.store.transactions import Connection, writing
from desktop.store.wreck.pages import Pages
from desktop.store.wreck.records import Value
from desktop.store.wreck.shapes import shapes
from desktop.store.wreck.tables import Row, Tables
from sync.spec import TableSpec
from sync.values import SqlValue

# The trash and the versions first: they belong to rows that may be lost. What the member recorded
# is found again by what is known of its file, and by its place on the way to the server.
_KEPT = (
    "local_trash", "local_versions", "local_templates", "local_evidence", "local_uploads",
    "local_media", "local_pins", "local_listening", "local_narrations",
)  # fmt: skip
# Rows that the device numbers: under one number two databases may have different ones.
_NUMBERED = {"local_trash", "local_versions"}
_CHANGED = "updated_at"


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was read: how many of the member's rows, how many of them the other database lacked.

    `torn` are the tables of which rows may be missing.
    """

    read: int
    rows: int
    torn: tuple[str, ...]


def salvage(damaged: Database, into: Connection, kin: Iterable[Path] = ()) -> Salvaged:
    """Take over every row that can be read, in one transaction; raises the StoreProblem family.

    `kin` are copies of the damaged file.
    """
    with (
        faults.translated(files=True),
        contextlib.closing(Pages(damaged.path, damaged.key, kin)) as pages,
        _unchecked(into),
        writing(into),
    ):
        wreck = Tables(pages, shapes(into))
        saving = _Saving(wreck, into)
        for table in _KEPT:
            saving.keep(table)
        for spec in two_way():
            saving.take_over(spec)
        saving.delete_again()
        restore_rules(into)
        names = {*_KEPT, *(spec.name for spec in two_way())}
        return Salvaged(saving.read, saving.rows, tuple(sorted(wreck.torn & names)))


class _Saving:
    """Takes rows of a wreck over into a connection's database; lives as long as one salvage."""

    def __init__(self, wreck: Tables, into: Connection) -> None:
        self._wreck = wreck
        self._into = into
        self._trashed: dict[str, set[str]] = {}
        self.read = 0
        self.rows = 0

    def keep(self, table: str) -> None:
        """The rows of a table that this device keeps for itself."""
        # What was found by its look may be an old state of what the way leads to: that is first.
        for row in chain(self._wreck.strays(table), self._wreck.rows(table)):
            if table not in _NUMBERED:
                self._put(table, row)
            elif self._keep_numbered(table, row) and table == "local_trash":
                self._trashed.setdefault(str(row["tbl"]), set()).add(str(row["row_id"]))

    def take_over(self, spec: TableSpec) -> None:
        """The rows of a table of the member's."""
        present: set[str] = set()
        for row in self._wreck.rows(spec.name):
            present.add(str(row["id"]))
            self._take(spec, row)
        for row in self._wreck.strays(spec.name):
            # What was found by its look may be an old state of a row that was read.
            if str(row["id"]) not in present:
                self._take(spec, row)
        if spec.name not in self._wreck.torn:
            self._trashed[spec.name] = self._trashed.get(spec.name, set()) - present
        else:
            self._trashed.pop(spec.name, None)

    def delete_again(self) -> None:
        """What was deleted after the copy was made, as the trash of the damaged file knows."""
        last = self._into.execute("SELECT coalesce(max(id), 0) FROM local_trash").fetchone()[0]
        for spec in two_way():
            for row_id in sorted(self._trashed.get(spec.name, ())):
                self._into.execute(f'DELETE FROM "{spec.name}" WHERE id = ?', (row_id,))
        # Their last state is in the trash already, as the damaged file had it.
        self._into.execute("DELETE FROM local_trash WHERE id > ?", (last,))

    def _take(self, spec: TableSpec, row: Row) -> None:
        self.read += 1
        theirs = {name: cast("SqlValue", row.get(name)) for name in spec.names}
        row_id = str(theirs["id"])
        ours = read_row(self._into, spec, row_id)
        if ours == theirs:
            return
        self.rows += 1
        if ours is None and same_key(self._into, spec, theirs):
            join_row(self._into, spec, theirs)
            _leave_unchecked(self._into)
        elif ours is not None and str(ours.get(_CHANGED) or "") > str(theirs.get(_CHANGED) or ""):
            keep_version(self._into, spec.name, row_id, theirs)
        else:
            self._put(spec.name, theirs)

    def _keep_numbered(self, table: str, row: Row) -> bool:
        """Tells whether the row was not there yet, under whichever number."""
        same = " AND ".join(f'"{name}" IS ?' for name in row if name != "id")
        values = [value for name, value in row.items() if name != "id"]
        find = f'SELECT 1 FROM "{table}" WHERE'
        if self._into.execute(f"{find} {same}", values).fetchone():
            return False
        taken = self._into.execute(f"{find} id = ?", (row["id"],)).fetchone()
        self._put(table, {**row, "id": None} if taken else row)
        return True

    def _put(self, table: str, row: Mapping[str, Value]) -> None:
        names = [f'"{name}"' for name in row]
        marks = ", ".join("?" for _ in names)
        sets = ", ".join(f"{name} = excluded.{name}" for name in names)
        self._into.execute(
            f'INSERT INTO "{table}" ({", ".join(names)}) VALUES ({marks}) '
            f"ON CONFLICT DO UPDATE SET {sets}",
            list(row.values()),
        )


@contextlib.contextmanager
def _unchecked(connection: Connection) -> Iterator[None]:
    """A row whose parent was lost is still a member's: it is taken as it is."""
    connection.execute("PRAGMA foreign_keys = OFF")
    _leave_unchecked(connection)
    try:
        yield
    finally:
        connection.execute("PRAGMA ignore_check_constraints = OFF")
        connection.execute("PRAGMA foreign_keys = ON")


def _leave_unchecked(connection: Connection) -> None:
    connection.execute("PRAGMA ignore_check_constraints = ON")

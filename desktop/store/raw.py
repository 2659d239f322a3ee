"""Whole rows in their stored encoding, put back where they once were.

Only for states that the database itself has held before (versions, trash, another profile's
rows): they pass no validation, because a server's row may break a documented CHECK and must come
back all the same (decision 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from desktop.core.errors import InvalidInput
from desktop.core.nouns import a_row
from desktop.core.phrases import Phrase
from desktop.store.transactions import Connection, writing
from sync.spec import TableSpec
from sync.values import SqlValue


def read_row(connection: Connection, spec: TableSpec, row_id: str) -> dict[str, SqlValue] | None:
    """The stored row, or None."""
    names = ", ".join(f'"{name}"' for name in spec.names)
    found = connection.execute(
        f'SELECT {names} FROM "{spec.name}" WHERE id = ?', (row_id,)
    ).fetchone()
    return dict(zip(spec.names, found, strict=True)) if found else None


def insert_row(connection: Connection, spec: TableSpec, values: Mapping[str, SqlValue]) -> None:
    """Insert a stored row; raises InvalidInput where it has lost its place."""
    for name, parent in spec.references.items():
        wanted = values.get(name)
        if wanted is not None and _deleted(connection, parent, wanted):
            raise InvalidInput(
                Phrase(
                    "This belongs to {row} that was deleted. Restore that one first.",
                    row=a_row(parent),
                ),
                name,
            )
    if spec.natural_key and _taken(connection, spec, values):
        raise InvalidInput(Phrase("Another one has taken its place since. Delete that one first."))
    names = [name for name in spec.names if name in values]
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" for _ in names)
    with _held_before(connection):
        connection.execute(
            f'INSERT INTO "{spec.name}" ({columns}) VALUES ({marks})',
            [values[name] for name in names],
        )


def update_row(
    connection: Connection, spec: TableSpec, row_id: str, changes: Mapping[str, SqlValue]
) -> None:
    """Change columns of a stored row to stored values."""
    if not changes:
        return
    sets = ", ".join(f'"{name}" = ?' for name in changes)
    with _held_before(connection):
        connection.execute(
            f'UPDATE "{spec.name}" SET {sets} WHERE id = ?', [*changes.values(), row_id]
        )


def _deleted(connection: Connection, table: str, row_id: SqlValue) -> bool:
    """Whether a row was deleted here; one that was never here is the server's own affair."""
    if connection.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (row_id,)).fetchone():
        return False
    found = connection.execute(
        "SELECT 1 FROM local_trash WHERE tbl = ? AND row_id = ?", (table, row_id)
    ).fetchone()
    return found is not None


def _taken(connection: Connection, spec: TableSpec, values: Mapping[str, SqlValue]) -> bool:
    condition = " AND ".join(f'"{name}" = ?' for name in spec.natural_key)
    found = connection.execute(
        f'SELECT 1 FROM "{spec.name}" WHERE {condition} AND id <> ?',
        [*(values.get(name) for name in spec.natural_key), values["id"]],
    ).fetchone()
    return found is not None


@contextmanager
def putting_back(connection: Connection) -> Iterator[None]:
    """A writing transaction in which a row may point at one that was never here (decision 4)."""
    bound = bool(connection.execute("PRAGMA foreign_keys").fetchone()[0])
    # SQLite ignores this inside a transaction: then references bind as ever.
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        with writing(connection):
            yield
    finally:
        connection.execute(f"PRAGMA foreign_keys = {'ON' if bound else 'OFF'}")


@contextmanager
def _held_before(connection: Connection) -> Iterator[None]:
    connection.execute("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        connection.execute("PRAGMA ignore_check_constraints = OFF")

"""Writing rows past all validation, and looking them up in the index."""

from __future__ import annotations

from desktop.core.ids import new_id
from desktop.store.search.finding import find


def drained(index):
    while index.drain():
        pass


def ids(connection, query, limit=50):
    return [hit.row_id for hit in find(connection, query, limit, typing=False).hits]


def raw(connection, table, **values):
    """Write a row as sync does: encoded, past all validation."""
    values.setdefault("id", new_id())
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(values.values()))
    return values["id"]

"""Questions to the database, whoever owns the connection; faults of the world are StoreProblem."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop.store.faults import translated
from desktop.store.transactions import Connection

Found = tuple[Any, ...]


def whole(column: str) -> str:
    """A column of whole numbers as SQL, nothing in place of what is none.

    A row of the server stands as it came, whatever the documents say of its columns (decision 4).
    """
    return f"CASE typeof({column}) WHEN 'integer' THEN {column} END"


def every_row(connection: Connection, sql: str, bound: Iterable[Any] = ()) -> list[Found]:
    """All rows that a question has."""
    with translated():
        rows: list[Found] = connection.execute(sql, tuple(bound)).fetchall()
    return rows


def first_row(connection: Connection, sql: str, bound: Iterable[Any] = ()) -> Found | None:
    """The first row that a question has, or None."""
    with translated():
        row: Found | None = connection.execute(sql, tuple(bound)).fetchone()
    return row

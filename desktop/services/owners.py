"""Whose rows a database holds."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.store.schema import two_way
from desktop.store.transactions import Connection
from sync.spec import TableSpec


def rows_of(connection: Connection, user_id: str) -> int:
    """How many rows a member has in the tables that travel."""
    return sum(
        int(
            connection.execute(
                f'SELECT count(*) FROM "{spec.name}" WHERE user_id = ?', (user_id,)
            ).fetchone()[0]
        )
        for spec in _owned()
    )


def other_owner(connection: Connection, user_id: str) -> str | None:
    """Another member whose rows stand in the tables that travel, or None."""
    for spec in _owned():
        found = connection.execute(
            f'SELECT user_id FROM "{spec.name}" WHERE user_id <> ? LIMIT 1', (user_id,)
        ).fetchone()
        if found:
            return str(found[0])
    return None


def _owned() -> Iterator[TableSpec]:
    return (spec for spec in two_way() if spec.owner == "user_id")

"""The ids of rows that are to be under a natural key (decision 3)."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.ids import natural_id
from desktop.store import faults
from desktop.store.transactions import Connection


def vacant_id(connection: Connection, table: str, user_id: str, key: Sequence[object]) -> str:
    """The id that every device gives to the new row of this key; no row here has it.

    A row that was moved to another key keeps the id of its old one: then the next in line serves.
    """
    parts = list(key)
    with faults.translated():
        while True:
            made = natural_id(user_id, table, parts)
            taken = connection.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (made,)).fetchone()
            if taken is None:
                return made
            parts.append("next")

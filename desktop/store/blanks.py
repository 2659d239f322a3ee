"""Rows that were begun and left blank: they go without a trace, but never with a member's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desktop.store.rows import Rows
from desktop.store.transactions import Connection, writing


def remove(
    connection: Connection,
    rows: Rows,
    table: str,
    row_id: str,
    is_blank: Callable[[Mapping[str, Any]], bool],
) -> None:
    """Delete a row if it is blank; the trash keeps its last words if it ever had some."""
    with writing(connection):
        # Asked now that nobody else can write: sync may have brought words into it just before.
        row = rows.get(table, row_id)
        if row is None or not is_blank(row):
            return
        trash_id = rows.delete(table, row_id)
        last = connection.execute(
            "SELECT data FROM local_versions WHERE tbl = ? AND row_id = ? ORDER BY id DESC LIMIT 1",
            (table, row_id),
        ).fetchone()
        if last:
            connection.execute("UPDATE local_trash SET data = ? WHERE id = ?", (*last, trash_id))
        else:
            connection.execute("DELETE FROM local_trash WHERE id = ?", (trash_id,))

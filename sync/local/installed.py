"""Whether sync's tables and triggers stand in a database; light, because each start asks."""

from __future__ import annotations

from sync.local.connection import Connection

PREFIX = "sync_capture_"


def installed(connection: Connection) -> tuple[str, int] | None:
    """What `sync.local.schema.mark` said when they were made, with the triggers that are left."""
    found = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'sync_reports'"
    ).fetchone()
    if not found[0]:
        return None
    row = connection.execute("SELECT value FROM sync_meta WHERE key = 'triggers'").fetchone()
    return (row[0] if row else "", len(trigger_names(connection)))


def trigger_names(connection: Connection) -> list[str]:
    """The names of sync's triggers."""
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, ?) = ?",
        (len(PREFIX), PREFIX),
    )
    return [row[0] for row in rows.fetchall()]

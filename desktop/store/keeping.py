"""Whether the triggers that keep earlier states fit this version; light, each start asks.

They are generated from the specifications (`desktop.store.keeping_triggers`) and renewed when
these change, so that a column of a later version is kept as well. The fingerprint of this
version's stands here, so that a start need not load and generate all that only to see that
nothing has changed; a test tells when it has to be renewed.
"""

from __future__ import annotations

from desktop.store.transactions import Connection, writing

CURRENT = "b271fc08d8a79bd3"
_NAME = "keeping"

# The flag belongs to sync (sync/local/schema.py), whose tables may come later; ours only reads it.
_FLAG = (
    (
        "CREATE TABLE IF NOT EXISTS sync_control (id INTEGER PRIMARY KEY CHECK (id = 1), "
        "applying INTEGER NOT NULL DEFAULT 0, seq INTEGER NOT NULL DEFAULT 0)"
    ),
    "INSERT INTO sync_control (id) VALUES (1) ON CONFLICT (id) DO NOTHING",
)


def install(connection: Connection, *, renew: bool = False) -> None:
    """Bring the triggers up to date; does nothing but compare when they are, unless told to."""
    if _installed(connection) == CURRENT and not renew:
        return
    from desktop.store import keeping_triggers

    with writing(connection):
        for statement in _FLAG:
            connection.execute(statement)
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'keep!_%' "
            "ESCAPE '!'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in keeping_triggers.statements():
            connection.execute(statement)
        connection.execute(
            "INSERT INTO local_meta (key, value) VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (_NAME, CURRENT),
        )


def _installed(connection: Connection) -> str | None:
    row = connection.execute("SELECT value FROM local_meta WHERE key = ?", (_NAME,)).fetchone()
    return str(row[0]) if row else None

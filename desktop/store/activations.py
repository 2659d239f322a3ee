"""When a vision was made the active one on this device; no documented column tells that.

The server's `updated_at` tells it of what has been sent. Of a choice that is still to be sent it
tells nothing, and the time of the last edit is that of whatever was written last in the vision.
"""

from __future__ import annotations

import json

from desktop.store.transactions import Connection

_KEY = "activation"


def note(connection: Connection, row_id: str) -> None:
    """Note that a vision becomes the active one now; the caller has the transaction open."""
    connection.execute(
        "INSERT INTO local_meta (key, value) VALUES (?, json_object('id', ?, 'at', "
        "strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000+00:00')) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (_KEY, row_id),
    )


def noted(connection: Connection) -> tuple[str, str]:
    """The vision that was made active here last and when, both empty if none was."""
    row = connection.execute("SELECT value FROM local_meta WHERE key = ?", (_KEY,)).fetchone()
    kept = json.loads(row[0]) if row else {}
    return kept.get("id", ""), kept.get("at", "")

"""What stands in a form and is not saved yet, kept on this device for the next start."""

from __future__ import annotations

import json
from typing import Any

from desktop.store.asking import first_row
from desktop.store.transactions import Connection, writing


class Unsaved:
    """Owns the unsaved words of one form, by its name; lives in the connection's thread."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self._key = f"unsaved_{name}"

    def keep(self, content: Any) -> None:
        """Remember what JSON can hold, in place of the last; nothing empty is remembered."""
        with writing(self._connection):
            if content:
                self._connection.execute(
                    "INSERT INTO local_meta (key, value) VALUES (?, ?) "
                    "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                    (self._key, json.dumps(content, ensure_ascii=False)),
                )
            else:
                self._connection.execute("DELETE FROM local_meta WHERE key = ?", (self._key,))

    def read(self) -> Any:
        """What was remembered, or None."""
        found = first_row(
            self._connection, "SELECT value FROM local_meta WHERE key = ?", (self._key,)
        )
        return json.loads(found[0]) if found else None

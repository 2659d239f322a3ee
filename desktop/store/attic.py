"""What sync asks of the store's history and trash (`sync.protocols.Attic`)."""

from __future__ import annotations

import json

from desktop.store.raw import read_row
from desktop.store.schema import specs
from desktop.store.transactions import Connection
from sync.protocols import Values
from sync.values import canonical_json


class LocalAttic:
    """Acts on whatever connection it is given, inside its open transaction; owns nothing."""

    def recall(self, connection: Connection, table: str, row_id: str) -> Values | None:
        """The last state of a row that was deleted here, or None."""
        found = connection.execute(
            "SELECT data FROM local_trash WHERE tbl = ? AND row_id = ? ORDER BY id DESC LIMIT 1",
            (table, row_id),
        ).fetchone()
        if found is None:
            return None
        values: Values = json.loads(found[0])
        return values

    def keep(self, connection: Connection, table: str, row_id: str, values: Values) -> None:
        """Keep values that lost as an earlier version of the row.

        The version holds the whole row as it would have been had they won.
        """
        present = read_row(connection, specs()[table], row_id) or {}
        connection.execute(
            "INSERT INTO local_versions (tbl, row_id, data, kept_at, origin) VALUES "
            "(?, ?, ?, strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000+00:00', 'sync')",
            (table, row_id, canonical_json({**present, **values})),
        )

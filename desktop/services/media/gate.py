"""Holds back what names a file that is not on the server yet (decision 17)."""

from __future__ import annotations

from desktop.media.addresses import OWN
from desktop.services.media.files import NAMING
from desktop.store.asking import first_row
from desktop.store.transactions import Connection

_COLUMNS: dict[str, list[str]] = {}
for _table, _column in NAMING:
    _COLUMNS.setdefault(_table, []).append(_column)


class UploadGate:
    """Sync's Gate: asks the rows themselves; lives in the thread of its connection.

    A row waits exactly as long as an address in it is good on this computer alone, whatever became
    of its upload: nothing that nobody else could play ever reaches the server.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def holds(self, table: str, row_id: str) -> bool:
        """Tell whether the row must wait."""
        columns = _COLUMNS.get(table)
        if columns is None:
            return False
        named = " OR ".join(f'substr("{column}", 1, {len(OWN)}) = ?' for column in columns)
        found = first_row(
            self._connection,
            f'SELECT 1 FROM "{table}" WHERE id = ? AND ({named})',
            (row_id, *[OWN] * len(columns)),
        )
        return found is not None

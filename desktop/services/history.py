"""Earlier states of any row that a member writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.store import versions
from desktop.store.rows import to_public
from desktop.store.schema import specs
from desktop.store.transactions import Connection

_GONE_SAYS = Phrase("This version is no longer here.")


@dataclass(frozen=True, slots=True)
class Version:
    """One earlier state; `origin` is member, or sync where another device's words lost."""

    id: int
    kept_at: datetime
    origin: str
    preview: str


class History:
    """Shows and brings back earlier states; lives in the thread that owns the connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def versions(self, table: str, row_id: str) -> list[Version]:
        """The earlier states of a row, newest first."""
        from desktop.store.search.documents import headline

        return [
            Version(kept.id, kept.kept_at, kept.origin, headline(table, kept.values))
            for kept in versions.of_row(self._connection, table, row_id)
        ]

    def row(self, version_id: int) -> dict[str, Any]:
        """The whole row as it stood then, in the public form; raises InvalidInput."""
        kept = versions.one(self._connection, version_id)
        if kept is None:
            raise InvalidInput(_GONE_SAYS)
        return to_public(specs()[kept.table], kept.values)

    def restore(self, version_id: int) -> str:
        """Make an earlier state the present one, as an ordinary edit; gives the row's id.

        The present state is kept as a version in its turn. Raises InvalidInput.
        """
        return versions.restore(self._connection, version_id)

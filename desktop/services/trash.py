"""What was deleted on this device and can be brought back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from desktop.core.phrases import Phrase
from desktop.store import trash
from desktop.store.transactions import Connection

_DAYS = {"journal_entries": "entry_date", "daily_papers": "paper_date"}


@dataclass(frozen=True, slots=True)
class TrashItem:
    """One deleted row; `origin` is member, or sync where it was deleted elsewhere.

    `kind` says in words what it was; `day` is the one it was written for, where it has one.
    """

    id: int
    table: str
    row_id: str
    deleted_at: datetime
    origin: str
    title: str
    kind: Phrase
    day: date | None = None


class Trash:
    """Lists and brings back deleted rows; lives in the thread that owns the connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def items(self, limit: int = 200) -> list[TrashItem]:
        """What can be brought back, newest first."""
        from desktop.services.reading import kind_of
        from desktop.store.search.documents import headline

        return [
            TrashItem(
                id=row.id,
                table=row.table,
                row_id=row.row_id,
                deleted_at=row.deleted_at,
                origin=row.origin,
                title=headline(row.table, row.values),
                kind=kind_of(row.table),
                day=_day(row),
            )
            for row in trash.items(self._connection, limit)
        ]

    def restore(self, trash_id: int) -> str:
        """Bring a row back under its old id, with all that went with it; gives the row's id.

        Raises InvalidInput when it is gone, or has lost its place.
        """
        return trash.restore(self._connection, trash_id)

    def forget(self, trash_id: int) -> None:
        """Let a row go for good, with its earlier versions; raises InvalidInput when it is gone."""
        trash.forget(self._connection, trash_id)


def _day(row: trash.TrashedRow) -> date | None:
    text = row.values.get(_DAYS.get(row.table, ""))
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None  # a server's row of a day that is none

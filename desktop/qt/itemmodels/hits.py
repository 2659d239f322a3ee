"""The list of what a search found."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop.language import isolated, translated

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.search import Hit

_ROOT = QModelIndex()


class HitRole(IntEnum):
    """What a row tells beside its spoken text."""

    HIT = Qt.ItemDataRole.UserRole + 1
    CAPTION = Qt.ItemDataRole.UserRole + 2  # what it is and of which day


class HitsModel(QAbstractListModel):
    """Owns the hits of the last search; lives on the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._kinds: dict[str, str] = {}

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """The number of hits that are shown."""
        return 0 if parent.isValid() else len(self._hits)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The hit, its caption or its spoken text."""
        if not index.isValid() or not 0 <= index.row() < len(self._hits):
            return None
        hit = self._hits[index.row()]
        if role == HitRole.HIT:
            return hit
        if role == HitRole.CAPTION:
            return self._caption(hit)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            words = "".join(text for text, _ in hit.snippet)
            return " · ".join(
                part
                for part in (self._caption(hit), isolated(translated(hit.title)), isolated(words))
                if part
            )
        return None

    def hit(self, row: int) -> Hit | None:
        """The hit of a row, or None."""
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def show_hits(self, hits: Sequence[Hit], kinds: dict[str, str]) -> None:
        """Show other hits; `kinds` names what the rows of each table are."""
        self.beginResetModel()
        self._hits, self._kinds = list(hits), kinds
        self.endResetModel()

    def row_of(self, table: str, row_id: str) -> int:
        """The row of a hit, or -1."""
        for row, hit in enumerate(self._hits):
            if (hit.table, hit.row_id) == (table, row_id):
                return row
        return -1

    def _caption(self, hit: Hit) -> str:
        kind = self._kinds.get(hit.table, hit.table)
        if hit.day is None:
            return kind
        day = QDate(hit.day.year, hit.day.month, hit.day.day)
        return f"{QLocale().toString(day, 'd MMMM yyyy')}  ·  {kind}"

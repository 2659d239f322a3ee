"""Any row as a person reads it: its kind, its title and its words, without keys and marks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.core.phrases import Phrase
from desktop.store import faults
from desktop.store.search.documents import label
from desktop.store.search.index import documents
from desktop.store.transactions import Connection

_KINDS = {"journal_entries": Phrase("Journal")}


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of one row."""

    kind: Phrase
    title: str
    body: str
    tags: tuple[str, ...]
    mood: str
    moment: datetime | None


def kind_of(table: str) -> Phrase:
    """What a row of this table is, in words."""
    return _KINDS.get(table) or label(table)


def read_row(connection: Connection, table: str, row_id: str) -> Reading | None:
    """The words of a row, or None if it is gone."""
    with faults.translated():
        found = documents(connection, table, [row_id]).get(row_id)
    if found is None:
        return None
    return Reading(kind_of(table), found.headline, found.body, found.tags, found.mood, found.moment)

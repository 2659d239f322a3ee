"""What a search finds, as plain values: it is told by lists that need not load the search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# A stretch of text, and whether it is a word that was looked for.
Piece = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Hit:
    """One row that was found; `snippet` is its text in pieces.

    `day` is None where the row has no date at all.
    """

    table: str
    row_id: str
    day: date | None
    title: str
    snippet: tuple[Piece, ...]

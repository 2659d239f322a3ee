"""Frequency flips: a contrast turned into a clarity statement, in a category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.domain.journal import first_line
from desktop.services.categorised import FIRST_WORDS, Categorised, day_of


@dataclass(frozen=True, slots=True)
class FlipLine:
    """What the list shows of a flip; `clarity` is empty while it waits to be found."""

    id: str
    day: date | None
    category: str
    contrast: str
    clarity: str


class Flips(Categorised[FlipLine]):
    """The flips of one member; lives in the thread that owns the connection."""

    table = "frequency_flip"
    texts = ("input_text", "clarity_seed")
    line_sql = (
        f"id, created_at, category, substr(input_text, 1, {FIRST_WORDS}), "
        f"substr(clarity_seed, 1, {FIRST_WORDS})"
    )

    def line(self, row: Sequence[Any]) -> FlipLine:
        """What the list shows of a flip."""
        row_id, made, category, contrast, clarity = row
        return FlipLine(
            row_id, day_of(made), category or "", first_line(contrast), first_line(clarity)
        )

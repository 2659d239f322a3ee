"""Scenes: short visualisations in a category, with a title and one essence word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.domain.journal import first_line
from desktop.domain.scenes import essence
from desktop.services.categorised import FIRST_WORDS, Categorised, Public, day_of


@dataclass(frozen=True, slots=True)
class SceneLine:
    """What the list shows of a scene; a row of the server may lack any of it."""

    id: str
    day: date | None
    category: str
    title: str
    first: str
    essence: str


class Scenes(Categorised[SceneLine]):
    """The scenes of one member; lives in the thread that owns the connection."""

    table = "scenes"
    texts = ("scene_title", "scene_text", "essence_word")
    line_sql = (
        f"id, created_at, category, scene_title, substr(scene_text, 1, {FIRST_WORDS}), essence_word"
    )

    def line(self, row: Sequence[Any]) -> SceneLine:
        """What the list shows of a scene."""
        row_id, made, category, title, text, word = row
        return SceneLine(
            row_id, day_of(made), category or "", first_line(title), first_line(text), word or ""
        )

    def save(
        self,
        row_id: str,
        draft: Mapping[str, Any],
        session: str,
        base: Mapping[str, Any] | None = None,
    ) -> Public:
        """Write a scene; an essence that is changed has to be one word. Raises InvalidInput."""
        word = draft.get("essence_word")
        before = base.get("essence_word") if base is not None else None
        if word is not None and word != before:
            kept = self.get(row_id)
            if kept is None or kept["essence_word"] != word:
                draft = {**draft, "essence_word": essence(word)}
        return super().save(row_id, draft, session, base)

"""Rows that the server refused are told by their own words."""

from __future__ import annotations

from desktop.services.held import held_titles
from sync.report import Held


def test_held_rows_are_called_as_search_calls_them(connection, rows):
    entry = rows.put("journal_entries", {"content": "A dragon\nof many lines"})
    vision = rows.put("vision_versions", {"title": "By the sea"})
    held = [
        Held(table, row_id, "23514")
        for table, row_id in (
            ("journal_entries", entry), ("vision_versions", vision),
            ("vision_versions", "deleted"), ("unknown", "x"),
        )
    ]  # fmt: skip
    assert held_titles(connection, held, 9) == {
        ("journal_entries", entry): "A dragon", ("vision_versions", vision): "By the sea",
    }  # fmt: skip
    assert held_titles(connection, held, 1) == {("journal_entries", entry): "A dragon"}

"""Earlier versions compared, and any row as a person reads it."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.services.comparison import compare_rows
from desktop.services.journal import EntryDraft
from desktop.services.reading import kind_of, read_row

DAY = date(2026, 3, 12)


FIELDS = ("entry_date", "mood", "tags")


def texts(comparison, number=0):
    pieces = comparison.texts[number].pieces
    return [(piece.kind, piece.text.strip()) for piece in pieces if piece.text.strip()]


def test_words_mood_and_tags_that_changed_are_told_apart():
    then = {"entry_date": "2026-03-12", "content": "I was tired", "mood": "Tired", "tags": ["a"]}
    now = {"entry_date": "2026-03-12", "content": "I was glad", "mood": None, "tags": ["a", "b"]}
    comparison = compare_rows(then, now, ["content"], FIELDS)
    assert ("removed", "tired") in texts(comparison)
    assert ("added", "glad") in texts(comparison)
    changed = {c.column: (c.then, c.now) for c in comparison.changes}
    assert changed == {"mood": ("Tired", ""), "tags": ("a", "a, b")}


def test_a_version_of_a_deleted_entry_is_all_that_went():
    comparison = compare_rows({"content": "gone", "tags": None}, None, ["content"], FIELDS)
    assert texts(comparison) == [("removed", "gone")]
    assert comparison.changes == ()


def test_each_text_of_a_row_is_compared_and_json_is_told_in_words():
    then = {"a": "one", "b": "same", "c": {"tasks": ["walk", None], "more": {"x": True}}}
    now = {"a": "two", "b": "same", "c": {"tasks": ["walk", "swim"]}}
    comparison = compare_rows(then, now, ["a", "b"], ["c"])
    assert [text.is_change for text in comparison.texts] == [True, False]
    (change,) = comparison.changes
    assert (change.then, change.now) == ("tasks: walk\nmore: x: True", "tasks: walk, swim")


@pytest.mark.parametrize(
    ("table", "values", "title", "body"),
    [
        ("scenes", {"category": "home", "scene_title": "The house", "scene_text": "By the sea."},
         "The house", "By the sea."),
        ("daily_papers", {"paper_date": "2026-03-12", "content": {"gratitude": "for the sea"}},
         "for the sea", "for the sea"),
    ],
)  # fmt: skip
def test_a_row_is_read_by_its_words(connection, rows, table, values, title, body):
    row_id = rows.put(table, values)
    reading = read_row(connection, table, row_id)
    assert (reading.title, reading.body) == (title, body)
    assert reading.kind == kind_of(table)


def test_an_entry_is_read_with_mood_tags_and_day(connection, journal):
    entry = journal.save("11111111-1111-4111-8111-111111111111",
                         EntryDraft(DAY, "# Heading\nwords", "Calm", ("sea",)), "s")  # fmt: skip
    reading = read_row(connection, "journal_entries", entry.id)
    assert (reading.kind, reading.mood, reading.tags) == ("Journal", "Calm", ("sea",))
    assert reading.title == "Heading"
    assert reading.moment.date() == DAY


def test_a_row_that_is_gone_is_not_read(connection):
    assert read_row(connection, "scenes", "11111111-1111-4111-8111-111111111111") is None

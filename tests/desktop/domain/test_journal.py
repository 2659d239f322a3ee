from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import InvalidInput
from desktop.domain import journal


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", ""),
        (None, ""),
        ("A plain day.\nMore.", "A plain day."),
        ("\n\n  # A heading\ntext", "A heading"),
        ("---\n**Strong** and *soft*", "Strong and soft"),
        ("> quoted [words](https://example.org)", "quoted words"),
        ("- [x] done", "done"),
        ("1. first", "first"),
        ("🌞\nHello", "🌞"),
        ("***both***", "both"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("2 * 3 * 4 stays", "2 * 3 * 4 stays"),
        ("---", "---"),
    ],
)
def test_the_first_line_has_words_and_no_marks(text, line):
    assert journal.first_line(text) == line


def test_a_long_first_line_is_cut_with_an_ellipsis():
    line = journal.first_line("word " * 100)
    assert len(line) <= journal.FIRST_LINE
    assert line.endswith("…")


@given(st.text())
def test_any_text_has_a_short_first_line_on_one_line(text):
    line = journal.first_line(text)
    assert len(line) <= journal.FIRST_LINE
    assert len(line.splitlines()) <= 1


def test_tags_are_tidied_and_each_kept_once():
    assert journal.tags(["#Work", "  work ", "work   life", "", "Café", "cafe\u0301"]) == (
        "Work",
        "work life",
        "Café",
    )


@given(st.lists(st.text(max_size=40), max_size=20))
def test_tidied_tags_are_tidy(texts):
    once = journal.tags(texts)
    assert journal.tags(once) == once
    assert all(t == t.strip() and len(t.splitlines()) == 1 for t in once)


def test_too_long_a_tag_and_too_many_tags_are_told():
    with pytest.raises(InvalidInput, match="100 characters"):
        journal.tag("x" * 101)
    with pytest.raises(InvalidInput, match="100 tags"):
        journal.tags(f"tag {number}" for number in range(101))


def test_a_mood_may_be_any_word_or_none():
    assert journal.mood("  at   peace ") == "at peace"
    assert journal.mood("🌞") == "🌞"
    assert journal.mood("") is None
    assert journal.mood(None) is None
    with pytest.raises(InvalidInput):
        journal.mood("x" * 101)


def test_suggested_moods_begin_with_the_members_own():
    offered = journal.mood_suggestions(["Wobbly", "calm"])
    assert offered[:2] == ("Wobbly", "calm")
    assert "Calm" not in offered
    assert "Grateful" in offered


def test_a_day_is_written_in_one_way_alone():
    assert journal.day("2026-03-31") == date(2026, 3, 31)
    for text in ("2026-02-30", "31.3.2026", "20260331", "2026-W13-2", "", "\uff12026-03-31"):
        with pytest.raises(InvalidInput, match="year-month-day"):
            journal.day(text)


def test_leap_days_are_looked_back_on_every_year():
    assert journal.days_back(date(2024, 2, 29), 2023) == (date(2023, 2, 28),)
    assert journal.days_back(date(2024, 2, 29), 2020) == (date(2020, 2, 29),)
    assert journal.days_back(date(2023, 2, 28), 2020) == (date(2020, 2, 28), date(2020, 2, 29))
    assert journal.days_back(date(2024, 2, 28), 2020) == (date(2020, 2, 28),)
    assert journal.days_back(date(2026, 7, 4), 2001) == (date(2001, 7, 4),)


@pytest.mark.parametrize(
    ("content", "mood", "tags", "blank"),
    [
        ("", None, (), True),
        (" \n", " ", (), True),
        ("x", None, (), False),
        ("", "calm", (), False),
        ("", None, ("a",), False),
    ],
)
def test_an_entry_is_blank_without_words_mood_and_tags(content, mood, tags, blank):
    assert journal.is_blank(content, mood, tags) is blank

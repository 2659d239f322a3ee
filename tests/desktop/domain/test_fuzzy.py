"""Few letters find what is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.fuzzy import fold, match, ranked

OFFERED = (
    "New entry", "Another entry on this day", "Save now", "Trash…", "Move to the trash",
    "Go to the list", "Go to the text", "Theme: light", "Theme: dark", "Today", "Journal",
    "Settings", "Sync now", "Élan vital",
)  # fmt: skip


def best(query):
    found = ranked(query, OFFERED)
    return OFFERED[found[0][0]] if found else None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ne", "New entry"), ("trash", "Trash…"), ("move tr", "Move to the trash"),
        ("thd", "Theme: dark"), ("dark theme", "Theme: dark"), ("SYNC", "Sync now"),
        ("gtt", "Go to the list"), ("set", "Settings"), ("elan", "Élan vital"),
        ("ÉLAN", "Élan vital"), ("xyzzy", None), ("j", "Journal"),
    ],
)  # fmt: skip
def test_the_one_that_is_meant_comes_first(typed, meant):
    assert best(typed) == meant


def test_nothing_typed_fits_everything_in_its_order():
    assert [number for number, _ in ranked("  ", OFFERED)] == list(range(len(OFFERED)))


def test_letters_strewn_over_a_text_are_no_match():
    assert match("nrn", "Another entry on this day") is None


def test_a_word_may_be_the_beginning_of_one_beside_but_not_its_middle():
    assert match("jour new", "New entry", "Journal")
    assert match("her", "Quit", "Anywhere") is None


def test_the_places_are_those_of_the_letters():
    assert match("new", "New entry").places == (0, 1, 2)
    assert match("dark theme", "Theme: dark").places == (0, 1, 2, 3, 4, 7, 8, 9, 10)


@given(st.text(max_size=60), st.text(max_size=12))
def test_whatever_is_typed_the_places_hold_its_letters(text, query):
    found = match(query, text)
    if found is not None:
        letters = {fold(text)[place] for place in found.places}
        assert letters == set(fold(query)) - {c for c in fold(query) if c.isspace()}

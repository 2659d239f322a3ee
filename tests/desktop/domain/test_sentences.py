"""Sentences as a person would count them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.sentences import sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("I live by the sea. I swim each morning!", ["I live by the sea.", "I swim each morning!"]),
        ("It costs 3.5 million, i.e. nothing.", ["It costs 3.5 million, i.e. nothing."]),
        ("## Home\n\n- A garden\n- A door", ["Home", "A garden", "A door"]),
        ("Am I free? Yes… And glad", ["Am I free?", "Yes…", "And glad"]),
        ('She says "Come." And I come.', ['She says "Come."', "And I come."]),
        ("One line\nwithout a stop", ["One line", "without a stop"]),
    ],
)
def test_sentences_are_told_apart(text, found):
    assert sentences(text) == found


@given(st.text())
def test_no_word_is_lost(text):
    kept = "".join("".join(sentences(text)).split())
    letters = [c for c in "".join(text.split()) if c.isalpha()]
    assert [c for c in kept if c.isalpha()] == letters

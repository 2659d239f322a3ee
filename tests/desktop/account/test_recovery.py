from __future__ import annotations

import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.account import recovery
from desktop.core.errors import WrongKey

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS)
def test_a_key_comes_back_from_its_printed_form(key):
    assert recovery.parse(recovery.printable(key)) == key


def test_it_is_printed_in_groups_without_look_alikes():
    printed = recovery.printable(os.urandom(32))
    assert re.fullmatch(r"([A-Z2-7]{4}-){13}[A-Z2-7]{4}", printed)


@given(KEYS, st.sampled_from([" ", "", "\n", " \u2013 ", "--"]))
def test_case_spaces_and_hyphens_do_not_matter(key, between):
    groups = recovery.printable(key).lower().split("-")
    assert recovery.parse(f"  {between.join(groups)} \n") == key


@given(KEYS)
def test_look_alike_digits_are_read_as_the_letters(key):
    printed = recovery.printable(key)
    assert recovery.parse(printed.replace("O", "0").replace("I", "1").replace("B", "8")) == key


@given(KEYS, st.data())
def test_a_mistyped_letter_is_found(key, data):
    letters = recovery.printable(key).replace("-", "")
    place = data.draw(st.integers(0, len(letters) - 1))
    other = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").filter(
        lambda letter: letter != letters[place]
    ))  # fmt: skip
    with pytest.raises(WrongKey, match="mistyped"):
        recovery.parse(letters[:place] + other + letters[place + 1 :])


@pytest.mark.parametrize("text", ["", "ABCD", "ä" * 56, "!" * 56, "A" * 55, "A" * 64])
def test_other_text_is_refused_with_a_sentence(text):
    with pytest.raises(WrongKey, match="14 groups"):
        recovery.parse(text)

from __future__ import annotations

import pytest

from desktop.domain import categories
from desktop.store.schema import documented


def test_the_codes_are_those_of_the_documented_check_in_its_order():
    state = next(t for t in documented() if t["name"] == "life_vision_category_state")
    quoted = ", ".join(f"'{code}'" for code in categories.CODES)
    assert f"CHECK category IN ({quoted})" in state["constraints"]


def test_twelve_labels_for_twelve_codes():
    assert len(categories.CATEGORIES) == 12
    assert categories.label("fun") == "Fun / Recreation"
    assert categories.label("love") == "Love / Romance / Partnership"


def test_an_unknown_code_is_shown_as_it_is():
    assert categories.label("gardening") == "gardening"


@pytest.mark.parametrize(
    ("words", "code"),
    [("work", "work"), ("Career", "work"), (" Wealth ", "money"), ("Fun / Recreation", "fun")],
)
def test_a_code_is_meant_by_code_label_or_word(words, code):
    assert categories.meant(words) == code


def test_other_words_mean_no_category():
    assert categories.meant("gardening") is None

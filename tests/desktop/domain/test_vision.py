"""The parts of a vision, its completion, its number and its state."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.numbers import LARGEST
from desktop.domain import categories, vision
from desktop.domain.vision import State

texts = st.dictionaries(
    st.sampled_from([*vision.CODES, "title"]), st.sampled_from([None, "", "  \n", "words"])
)


def test_the_parts_are_forward_the_twelve_categories_and_conclusion():
    assert ("forward", *categories.CODES, "conclusion") == vision.CODES
    assert vision.label("love") == "Love / Romance / Partnership"
    assert vision.label("other") == "other"


@given(texts)
def test_completion_is_the_share_of_the_parts_that_hold_text(given_texts):
    share = vision.completion(given_texts)
    filled = sum(1 for code in vision.CODES if given_texts.get(code) == "words")
    assert 0 <= share <= 100
    assert (share == 100) is (filled == 14)
    assert (share == 0) is (filled == 0)
    assert abs(share - filled * 100 / 14) <= 1


@given(st.lists(st.one_of(st.none(), st.integers(1, 50))))
def test_the_next_number_is_free_and_follows_all_others(numbers):
    found = vision.next_number(numbers)
    assert all(n is None or n < found for n in numbers)
    assert found >= 1


@given(st.lists(st.one_of(st.none(), st.integers(1, 5), st.integers(LARGEST - 2, 2**70))))
def test_the_next_number_is_free_and_one_that_the_server_can_hold(numbers):
    found = vision.next_number(numbers)
    assert found not in numbers
    assert 1 <= found <= LARGEST


@given(st.dictionaries(st.sampled_from("abcdef"), st.booleans()), st.sampled_from("abcdefg"))
def test_exactly_the_chosen_one_is_active_afterwards(active, chosen):
    changed = {**active, **vision.activated(active, chosen)}
    assert [row for row, on in changed.items() if on] == [chosen]
    assert vision.activated(changed, chosen) == {}


def test_where_a_version_stands():
    assert vision.state_of("draft", False, True) is State.ACTIVE
    assert vision.state_of("complete", False, False) is State.COMPLETE
    assert vision.state_of("complete", True, None) is State.DRAFT
    assert vision.state_of("draft", False, False) is State.DRAFT
    assert vision.state_of(None, None, None) is State.DRAFT


def test_a_version_without_a_title_is_a_life_vision():
    assert vision.shown_title("  ") == vision.shown_title(None) == "Life Vision"
    assert vision.shown_title(" Mine ") == "Mine"


def test_refined_categories_are_listed_once_in_order():
    assert vision.with_refined(["love"], ["fun", "love", "forward"]) == ["love", "fun"]
    assert vision.refined_codes(["love", "fun"]) == ("fun", "love")


@given(
    st.one_of(
        st.none(), st.text(), st.integers(), st.dictionaries(st.text(), st.integers()),
        st.lists(st.one_of(st.text(), st.integers(), st.dictionaries(st.text(), st.text()))),
    ),
    st.lists(st.sampled_from(vision.CODES)),
)  # fmt: skip
def test_what_is_there_stays_whatever_its_shape(refined, changed):
    after = vision.with_refined(refined, changed)
    if isinstance(refined, list):
        assert after[: len(refined)] == refined
        assert set(changed) & set(categories.CODES) <= set(vision.refined_codes(after))
    else:
        assert after == refined

"""Loops of Being, Doing and Receiving in whatever JSON they came, nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.blueprint import FIELDS, Loop, loops_of, unknown_of, with_loops

words = st.text(min_size=1, max_size=5).filter(str.strip)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*FIELDS, "loops", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)
ONE = {"being": "I am free", "doing": "I walk", "receiving": "The sea", "essence": "joy"}


@pytest.mark.parametrize(
    "data",
    [
        [ONE],
        {"loops": [ONE]},
        {"loops": ONE},
        ONE,
        {name: [text] for name, text in ONE.items()},
    ],
)  # fmt: skip
def test_every_known_shape_is_read(data):
    assert loops_of(data) == (Loop("I am free", "I walk", "The sea", "joy"),)
    assert unknown_of(data) is None


def test_what_is_written_is_what_the_web_reads():
    assert with_loops(None, [Loop("a", "b", "c")]) == [
        {"being": "a", "doing": "b", "receiving": "c"}
    ]
    assert with_loops([ONE], loops_of([ONE])) == [ONE]


def test_the_shape_and_what_is_not_understood_stay():
    data = {"loops": [{**ONE, "id": 7, "doing": ["many"]}], "summary": "Free"}
    (loop,) = loops_of(data)
    assert unknown_of(data) == {"summary": "Free"}
    changed = with_loops(data, [replace(loop, being="I am new"), Loop(doing="Rest")])
    assert changed == {
        "summary": "Free",
        "loops": [
            {**ONE, "id": 7, "doing": ["many"], "being": "I am new"},
            {"being": "", "doing": "Rest", "receiving": ""},
        ],
    }


@given(json_values)
def test_reading_and_writing_back_changes_nothing(data):
    assert with_loops(data, loops_of(data)) == data or not loops_of(data)


@given(json_values, words)
def test_a_new_loop_is_read_again_and_nothing_is_lost(data, text):
    new = Loop(being=text)
    before = [loop for loop in loops_of(data) if not loop.is_blank]
    after = with_loops(data, [*loops_of(data), new])
    assert loops_of(after) == (*before, new)
    assert unknown_of(after) == unknown_of(data)


def test_without_loops_there_is_no_blueprint():
    assert with_loops([ONE], []) is None
    assert with_loops(None, [Loop()]) is None
    assert with_loops({"loops": [ONE], "summary": "x"}, []) == {"loops": [], "summary": "x"}

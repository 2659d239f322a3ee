"""What a daily paper holds: read whatever it is, written without touching what is not ours."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import papers
from desktop.domain.papers import Action, Paper, Part, read, written

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
documented = st.fixed_dictionaries(
    {},
    optional={
        "gratitude": words | anything,
        "tasks": st.lists(words | anything, max_size=5) | anything,
        "fun_plan": words | anything,
        "tasks_done": st.dictionaries(words, st.booleans(), max_size=2) | anything,
    },
)
contents = (
    st.none()
    | anything
    | st.builds(
        lambda own, more: {**more, **own}, documented, st.dictionaries(words, anything, max_size=3)
    )
)
FULL = {"gratitude": "The sea", "tasks": ["Swim", "Call Mum", ""], "fun_plan": "Dance"}


@given(contents)
def test_any_content_can_be_read_and_an_unchanged_one_is_kept_to_the_letter(content):
    before = json.dumps(content)
    assert json.dumps(written(content, read(content))) == before


@given(contents, words, words, st.integers(0, 4))
def test_an_edit_changes_its_own_part_alone(content, gratitude, action, place):
    paper = read(content)
    if paper.whole is not None or paper.gratitude.odd:
        return
    place %= len(paper.actions)
    actions = list(paper.actions)
    if not actions[place].odd:
        actions[place] = actions[place]._replace(text=action)
    new = written(content, paper._replace(gratitude=Part(gratitude), actions=tuple(actions)))
    shown = read(new)
    assert shown.gratitude.text == gratitude
    assert [a.text for a in shown.actions] == [a.text for a in actions]
    assert shown.fun == paper.fun
    old = content or {}
    others = set(old) - {"gratitude", "tasks", "tasks_done"}
    assert {k: new[k] for k in others} == {k: old[k] for k in others}
    if isinstance(old.get("tasks"), list):
        kept = [i for i in range(len(old["tasks"])) if i != place]
        assert [new["tasks"][i] for i in kept] == [old["tasks"][i] for i in kept]


@given(contents, st.sets(st.integers(0, 4)))
def test_ticks_go_with_the_words_and_leave_the_documented_keys_alone(content, ticked):
    paper = read(content)
    wanted = [
        a._replace(done=place in ticked) if a.is_filled else a
        for place, a in enumerate(paper.actions)
    ]
    new = written(content, paper._replace(actions=tuple(wanted)))
    if isinstance(content, dict):
        same = {k: v for k, v in new.items() if k != "tasks_done"}
        assert same == {k: v for k, v in content.items() if k != "tasks_done"}


def test_a_new_paper_has_the_documented_shape():
    paper = Paper(Part("The sea"), (Action(), Action("Swim", done=True), Action()))
    assert written(None, paper) == {
        "gratitude": "The sea",
        "tasks": ["", "Swim", ""],
        "fun_plan": "",
        "tasks_done": {"Swim": True},
    }


def test_a_tick_follows_the_words_that_are_mended_and_goes_with_an_emptied_action():
    content = {**FULL, "tasks_done": {"Swim": True, "of another program": True}}
    paper = read(content)
    assert [a.done for a in paper.actions] == [True, False, False]
    mended = (Action("Swim far", done=True), *paper.actions[1:])
    new = written(content, paper._replace(actions=mended))
    assert new["tasks_done"] == {"Swim far": True, "of another program": True}
    assert [a.done for a in read(new).actions] == [True, False, False]
    empty = written(new, read(new)._replace(actions=(Action(), *paper.actions[1:])))
    assert empty["tasks_done"] == {"of another program": True}


def test_odd_shapes_are_shown_as_they_are():
    assert read([1, "two"]).whole == Part('[1, "two"]', odd=True)
    paper = read({"gratitude": {"a": 1}, "tasks": ["x", 5, None, "y", "z"], "fun_plan": None})
    assert paper.gratitude == Part('{"a": 1}', odd=True)
    assert [a.text for a in paper.actions] == ["x", "5", "", "y", "z"]
    assert paper.actions[1].odd
    assert paper.fun == Part()
    assert [a.text for a in read({"tasks": "swim"}).actions] == ['"swim"']


def test_what_is_nested_beyond_reading_is_kept_all_the_same():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    content = {"gratitude": deep}
    paper = read(content)
    assert paper.gratitude.odd
    new = written(content, paper._replace(fun=Part("Dance")))
    assert new["gratitude"] is deep
    while deep:
        deep = deep.pop()  # taken apart level by level, as the interpreter would by recursion


def test_what_counts_as_through():
    assert not read(FULL).is_through
    assert read({**FULL, "tasks_done": {"Swim": True, "Call Mum": True}}).is_through
    assert not Paper().is_through


@pytest.mark.parametrize(
    ("content", "completed", "blank"),
    [
        (None, None, True),
        (papers.blank_content(), False, True),
        (papers.blank_content(), True, False),
        ({"gratitude": " ", "tasks": []}, None, True),
        ({"gratitude": "", "mine": 1}, None, False),
        ({"gratitude": {}}, None, False),
        ([], None, False),
        (FULL, None, False),
    ],
)
def test_what_counts_as_blank(content, completed, blank):
    assert papers.is_blank(content, completed) is blank


def test_open_actions_are_carried_into_free_places_alone():
    before = read({**FULL, "tasks_done": {"Swim": True}, "tasks": ["Swim", "Call Mum", "Rest"]})
    assert papers.open_actions(before) == ["Call Mum", "Rest"]
    today = Paper(actions=(Action("Write"), Action(), Action()))
    carried = papers.carried(["Call Mum", "Rest"], today)
    assert [a.text for a in carried.actions] == ["Write", "Call Mum", "Rest"]
    full = Paper(actions=(Action("a"), Action("Rest"), Action()))
    assert [a.text for a in papers.carried(["Rest", "Call Mum", "More"], full).actions] == [
        "a", "Rest", "Call Mum",
    ]  # fmt: skip

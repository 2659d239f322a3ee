"""The flow of a category: one row with its first word, any blueprint, into the vision."""

from __future__ import annotations

import pytest

from desktop.core.errors import InvalidInput
from desktop.core.ids import LOCAL_USER_ID, natural_id
from desktop.domain.blueprint import Loop, with_loops
from desktop.domain.categories import CODES

TABLE = "life_vision_category_state"
LOOPS = [{"being": "I am free.", "doing": "I walk.", "receiving": "The sea is mine."}]


def test_a_state_is_a_row_from_its_first_word_on(rows, states):
    assert states.state("fun").id is None
    states.save("fun", {"transcript": "", "ideal_state": "", "blueprint_data": None}, "s")
    assert rows.count(TABLE) == 0
    states.save("fun", {"transcript": "I say"}, "s")
    assert states.state("fun").id == natural_id(LOCAL_USER_ID, TABLE, ["fun"])
    assert states.category_of(states.row_id("fun")) == "fun"


def test_a_state_that_was_begun_and_left_blank_goes(rows, states):
    states.save("fun", {"transcript": "a"}, "s")
    states.save("fun", {"transcript": ""}, "s", {"transcript": "a"})
    states.leave("fun")
    assert rows.count(TABLE) == 0


def test_the_row_of_the_server_is_the_row_of_its_category(rows, states):
    other = "123e4567-e89b-42d3-a456-426614174000"
    rows.put(TABLE, {"id": other, "category": "home", "ai_summary": "Warm", "transcript": "I say"})
    states.save("home", {"ideal_state": "A garden"}, "s", {"ideal_state": None})
    state = states.state("home")
    assert (state.id, state.ai_summary, state.transcript) == (other, "Warm", "I say")
    assert rows.count(TABLE) == 1


def test_words_of_two_pages_both_stay(rows, states):
    rows.put(TABLE, {"category": "home", "transcript": "From there"})
    states.save("home", {"transcript": "From here"}, "s")
    text = states.state("home").transcript
    assert "From there" in text
    assert "From here" in text


def test_a_blueprint_keeps_its_shape_and_what_is_unknown(rows, states):
    data = {"loops": LOOPS, "summary": "Free", "version": 2}
    rows.put(TABLE, {"category": "fun", "blueprint_data": data})
    state = states.state("fun")
    assert state.unknown == {"summary": "Free", "version": 2}
    changed = with_loops(state.blueprint_data, [*state.loops, Loop(doing="I rest.")])
    states.save("fun", {"blueprint_data": changed}, "s", {"blueprint_data": data})
    stored = rows.get(TABLE, states.row_id("fun"))["blueprint_data"]
    assert stored["summary"] == "Free"
    assert [loop["doing"] for loop in stored["loops"]] == ["I walk.", "I rest."]


def test_the_steps_that_hold_words_are_told(steps, states, write):
    draft = steps.new_draft()
    write(draft, fun="I play")
    states.save("fun", {"transcript": "I say", "blueprint_data": LOOPS}, "s")
    found = {one.category: one for one in states.progress(draft)}
    assert tuple(found) == CODES
    fun = found["fun"]
    assert (fun.transcript, fun.ideal_state, fun.blueprint, fun.in_vision) == (
        True, False, True, True,
    )  # fmt: skip
    assert (fun.done, found["love"].done) == (3, 0)


def test_the_members_words_become_a_first_text(states):
    states.save("fun", {"ideal_state": "Sun all day.\n", "blueprint_data": LOOPS}, "s")
    assert states.composed("fun") == "Sun all day.\n\nI am free.\nI walk.\nThe sea is mine."


def test_putting_into_the_vision_never_replaces(visions, steps, states, write):
    draft = steps.new_draft()
    write(draft, fun="I play.\n", love="I love")
    before = states.put_into(draft, "fun", "I dance.")
    assert before == "I play.\n"
    assert visions.version(draft).texts["fun"] == "I play.\n\nI dance."
    assert visions.part_versions(draft, "fun")[0].text == "I play.\n"
    with pytest.raises(InvalidInput, match="already"):
        states.put_into(draft, "fun", "I dance.")
    with pytest.raises(InvalidInput, match="nothing"):
        states.put_into(draft, "fun", " \n")
    visions.set_part(draft, "fun", before)
    assert visions.version(draft).texts == {**visions.version(draft).texts, "fun": "I play.\n"}
    states.put_into(draft, "home", "A garden")
    assert visions.version(draft).texts["home"] == "A garden"


def test_only_the_twelve_categories_have_a_state(states):
    with pytest.raises(InvalidInput, match="twelve"):
        states.save("forward", {"transcript": "x"}, "s")

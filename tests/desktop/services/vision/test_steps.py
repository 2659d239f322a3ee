"""Making versions complete, active, drafts again, and discarding them."""

from __future__ import annotations

import pytest

from desktop.core.errors import InvalidInput
from desktop.domain.perspective import PLURAL
from desktop.domain.vision import State
from sync.local.schema import install


@pytest.fixture
def two(steps, write):
    first = steps.new_draft()
    write(first, fun="I play", love="I love my life. I am calm.")
    return first, steps.new_from(first)


def standing(visions, row_id):
    row = visions.get(row_id)
    return row["status"], row["is_draft"], row["is_active"]


def test_exactly_one_version_is_active(visions, steps, two):
    for chosen in (*two, two[0]):
        steps.make_active(chosen)
        active = [line.id for line in visions.first_page() if line.state is State.ACTIVE]
        assert active == [chosen] == [visions.active_id()]
        assert standing(visions, chosen) == ("complete", False, True)


def test_activating_is_an_ordinary_edit_of_each_version_concerned(connection, steps, two):
    from desktop.store.schema import specs

    steps.make_active(two[0])
    install(connection, specs())
    connection.execute("DELETE FROM sync_outbox")
    steps.make_active(two[1])
    waiting = {row[0] for row in connection.execute("SELECT row_id FROM sync_outbox")}
    assert waiting == set(two)


def test_activating_can_be_taken_back(visions, steps, two):
    steps.make_active(two[0])
    before = [standing(visions, row_id) for row_id in two]
    steps.put_back(steps.make_active(two[1]))
    assert [standing(visions, row_id) for row_id in two] == before
    assert visions.active_id() == two[0]


def test_completing_and_writing_on(visions, steps, two):
    before = steps.complete(two[1])
    assert visions.version(two[1]).state is State.COMPLETE
    steps.put_back(before)
    assert standing(visions, two[1]) == ("draft", True, False)
    steps.complete(two[1])
    steps.reopen(two[1])
    assert standing(visions, two[1]) == ("draft", True, False)


def test_a_version_without_words_is_neither_complete_nor_active(steps):
    empty = steps.new_draft()
    for step in (steps.complete, steps.make_active):
        with pytest.raises(InvalidInput, match="nothing in this version"):
            step(empty)


def test_the_active_version_stays_complete_and_is_not_discarded(visions, steps, two):
    steps.make_active(two[0])
    with pytest.raises(InvalidInput, match="new draft"):
        steps.reopen(two[0])
    with pytest.raises(InvalidInput, match="another version active"):
        steps.discard(two[0])
    assert visions.active_id() == two[0]


def test_the_only_version_may_go_even_if_it_is_active(visions, steps, trash, two):
    steps.make_active(two[0])
    undo = steps.discard(two[1])
    steps.discard(two[0])
    assert visions.ids() == []
    assert trash.restore(undo) == two[1]
    assert visions.version(two[1]).texts["fun"] == "I play"


def test_what_is_gone_is_told(steps):
    for step in (steps.complete, steps.make_active, steps.reopen, steps.discard, steps.new_from):
        with pytest.raises(InvalidInput, match="no longer here"):
            step("gone")


def test_a_draft_from_a_version_has_its_words_and_nothing_of_its_fate(rows, visions, steps, write):
    source = steps.new_draft()
    write(source, title="Wide", perspective="plural", fun="We play", activation_message="Go")
    rows.put("vision_versions", {"id": source, "has_audio": True, "audio_url": "https://x/y.mp3"})
    steps.make_active(source)
    copy = visions.version(steps.new_from(source))
    assert (copy.number, copy.title, copy.perspective) == (2, "Wide", "plural")
    assert (copy.state, copy.texts["fun"], copy.completion) == (State.DRAFT, "We play", 7)
    assert (copy.activation_message, copy.audio.has_audio, copy.audio.url) == ("", False, None)
    assert visions.get(copy.id)["completion_percent"] == 7
    assert visions.get(copy.id)["refined_categories"] == []


def test_another_perspective_changes_what_was_accepted_and_nothing_else(visions, steps, two):
    source = two[0]
    found = steps.perspective_places(source, PLURAL)
    assert list(found) == ["fun", "love"]
    accepted = {"love": [place for place in found["love"] if place.old != "my"]}
    draft = visions.version(steps.new_in_perspective(source, PLURAL, accepted))
    assert draft.texts["love"] == "We love my life. We are calm."
    assert (draft.texts["fun"], draft.perspective, draft.refined) == ("I play", "plural", ())
    assert visions.version(source).texts["love"] == "I love my life. I am calm."


def test_places_of_a_text_that_changed_are_refused(visions, steps, write, two):
    found = steps.perspective_places(two[0], PLURAL)
    write(two[0], love="Everything is new, I love it so")
    with pytest.raises(InvalidInput, match="Look through"):
        steps.new_in_perspective(two[0], PLURAL, found)
    assert len(visions.ids()) == 2


def test_a_version_that_comes_back_upsets_neither_number_nor_activity(
    visions, steps, trash, write, two
):
    steps.make_active(two[0])
    undo = steps.discard(two[1])
    other = steps.new_from(two[0])
    assert trash.restore(undo) == two[1]
    assert steps.settle() != []
    numbers = [line.number for line in visions.first_page()]
    assert sorted(numbers) == [1, 2, 3]
    steps.discard(two[1])
    steps.discard(other)
    undo = steps.discard(two[0])
    newer = steps.new_draft()
    write(newer, fun="I play")
    steps.make_active(newer)
    trash.restore(undo)
    steps.settle()
    active = [line.id for line in visions.first_page() if line.state is State.ACTIVE]
    assert len(active) == 1

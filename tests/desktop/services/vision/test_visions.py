"""Versions of a vision: listed, written, completed from their texts, brought back by parts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.core.errors import InvalidInput
from desktop.domain.vision import CODES, State


def test_a_new_draft_begins_with_the_next_number(rows, visions, steps):
    rows.put(
        "vision_versions", {"version_number": 4, "title": "From the web", "status": "complete"}
    )
    made = visions.version(steps.new_draft())
    assert (made.number, made.title, made.state, made.completion) == (
        5,
        "Life Vision",
        State.DRAFT,
        0,
    )
    assert (made.perspective, made.refined) == ("singular", None)
    row = visions.get(made.id)
    assert (row["status"], row["is_draft"], row["is_active"]) == ("draft", True, False)


def test_an_untouched_draft_is_used_again(steps, write):
    first = steps.new_draft()
    assert steps.new_draft() == first
    write(first, fun="I play")
    assert steps.new_draft() != first


def test_versions_are_listed_with_the_highest_number_first(rows, visions, steps, write):
    first = steps.new_draft()
    write(first, forward="I open", fun="I play", health="  \n")
    second = steps.new_from(first)
    odd = rows.put("vision_versions", {"title": "No number"})
    assert visions.ids() == [second, first, odd]
    lines = visions.first_page()
    assert lines == visions.lines(visions.ids())
    assert [(line.number, line.completion, line.state) for line in lines] == [
        (2, 14, State.DRAFT), (1, 14, State.DRAFT), (None, 0, State.DRAFT),
    ]  # fmt: skip
    assert visions.lines([first, "gone"])[0].id == first


def test_what_was_written_here_counts_as_the_last_change(rows, visions, steps, write):
    made = steps.new_draft()
    rows.put("vision_versions", {"id": made, "created_at": "2020-01-01T00:00:00+00:00"})
    write(made, fun="one")
    write(made, fun="two and more")
    (line,) = visions.first_page()
    assert line.changed_at > line.created_at


def test_completion_and_figures_follow_the_texts(visions, steps, write):
    made = steps.new_draft()
    write(made, fun="I dance in golden light. I laugh!")
    row = visions.get(made)
    assert row["completion_percent"] == 7
    assert row["richness_metadata"] == {
        "desktop": {
            "fun": {
                "words": 7, "sentences": 2, "senses": {"feeling": 1, "sight": 2, "sound": 1},
                "sensory_density": Decimal("57.1"),
            }
        }
    }  # fmt: skip
    write(made, fun="")
    row = visions.get(made)
    assert row["completion_percent"] == 0
    assert "desktop" not in (row["richness_metadata"] or {})
    full = write(made, **dict.fromkeys(CODES, "words"))
    assert full.completion == visions.get(made)["completion_percent"] == 100


def test_density_of_the_server_stays_beside_ours(rows, visions, steps, write):
    facts = {"fun": {"inputChars": 500, "density": "medium"}, "total": [1]}
    made = rows.put("vision_versions", {"fun": "Old", "richness_metadata": facts})
    assert write(made, fun="New words").density_facts == facts
    assert visions.get(made)["richness_metadata"]["fun"] == facts["fun"]


def test_saving_the_same_again_changes_nothing(connection, steps, write):
    made = steps.new_draft()
    write(made, fun="I play")
    before = connection.total_changes
    write(made, fun="I play")
    # Only the writing session is ended.
    assert connection.total_changes - before <= 1


def test_refined_categories_are_those_changed_since_the_copy(visions, steps, write):
    first = steps.new_draft()
    assert write(first, love="I love").refined is None
    draft = steps.new_from(first)
    assert visions.version(draft).refined == ()
    write(draft, forward="I open")
    write(draft, love="I love and am loved")
    write(draft, money="It flows")
    assert visions.version(draft).refined == ("love", "money")
    assert visions.get(draft)["refined_categories"] == ["love", "money"]


def test_what_the_server_lists_as_refined_stays(rows, visions, write):
    made = rows.put("vision_versions", {"refined_categories": [{"category": "fun"}, 7]})
    write(made, fun="New", home="New")
    assert visions.get(made)["refined_categories"] == [{"category": "fun"}, 7, "home"]


def test_words_that_came_meanwhile_are_woven_in(rows, visions, steps):
    made = steps.new_draft()
    base = {"fun": "One.\n\nTwo.", "health": None}
    rows.put("vision_versions", {"id": made, "fun": "One.\n\nTwo."})
    rows.put("vision_versions", {"id": made, "fun": "One, from there.\n\nTwo.", "health": "Well"})
    kept = visions.save(made, {"fun": "One.\n\nTwo.\n\nThree, here."}, "s", base)
    assert kept["fun"] == "One, from there.\n\nTwo.\n\nThree, here."
    assert kept["completion_percent"] == 14


def test_a_version_deleted_elsewhere_comes_back_with_what_is_written(rows, visions, steps, write):
    made = steps.new_draft()
    write(made, fun="I play", love="I love")
    rows.delete("vision_versions", made)
    visions.save(made, {"fun": "I play on"}, "s", {"fun": "I play"})
    back = visions.version(made)
    assert (back.texts["fun"], back.texts["love"], back.number) == ("I play on", "I love", 1)


def test_coming_back_refines_nothing_but_what_was_written(rows, visions, steps, write):
    first = steps.new_draft()
    write(first, fun="I play", love="I love")
    copy = steps.new_from(first)
    rows.delete("vision_versions", copy)
    visions.save(
        copy, {"fun": "I play on", "love": "I love"}, "s", {"fun": "I play", "love": "I love"}
    )
    assert visions.version(copy).refined == ("fun",)


def test_words_of_a_version_that_never_was_here_become_a_draft(visions, steps):
    row_id = "123e4567-e89b-42d3-a456-426614174000"
    kept = visions.save(row_id, {"title": "Mine", "fun": "I play"}, "s")
    assert (kept["version_number"], kept["status"], kept["is_draft"]) == (1, "draft", True)
    assert (kept["completion_percent"], kept["refined_categories"]) == (7, None)


def test_each_part_has_its_own_history(visions, steps, write):
    made = steps.new_draft()
    write(made, fun="One")
    write(made, fun="One and two")
    write(made, love="First")
    write(made, love="First and second")
    assert [v.text for v in visions.part_versions(made, "fun")] == ["One"]
    assert [v.text for v in visions.part_versions(made, "love")] == ["First"]


def test_restoring_a_part_leaves_the_later_words_of_others(visions, steps, write):
    made = steps.new_draft()
    write(made, fun="One")
    write(made, fun="Two, quite another text", love="First")
    write(made, love="First and second")
    old = next(v for v in visions.part_versions(made, "fun") if v.text == "One")
    visions.restore_part(made, "fun", old.id)
    now = visions.version(made)
    assert (now.texts["fun"], now.texts["love"]) == ("One", "First and second")
    assert visions.part_versions(made, "fun")[0].text == "Two, quite another text"
    with pytest.raises(InvalidInput):
        visions.restore_part("another", "fun", old.id)


def test_two_versions_are_compared_part_by_part(visions, steps, write):
    first = steps.new_draft()
    write(first, fun="I play the drum", love="I love")
    second = steps.new_from(first)
    write(second, fun="I play the flute", title="Second")
    found = visions.compare(first, second)
    assert [part.code for part in found.parts] == list(CODES)
    (fun,) = [part for part in found.parts if not part.is_same]
    assert [(p.kind, p.text) for p in fun.pieces] == [
        ("same", "I play the "), ("removed", "drum"), ("added", "flute"),
    ]  # fmt: skip
    assert [(c.column, c.then, c.now) for c in found.changes] == [
        ("title", "Life Vision", "Second")
    ]
    with pytest.raises(InvalidInput):
        visions.compare(first, "gone")


def test_a_row_of_the_server_is_shown_whatever_it_holds(connection, visions):
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(
        "INSERT INTO vision_versions (id, status, perspective, completion_percent, has_audio, "
        "audio_url, audio_duration, voice_type, background_music, last_audio_generated_at, "
        "richness_metadata, refined_categories) VALUES ('odd', 'archived', 'royal', 400, 1, "
        "'https://x/y.mp3', '3:25', 'alloy', 'sea', '2026-03-01T10:00:00.000000+00:00', '[1]', '7')"
    )
    connection.execute("PRAGMA ignore_check_constraints = OFF")
    odd = visions.version("odd")
    assert (odd.state, odd.perspective, odd.stored_completion) == (State.DRAFT, "royal", 400)
    assert (odd.refined, odd.density_facts) == (None, [1])
    audio = odd.audio
    assert (audio.has_audio, audio.url, audio.duration) == (True, "https://x/y.mp3", "3:25")
    assert (audio.voice, audio.music, audio.generated_at.year) == ("alloy", "sea", 2026)
    assert visions.first_page()[0].has_audio

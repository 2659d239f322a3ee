"""Rows as they stand in an editor: saved, woven with what came meanwhile, gone when left blank."""

from __future__ import annotations

import pytest

from desktop.core.errors import InvalidInput
from desktop.core.ids import LOCAL_USER_ID, natural_id
from desktop.services.drafts import Drafts
from desktop.store.rows import Rows

TABLE = "scenes"
SCENE = {"scene_title": "Morning", "scene_text": "One.\n\nTwo.", "essence_word": None}


def nothing_written(values):
    return not any(values.get(name) for name in SCENE)


@pytest.fixture
def drafts(connection, rows):
    return Drafts(connection, lambda: rows, TABLE, nothing_written)


@pytest.fixture
def elsewhere(database, rows):
    """Another process that writes the same database."""
    connection = database.connect()
    yield Rows(connection, LOCAL_USER_ID)
    connection.close()


def begun(drafts, draft=SCENE):
    row_id = drafts.new_id()
    drafts.save(row_id, draft, "first")
    return row_id


def test_a_draft_becomes_a_row_and_comes_back_as_it_is_kept(drafts, rows):
    row_id = drafts.new_id()
    kept = drafts.save(row_id, SCENE, "s")
    assert kept == drafts.get(row_id) == rows.get(TABLE, row_id)
    assert {name: kept[name] for name in SCENE} == SCENE
    assert kept["created_at"]


def test_a_blank_new_row_is_not_written_and_one_left_blank_goes(drafts, rows, trash):
    row_id = drafts.new_id()
    drafts.save(row_id, {"scene_title": "", "scene_text": ""}, "s")
    assert rows.count(TABLE) == 0
    some = {"scene_title": "", "scene_text": "A word"}
    drafts.save(row_id, some, "s")
    drafts.save(row_id, {"scene_title": "", "scene_text": ""}, "s", some)
    drafts.leave(row_id)
    assert rows.count(TABLE) == 0
    (item,) = trash.items()
    assert item.row_id == row_id


def test_words_that_come_into_a_blank_row_while_it_is_left_are_kept(connection, rows, elsewhere):
    late = []

    def kept_rows():
        if late:
            elsewhere.put(TABLE, late.pop())
        return rows

    drafts = Drafts(connection, kept_rows, TABLE, nothing_written)
    row_id = begun(drafts)
    drafts.save(row_id, dict.fromkeys(SCENE), "first", SCENE)
    late += [{"id": row_id, "scene_text": "From afar."}, {"id": row_id}]
    drafts.leave(row_id)
    assert rows.get(TABLE, row_id)["scene_text"] == "From afar."


def test_a_row_of_before_that_was_emptied_stays(drafts, connection, rows):
    row_id = begun(drafts)
    drafts.leave(row_id)
    later = Drafts(connection, lambda: rows, TABLE, nothing_written)
    later.save(row_id, {"scene_title": "", "scene_text": ""}, "s", SCENE)
    later.leave(row_id)
    assert rows.count(TABLE) == 1


def test_what_came_since_the_page_was_laid_out_is_woven_in(drafts, elsewhere):
    row_id = begun(drafts)
    elsewhere.put(
        TABLE, {"id": row_id, "scene_text": "One.\n\nTwo from afar.", "essence_word": "calm"}
    )
    mine = {**SCENE, "scene_text": "One from here.\n\nTwo.", "scene_title": "Dawn"}
    kept = drafts.save(row_id, mine, "s", SCENE)
    assert kept["scene_text"] == "One from here.\n\nTwo from afar."
    assert (kept["scene_title"], kept["essence_word"]) == ("Dawn", "calm")


def test_columns_of_other_pages_are_left_alone(drafts, elsewhere):
    row_id = begun(drafts)
    elsewhere.put(TABLE, {"id": row_id, "category": "fun"})
    kept = drafts.save(row_id, {**SCENE, "scene_title": "Dawn"}, "s", SCENE)
    assert (kept["category"], kept["scene_title"]) == ("fun", "Dawn")


def test_a_row_deleted_meanwhile_comes_back_whole_with_the_new_words(drafts, elsewhere):
    row_id = begun(drafts)
    elsewhere.put(TABLE, {"id": row_id, "category": "fun"})
    elsewhere.delete(TABLE, row_id)
    drafts.save(row_id, SCENE, "s", SCENE)
    assert drafts.get(row_id) is None
    kept = drafts.save(row_id, {**SCENE, "scene_title": "Dawn"}, "s", SCENE)
    assert (kept["category"], kept["scene_title"]) == ("fun", "Dawn")


def test_two_that_began_the_same_day_apart_keep_the_words_of_both(connection, rows, elsewhere):
    papers = Drafts(connection, lambda: rows, "daily_papers", lambda v: not v.get("content"))
    row_id = natural_id(LOCAL_USER_ID, "daily_papers", ["2026-01-01"])
    there = {"gratitude": "The sea", "tasks": ["Swim", "", ""], "mine": 1}
    elsewhere.put("daily_papers", {"paper_date": "2026-01-01", "content": there})
    here = {"paper_date": "2026-01-01", "content": {"gratitude": "", "fun_plan": "Dance"}}
    kept = papers.save(row_id, here, "s")
    assert kept["id"] == row_id
    assert kept["content"]["gratitude"] == "The sea"
    assert kept["content"]["fun_plan"] == "Dance"
    assert kept["content"]["mine"] == 1


def test_what_is_written_anew_has_the_words_in_its_history_that_were_deleted(
    connection, rows, trash, history
):
    papers = Drafts(connection, lambda: rows, "daily_papers", lambda v: not v.get("content"))
    row_id = natural_id(LOCAL_USER_ID, "daily_papers", ["2026-01-01"])
    for words in ("The sea", "The wind", "The rain"):
        papers.save(row_id, {"paper_date": "2026-01-01", "content": {"gratitude": words}}, words)
        papers.leave(row_id)
        number = papers.delete(row_id)
    trash.restore(number)
    assert papers.get(row_id)["content"] == {"gratitude": "The rain"}
    papers.delete(row_id)
    papers.save(row_id, {"paper_date": "2026-01-01", "content": {"gratitude": "Snow"}}, "s")
    assert trash.items() == []
    kept = [history.row(one.id)["content"] for one in history.versions("daily_papers", row_id)]
    assert [content["gratitude"] for content in kept] == ["The rain", "The wind", "The sea"]


def test_one_session_keeps_one_version_and_a_later_one_another(drafts, history):
    row_id = begun(drafts)
    drafts.leave(row_id)
    for text in ("One more.", "One more and more."):
        drafts.save(row_id, {**SCENE, "scene_text": text}, "second", SCENE)
    assert len(history.versions(TABLE, row_id)) == 1


def test_a_wrong_value_is_refused_with_a_sentence_and_nothing_is_changed(connection, rows):
    snapshots = Drafts(connection, lambda: rows, "emotional_snapshots", lambda _v: False)
    row_id = snapshots.new_id()
    with pytest.raises(InvalidInput):
        snapshots.save(row_id, {"emotion_type": "joy", "intensity": 11}, "s")
    assert snapshots.get(row_id) is None


def test_deleting_goes_to_the_trash(drafts, trash):
    row_id = begun(drafts)
    number = drafts.delete(row_id)
    assert [item.id for item in trash.items()] == [number]
    trash.restore(number)
    assert drafts.get(row_id) is not None

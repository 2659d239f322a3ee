from __future__ import annotations

from datetime import date

import pytest

from desktop.core.errors import InvalidInput
from desktop.services.journal import EntryDraft

TODAY = date(2026, 3, 31)


@pytest.fixture
def entry_id(journal):
    made = journal.new_id()
    for session, text in (("one", "First words"), ("two", "Second words"), ("three", "Third")):
        journal.save(made, EntryDraft(TODAY, text, tags=(session,)), session)
        journal.leave(made)
    return made


def test_each_writing_session_leaves_one_version(history, entry_id):
    kept = history.versions("journal_entries", entry_id)
    assert [(v.preview, v.origin) for v in kept] == [
        ("Second words", "member"), ("First words", "member"),
    ]  # fmt: skip
    assert kept[0].kept_at >= kept[1].kept_at


def test_a_version_is_the_whole_row(history, entry_id):
    newest = history.versions("journal_entries", entry_id)[0]
    row = history.row(newest.id)
    assert (row["id"], row["content"], row["tags"]) == (entry_id, "Second words", ["two"])


def test_restoring_is_an_edit_that_can_be_undone(journal, history, entry_id):
    first = history.versions("journal_entries", entry_id)[-1]
    assert history.restore(first.id) == entry_id
    assert journal.get(entry_id).content == "First words"
    assert history.versions("journal_entries", entry_id)[0].preview == "Third"


def test_a_version_that_is_gone_is_told(history):
    with pytest.raises(InvalidInput):
        history.row(99)
    with pytest.raises(InvalidInput):
        history.restore(99)


def test_rows_of_any_table_have_history_and_trash(rows, history, trash):
    scene = rows.put("scenes", {"scene_title": "Sea", "scene_text": "One"})
    rows.put("scenes", {"id": scene, "scene_text": "Two"})
    assert [v.preview for v in history.versions("scenes", scene)] == ["Sea"]
    rows.delete("scenes", scene)
    (item,) = trash.items()
    assert (item.table, item.row_id, item.title, item.origin) == ("scenes", scene, "Sea", "member")


def test_a_row_without_words_is_named_by_its_table(rows, trash):
    rows.delete("daily_papers", rows.put("daily_papers", {"paper_date": "2026-03-31"}))
    assert [item.title for item in trash.items()] == ["Daily paper"]


def test_undo_brings_an_entry_back_with_its_id(journal, trash, entry_id):
    before = journal.get(entry_id)
    assert trash.restore(journal.delete(entry_id)) == entry_id
    assert journal.get(entry_id) == before
    assert trash.items() == []


def test_what_is_deleted_for_good_leaves_no_word_behind(
    journal, trash, history, entry_id, connection
):
    trash_id = journal.delete(entry_id)
    trash.forget(trash_id)
    assert trash.items() == []
    assert history.versions("journal_entries", entry_id) == []
    for table in ("local_trash", "local_versions"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    for gone in (trash.restore, trash.forget):
        with pytest.raises(InvalidInput, match="no longer in the trash"):
            gone(trash_id)


def test_what_went_along_goes_along_for_good(rows, trash, history):
    sounds = rows.put("audio_sets", {"title": "Evening"})
    track = rows.put("audio_tracks", {"audio_set_id": sounds, "title": "One"})
    other = rows.put("audio_tracks", {"title": "Alone"})
    rows.delete("audio_tracks", other)
    rows.delete("audio_sets", sounds)
    (gone,) = (item for item in trash.items() if item.table == "audio_sets")
    trash.forget(gone.id)
    assert [item.row_id for item in trash.items()] == [other]
    assert history.versions("audio_tracks", track) == []


def test_a_row_that_is_there_again_keeps_its_versions(journal, rows, trash, history, entry_id):
    trash_id = journal.delete(entry_id)
    rows.put("journal_entries", {"id": entry_id, "content": "Begun anew elsewhere"})
    trash.forget(trash_id)
    assert len(history.versions("journal_entries", entry_id)) >= 2

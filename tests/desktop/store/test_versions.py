"""Reading earlier states and making one the present again."""

from __future__ import annotations

import pytest

from desktop.core.errors import InvalidInput
from desktop.core.ids import LOCAL_USER_ID
from desktop.store import trash, versions
from desktop.store.attic import LocalAttic
from desktop.store.sessions import writing_session
from desktop.store.transactions import writing

ID = "0a1b2c3d-0000-4000-8000-00000000abcd"


@pytest.fixture
def entry(rows):
    rows.put("journal_entries", {"id": ID, "content": "first", "mood": "calm", "tags": ["a"]})
    rows.put("journal_entries", {"id": ID, "content": "second", "mood": "joyful", "tags": []})
    return ID


def test_versions_come_newest_first_with_their_moment(connection, rows, entry):
    rows.put("journal_entries", {"id": entry, "content": "third"})
    found = versions.of_row(connection, "journal_entries", entry)
    assert [v.values["content"] for v in found] == ["second", "first"]
    assert all(v.kept_at.tzinfo and v.origin == "member" and v.row_id == entry for v in found)
    assert versions.one(connection, found[0].id) == found[0]
    assert versions.one(connection, 999) is None


def test_restoring_is_an_ordinary_edit_that_keeps_the_present_state(connection, rows, entry):
    created = rows.get("journal_entries", entry)["created_at"]
    (first,) = versions.of_row(connection, "journal_entries", entry)
    assert versions.restore(connection, first.id) == entry
    row = rows.get("journal_entries", entry)
    assert (row["content"], row["mood"], row["tags"]) == ("first", "calm", ["a"])
    assert row["created_at"] == created
    newest = versions.of_row(connection, "journal_entries", entry)[0]
    assert newest.values["content"] == "second"


def test_restoring_amid_a_writing_session_keeps_what_was_just_typed(connection, rows, entry):
    (first,) = versions.of_row(connection, "journal_entries", entry)
    with writing_session(connection, "window"):
        rows.put("journal_entries", {"id": entry, "content": "second and more"})
    with writing_session(connection, "window"):
        versions.restore(connection, first.id)
    newest = versions.of_row(connection, "journal_entries", entry)[0]
    assert newest.values["content"] == "second and more"


def test_restoring_words_does_not_switch_on_what_was_on_then(connection, rows):
    rows.put("vision_versions", {"id": ID, "forward": "old", "is_active": True})
    rows.put("vision_versions", {"id": ID, "forward": "new", "is_active": False})
    (first,) = versions.of_row(connection, "vision_versions", ID)
    versions.restore(connection, first.id)
    row = rows.get("vision_versions", ID)
    assert (row["forward"], row["is_active"]) == ("old", False)


def test_a_version_of_a_deleted_row_brings_it_back(connection, rows, entry):
    (first,) = versions.of_row(connection, "journal_entries", entry)
    rows.delete("journal_entries", entry)
    versions.restore(connection, first.id)
    assert rows.get("journal_entries", entry)["content"] == "first"


def test_a_version_that_is_gone_is_said(connection):
    with pytest.raises(InvalidInput, match="no longer here"):
        versions.restore(connection, 7)


def test_the_attic_keeps_what_lost_as_a_whole_earlier_state(connection, rows, entry):
    with writing(connection):
        LocalAttic().keep(connection, "journal_entries", entry, {"mood": "sad"})
    newest = versions.of_row(connection, "journal_entries", entry)[0]
    assert (newest.origin, newest.values["mood"], newest.values["content"]) == (
        "sync", "sad", "second",
    )  # fmt: skip
    versions.restore(connection, newest.id)
    assert rows.get("journal_entries", entry)["mood"] == "sad"


def test_the_attic_recalls_the_last_state_of_a_deleted_row(connection, rows, entry):
    attic = LocalAttic()
    assert attic.recall(connection, "journal_entries", entry) is None
    stored = rows.stored("journal_entries", entry)
    rows.delete("journal_entries", entry)
    assert attic.recall(connection, "journal_entries", entry) == stored


def test_versions_of_a_row_that_the_server_broke_can_come_back(connection, rows):
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(
        "INSERT INTO emotional_snapshots (id, user_id, intensity, notes) VALUES (?, ?, 99, 'a')",
        (ID, LOCAL_USER_ID),
    )
    connection.execute("PRAGMA ignore_check_constraints = OFF")
    rows.put("emotional_snapshots", {"id": ID, "notes": "b", "intensity": 3})
    (first,) = versions.of_row(connection, "emotional_snapshots", ID)
    versions.restore(connection, first.id)
    assert rows.get("emotional_snapshots", ID)["intensity"] == 99
    trash.restore(connection, rows.delete("emotional_snapshots", ID))
    assert rows.get("emotional_snapshots", ID)["intensity"] == 99

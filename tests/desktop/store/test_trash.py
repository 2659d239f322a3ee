"""The trash: what is in it, and how it comes back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from desktop.core.errors import InvalidInput
from desktop.core.ids import LOCAL_USER_ID
from desktop.store import trash, versions
from desktop.store.attic import LocalAttic

ID = "0a1b2c3d-0000-4000-8000-00000000abcd"
CHILD = "0a1b2c3d-0000-4000-8000-00000000ccc1"


def test_a_deleted_row_comes_back_whole_under_its_id(connection, rows):
    rows.put("journal_entries", {"id": ID, "content": "x", "tags": ["a"], "mood": "calm"})
    before = rows.stored("journal_entries", ID)
    trash_id = rows.delete("journal_entries", ID)
    (item,) = trash.items(connection)
    assert (item.id, item.row_id, item.origin, item.values) == (trash_id, ID, "member", before)
    assert trash.restore(connection, trash_id) == ID
    assert rows.stored("journal_entries", ID) == before
    assert trash.items(connection) == []


def test_what_sync_recalls_is_the_last_of_several_states(connection, rows):
    assert LocalAttic().recall(connection, "scenes", ID) is None
    for words in ("First.", "Second.", "Third."):
        rows.put("scenes", {"id": ID, "scene_text": words})
        rows.delete("scenes", ID)
    assert LocalAttic().recall(connection, "scenes", ID)["scene_text"] == "Third."


def test_words_that_only_the_trash_has_go_into_the_history_when_the_row_is_there_again(
    connection, rows
):
    rows.put("scenes", {"id": ID, "scene_text": "Mine, and not sent yet."})
    rows.delete("scenes", ID)
    rows.put("scenes", {"id": ID, "scene_text": "Mine again."})
    trash_id = rows.delete("scenes", ID)
    # Before the member takes it back, sync brings the row, for it was edited elsewhere.
    rows.put("scenes", {"id": ID, "scene_text": "From elsewhere."})
    trash.restore(connection, trash_id)
    assert rows.get("scenes", ID)["scene_text"] == "From elsewhere."
    kept = versions.of_row(connection, "scenes", ID)
    assert [v.values["scene_text"] for v in kept] == ["Mine again.", "Mine, and not sent yet."]
    trash.restore(connection, rows.delete("scenes", ID))
    assert len(versions.of_row(connection, "scenes", ID)) == 2


def test_newest_comes_first_and_each_row_once(connection, rows):
    ids = rows.put_many("scenes", [{"scene_text": str(n)} for n in range(4)])
    for row_id in ids:
        rows.delete("scenes", row_id)
    rows.put("scenes", {"id": ids[0], "scene_text": "again"})
    rows.delete("scenes", ids[0])
    assert [item.row_id for item in trash.items(connection)] == [ids[0], *reversed(ids[1:])]
    assert len(trash.items(connection, limit=2)) == 2


def test_what_is_there_again_is_not_in_the_trash(connection, rows):
    rows.put("scenes", {"id": ID})
    rows.delete("scenes", ID)
    rows.put("scenes", {"id": ID})
    assert trash.items(connection) == []


@pytest.fixture
def vision(rows, connection):
    rows.put("vision_versions", {"id": ID, "title": "Mine"})
    rows.put("vision_board_items", {"id": CHILD, "vision_id": ID, "content": "sea"})
    rows.put("vision_audios", {"vision_id": ID})
    connection.execute(
        "INSERT INTO refinements (id, vision_id, input_text) VALUES ('r', ?, 'my words')", (ID,)
    )
    return ID


def test_children_go_with_their_parent_and_come_back_with_it(connection, rows, vision):
    trash_id = rows.delete("vision_versions", vision)
    children = ("vision_board_items", "vision_audios", "refinements")
    assert [rows.count(table) for table in children] == [0, 0, 0]
    trash.restore(connection, trash_id)
    assert [rows.count(table) for table in children] == [1, 1, 1]
    assert trash.items(connection) == []


def test_a_child_that_was_deleted_before_its_parent_stays_deleted(connection, rows, vision):
    rows.delete("vision_board_items", CHILD)
    connection.execute("UPDATE local_trash SET deleted_at = '2026-01-01T00:00:00.000000+00:00'")
    trash_id = rows.delete("vision_versions", vision)
    assert [item.row_id for item in trash.items(connection)] == [vision, CHILD]
    trash.restore(connection, trash_id)
    assert rows.count("vision_board_items") == 0
    assert [item.row_id for item in trash.items(connection)] == [CHILD]


def test_what_went_along_is_not_listed_beside_its_parent(connection, rows, vision):
    rows.delete("vision_versions", vision)
    assert [item.row_id for item in trash.items(connection)] == [vision]
    # The parent alone comes back by itself, from elsewhere: then its children are listed.
    rows.put("vision_versions", {"id": vision})
    (item, other) = trash.items(connection)
    assert {item.table, other.table} == {"vision_board_items", "vision_audios"}


def test_a_child_alone_says_that_its_parent_comes_first(connection, rows, vision):
    child = rows.delete("vision_board_items", CHILD)
    rows.delete("vision_versions", vision)
    with pytest.raises(InvalidInput, match="a life vision that was deleted"):
        trash.restore(connection, child)
    assert trash.one(connection, child).row_id == CHILD
    track = rows.put("audio_tracks", {})
    variant = rows.delete("audio_variants", rows.put("audio_variants", {"audio_track_id": track}))
    rows.delete("audio_tracks", track)
    with pytest.raises(InvalidInput, match="belongs to an audio track"):
        trash.restore(connection, variant)


def test_a_row_whose_place_is_taken_stays_in_the_trash(connection, rows):
    first = rows.put("daily_papers", {"paper_date": "2026-11-22"})
    trash_id = rows.delete("daily_papers", first)
    connection.execute(
        "INSERT INTO daily_papers (id, user_id, paper_date) VALUES (?, ?, '2026-11-22')",
        (ID, LOCAL_USER_ID),
    )
    with pytest.raises(InvalidInput, match="taken its place"):
        trash.restore(connection, trash_id)
    assert trash.one(connection, trash_id)


def test_what_is_no_longer_in_the_trash_is_said(connection):
    with pytest.raises(InvalidInput, match="no longer in the trash"):
        trash.restore(connection, 7)


def test_a_row_stays_for_more_than_a_year(connection, rows):
    rows.put("scenes", {"id": ID})
    rows.delete("scenes", ID)
    now = datetime.now(UTC)
    assert trash.prune(connection, now + timedelta(days=399)) == 0
    assert trash.prune(connection, now + timedelta(days=401)) == 0
    assert trash.prune(connection, now + timedelta(days=407)) == 0
    assert trash.prune(connection, now + timedelta(days=415)) == 1
    assert trash.items(connection) == []


def test_a_clock_that_is_years_ahead_for_a_while_lets_nothing_go(connection, rows):
    rows.put("scenes", {"id": ID})
    rows.delete("scenes", ID)
    now, ahead = datetime.now(UTC), timedelta(days=3650)
    assert trash.prune(connection, now) == 0
    assert trash.prune(connection, now + ahead) == 0
    assert trash.prune(connection, now + ahead + timedelta(hours=3)) == 0
    assert trash.prune(connection, now + timedelta(days=1)) == 0
    assert trash.prune(connection, now + timedelta(days=30)) == 0
    assert trash.items(connection) != []


def test_what_is_deleted_under_a_clock_of_long_ago_stays_as_long(connection, rows):
    rows.put_many("scenes", [{"id": ID}, {"id": CHILD}])
    now = datetime.now(UTC)
    rows.delete("scenes", ID)
    assert trash.prune(connection, now) == 0
    rows.delete("scenes", CHILD)
    connection.execute(
        "UPDATE local_trash SET deleted_at = '1970-01-01T00:00:07.000000+00:00' WHERE row_id = ?",
        (CHILD,),
    )
    for days in (8, 16, 390):
        assert trash.prune(connection, now + timedelta(days=days)) == 0
    assert {item.row_id for item in trash.items(connection)} == {ID, CHILD}
    assert trash.prune(connection, now + timedelta(days=401)) == 0
    assert trash.prune(connection, now + timedelta(days=409)) == 2


@pytest.mark.parametrize("looks_while_behind", [0, 2])
def test_what_is_deleted_while_the_clock_is_behind_is_kept_as_long(
    connection, rows, looks_while_behind
):
    now, day = datetime.now(UTC), timedelta(days=1)
    rows.put("scenes", {"id": CHILD})
    rows.delete("scenes", CHILD)
    trash.prune(connection, now)
    born = datetime(1970, 1, 1, tzinfo=UTC)
    for minute in range(looks_while_behind):
        trash.prune(connection, born + timedelta(minutes=minute))
    rows.put("scenes", {"id": ID})
    rows.delete("scenes", ID)
    connection.execute(
        "UPDATE local_trash SET deleted_at = ? WHERE row_id = ?",
        ((born + timedelta(hours=1)).isoformat(timespec="microseconds"), ID),
    )
    for days in range(10, 390, 10):
        assert trash.prune(connection, now + days * day) == 0
    assert {row.row_id for row in trash.items(connection)} == {ID, CHILD}
    gone = sum(trash.prune(connection, now + days * day) for days in range(390, 440, 10))
    assert gone == 2


def test_what_an_earlier_release_noted_of_a_look_is_understood(connection, rows):
    rows.put("scenes", {"id": ID})
    rows.delete("scenes", ID)
    now = datetime.now(UTC)
    noted = [(now + timedelta(days=days)).isoformat(timespec="microseconds") for days in (401, 1)]
    connection.execute(
        "INSERT INTO local_meta (key, value) VALUES ('trash_over', ?)", (json.dumps(noted),)
    )
    assert trash.prune(connection, now + timedelta(days=415)) == 1


def test_a_row_of_the_server_whose_parent_was_never_here_comes_back(connection, rows):
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(
        "INSERT INTO vision_audios (id, user_id, vision_id) VALUES (?, ?, ?)",
        (CHILD, LOCAL_USER_ID, ID),
    )
    connection.execute("PRAGMA foreign_keys = ON")
    trash.restore(connection, rows.delete("vision_audios", CHILD))
    assert rows.get("vision_audios", CHILD)["vision_id"] == ID
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)

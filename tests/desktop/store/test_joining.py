"""The first sign-in: rows change their owner, or join those that the account already has."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.ids import LOCAL_USER_ID, natural_id
from desktop.services.unsaved import Unsaved
from desktop.store import trash, versions
from desktop.store.blending import blend
from desktop.store.database import Database
from desktop.store.joining import adopt_account, join_database
from desktop.store.rows import Rows
from desktop.store.schema import specs, two_way
from sync.local.schema import install
from sync.values import canonical_json
from tests.desktop.moulds import KEY

ACCOUNT = "11111111-1111-4111-8111-111111111111"
ID = "0a1b2c3d-0000-4000-8000-00000000abcd"
DAY = "2026-11-22"


def dump(connection):
    """Everything that a member can see, by table."""
    tables = [spec.name for spec in two_way()]
    tables += ["local_trash", "local_versions", "local_templates", "local_evidence"]
    return {t: sorted(connection.execute(f'SELECT * FROM "{t}"').fetchall()) for t in tables}


@pytest.fixture
def written(rows):
    """A local profile with plain rows, derived ids, children, a version and something deleted."""
    rows.put("journal_entries", {"id": ID, "content": "first"})
    rows.put("journal_entries", {"id": ID, "content": "second"})
    paper = rows.put("daily_papers", {"paper_date": DAY, "content": {"gratitude": "sun"}})
    rows.put("daily_papers", {"id": paper, "content": {"gratitude": "sun and rain"}})
    gone = rows.put("daily_papers", {"paper_date": "2026-11-21", "content": {"fun_plan": "sea"}})
    rows.delete("daily_papers", gone)
    track = rows.put("audio_tracks", {"title": "t"})
    rows.put("audio_variants", {"audio_track_id": track, "variant_type": "voice"})
    return rows


def test_every_row_and_every_derived_id_becomes_the_accounts(connection, written):
    adopt_account(connection, LOCAL_USER_ID, ACCOUNT)
    rows = Rows(connection, ACCOUNT)
    assert rows.get("journal_entries", ID)["user_id"] == ACCOUNT
    paper = rows.get("daily_papers", natural_id(ACCOUNT, "daily_papers", [DAY]))
    assert paper["content"] == {"gratitude": "sun and rain"}
    assert rows.count("daily_papers") == rows.count("audio_variants") == 1
    for row in (r for spec in two_way() if spec.owner for r in rows.walk(spec.name)):
        assert row["user_id"] == ACCOUNT


def test_history_and_trash_come_along(connection, written):
    adopt_account(connection, LOCAL_USER_ID, ACCOUNT)
    paper = natural_id(ACCOUNT, "daily_papers", [DAY])
    (version,) = versions.of_row(connection, "daily_papers", paper)
    assert (version.values["id"], version.values["user_id"]) == (paper, ACCOUNT)
    (item,) = trash.items(connection)
    assert item.row_id == natural_id(ACCOUNT, "daily_papers", ["2026-11-21"])
    # What got another id was not deleted.
    assert connection.execute("SELECT count(*) FROM local_trash").fetchone() == (1,)
    trash.restore(connection, item.id)
    assert Rows(connection, ACCOUNT).count("daily_papers") == 2
    assert LOCAL_USER_ID not in repr(dump(connection))


def test_adopting_twice_changes_nothing(connection, written):
    adopt_account(connection, LOCAL_USER_ID, ACCOUNT)
    before = dump(connection)
    adopt_account(connection, LOCAL_USER_ID, ACCOUNT)
    assert dump(connection) == before


def test_what_was_still_written_for_the_local_member_joins_the_accounts_rows(connection, rows):
    # The account's row came from the server under an id of its own.
    connection.execute(
        "INSERT INTO daily_papers (id, user_id, paper_date, content) VALUES (?, ?, ?, ?)",
        (ID, ACCOUNT, DAY, '{"gratitude":"sun"}'),
    )
    late = rows.put("daily_papers", {"paper_date": DAY, "content": {"gratitude": "rain"}})
    rows.put("daily_papers", {"id": late, "content": {"gratitude": "rain, still"}})
    adopt_account(connection, LOCAL_USER_ID, ACCOUNT)
    (row,) = Rows(connection, ACCOUNT).list("daily_papers")
    assert row["id"] == ID
    assert row["content"] == {"gratitude": "sun\n\nrain, still"}
    kept = [v.values["content"] for v in versions.of_row(connection, "daily_papers", ID)]
    assert '{"gratitude":"rain"}' in kept
    assert trash.items(connection) == []


def test_sync_sends_every_adopted_row_and_no_row_of_the_local_owner(connection, written):
    install(connection, specs())
    adopt_account(connection, LOCAL_USER_ID, ACCOUNT)
    waiting = set(connection.execute("SELECT tbl, row_id FROM sync_outbox").fetchall())
    present = {
        (spec.name, row_id)
        for spec in two_way()
        for (row_id,) in connection.execute(f'SELECT id FROM "{spec.name}"').fetchall()
    }
    assert waiting == present


def test_a_fault_on_the_way_leaves_the_local_profile_as_it_was(connection, written):
    before = dump(connection)
    connection.execute(
        "CREATE TRIGGER stop BEFORE UPDATE ON journal_entries BEGIN SELECT RAISE(ABORT, 'x'); END"
    )
    with pytest.raises(Database.Error):
        adopt_account(connection, LOCAL_USER_ID, ACCOUNT)
    assert dump(connection) == before


@pytest.fixture
def account(tmp_path):
    """The database that the account already has on this device."""
    made = Database(tmp_path / "account" / "journal.db", KEY)
    made.open()
    with contextlib.closing(made.connect()) as connection:
        yield connection


def test_rows_join_those_of_the_account(database, account, written):
    theirs = Rows(account, ACCOUNT)
    theirs.put("journal_entries", {"content": "of the account"})
    join_database(account, database, LOCAL_USER_ID, ACCOUNT)
    assert {row["content"] for row in theirs.walk("journal_entries")} == {
        "of the account", "second",
    }  # fmt: skip
    assert theirs.get("journal_entries", ID)["user_id"] == ACCOUNT
    assert theirs.count("audio_variants") == theirs.count("daily_papers") == 1
    assert len(versions.of_row(account, "journal_entries", ID)) == 1
    assert len(trash.items(account)) == 1
    assert LOCAL_USER_ID not in repr(dump(account))


def test_what_this_device_keeps_alone_comes_along_once(database, account, connection):
    evidence = ("e", ID, "v", "home", "By the sea.", "", "2026-01-01")
    for table, values in (
        ("local_templates", ("t", "prompt", "", "What now?", "2026-01-01")),
        ("local_evidence", evidence),
    ):
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO {table} VALUES ({marks})", values)
    for _again in range(2):
        join_database(account, database, LOCAL_USER_ID, ACCOUNT)
    assert account.execute("SELECT * FROM local_evidence").fetchall() == [evidence]
    assert account.execute("SELECT body FROM local_templates").fetchall() == [("What now?",)]


def test_what_a_form_holds_unsaved_and_how_one_listens_comes_along(database, account, connection):
    mine, theirs = Unsaved(connection, "emotional_snapshots"), Unsaved(account, "events")
    mine.keep({"": [["", "calm", 7, "Not saved yet."], ["", "", None, ""]]})
    theirs.keep({"": [["", "walk", 3, "By the river."], ["", "", None, ""]]})
    Unsaved(connection, "events").keep({"": "another", "b": "kept as well"})
    for table, values in (
        ("local_narrations", ("t", "v", "home", "hash", 1, "2026-01-01")),
        ("local_listening", ("t", 5000, 9000, None, 0, "2026-01-01")),
        ("local_pins", ("audio_tracks", "t", "2026-01-01")),
    ):
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO {table} VALUES ({marks})", values)
    for _again in range(2):
        join_database(account, database, LOCAL_USER_ID, ACCOUNT)
    assert Unsaved(account, "emotional_snapshots").read() == mine.read()
    assert theirs.read()[""][0][3] == "By the river."
    assert theirs.read()["b"] == "kept as well"
    for table in ("local_narrations", "local_listening", "local_pins"):
        assert account.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)


def test_rows_of_one_day_become_one_row_with_the_words_of_both(database, account, rows):
    rows.put(
        "daily_papers",
        {"paper_date": DAY, "completed": True,
         "content": {"gratitude": "rain", "tasks": ["call", "", ""], "mine": 1}},
    )  # fmt: skip
    theirs = Rows(account, ACCOUNT)
    paper = theirs.put(
        "daily_papers",
        {"paper_date": DAY, "completed": False,
         "content": {"gratitude": "sun", "tasks": ["walk", "", ""], "fun_plan": "sea"}},
    )  # fmt: skip
    join_database(account, database, LOCAL_USER_ID, ACCOUNT)
    row = theirs.get("daily_papers", paper)
    assert theirs.count("daily_papers") == 1
    assert row["content"] == {
        "gratitude": "sun\n\nrain", "tasks": ["walk", "call", ""], "fun_plan": "sea", "mine": 1,
    }  # fmt: skip
    assert row["completed"] is False
    kept = [v.values["content"] for v in versions.of_row(account, "daily_papers", paper)]
    assert any('"gratitude":"rain"' in text for text in kept)


def test_joining_twice_changes_nothing(database, account, written):
    Rows(account, ACCOUNT).put(
        "daily_papers", {"paper_date": DAY, "content": {"gratitude": "moon"}}
    )
    join_database(account, database, LOCAL_USER_ID, ACCOUNT)
    before = dump(account)
    join_database(account, database, LOCAL_USER_ID, ACCOUNT)
    assert dump(account) == before


def test_the_other_file_is_only_read(database, connection, account, written):
    before = dump(connection)
    join_database(account, database, LOCAL_USER_ID, ACCOUNT)
    assert dump(connection) == before
    assert [row[1] for row in account.execute("PRAGMA database_list")] == ["main"]


def test_visions_of_both_keep_unique_numbers_and_one_active(database, account, rows):
    rows.put("vision_versions", {"version_number": 1, "is_active": True})
    theirs = Rows(account, ACCOUNT)
    theirs.put("vision_versions", {"version_number": 1, "is_active": True})
    join_database(account, database, LOCAL_USER_ID, ACCOUNT)
    found = theirs.list("vision_versions")
    assert sorted(row["version_number"] for row in found) == [1, 2]
    assert sorted(row["is_active"] for row in found) == [False, True]


words = st.text(st.sampled_from("ab \n."), max_size=12)
contents = st.dictionaries(
    st.sampled_from("xyz"), words | st.lists(words, max_size=3) | st.none(), max_size=3
)


@given(a=contents, b=contents, mine=words, yours=words)
def test_blending_the_same_row_in_again_changes_nothing(a, b, mine, yours):
    spec = specs()["life_vision_category_state"]
    empty = dict.fromkeys(spec.names)
    ours = {**empty, "blueprint_data": canonical_json(a), "transcript": mine}
    theirs = {**empty, "blueprint_data": canonical_json(b), "transcript": yours}
    once = {**empty, **blend(spec, ours, theirs)}
    assert {**empty, **blend(spec, once, theirs)} == once
    for text in (mine, yours):
        for word in text.split():
            assert word in once["transcript"]

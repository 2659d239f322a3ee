"""Whatever statement changes a row, the outbox and the base know of it."""

from __future__ import annotations

import json
import sqlite3

import pytest

from sync.local.ledger import install
from tests.sync.world import LEAVES, NOTES, SPECS, ddl

ROW = ("n1", "Text.")


@pytest.fixture
def db():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for spec in SPECS.values():
        if spec.columns:
            connection.execute(ddl(spec))
    install(connection, SPECS)
    connection.execute("PRAGMA foreign_keys = ON")
    yield connection
    connection.close()


def write(db, sql="INSERT INTO notes (id, content) VALUES (?, ?)", values=ROW):
    db.execute(sql, values)


def know(db, table="notes", row_id="n1"):
    """Stand for a settled row."""
    db.execute("INSERT INTO sync_rows (tbl, row_id, token) VALUES (?, ?, '1')", (table, row_id))
    db.execute("DELETE FROM sync_outbox")


def outbox(db):
    return db.execute("SELECT tbl, row_id, attempted FROM sync_outbox ORDER BY seq").fetchall()


def base(db, row_id="n1"):
    found = db.execute("SELECT base FROM sync_rows WHERE row_id = ?", (row_id,)).fetchone()[0]
    return found and json.loads(found)


def sent(db):
    found = db.execute("SELECT sent FROM sync_outbox").fetchone()[0]
    return [state["content"] for state in json.loads(found or "[]")]


def test_an_insert_waits_once_however_often_it_is_edited(db):
    write(db)
    db.execute("UPDATE notes SET content = 'Other.'")
    db.execute("UPDATE notes SET mood = 'calm'")
    assert outbox(db) == [("notes", "n1", 0)]


def test_each_edit_moves_the_number(db):
    write(db)
    first = db.execute("SELECT seq FROM sync_outbox").fetchone()
    db.execute("UPDATE notes SET content = content")
    assert db.execute("SELECT seq FROM sync_outbox").fetchone() > first


def test_the_first_edit_of_a_settled_row_keeps_the_whole_row_as_base(db):
    write(db)
    know(db)
    db.execute("UPDATE notes SET content = 'Second.'")
    db.execute("UPDATE notes SET content = 'Third.'")
    assert base(db)["content"] == "Text."
    assert set(base(db)) == set(NOTES.names)


def test_a_row_that_was_never_sent_cancels_out(db):
    write(db)
    db.execute("DELETE FROM notes")
    assert outbox(db) == []


def test_a_deleted_row_that_was_perhaps_sent_stays_with_what_was_sent(db):
    write(db)
    db.execute("UPDATE sync_outbox SET attempted = 1")
    db.execute("DELETE FROM notes")
    assert outbox(db) == [("notes", "n1", 2)]
    assert sent(db) == ["Text."]


def test_every_state_that_was_perhaps_sent_is_kept(db):
    write(db)
    db.execute("UPDATE sync_outbox SET attempted = 1")
    db.execute("UPDATE notes SET content = 'Second.'")
    db.execute("UPDATE notes SET content = 'Third.'")
    db.execute("UPDATE sync_outbox SET attempted = 1")
    db.execute("UPDATE notes SET content = 'Fourth.'")
    assert sent(db) == ["Text.", "Third."]


def test_a_row_put_back_after_its_deletion_was_sent_is_marked(db):
    write(db)
    know(db)
    db.execute("DELETE FROM notes")
    db.execute("UPDATE sync_outbox SET attempted = 1")
    write(db)
    assert outbox(db) == [("notes", "n1", 3)]
    db.execute("DELETE FROM notes")
    assert outbox(db) == [("notes", "n1", 1)]


def test_children_that_fall_with_their_parent_wait_too(db):
    write(db)
    db.execute("INSERT INTO leaves (id, note_id) VALUES ('l1', 'n1')")
    know(db)
    know(db, "leaves", "l1")
    db.execute("DELETE FROM notes")
    assert {line[:2] for line in outbox(db)} == {("notes", "n1"), ("leaves", "l1")}
    assert base(db, "l1")["note_id"] == "n1"


def test_a_changed_id_is_a_deletion_and_an_insert(db):
    write(db)
    know(db)
    db.execute("UPDATE notes SET id = 'n2'")
    assert {line[1] for line in outbox(db)} == {"n1", "n2"}
    assert base(db)["content"] == "Text."


def test_upserts_are_captured_with_their_base(db):
    write(db)
    know(db)
    write(
        db,
        "INSERT INTO notes (id, content) VALUES (?, ?) "
        "ON CONFLICT (id) DO UPDATE SET content = excluded.content",
        ("n1", "New."),
    )
    assert base(db)["content"] == "Text."
    assert outbox(db) == [("notes", "n1", 0)]


def test_insert_or_replace_loses_the_base_and_is_therefore_forbidden(db):
    write(db)
    know(db)
    db.execute("INSERT OR REPLACE INTO notes (id, content) VALUES ('n1', 'New.')")
    assert base(db) is None


def test_nothing_is_captured_while_sync_applies(db):
    db.execute("UPDATE sync_control SET applying = 1")
    write(db)
    db.execute("UPDATE notes SET content = 'Other.'")
    db.execute("UPDATE notes SET id = 'n2'")
    db.execute("DELETE FROM notes")
    assert outbox(db) == []


def test_a_rollback_takes_the_capture_with_it(db):
    db.execute("BEGIN")
    write(db)
    db.execute("ROLLBACK")
    assert outbox(db) == []


def test_odd_text_survives_the_way_through_json(db):
    odd = "\"quotes\" 'and' \\ \n\t\x01 ümläut 🌱 null"
    write(db, values=("n1", odd))
    know(db)
    db.execute("UPDATE notes SET content = ''")
    assert base(db)["content"] == odd


def test_installing_again_is_free_and_lost_triggers_come_back(db):
    before = db.total_changes
    install(db, SPECS)
    assert db.total_changes == before
    db.execute("DROP TRIGGER sync_capture_leaves_delete")
    install(db, SPECS)
    names = db.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()
    assert names == (16,)


def test_rows_from_before_the_triggers_are_queued(db):
    for event in ("insert", "update", "rename", "delete"):
        db.execute(f"DROP TRIGGER sync_capture_notes_{event}")
    write(db)
    write(db, values=("n2", "Settled."))
    db.execute("INSERT INTO sync_rows (tbl, row_id) VALUES ('notes', 'n2')")
    install(db, SPECS)
    assert outbox(db) == [("notes", "n1", 0)]


def test_a_specification_with_another_column_renews_the_triggers(db):
    less = {**SPECS, "leaves": type(LEAVES)(LEAVES.name, LEAVES.mode, LEAVES.columns[:4])}
    install(db, less)
    write(db)
    db.execute("INSERT INTO leaves (id, content) VALUES ('l1', 'Leaf.')")
    know(db, "leaves", "l1")
    db.execute("UPDATE leaves SET content = ''")
    assert set(base(db, "l1")) == {"id", "user_id", "note_id", "content"}

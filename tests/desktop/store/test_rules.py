"""Domain rules after a sync: one active vision, numbers that are unique."""

from __future__ import annotations

from desktop.store.rules import restore_rules
from desktop.store.schema import specs
from sync.local.schema import install


def vision(connection, row_id, **values):
    columns = ", ".join(["id", "user_id", *values])
    marks = ", ".join("?" for _ in range(len(values) + 2))
    connection.execute(
        f"INSERT INTO vision_versions ({columns}) VALUES ({marks})",
        (row_id, "me", *values.values()),
    )


def column(connection, name):
    return dict(connection.execute(f"SELECT id, {name} FROM vision_versions").fetchall())


def test_the_vision_that_was_activated_last_stays_active(connection):
    vision(connection, "a", is_active=1, updated_at="2026-03-01", created_at="2026-01-01")
    vision(connection, "b", is_active=1, updated_at="2026-02-01", created_at="2026-02-01")
    vision(connection, "c", is_active=0, updated_at="2026-04-01", created_at="2026-03-01")
    assert restore_rules(connection) == [
        "Two visions were active. The one that was activated last stays active."
    ]
    assert column(connection, "is_active") == {"a": 1, "b": 0, "c": 0}


def test_the_later_of_two_visions_with_one_number_gets_the_next_free_one(connection):
    vision(connection, "a", version_number=2, created_at="2026-01-02")
    vision(connection, "b", version_number=2, created_at="2026-01-01")
    vision(connection, "c", version_number=2, created_at="2026-01-03")
    vision(connection, "d", version_number=5, created_at="2026-01-01")
    vision(connection, "e", version_number=None)
    assert len(restore_rules(connection)) == 1
    assert column(connection, "version_number") == {"a": 6, "b": 2, "c": 7, "d": 5, "e": None}


def test_a_number_that_the_server_cannot_hold_is_never_given(connection):
    last = 2**31 - 1
    vision(connection, "a", version_number=last, created_at="2026-01-01")
    vision(connection, "b", version_number=last, created_at="2026-01-02")
    vision(connection, "c", version_number=1, created_at="2026-01-03")
    vision(connection, "d", version_number=1, created_at="2026-01-04")
    assert len(restore_rules(connection)) == 1
    assert column(connection, "version_number") == {"a": last, "b": 2, "c": 1, "d": 3}


def test_what_is_right_is_left_alone(connection):
    vision(connection, "a", version_number=1, is_active=1)
    vision(connection, "b", version_number=2, is_active=0)
    before = connection.total_changes
    assert restore_rules(connection) == []
    assert connection.total_changes == before


def test_what_is_put_right_is_an_ordinary_edit_that_sync_sends(connection):
    vision(connection, "a", version_number=1, created_at="2026-01-01")
    vision(connection, "b", version_number=1, created_at="2026-01-02")
    install(connection, specs())
    connection.execute("DELETE FROM sync_outbox")
    restore_rules(connection)
    assert connection.execute("SELECT row_id FROM sync_outbox").fetchall() == [("b",)]


def test_a_choice_that_is_still_to_be_sent_counts_from_when_it_was_made(connection):
    vision(connection, "a", is_active=1, updated_at="2026-03-01T10:00:00+00:00")
    vision(connection, "b", is_active=1, updated_at="2026-01-01T10:00:00+00:00")
    restore_rules(connection, lambda: {"b": "2026-03-01T10:00:07+00:00"}, skew=-5)
    assert column(connection, "is_active") == {"a": 0, "b": 1}


def test_the_servers_clock_decides_which_choice_is_later(connection):
    vision(connection, "a", is_active=1, updated_at="2026-03-01T10:00:00+00:00")
    vision(connection, "b", is_active=1, updated_at="2026-01-01T10:00:00+00:00")
    restore_rules(connection, lambda: {"b": "2026-03-01T10:00:07+00:00"}, skew=-9)
    assert column(connection, "is_active") == {"a": 1, "b": 0}

"""What the triggers keep: one version per writing session, and every deleted row."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.store import keeping, keeping_triggers, versions
from desktop.store.schema import specs, two_way
from desktop.store.sessions import leave, writing_session
from desktop.store.transactions import writing
from sync.local.schema import install

ID = "0a1b2c3d-0000-4000-8000-00000000abcd"
START = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def write(connection, rows):
    """Write the text of one entry in a session, at so many seconds from the start."""

    def write(content, session="window", at=0.0, **others):
        with writing_session(connection, session, START + timedelta(seconds=at)):
            rows.put("journal_entries", {"id": ID, "content": content, **others})

    return write


def kept(connection):
    return [
        v.values["content"] for v in reversed(versions.of_row(connection, "journal_entries", ID))
    ]


def test_autosaves_of_one_session_overwrite_each_other(write, connection):
    for second, text in enumerate(["I", "I am", "I am here", "I am here now"]):
        write(text, at=second)
    assert kept(connection) == []


def test_a_new_session_keeps_what_was_there_before_it_once(write, connection):
    write("as it was", session="yesterday")
    write("as it was, and", session="today", at=1)
    write("as it was, and more", session="today", at=2)
    assert kept(connection) == ["as it was"]


def test_leaving_ends_the_session(write, connection):
    write("one")
    write("one two", at=1)
    leave(connection, "journal_entries", ID)
    write("one two three", at=2)
    write("one two three four", at=3)
    assert kept(connection) == ["one two"]


@pytest.mark.parametrize(("pause", "wanted"), [(599, []), (600, ["one"]), (86_400, ["one"])])
def test_ten_idle_minutes_end_the_session(write, connection, pause, wanted):
    write("one")
    write("one two", at=pause)
    assert kept(connection) == wanted


def test_writing_without_a_break_stays_one_session_however_long(write, connection):
    for n in range(1, 12):
        write("word " * n, at=n * 500)
    assert kept(connection) == []


@pytest.mark.parametrize(("length", "wanted"), [(81, 0), (80, 1), (0, 1)])
def test_a_text_that_shrinks_by_a_fifth_is_kept(write, connection, length, wanted):
    write("x" * 100)
    write("x" * length, at=1)
    assert kept(connection) == ["x" * 100] * wanted


def test_a_slow_deletion_is_kept_as_well(write, connection):
    for second, length in enumerate(range(100, 0, -1)):
        write("x" * length, at=second)
    lengths = [len(text) for text in kept(connection)]
    # Each step is small; against the longest text each fifth leaves its last state behind.
    assert lengths[:2] == [81, 65]
    assert all(b > (a - 1) * 0.8 for a, b in pairwise([101, *lengths]))


def test_after_a_kept_shrinking_the_session_goes_on(write, connection):
    write("x" * 100)
    write("x" * 50, at=1)
    write("x" * 49, at=2)
    write("x" * 60, at=3)
    assert kept(connection) == ["x" * 100]


def test_a_remote_change_is_preceded_by_a_version(write, connection):
    write("mine")
    with writing(connection):
        connection.execute("UPDATE sync_control SET applying = 1")
        connection.execute("UPDATE journal_entries SET content = 'merged'")
        connection.execute("UPDATE sync_control SET applying = 0")
    write("merged, and on", at=2)
    write("merged, and on it goes", at=3)
    found = versions.of_row(connection, "journal_entries", ID)
    assert [(v.values["content"], v.origin) for v in reversed(found)] == [
        ("mine", "sync"), ("merged", "member"),
    ]  # fmt: skip


def test_two_writers_keep_each_others_text(write, connection):
    write("mine", session="window")
    write("mine and the script's", session="script", at=1)
    write("mine and the script's, and mine", session="window", at=2)
    assert kept(connection) == ["mine", "mine and the script's"]


def test_a_write_outside_any_session_is_one_of_its_own(write, connection, rows):
    write("one")
    rows.put("journal_entries", {"id": ID, "content": "two"})
    rows.put("journal_entries", {"id": ID, "content": "three"})
    write("four", at=1)
    assert kept(connection) == ["one", "two", "three"]


def test_what_is_no_text_makes_no_version(write, connection, rows):
    write("text", mood="calm")
    rows.put("journal_entries", {"id": ID, "mood": "joyful", "tags": ["a"]})
    assert kept(connection) == []


def test_nothing_is_kept_of_an_empty_text(write, connection):
    write("", session="one")
    write("words", session="two", at=1)
    assert kept(connection) == []


def test_a_session_that_fails_leaves_no_name_behind(connection, rows):
    def interrupted():
        with writing_session(connection, "window"):
            rows.put("journal_entries", {"id": ID, "content": "x"})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    assert rows.get("journal_entries", ID) is None
    control = connection.execute("SELECT session, now FROM local_control").fetchall()
    assert control == [(None, None)]


def test_texts_inside_json_are_texts_too(connection, rows):
    row_id = rows.put("daily_papers", {"paper_date": "2026-11-22", "content": {"fun_plan": "sea"}})
    rows.put("daily_papers", {"id": row_id, "content": {"fun_plan": "hills"}})
    (version,) = versions.of_row(connection, "daily_papers", row_id)
    assert version.values["content"] == '{"fun_plan":"sea"}'


@pytest.mark.parametrize("spec", two_way(), ids=lambda spec: spec.name)
def test_every_two_way_table_keeps_its_deleted_rows_whole(connection, spec):
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    values = [f"v{n}" for n in range(len(spec.names))]
    marks = ", ".join("?" for _ in values)
    connection.execute(f'INSERT INTO "{spec.name}" VALUES ({marks})', values)
    connection.execute(f'DELETE FROM "{spec.name}"')
    (found,) = connection.execute("SELECT tbl, row_id, data, origin FROM local_trash").fetchall()
    assert found[:2] == (spec.name, "v0")
    assert json.loads(found[2]) == dict(zip(spec.names, values, strict=True))
    assert found[3] == "member"


def test_what_sync_deletes_is_marked_so(connection, rows):
    rows.put("scenes", {"scene_text": "x"})
    with writing(connection):
        connection.execute("UPDATE sync_control SET applying = 1")
        connection.execute("DELETE FROM scenes")
        connection.execute("UPDATE sync_control SET applying = 0")
    assert connection.execute("SELECT origin FROM local_trash").fetchall() == [("sync",)]


def triggers(connection):
    return dict(
        connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'keep%'"
        ).fetchall()
    )


def test_installing_again_changes_nothing(connection):
    before, changes = triggers(connection), connection.total_changes
    keeping.install(connection)
    assert triggers(connection) == before
    assert connection.total_changes == changes
    keeping.install(connection, renew=True)
    assert triggers(connection) == before


def test_the_fingerprint_of_the_triggers_stands_in_the_code():
    # When this fails, put the left value into CURRENT: each database then renews its triggers.
    assert keeping_triggers.fingerprint() == keeping.CURRENT


def test_triggers_of_other_columns_are_replaced(connection):
    connection.execute("DROP TRIGGER keep_trash_scenes")
    connection.execute("CREATE TRIGGER keep_old AFTER INSERT ON scenes BEGIN SELECT 1; END")
    connection.execute("UPDATE local_meta SET value = 'of another version' WHERE key = 'keeping'")
    keeping.install(connection)
    found = triggers(connection)
    assert "keep_trash_scenes" in found
    assert "keep_old" not in found


def test_the_triggers_of_sync_stand_beside_ours(connection, write):
    install(connection, specs())
    write("one")
    write("two", session="next", at=1)
    connection.execute("DELETE FROM journal_entries")
    assert kept(connection) == ["one"]
    assert connection.execute("SELECT count(*) FROM local_trash").fetchone() == (1,)


class Model:
    """Decision 5 in plain words, beside the triggers."""

    def __init__(self):
        self.text, self.kept, self.open = None, [], None

    def write(self, text, session, at):
        if self.text is None:
            self.open = (session, at, len(text)) if session else None
        elif text != self.text:
            same = self.open and self.open[0] == session and at - self.open[1] < 600
            longest = max(self.open[2], len(self.text)) if same else 0
            goes_on = same and len(text) * 5 > longest * 4
            if self.text and not goes_on:
                self.kept.append(self.text)
            longest = max(longest, len(text)) if goes_on else len(text)
            self.open = (session, at, longest) if session else None
        self.text = text


steps = st.lists(
    st.tuples(
        st.sampled_from(["write", "write", "write", "leave", "remote"]),
        st.sampled_from(["a", "a", "b", None]),
        st.integers(0, 12),
        st.sampled_from([1, 1, 60, 599, 600, 3600]),
    ),
    max_size=25,
)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=steps)
def test_the_triggers_do_what_the_decision_says(connection, steps):
    for table in ("journal_entries", "local_versions", "local_writing"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("PRAGMA synchronous = OFF")  # many commits, none to keep
    model, at = Model(), 0
    for number, (deed, session, length, pause) in enumerate(steps):
        at += pause
        text = chr(97 + number) * length
        if deed == "leave":
            leave(connection, "journal_entries", ID)
            model.open = None
            continue
        remote = deed == "remote"
        with writing_session(connection, session, START + timedelta(seconds=at)):
            connection.execute("UPDATE sync_control SET applying = ?", (int(remote),))
            connection.execute(
                "INSERT INTO journal_entries (id, content) VALUES (?, ?) "
                "ON CONFLICT (id) DO UPDATE SET content = excluded.content",
                (ID, text),
            )
            connection.execute("UPDATE sync_control SET applying = 0")
        model.write(text, None if remote else session, at)
    assert kept(connection) == model.kept

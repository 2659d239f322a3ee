"""Pushing: compare-and-swap, refusals, natural keys, lost answers."""

from __future__ import annotations

import sqlite3
from typing import ClassVar

import pytest

from sync.errors import Offline
from sync.local.sqlite_store import SqliteStore
from sync.remote.memory import MemoryRemote
from tests.sync.world import MEMBER, new_id


class Deaf(MemoryRemote):
    """Carries out one kind of write and loses the answer; `meanwhile` runs before it is lost."""

    def __init__(self, device, deaf_to, meanwhile=None):
        super().__init__(device.world.server, MEMBER, device.clock)
        self._deaf_to = deaf_to
        self._meanwhile = meanwhile

    def _lose(self, name):
        if name != self._deaf_to:
            return
        if self._meanwhile is not None:
            self._meanwhile()
        raise Offline("no answer")

    def insert(self, *arguments):
        answer = super().insert(*arguments)
        self._lose("insert")
        return answer

    def update(self, *arguments):
        answer = super().update(*arguments)
        self._lose("update")
        return answer

    def delete(self, *arguments):
        answer = super().delete(*arguments)
        self._lose("delete")
        return answer


class During(MemoryRemote):
    """Runs something on the device while a request of one kind is under way."""

    def __init__(self, device, name, act):
        super().__init__(device.world.server, MEMBER, device.clock)
        real = getattr(self, name)
        acts = [act]

        def wrapped(*arguments):
            answer = real(*arguments)
            if acts and answer:
                acts.pop()()
            return answer

        setattr(self, name, wrapped)


def lose(device, name, meanwhile=None):
    with pytest.raises(Offline):
        device.sync(Deaf(device, name, meanwhile))


# -- compare and swap -------------------------------------------------------------------------


def test_an_edit_between_reading_and_writing_is_merged_not_overwritten(world):
    one, two = world.two()
    key = one.add("notes", content="First.\n\nSecond.")
    world.settle(rounds=1)
    one.edit("notes", key, content="First.\n\nSecond, one.")
    two.edit("notes", key, content="First, two.\n\nSecond.")
    # The other device writes after this one has pulled.
    one.sync(During(one, "count", two.sync))
    world.settle(rounds=1)
    assert one.row("notes", key)["content"] == "First, two.\n\nSecond, one."
    world.assert_same()


def test_only_changed_columns_are_sent(world):
    one = world.device()
    key = one.add("notes", content="Text.", mood="calm")
    one.sync()
    sent = []
    remote = MemoryRemote(world.server, MEMBER, one.clock)
    update = remote.update
    remote.update = lambda *arguments: sent.append(arguments[-1]) or update(*arguments)
    one.edit("notes", key, mood="glad", content="Text.")
    one.sync(remote)
    assert sent == [{"mood": "glad"}]


def test_an_edit_while_the_row_is_on_its_way_is_sent_next(world):
    one = world.device()
    key = one.add("notes", content="First.")
    one.sync(During(one, "insert", lambda: one.edit("notes", key, content="Second.")))
    assert world.server_rows("notes")[key]["content"] == "Second."
    one.edit("notes", key, content="Second, longer.")
    one.sync(During(one, "update", lambda: one.edit("notes", key, content="Third.")))
    one.sync()
    assert world.server_rows("notes")[key]["content"] == "Third."
    assert one.outbox() == []


def test_an_edit_while_a_page_is_planned_is_not_overwritten(world):
    one, two = world.two()
    key = one.add("notes", content="First.\n\nSecond.")
    world.settle(rounds=1)
    two.edit("notes", key, content="First, two.\n\nSecond.")
    two.sync()
    edit = lambda: one.edit("notes", key, content="First.\n\nSecond, one.")  # noqa: E731
    one.sync(During(one, "changed_since", edit))
    one.sync()
    assert one.row("notes", key)["content"] == "First, two.\n\nSecond, one."


def test_an_edit_between_planning_and_writing_is_not_lost(world):
    one, two = world.two()
    key = one.add("notes", content="First.\n\nSecond.")
    world.settle(rounds=1)
    two.edit("notes", key, content="First, two.\n\nSecond.")
    two.sync()

    class Watched(SqliteStore):
        edits: ClassVar = ["First.\n\nSecond, one."]

        def look(self, *arguments):
            sight = super().look(*arguments)
            if self.edits:
                one.edit("notes", key, content=self.edits.pop())
            return sight

    one.engine(store=Watched(one.connect, sqlite3.Error, lambda: 0.0)).run()
    one.sync()
    assert one.row("notes", key)["content"] == "First, two.\n\nSecond, one."
    world.settle(rounds=1)
    world.assert_same()


def test_a_row_deleted_while_it_is_on_its_way_goes_again(world):
    one = world.device()
    key = one.add("notes", content="Text.")
    one.sync(During(one, "insert", lambda: one.delete("notes", key)))
    one.sync()
    assert world.server_rows("notes") == {}
    assert one.outbox() == []


def test_a_row_restored_while_its_deletion_is_on_its_way_comes_back(world):
    one = world.device()
    key = one.add("notes", content="Text.")
    one.sync()
    one.delete("notes", key)
    one.sync(During(one, "delete", lambda: one.restore("notes", key)))
    one.sync()
    assert world.server_rows("notes")[key]["content"] == "Text."
    world.assert_same()


# -- lost answers -----------------------------------------------------------------------------


def test_an_insert_without_an_answer_is_not_doubled(world):
    one = world.device()
    one.add("notes", content="Text.")
    lose(one, "insert")
    report = one.sync()
    assert not report.held
    assert len(world.server_rows("notes")) == 1
    world.assert_same()


def test_an_insert_without_an_answer_that_was_edited_since(world):
    one = world.device()
    key = one.add("notes", content="First sentence.", mood="calm")
    lose(one, "insert")
    one.edit("notes", key, content="First sentence. Second sentence.", mood="glad")
    report = one.sync()
    assert report.conflicts == 0
    assert one.row("notes", key)["mood"] == "glad"
    assert world.server_rows("notes")[key]["content"] == "First sentence. Second sentence."
    world.assert_same()


def test_an_insert_without_an_answer_that_was_deleted_since_stays_deleted(world):
    one = world.device()
    key = one.add("notes", content="Text.")
    lose(one, "insert", lambda: one.delete("notes", key))
    one.sync()
    world.settle(rounds=1)
    assert one.rows("notes") == world.server_rows("notes") == {}


def test_an_insert_that_arrives_after_its_deletion_stays_deleted(world):
    one = world.device()
    key = one.add("notes", content="Text.")
    later = []

    class Late(MemoryRemote):
        def insert(self, *arguments):
            later.append(lambda: super(Late, self).insert(*arguments))
            raise Offline("no answer")

    with pytest.raises(Offline):
        one.sync(Late(world.server, MEMBER, one.clock))
    one.delete("notes", key)
    one.sync()
    assert one.outbox() == []
    later.pop()()
    assert key in world.server_rows("notes")
    world.settle(rounds=2)
    assert one.rows("notes") == world.server_rows("notes") == {}


def test_an_update_without_an_answer_that_was_edited_since(world):
    one = world.device()
    key = one.add("notes", content="Text.", mood="calm")
    one.sync()
    one.edit("notes", key, content="Text, longer.", mood="glad")
    lose(one, "update")
    one.edit("notes", key, content="Text, longer still.")
    report = one.sync()
    assert report.conflicts == 0
    assert world.server_rows("notes")[key]["content"] == "Text, longer still."
    world.assert_same()


def test_an_update_without_an_answer_that_was_taken_back(world):
    one = world.device()
    key = one.add("notes", content="Text.")
    one.sync()
    one.edit("notes", key, content="Mistake.")
    lose(one, "update")
    one.edit("notes", key, content="Text.")
    world.settle(rounds=2)
    assert world.server_rows("notes")[key]["content"] == "Text."
    world.assert_same()


def test_a_deletion_without_an_answer_is_simply_done(world):
    one = world.device()
    world.put("bills", mood="paid")
    key = one.add("notes", content="Text.")
    one.sync()
    one.delete("notes", key)
    lose(one, "delete")
    report = one.sync()
    assert report.restored == 0
    assert one.outbox() == []
    assert world.server_rows("notes") == {}


def test_a_row_restored_after_a_deletion_without_an_answer_lives(world):
    one = world.device()
    world.put("bills", mood="paid")
    key = one.add("notes", content="Text.")
    one.sync()
    one.delete("notes", key)
    later = []

    class Late(MemoryRemote):
        def delete(self, *arguments):
            later.append(lambda: super(Late, self).delete(*arguments))
            raise Offline("no answer")

    with pytest.raises(Offline):
        one.sync(Late(world.server, MEMBER, one.clock))
    one.restore("notes", key)
    one.sync()
    assert later.pop()() is False
    world.settle(rounds=1)
    assert key in world.server_rows("notes")


def test_a_database_from_a_backup_does_not_double_what_was_sent(world):
    one, two = world.two()
    key = one.add("notes", content="Text.\n\nMore.")
    one.sync()
    # The backup was made before the row was sent.
    one.db.execute("DELETE FROM sync_rows")
    one.db.execute("DELETE FROM sync_cursors")
    one.db.execute("UPDATE notes SET updated_at = NULL")
    report = one.sync()
    assert report.conflicts == 0
    two.sync()
    assert two.row("notes", key)["content"] == "Text.\n\nMore."
    world.assert_same()


# -- refusals ---------------------------------------------------------------------------------


def test_a_refused_row_is_held_and_the_rest_goes_on(world):
    one = world.device()
    world.server.tables["notes"].check = lambda row: row["mood"] != "forbidden"
    bad = one.add("notes", content="Bad.", mood="forbidden")
    good = [one.add("notes", content=f"Good {n}.") for n in range(20)]
    report = one.sync()
    assert [held.row_id for held in report.held] == [bad]
    assert report.held[0].code == "23514"
    assert "Bad." not in report.held[0].named
    assert set(world.server_rows("notes")) == set(good)
    before = one.remote.traffic.requests
    again = one.sync()
    assert len(again.held) == 1
    assert one.remote.traffic.requests - before < 15


def test_a_held_row_goes_when_the_member_asks_once_the_server_is_mended(world):
    one = world.device()
    notes = world.server.tables["notes"]
    notes.check = lambda row: row["mood"] != "forbidden"
    note = one.add("notes", content="Text.", mood="forbidden")
    one.add("leaves", note_id=note, content="Leaf.")
    assert len(one.sync().held) == 2
    notes.check = None
    report = one.sync()
    assert (report.pushed, report.held) == (2, [])


def test_by_the_clock_a_held_row_goes_after_an_edit_or_after_a_day(world):
    one = world.device()
    notes = world.server.tables["notes"]
    notes.check = lambda row: row["mood"] != "forbidden"
    first = one.add("notes", content="One.", mood="forbidden")
    second = one.add("notes", content="Two.", mood="forbidden")
    one.sync()
    one.edit("notes", first, mood="calm")
    assert one.sync(on_demand=False).pushed == 1
    notes.check = None
    assert one.sync(on_demand=False).pushed == 0
    world.server.clock.advance(25 * 3600)
    assert one.sync(on_demand=False).pushed == 1
    assert second in world.server_rows("notes")
    assert one.ledger.summary().held == ()


def test_children_of_a_held_row_wait_with_it(world):
    one = world.device()
    world.server.tables["notes"].check = lambda row: row["mood"] != "forbidden"
    note = one.add("notes", content="Note.", mood="forbidden")
    leaf = one.add("leaves", note_id=note, content="Leaf.")
    bud = one.add("buds", leaf_id=leaf, content="Bud.")
    report = one.sync()
    assert {held.row_id for held in report.held} == {note, leaf, bud}
    one.edit("notes", note, mood="calm")
    report = one.sync()
    assert (report.pushed, report.held) == (3, [])


def test_a_refused_edit_is_held_and_kept_here(world):
    one = world.device()
    key = one.add("notes", content="Text.")
    one.sync()
    world.server.tables["notes"].check = lambda row: row["mood"] != "forbidden"
    one.edit("notes", key, mood="forbidden", content="More.")
    report = one.sync()
    assert [held.code for held in report.held] == ["23514"]
    assert one.row("notes", key)["content"] == "More."


def test_a_table_that_may_not_be_written_holds_its_rows(world):
    one = world.device()
    key = one.add("notes", content="Text.")
    other = one.add("notes", content="Other.")
    one.sync()
    world.server.tables["notes"].writable = False
    one.edit("notes", key, content="Edited.")
    one.delete("notes", other)
    one.add("notes", content="New.")
    report = one.sync()
    assert len(report.held) == 3
    assert other in world.server_rows("notes")


def test_defaults_of_the_server_fill_what_is_empty_here(world):
    one = world.device()
    notes = world.server.tables["notes"]
    notes.required = {"mood"}
    notes.defaults = {"mood": "open"}
    key = one.add("notes", content="Text.")
    one.sync()
    assert one.row("notes", key)["mood"] == "open"
    world.assert_same()


def test_a_required_column_without_default_holds_the_row(world):
    one = world.device()
    world.server.tables["notes"].required = {"mood"}
    bad = one.add("notes", content="Text.")
    good = one.add("notes", content="Text.", mood="calm")
    report = one.sync()
    assert [(held.row_id, held.code) for held in report.held] == [(bad, "23502")]
    assert good in world.server_rows("notes")


def test_a_gate_keeps_rows_and_their_children_here(world):
    one = world.device()
    note = one.add("notes", content="Note.")
    one.add("leaves", note_id=note, content="Leaf.")
    free = one.add("notes", content="Free.")

    class Closed:
        def holds(self, _table, row_id):
            return row_id == note

    one.gate = Closed()
    report = one.sync()
    assert (report.pushed, report.held, report.waiting) == (1, [], 2)
    assert set(world.server_rows("notes")) == {free}
    one.gate = None
    assert one.sync().pushed == 2


# -- natural keys -----------------------------------------------------------------------------


def test_two_devices_that_made_the_same_day_share_one_row(world):
    one, two = world.two()
    one.add("days", day="2026-01-01", content="One.")
    two.add("days", day="2026-01-01", content="Two.")
    world.settle(rounds=2)
    (row,) = world.server_rows("days").values()
    assert "One." in row["content"]
    assert "Two." in row["content"]
    world.assert_same()
    assert one.outbox() == two.outbox() == []


def test_the_same_id_made_twice_is_merged(world):
    one, two = world.two()
    key = new_id()
    one.add("days", id=key, day="2026-01-01", content="One.")
    two.add("days", id=key, day="2026-01-01", content="Two.")
    world.settle(rounds=2)
    (row,) = world.server_rows("days").values()
    assert row["content"].count("One.") == row["content"].count("Two.") == 1
    world.assert_same()


def test_a_day_made_there_after_our_pull_is_joined_when_ours_is_refused(world):
    one, _ = world.two()
    one.add("days", day="2026-01-01", content="One.")
    there = new_id()
    values = {"id": there, "user_id": MEMBER, "day": "2026-01-01", "content": "Web."}
    writes = [values]
    one.after_sync = lambda _db: writes and world.server.write("days", writes.pop())
    report = one.sync()
    assert (report.held, report.waiting) == ([], 0)
    world.settle(rounds=1)
    assert set(one.rows("days")) == {there}
    assert "One." in one.row("days", there)["content"]
    world.assert_same()


def test_a_key_that_an_unknown_rule_forbids_holds_the_row(world):
    one = world.device()
    world.server.tables["notes"].unique = [("user_id", "day")]
    world.put("notes", day="2026-01-01", content="There.")
    mine = one.add("notes", day="2026-01-01", content="Here.")
    report = one.sync()
    assert [(held.row_id, held.code) for held in report.held] == [(mine, "23505")]
    assert one.row("notes", mine)["content"] == "Here."


# -- what the server makes of it --------------------------------------------------------------


def test_what_the_server_stores_is_taken_over_and_ours_is_kept(world):
    one = world.device()
    world.server.tables["notes"].normalise = lambda row: row | {"mood": str(row["mood"]).upper()}
    key = one.add("notes", content="Text.", mood="calm")
    report = one.sync()
    assert one.row("notes", key)["mood"] == "CALM"
    assert one.attic.kept[0][2]["mood"] == "calm"
    assert report.notices
    assert one.sync().pushed == 0


def test_a_server_that_insists_is_not_asked_for_ever(world):
    one = world.device()
    key = one.add("notes", content="Text.", mood="CALM")
    one.sync()
    world.server.tables["notes"].normalise = lambda row: row | {"mood": str(row["mood"]).upper()}
    one.after_sync = lambda db: db.execute("UPDATE notes SET mood = 'calm' WHERE mood = 'CALM'")
    pushed = [one.sync().pushed for _ in range(5)]
    assert pushed == [1, 0, 0, 0, 0]
    assert world.server_rows("notes")[key]["mood"] == "CALM"


def test_rules_of_the_domain_are_restored_as_ordinary_edits(world):
    one, two = world.two()
    one.after_sync = lambda db: db.execute("UPDATE notes SET mood = 'ruled' WHERE mood = 'odd'")
    key = two.add("notes", content="Text.", mood="odd")
    two.sync()
    one.sync()
    two.sync()
    assert two.row("notes", key)["mood"] == "ruled"
    world.assert_same()


# -- rule 18 ----------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong_by", [0, 86400, -86400])
def test_the_later_of_two_values_wins_whatever_the_clocks_say(world, wrong_by):
    one, two = world.device(wrong_by), world.device()
    key = one.add("notes", content="Text.", mood="calm")
    world.settle(rounds=1)
    two.edit("notes", key, mood="two")
    two.sync()
    world.server.clock.advance(60)
    one.edit("notes", key, mood="one")
    one.sync()
    assert one.row("notes", key)["mood"] == "one"
    one.edit("notes", key, mood="one, early")
    world.server.clock.advance(60)
    two.edit("notes", key, mood="two, late")
    two.sync()
    report = one.sync()
    world.settle(rounds=1)
    assert one.row("notes", key)["mood"] == "two, late"
    assert report.conflicts == 1
    assert "one, early" in [values["mood"] for _, _, values in one.attic.kept]
    world.assert_same()


def test_simultaneous_values_go_by_the_server(world):
    one, two = world.two()
    key = one.add("notes", content="Text.", mood="calm")
    world.settle(rounds=1)
    two.edit("notes", key, mood="two")
    two.sync()
    one.edit("notes", key, mood="one")
    one.sync()
    assert one.row("notes", key)["mood"] == "two"

"""Pushing: only what changed, only onto what is known, and what the server makes of it."""

from __future__ import annotations

import sqlite3
from typing import ClassVar

import pytest

from sync.local.sqlite_store import SqliteStore
from sync.remote.memory import MemoryRemote
from tests.sync.remotes import During
from tests.sync.world import MEMBER


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


def test_long_texts_go_in_small_batches_that_a_slow_line_can_carry(world):
    one = world.device()
    long = "All day long. " * 20_000
    for n in range(30):
        one.add("notes", content=f"{n} {long}")
    for n in range(1500):
        one.add("notes", content=f"Short {n}.")
    sizes = []

    class Noting(MemoryRemote):
        def insert(self, table, shape, rows):
            sizes.append((len(rows), sum(len(row["content"]) for row in rows)))
            return super().insert(table, shape, rows)

    one.sync(Noting(world.server, MEMBER, one.clock))
    assert sum(count for count, _ in sizes) == len(world.server_rows("notes")) == 1530
    assert max(letters for _, letters in sizes) < 3_000_000
    assert max(count for count, _ in sizes) > 400
    assert len(sizes) < 15


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

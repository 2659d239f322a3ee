"""Rows made twice: joined into one, with everything that points at them."""

from __future__ import annotations

import pytest

from sync.errors import Offline
from sync.local.ledger import install
from sync.remote.memory import MemoryRemote
from sync.spec import Mode, TableSpec
from tests.sync.world import DAYS, MEMBER, NOTES, World, _columns, new_id

HOURS = TableSpec(
    "hours",
    Mode.TWO_WAY,
    _columns("id", "user_id", "day_id", "content", "created_at"),
    owner="user_id",
    references={"day_id": "days"},
)


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path, {spec.name: spec for spec in (NOTES, DAYS, HOURS)})
    yield made
    for device in made.devices:
        device.db.close()


def test_what_hangs_on_a_joined_row_follows_it(world):
    one, two = world.two()
    there = two.add("days", day="2026-01-01", content="Two.")
    two.sync()
    mine = one.add("days", day="2026-01-01", content="One.")
    hour = one.add("hours", day_id=mine, content="Hour.")
    report = one.sync()
    assert report.held == []
    assert set(one.rows("days")) == {there}
    assert world.server_rows("hours")[hour]["day_id"] == there
    world.settle(rounds=1)
    world.assert_same()


def test_a_twin_whose_insert_arrived_unheard_is_no_twin(world):
    one = world.device()
    world.server.tables["days"].unique = []
    one.db.execute("DROP TABLE days")
    one.db.execute(
        "CREATE TABLE days (id TEXT PRIMARY KEY, user_id TEXT, day TEXT, content TEXT, "
        "created_at TEXT)"
    )
    # The triggers went with the table.
    install(one.db, world.specs)
    mine = one.add("days", day="2026-01-01", content="One.")

    class Deaf(MemoryRemote):
        def insert(self, *arguments):
            super().insert(*arguments)
            raise Offline("no answer")

    with pytest.raises(Offline):
        one.sync(Deaf(world.server, MEMBER, one.clock))
    world.server.max_rows = 1
    web = world.put("days", id="00000000-0000-4000-8000-000000000000", day="2026-01-01")
    one.sync()
    assert set(one.rows("days")) == set(world.server_rows("days")) == {mine, web}
    world.assert_same()


def test_a_row_that_is_missing_here_without_a_deletion_comes_back(world):
    one = world.device()
    key = one.add("notes", content="Text.")
    one.sync()
    one.db.execute("UPDATE sync_control SET applying = 1")
    one.db.execute("DELETE FROM notes WHERE id = ?", (key,))
    one.db.execute("UPDATE sync_control SET applying = 0")
    one.sync(full_compare=True)
    assert one.row("notes", key)["content"] == "Text."


def test_a_day_deleted_here_and_made_anew_takes_the_place_of_the_old_one(world):
    one, two = world.two()
    old = two.add("days", day="2026-01-01", content="Old.")
    world.settle(rounds=2)
    one.delete("days", old)
    one.add("days", id=new_id(), day="2026-01-01", content="New.")
    world.settle(rounds=3)
    (row,) = world.server_rows("days").values()
    assert row["content"] == "New."
    world.assert_same()
    assert one.outbox() == two.outbox() == []


def test_a_row_that_waits_for_its_place_is_not_sent_over_what_came(world):
    one = world.device()
    first, second = f"0{new_id()[1:]}", f"f{new_id()[1:]}"
    text = "One thing.\n\nAnother thing."
    one.add("days", id=first, day="2026-01-01", content=text)
    one.add("days", id=second, day="2026-01-02", content=text)
    one.sync()
    world.server.edit("days", second, {"day": "2026-01-03"})
    world.server.edit("days", first, {"day": "2026-01-02", "content": f"There. {text}"})
    one.edit("days", first, content=f"{text} Here.")
    for _ in range(3):
        one.sync()
    there = world.server_rows("days")[first]
    assert there["content"].startswith("There. One thing.")
    assert there["content"].endswith("Another thing. Here.")
    assert there["day"] == "2026-01-02"
    world.assert_same()
    assert one.outbox() == []


def test_an_older_state_that_lay_aside_does_not_come_back(world):
    one = world.device()
    world.server.tables["days"].unique = []
    first = one.add("days", day="2026-01-01", content="One.")
    two = one.add("days", day="2026-01-02", content="Two.")
    one.sync()
    world.server.edit("days", two, {"day": "2026-01-01"})
    one.sync()
    assert one.row("days", two)["day"] == "2026-01-02"
    world.server.edit("days", two, {"day": "2026-01-04"})
    one.sync()
    world.assert_same()
    # Now there is a place for what lay aside.
    world.server.edit("days", first, {"day": "2026-01-03"})
    for _ in range(2):
        one.sync()
        world.assert_same()


def moved_there(world, key):
    """A row of this id whose day was changed on the server."""
    world.put("days", id=key, day="2026-01-02", content="There.")


def test_words_written_here_are_joined_once_a_row_that_lay_aside_has_its_place(world):
    one = world.device()
    key = new_id()
    moved_there(world, key)
    one.add("days", id=key, day="2026-01-01", content="Here.")
    other = one.add("days", day="2026-01-02", content="Another.", id=new_id())
    one.sync()
    assert one.row("days", key)["content"] == "Here."
    one.edit("days", other, day="2026-01-03")
    world.settle(one)
    assert {"Here.", "There."} <= set(one.row("days", key)["content"].split("\n\n"))
    world.assert_same()
    assert one.outbox() == []


def with_a_row_aside(world):
    """A device, the id of a row that lies aside there, and that of the row in its place."""
    one = world.device()
    key = new_id()
    other = one.add("days", day="2026-01-02", content="Another.", id=new_id())
    one.sync()
    world.server.tables["days"].unique = []
    moved_there(world, key)
    one.sync()
    return one, key, other


@pytest.mark.parametrize("edits", [(), ("Here.\n\nAgain.",), ("Other.", "Here.")])
def test_what_is_written_here_while_the_servers_row_lies_aside_is_not_written_over(world, edits):
    one, key, other = with_a_row_aside(world)
    assert one.db.execute("SELECT row_id FROM sync_aside").fetchall() == [(key,)]
    one.add("days", id=key, day="2026-01-01", content="Here.")
    one.sync()
    for content in edits:
        one.edit("days", key, content=content)
        one.sync()
    one.edit("days", other, day="2026-01-03")
    world.settle(one)
    assert {"Here.", "There."} <= set(one.row("days", key)["content"].split("\n\n"))
    world.assert_same()
    assert one.outbox() == []


def test_what_was_written_and_deleted_again_beside_a_row_aside_gives_way_to_it(world):
    one, key, other = with_a_row_aside(world)
    one.add("days", id=key, day="2026-01-01", content="Here.")
    one.edit("days", key, content="Here, too.")
    one.delete("days", key)
    one.edit("days", other, day="2026-01-03")
    world.settle(one)
    assert one.row("days", key)["content"] == "There."
    world.assert_same()
    assert one.outbox() == []

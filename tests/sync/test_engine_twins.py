"""Rows that two devices made under one key or one id."""

from __future__ import annotations

from tests.sync.world import MEMBER, new_id


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

    def written_there(_db):
        if writes:
            world.server.write("days", writes.pop())
        return ()

    one.after_sync = written_there
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

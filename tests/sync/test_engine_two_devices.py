"""Two devices and one server: what is written on one arrives on the other."""

from __future__ import annotations


def test_every_column_travels_both_ways(world):
    one, two = world.two()
    key = one.add(
        "notes", day="2026-01-02", content="Morning.\n\nEvening.", mood="calm",
        tags='["a","b"]', data='{"k":1}', score=7,
    )  # fmt: skip
    one.sync()
    report = two.sync()
    assert report.pulled == 1
    assert two.row("notes", key)["content"] == "Morning.\n\nEvening."
    two.edit("notes", key, content="Night.", mood=None, tags='["b"]', data='{"k":2}', score=None)
    two.sync()
    one.sync()
    assert one.row("notes", key)["content"] == "Night."
    world.assert_same()


def test_edits_of_different_columns_both_survive(world):
    one, two = world.two()
    key = one.add("notes", content="Text.", mood="calm")
    world.settle(rounds=1)
    one.edit("notes", key, content="Other text.")
    two.edit("notes", key, mood="glad")
    world.settle(rounds=2)
    assert one.row("notes", key)["content"] == "Other text."
    assert one.row("notes", key)["mood"] == "glad"
    world.assert_same()


def test_edits_of_different_paragraphs_both_survive(world):
    one, two = world.two()
    key = one.add("notes", content="First.\n\nSecond.\n\nThird.")
    world.settle(rounds=1)
    one.edit("notes", key, content="First, more.\n\nSecond.\n\nThird.")
    two.edit("notes", key, content="First.\n\nSecond.\n\nThird, more.")
    world.settle(rounds=2)
    assert one.row("notes", key)["content"] == "First, more.\n\nSecond.\n\nThird, more."
    world.assert_same()


def test_a_quiet_second_run_sends_nothing_and_changes_nothing(world):
    one, two = world.two()
    key = one.add("notes", content="Text.")
    one.add("leaves", note_id=key, content="Leaf.", done=1)
    world.settle(rounds=2)
    report = one.sync()
    assert (report.pulled, report.pushed, report.merged) == (0, 0, 0)
    assert one.outbox() == two.outbox() == []
    world.assert_same()


def test_parents_go_before_children(world):
    one, two = world.two()
    note = one.add("notes", content="Note.")
    leaf = one.add("leaves", note_id=note, content="Leaf.")
    bud = one.add("buds", leaf_id=leaf, content="Bud.")
    report = one.sync()
    assert report.pushed == 3
    assert not report.held
    two.sync()
    assert two.row("buds", bud)["content"] == "Bud."
    world.assert_same()


def test_tables_of_the_server_arrive_and_are_never_sent(world):
    one = world.device()
    bill = world.put("bills", mood="paid")
    one.sync()
    assert one.row("bills", bill)["mood"] == "paid"
    one.edit("bills", bill, mood="scratched")
    assert one.outbox() == []


def test_generic_tables_are_mirrored_whole(world):
    one = world.device()
    world.server.write_generic("extras", "k1", {"id": "k1", "user_id": one.engine().account_id})
    one.sync()
    assert set(one.generic("extras")) == {"k1"}


def test_threads_give_the_same_result(world):
    one, two = world.two()
    keys = [one.add("notes", content=f"Note {n}.") for n in range(30)]
    one.sync(workers=4)
    for key in keys:
        one.edit("notes", key, mood="calm")
    report = one.sync(workers=4)
    assert report.pushed == 30
    two.sync(workers=4)
    world.assert_same()

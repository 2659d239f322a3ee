"""Refusals: a row is held back with its reason, and the rest goes on."""

from __future__ import annotations


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

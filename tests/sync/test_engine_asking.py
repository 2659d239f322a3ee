"""What is asked about tables that are missing, withheld, or not as the server says."""

from __future__ import annotations

import contextlib

import pytest

from sync.errors import Garbled, Rejected, ShapeChanged
from sync.remote.memory import MemoryRemote
from tests.sync.world import MEMBER


class Asked(MemoryRemote):
    """Notes which tables are asked about; may answer with a fault."""

    def __init__(self, world, device, **faults):
        super().__init__(world.server, MEMBER, device.clock)
        self.inspected = []
        self._faults = faults

    def inspect(self, table):
        self.inspected.append(table.name)
        if table.name in self._faults:
            raise self._faults[table.name]
        return super().inspect(table)


def test_only_who_asks_for_a_run_has_missing_tables_asked_about_again(world):
    one = world.device()
    world.server.tables["leaves"].exists = False
    one.sync()
    for options, asked in (
        ({"on_demand": False}, []),
        ({}, ["leaves"]),
        ({"full_compare": True}, ["notes", "leaves", "buds", "days", "bills"]),
    ):
        remote = Asked(world, one)
        assert one.sync(remote, **options).missing_tables == ["leaves"]
        assert sorted(remote.inspected) == sorted(asked)


def test_a_table_of_which_nobody_can_read_what_it_is_leaves_the_others_alone(world):
    one = world.device()
    note = world.put("notes", content="There.")
    with pytest.raises(Garbled):
        one.sync(Asked(world, one, leaves=Garbled("leaves: cut")))
    assert one.row("notes", note)["content"] == "There."
    told = one.ledger.last_reports(1)[0]["notices"]
    assert [(notice["what"], notice["table"]) for notice in told] == [("garbled", "leaves")]


def test_a_table_that_is_not_as_the_server_says_is_told_and_leaves_the_others_alone(world):
    one = world.device()
    one.sync()
    world.put("notes", content="Note.")
    leaf = world.put("leaves", note_id=None, content="Leaf.")

    class Lying(MemoryRemote):
        def changed_since(self, table, *more):
            if table.name == "notes":
                raise ShapeChanged("notes: no column mood", "mood")
            return super().changed_since(table, *more)

    report = one.sync(Lying(world.server, MEMBER, one.clock))
    assert [(notice.what, notice.table) for notice in report.notices] == [("odd shape", "notes")]
    assert one.row("leaves", leaf)["content"] == "Leaf."


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        (Rejected("XX000", "no"), "refused"),
        (Garbled("cut"), "garbled"),
        (ShapeChanged("notes: no column score", "score"), "odd shape"),
    ],
)
def test_a_table_that_fails_again_in_its_new_shape_leaves_the_others_alone(world, fault, what):
    one = world.device()
    one.sync()
    notes = world.server.tables["notes"]
    notes.missing = {"mood"}
    note = world.put("notes", content="Note.")
    leaf = world.put("leaves", note_id=note, content="Leaf.")

    class Failing(MemoryRemote):
        def changed_since(self, table, shape, *more):
            if table.name == "notes":
                raise fault if "mood" not in shape.columns else ShapeChanged("notes", "mood")
            return super().changed_since(table, shape, *more)

        def manifest(self, table, *more):
            if table.name == "notes":
                raise fault
            return super().manifest(table, *more)

    with contextlib.suppress(Garbled):
        one.sync(Failing(world.server, MEMBER, one.clock))
    told = one.ledger.last_reports(1)[0]["notices"]
    assert {(notice["what"], notice["table"]) for notice in told} == {(what, "notes")}
    assert one.row("leaves", leaf)["content"] == "Leaf."
    one.sync()
    assert one.row("notes", note)["content"] == "Note."


@pytest.mark.parametrize("small", [0, 200])
def test_a_table_that_may_no_longer_be_read_is_told_as_that_and_keeps_all_its_rows(world, small):
    one = world.device()
    one.small = small
    note = one.add("notes", content="Text.")
    world.server.write_generic("extras", "e1", {"id": "e1", "user_id": MEMBER})
    one.sync()
    one.edit("notes", note, content="Edited.")
    for table in ("notes", "extras"):
        world.server.tables[table].readable = False
    day = world.put("days", day="2026-01-01", content="Day.")
    for options in ({}, {}, {"on_demand": False}):  # found out, asked again, remembered
        report = one.sync(**options)
        assert report.denied_tables["notes"] == 1
        assert report.missing_tables == []
        assert report.notices == []
    assert one.sync().denied_tables == {"notes": 1, "extras": 0}
    assert (one.row("days", day)["content"], one.row("notes", note)["content"]) == (
        "Day.",
        "Edited.",
    )
    assert set(one.generic("extras")) == {"e1"}
    for table in ("notes", "extras"):
        world.server.tables[table].readable = True
    report = one.sync()
    assert (report.denied_tables, report.pushed, report.pulled) == ({}, 1, 0)
    world.assert_same(one)
    assert one.outbox() == []

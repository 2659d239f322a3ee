"""Rows and tables of the server that nobody can read: the rest goes on, nothing passes for gone."""

from __future__ import annotations

import pytest

from sync.errors import Garbled
from sync.remote.memory import MemoryRemote
from sync.report import Held, Notice, What
from tests.sync.world import MEMBER, new_id


@pytest.mark.parametrize("small", [0, 200])
def test_the_other_rows_come_and_the_member_is_told(world, small):
    device = world.device()
    device.small = small
    ids = [world.put("notes", content=f"Note {n}.") for n in range(5)]
    world.server.tables["notes"].unreadable.add(ids[2])
    report = device.sync()
    assert set(device.rows("notes")) == set(ids) - {ids[2]}
    assert report.notices == [Notice(What.UNREADABLE, "notes")]

    world.server.tables["notes"].unreadable.clear()
    assert not device.sync(full_compare=True).notices
    world.assert_same(device)


def test_a_row_that_can_no_longer_be_read_is_not_gone(world):
    device = world.device()
    note = device.add("notes", content="Mine.")
    device.add("notes", content="Beside it.")
    device.sync()
    world.server.edit("notes", note, {"mood": "calm"})
    world.server.tables["notes"].unreadable.add(note)
    device.sync(full_compare=True)
    assert device.row("notes", note)["content"] == "Mine."

    device.edit("notes", note, content="Mine, edited.")
    report = device.sync()
    assert [(held.row_id, held.code) for held in report.held] == [(note, Held.UNREADABLE)]
    assert report.restored == 0
    assert world.server_rows("notes")[note]["content"] == "Mine."

    world.server.tables["notes"].unreadable.clear()
    world.settle(rounds=2)
    assert world.server_rows("notes")[note]["content"] == "Mine, edited."
    assert world.server_rows("notes")[note]["mood"] == "calm"


def test_a_deletion_of_a_row_that_cannot_be_read_waits(world):
    device = world.device()
    note = device.add("notes", content="Mine.")
    device.add("notes", content="Beside it.")
    device.sync()
    world.server.edit("notes", note, {"mood": "calm"})
    world.server.tables["notes"].unreadable.add(note)
    device.delete("notes", note)
    device.sync()
    assert note in world.server_rows("notes")
    assert device.outbox() == [("notes", note)]


def test_what_was_sent_without_an_answer_and_cannot_be_read_is_not_doubled(world):
    device = world.device()
    note = new_id()
    world.put("notes", id=note, content="Arrived.")
    world.server.tables["notes"].unreadable.add(note)
    device.add("notes", id=note, content="Arrived.")
    device.db.execute("UPDATE sync_outbox SET attempted = 1")
    report = device.sync()
    assert [held.row_id for held in report.held] == [note]
    assert list(world.server_rows("notes")) == [note]


class Garbling:
    """A remote store whose answers about some tables cannot be read."""

    def __init__(self, real, tables):
        self._real = real
        self._tables = tables
        self.traffic, self.unreadable = real.traffic, real.unreadable

    def __getattr__(self, name):
        method = getattr(self._real, name)

        def call(*arguments):
            if name in {"changed_since", "manifest", "generic_page"} and (
                arguments[0].name in self._tables
            ):
                raise Garbled(f"{arguments[0].name}: cut")
            return method(*arguments)

        return call


@pytest.mark.parametrize("table", ["notes", "leaves", "extras"])
def test_a_table_whose_answers_cannot_be_read_does_not_stop_the_others(world, table):
    device = world.device()
    day = world.put("days", day="2026-01-01", content="There.")
    world.put("leaves", note_id=world.put("notes", content="There."))
    written = device.add("notes", content="Here.")
    with pytest.raises(Garbled):
        device.sync(Garbling(device.remote, {table}))
    assert device.row("days", day)
    assert written in world.server_rows("notes")
    last = device.ledger.last_reports(1)[0]
    assert last["outcome"] == "Garbled"
    assert [(n["what"], n["table"]) for n in last["notices"]] == [("garbled", table)]
    device.sync()
    world.assert_same(device)


def test_a_server_that_does_not_count_is_compared(world):
    device = world.device()
    world.put("notes", content="Old.")
    gone = world.put("notes", content="Gone.")
    device.sync()

    class Countless(MemoryRemote):
        def count(self, table):
            raise Garbled(f"{table.name}: the answer does not count the rows")

    world.server.remove("notes", gone)
    written = device.add("notes", content="Here.")
    report = device.sync(Countless(world.server, MEMBER, device.clock))
    assert report.deleted_here == 1
    assert written in world.server_rows("notes")
    world.assert_same()


def test_a_server_of_which_nothing_can_be_read_is_left_alone_soon(world):
    device = world.device()
    device.sync()
    asked = device.remote.traffic.requests
    with pytest.raises(Garbled):
        device.sync(Garbling(device.remote, set(world.specs)))
    assert device.remote.traffic.requests - asked < 3

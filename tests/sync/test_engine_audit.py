"""The weekly audit: content that differs under one version is found and brought together."""

from __future__ import annotations

from dataclasses import replace

import pytest

import sync.comparing.audit
from sync.remote.memory import MemoryRemote
from sync.report import Notice, What
from tests.sync.world import MEMBER

_WEEK = 7 * 24 * 3600


def silently(world, table, row_id, **changes):
    """Change a row on the server under the version that it has."""
    rows = world.server.tables[table].rows
    rows[row_id] = replace(rows[row_id], values={**rows[row_id].values, **changes})


def by_the_clock(device, remote=None, runs=6):
    """Some runs of the timer; gives their notices."""
    notices = []
    for _ in range(runs):
        notices += device.sync(remote, on_demand=False).notices
    return notices


@pytest.fixture
def device(world):
    """A device that is in sync, all of whose tables were compared today."""
    made = world.device()
    for number in range(7):
        made.add("notes", content=f"Note {number}.", mood="calm")
    made.sync()
    made.sync(full_compare=True)
    return made


class Counting(MemoryRemote):
    """Counts the rows that are asked for by their ids."""

    def __init__(self, world, device):
        super().__init__(world.server, MEMBER, device.clock)
        self.asked = []

    def fetch(self, table, shape, ids):
        self.asked += ids
        return super().fetch(table, shape, ids)


def test_content_that_changed_under_its_version_is_taken(world, device):
    row_id = next(iter(device.rows("notes")))
    silently(world, "notes", row_id, content="Changed.", mood="glad")
    assert device.sync(full_compare=True).pulled == 0
    assert by_the_clock(device) == [Notice(What.HEALED, "notes")]
    world.assert_same()
    assert device.outbox() == []


def test_a_row_that_changed_here_past_the_triggers_is_healed(world, device):
    row_id = next(iter(device.rows("notes")))
    device.db.execute("UPDATE sync_control SET applying = 1")
    device.db.execute("UPDATE notes SET content = 'Bits.' WHERE id = ?", (row_id,))
    device.db.execute("UPDATE sync_control SET applying = 0")
    assert by_the_clock(device) == [Notice(What.HEALED, "notes")]
    world.assert_same()


def test_an_edit_here_is_merged_with_what_was_found(world, device):
    row_id = next(iter(device.rows("notes")))
    device.gate = type("Gate", (), {"holds": lambda *_: True})()
    device.edit("notes", row_id, content="Note, edited.")
    silently(world, "notes", row_id, mood="glad")
    by_the_clock(device)
    device.gate = None
    device.sync()
    assert world.server_rows("notes")[row_id]["content"] == "Note, edited."
    assert device.row("notes", row_id)["mood"] == "glad"
    world.assert_same()


def test_each_row_is_looked_at_once_a_week_some_at_a_time(world, device, monkeypatch):
    monkeypatch.setattr(sync.comparing.audit, "_ROWS", 3)
    remote = Counting(world, device)
    by_the_clock(device, remote)
    assert sorted(remote.asked) == sorted(device.rows("notes"))
    by_the_clock(device, remote)
    assert len(remote.asked) == 7
    world.server.clock.advance(_WEEK)
    device.sync(full_compare=True)
    remote.asked.clear()
    by_the_clock(device, remote)
    assert len(remote.asked) == 7


def test_who_has_something_to_do_does_not_audit(world, device):
    remote = Counting(world, device)
    device.sync(remote)
    device.edit("notes", next(iter(device.rows("notes"))), mood="glad")
    device.sync(remote, on_demand=False)
    world.put("notes", content="New.")
    device.sync(remote, on_demand=False)
    assert remote.asked == []


def test_a_column_that_is_gone_does_not_end_the_run(world, device):
    world.server.tables["notes"].missing = {"mood"}
    by_the_clock(device)
    assert device.row("notes", next(iter(device.rows("notes"))))["mood"] == "calm"

"""Pages that come while others are written go into their transaction; nothing is lost by it."""

from __future__ import annotations

import sqlite3
import threading

import pytest

from sync.cancel import CancelToken
from sync.engine import RunOptions
from sync.local.ledger import Ledger
from sync.local.sqlite_store import SqliteStore
from sync.remote.memory import MemoryRemote
from sync.remote.memory_tables import moment_of
from tests.patience import PATIENCE
from tests.sync.faults import Grim, Killed
from tests.sync.memory_device import MemoryDevice
from tests.sync.world import MEMBER, World


@pytest.fixture
def world(tmp_path):
    """A server that gives four rows a page."""
    made = World(tmp_path)
    made.server.max_rows = 4
    yield made
    for device in made.devices:
        device.db.close()


def page_by_page(world, one, between=lambda: None, store=None):
    """Walk with one helper, beginning to store when the third page of notes is asked for."""
    third_page = threading.Event()
    told = []

    class Noting(MemoryRemote):
        pages = 0

        def changed_since(self, table, *arguments):
            if table.name == "notes":
                self.pages += 1
                if self.pages == 2:
                    between()
                if self.pages == 3:
                    third_page.set()
            return super().changed_since(table, *arguments)

    def progress(phase, table, done, _total):
        if phase == "pull" and table == "notes":
            told.append(done)
            assert third_page.wait(PATIENCE)

    engine = one.engine(Noting(world.server, MEMBER, one.clock), store, workers=1)
    report = engine.run(CancelToken(), progress, RunOptions())
    return report, told


def put(world, count):
    keys = []
    for number in range(count):
        keys.append(world.put("notes", content=f"Row {number}.", mood=f"Mood {number}"))
        world.server.clock.advance(1)
    return keys


def change_of(world, key):
    def change():
        world.server.clock.advance(1)
        world.server.edit("notes", key, {"content": "Changed."})

    return change


def test_two_pages_that_have_come_are_stored_together(world):
    one = world.device()
    put(world, 20)
    report, told = page_by_page(world, one)
    assert report.pulled == 20
    assert told[:2] == [0, 8]
    world.assert_same(one)


def test_the_newest_stamp_is_that_of_the_second_page(world):
    one = world.device()
    keys = put(world, 8)
    assert page_by_page(world, one)[0].pulled == 8
    newest = world.server.tables["notes"].rows[keys[-1]].stamp
    assert moment_of(one.ledger.mark("notes").stamp) == moment_of(newest)


def test_a_row_that_changes_between_two_pages_is_stored_as_it_stands_in_the_later_one(world):
    one = world.device()
    keys = put(world, 6)
    report, _told = page_by_page(world, one, change_of(world, keys[0]))
    assert one.row("notes", keys[0])["content"] == "Changed."
    assert report.pulled == len(keys) + 1  # one of them twice
    world.assert_same(one)


def test_a_row_of_the_second_page_that_has_no_place_here_keeps_no_other_one_out(world):
    one = MemoryDevice(world, world.folder / "one")
    world.devices.append(one)
    one.db.execute("CREATE UNIQUE INDEX one_mood ON notes (mood)")
    keys = put(world, 8)
    world.server.edit("notes", keys[7], {"mood": "Mood 6"})
    page_by_page(world, one)
    assert one.aside() == {("notes", keys[7])}
    assert {key for key in keys if one.row("notes", key)} == {*keys[:7]}


def test_a_process_that_dies_between_two_pages_has_their_changes_after_the_next_run(tmp_path):
    died, boundary = True, 0
    while died:
        world = World(tmp_path)
        world.server.max_rows = 4
        one = MemoryDevice(world, tmp_path / "one")
        # What changes goes beyond the overlap of two walks.
        world.server.clock.advance(1000)
        keys = put(world, 6)
        grim = Grim()
        grim.arm(boundary)
        mortal = SqliteStore(lambda: one.mortal(grim), sqlite3.Error, lambda: 0.0)  # noqa: B023
        try:
            page_by_page(world, one, change_of(world, keys[0]), mortal)
            died = False
        except Killed:
            if one.only.in_transaction:
                one.only.execute("ROLLBACK")
        stored = one.row("notes", keys[0])
        place = Ledger(one.only).mark("notes").walk
        changed = world.server.tables["notes"].rows[keys[0]]
        if stored and stored["content"] != changed.values["content"] and place is not None:
            # The next run goes on from there, and must find it still ahead.
            assert moment_of(place.stamp) < moment_of(changed.stamp), f"boundary {boundary}"
        one.member_mode()
        one.sync(on_demand=False)
        assert one.row("notes", keys[0])["content"] == changed.values["content"], boundary
        one.only.close()
        boundary += 1
    assert boundary > 20

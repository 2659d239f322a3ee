"""What is asked for ahead of its turn: the first pages of tables of which nothing is here."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from sync.cancel import CancelToken
from sync.errors import Garbled, Rejected, ShapeChanged
from sync.remote.memory import MemoryRemote
from tests.patience import PATIENCE
from tests.sync.world import HASTY, MEMBER, NOTES, SPECS, World, new_id

LETTERS = replace(NOTES, name="letters")


@pytest.fixture
def world(tmp_path):
    """Two tables whose answers are waited for, side by side."""
    made = World(tmp_path, {"letters": LETTERS, **SPECS})
    yield made
    for device in made.devices:
        device.db.close()


class Awaited(MemoryRemote):
    """Does not describe `letters` before the first page of `notes` has come."""

    def __init__(self, world, device):
        super().__init__(world.server, MEMBER, device.clock)
        self.came, self.described = threading.Event(), threading.Event()
        self.in_time = None
        self.meanwhile = lambda: None

    def inspect(self, table):
        if table.name == "letters":
            self.in_time = self.came.wait(PATIENCE)
            self.meanwhile()
            self.described.set()
        return super().inspect(table)

    def changed_since(self, table, shape, after, *more):
        if table.name == "notes" and after is not None:
            assert self.described.wait(PATIENCE)
        page = super().changed_since(table, shape, after, *more)
        if table.name == "notes":
            self.came.set()
        return page


def test_the_first_page_of_a_new_table_waits_for_no_other_question(world):
    one = world.device()
    world.put("notes", content="Waited for.")
    remote = Awaited(world, one)
    assert one.sync(remote, workers=4).pulled == 1
    assert remote.in_time
    world.assert_same(one)


def test_what_is_committed_while_an_early_page_waits_is_found_by_the_next_run(world):
    one = world.device()
    world.server.max_rows = 1
    world.put("notes", content="Before.")
    key, late = new_id(), world.server.begin()
    late.insert("notes", [{"id": key, "user_id": MEMBER, "content": "Late."}])
    remote = Awaited(world, one)

    def meanwhile():
        # Longer than the overlap of two walks: only the time that this one took can tell.
        world.server.clock.advance(400)
        world.put("notes", content="After.")

    remote.meanwhile = meanwhile
    assert one.sync(remote, workers=4).pulled == 2
    late.commit()
    one.sync(on_demand=False)
    assert one.row("notes", key)["content"] == "Late."


class Counting(MemoryRemote):
    """Notes which tables are asked about."""

    def __init__(self, world, device):
        super().__init__(world.server, MEMBER, device.clock)
        self.inspected = []

    def inspect(self, table):
        self.inspected.append(table.name)
        return super().inspect(table)


@pytest.fixture
def hasty(tmp_path):
    """A world in which nearly every member is expected to have notes."""
    made = World(tmp_path, {"letters": LETTERS, **HASTY})
    yield made
    for device in made.devices:
        device.db.close()


@pytest.mark.parametrize("workers", [0, 1, 4])
def test_rows_that_are_there_tell_the_columns_of_their_table(hasty, workers):
    one = hasty.device()
    hasty.server.max_rows = 4
    notes = hasty.server.tables["notes"]
    notes.missing = {"mood"}
    for number in range(9):
        hasty.put("notes", content=f"Row {number}.")
    remote = Counting(hasty, one)
    report = one.sync(remote, workers=workers)
    assert report.pulled == 9
    assert report.missing_columns == {"notes": ["mood"]}
    assert "notes" not in remote.inspected
    key = one.add("notes", content="New.", mood="calm")
    one.sync()
    assert hasty.server_rows("notes")[key]["content"] == "New."
    assert one.row("notes", key)["mood"] == "calm"


@pytest.mark.parametrize("workers", [0, 1, 4])
@pytest.mark.parametrize("odd", ["empty", "no stamps", "no versions", "no table", "no stamp yet"])
def test_where_the_first_rows_tell_nothing_the_table_is_asked_about(hasty, odd, workers):
    one = hasty.device()
    notes = hasty.server.tables["notes"]
    if odd != "empty":
        hasty.put("notes", content="There.")
    if odd == "no stamp yet":
        for row_id, row in notes.rows.items():
            notes.rows[row_id] = replace(row, stamp=None)
    notes.stamped = odd != "no stamps"
    notes.token = odd != "no versions"
    notes.exists = odd != "no table"
    remote = Counting(hasty, one)
    report = one.sync(remote, workers=workers)
    assert remote.inspected.count("notes") == 1
    assert ("notes" in report.missing_tables) is (odd == "no table")
    if notes.exists:
        one.add("notes", content="New.")
        one.sync()
        hasty.assert_same(one)


@pytest.mark.parametrize("fault", [Garbled("cut"), Rejected("XX000", "no"), ShapeChanged("no")])
@pytest.mark.parametrize("workers", [0, 4])
def test_where_the_first_page_does_not_come_the_table_is_asked_about(hasty, fault, workers):
    one = hasty.device()
    hasty.put("notes", content="There.")
    remote = Counting(hasty, one)
    plain, faults = remote.changed_since, [fault]

    def changed_since(table, *more):
        if table.name == "notes" and faults:
            raise faults.pop()
        return plain(table, *more)

    remote.changed_since = changed_since
    assert one.sync(remote, workers=workers).pulled == 1
    assert remote.inspected.count("notes") == 1
    hasty.assert_same(one)


class Listening(MemoryRemote):
    """Notes what is asked, in its order."""

    def __init__(self, world, device):
        super().__init__(world.server, MEMBER, device.clock)
        self.asked = []

    def changed_since(self, table, *more):
        self.asked.append(table.name)
        return super().changed_since(table, *more)

    def inspect(self, table):
        self.asked.append(table.name)
        return super().inspect(table)

    def generic_page(self, table, *more):
        self.asked.append(table.name)
        return super().generic_page(table, *more)


@pytest.mark.parametrize("workers", [0, 1, 4])
def test_a_table_that_is_rarely_empty_comes_whole_before_others_are_asked_about(hasty, workers):
    one = hasty.device()
    hasty.server.max_rows = 4
    for number in range(9):
        hasty.put("notes", content=f"Row {number}.")
    remote = Listening(hasty, one)
    assert one.sync(remote, workers=workers).pulled == 9
    pages = [place for place, name in enumerate(remote.asked) if name == "notes"]
    assert pages == list(range(len(pages)))
    assert set(remote.asked) == set(hasty.specs)


class Ordered(MemoryRemote):
    """Notes when the notes are counted, and when some are sent."""

    def __init__(self, world, device):
        super().__init__(world.server, MEMBER, device.clock)
        self.asked = []

    def count(self, table):
        if table.name == "notes":
            self.asked.append("counted")
        return super().count(table)

    def insert(self, table, *more):
        if table.name == "notes":
            self.asked.append("sent")
        return super().insert(table, *more)


@pytest.mark.parametrize("workers", [0, 1, 4])
def test_what_was_counted_before_rows_were_sent_is_not_taken_for_what_is_there_after_it(
    world, workers
):
    one = world.device()
    one.small = 200
    one.sync(workers=workers)
    for number in range(201):  # so many new ones are walked through while the table is compared
        world.put("notes", content=f"Row {number}.")
    one.add("notes", content="From here.")
    remote = Ordered(world, one)
    report = one.sync(remote, workers=workers)
    assert (report.pulled, report.pushed) == (201, 1)
    assert remote.asked == ["sent", "counted"]
    assert one.ledger.swept_at("notes") is not None


@pytest.mark.parametrize("workers", [0, 1])
def test_a_count_that_nobody_looked_at_is_not_taken_for_what_is_there_after_sending(world, workers):
    one = world.device()
    world.put("notes", content="There.")
    one.add("notes", content="From here.")
    remote = Ordered(world, one)
    assert one.sync(remote, workers=workers, full_compare=True).pushed == 1
    assert remote.asked[-2:] == ["sent", "counted"]
    assert one.ledger.swept_at("notes") is not None


@pytest.mark.parametrize("workers", [0, 4])
def test_of_a_table_that_is_empty_there_and_here_nothing_more_is_asked(world, workers):
    one = world.device()
    remote = Listening(world, one)
    one.sync(remote, workers=workers)
    assert sorted(remote.asked) == sorted(world.specs)


def test_what_is_rarely_empty_and_hangs_on_another_table_comes_after_that(tmp_path):
    columns = (*NOTES.columns, *(c for c in SPECS["leaves"].columns if c.name == "note_id"))
    kids = replace(
        NOTES, name="kids", columns=columns, references={"note_id": "notes"}, rarely_empty=True
    )
    world = World(tmp_path, {"notes": NOTES, "kids": kids})
    one = world.device()
    world.put("kids", note_id=world.put("notes", content="Parent."), content="Child.")
    pulled = []
    one.engine().run(CancelToken(), lambda phase, table, *_: pulled.append((phase, table)))
    assert pulled.index(("pull", "notes")) < pulled.index(("pull", "kids"))
    world.assert_same(one)
    one.db.close()


def test_what_was_added_without_a_stamp_before_the_first_pull_comes_with_it(hasty):
    one = hasty.device()
    hasty.put("notes", content="Stamped.")
    key = hasty.put("notes", content="Without.")
    notes = hasty.server.tables["notes"]
    notes.rows[key] = replace(notes.rows[key], stamp=None)
    one.sync()
    assert one.row("notes", key)["content"] == "Without."

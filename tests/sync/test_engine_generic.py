"""Tables that are documented by name alone: mirrored whole, as rarely as may be, never emptied."""

from __future__ import annotations

import pytest

from sync.remote.memory import MemoryRemote
from tests.sync.world import MEMBER


class Asked(MemoryRemote):
    """Notes which tables are read whole, by pages or by their manifest."""

    def __init__(self, world, device, user=MEMBER):
        super().__init__(world.server, user, device.clock)
        self.pages = []
        self.manifests = []

    def generic_page(self, table, *more):
        self.pages.append(table.name)
        return super().generic_page(table, *more)

    def manifest(self, table, *more):
        self.manifests.append(table.name)
        return super().manifest(table, *more)


def put(world, *keys):
    for key in keys:
        world.server.write_generic("extras", key, {"id": key, "user_id": MEMBER})


def drop(world, *keys):
    for key in keys:
        del world.server.tables["extras"].rows[key]


@pytest.mark.parametrize("there", [True, False])
def test_a_run_by_the_clock_reads_them_hourly(world, there):
    one = world.device()
    put(world, "e1")
    world.server.tables["extras"].exists = there
    assert one.sync().missing_tables == ([] if there else ["extras"])
    for seconds, pages in ((60, []), (3600, ["extras"]), (60, [])):
        world.server.clock.advance(seconds)
        remote = Asked(world, one)
        one.sync(remote, on_demand=False)
        assert remote.pages == pages
    remote = Asked(world, one)
    one.sync(remote)
    assert remote.pages == ["extras"]


def test_what_a_stranger_does_not_see_is_not_gone(world):
    one = world.device()
    world.put("days", day="2026-01-01")
    put(world, "e1", "e2")
    one.sync()
    report = one.sync(Asked(world, one, user=None))
    assert report.suspicious_deletes["extras"] == 2
    assert set(one.generic("extras")) == {"e1", "e2"}


def test_many_that_are_gone_wait_for_the_members_word(world):
    one = world.device()
    keys = [f"e{number}" for number in range(30)]
    put(world, *keys, "last")
    one.sync()
    drop(world, *keys)
    assert one.sync().suspicious_deletes == {"extras": 30}
    assert len(one.generic("extras")) == 31
    assert one.sync(accept_deletes=frozenset({"extras"})).deleted_here == 30
    assert set(one.generic("extras")) == {"last"}


def test_more_than_fifty_wait_even_where_they_are_few_of_all(world):
    one = world.device()
    world.put("days", day="2026-01-01")
    keys = [f"e{number}" for number in range(700)]
    put(world, *keys)
    one.sync()
    drop(world, *keys[:51])
    assert one.sync().suspicious_deletes == {"extras": 51}
    put(world, keys[0])
    assert one.sync().deleted_here == 50


def test_pages_that_the_server_cuts_are_read_to_the_end(world):
    one = world.device()
    world.server.max_rows = 2
    keys = [f"e{number}" for number in range(5)]
    put(world, *keys)
    one.sync()
    assert set(one.generic("extras")) == set(keys)
    one.sync()
    assert set(one.generic("extras")) == set(keys)


def test_tables_that_are_empty_there_and_here_are_not_listed_in_the_next_run(world):
    one = world.device()
    one.sync()
    remote = Asked(world, one)
    one.sync(remote, on_demand=False)
    assert "notes" not in remote.manifests

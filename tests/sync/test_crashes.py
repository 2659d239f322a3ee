"""The process dies at the boundaries of one busy run; the next run makes it good.

The ordinary run dies at every fifth boundary, VF_CRASH_STRIDE=1 at every single one.
"""

from __future__ import annotations

import os
import random
import sqlite3

import pytest

from sync.local.sqlite_store import SqliteStore
from tests.sync.faults import FaultyRemote, Grim, Killed, MortalConnection, Weather
from tests.sync.memory_device import MemoryDevice
from tests.sync.world import World


def busy(folder):
    """A device on which everything waits at once, and a server on which everything changed."""
    world = World(folder)
    world.server.max_rows = 2
    world.put("bills", mood="paid")
    one, two = MemoryDevice(world, folder / "1"), MemoryDevice(world, folder / "2")
    for device in (one, two):
        device.keep_trash()
        world.devices.append(device)
    keys = [one.add("notes", content=f"Note {n}.\n\nEnd.", mood="calm") for n in range(5)]
    leaf = one.add("leaves", note_id=keys[0], content="Leaf.")
    world.settle(rounds=2)
    two.edit("notes", keys[0], content="Note 0, two.\n\nEnd.")
    two.edit("notes", keys[1], content="Note 1, two.\n\nEnd.")
    two.delete("notes", keys[2])
    two.add("days", id="d2", day="2026-01-01", content="Two.")
    two.add("notes", content="New two.")
    two.sync()
    one.edit("notes", keys[0], content="Note 0.\n\nEnd, one.")
    one.edit("leaves", leaf, content="Leaf, one.")
    one.delete("notes", keys[1])
    one.delete("notes", keys[3])
    one.add("days", id="d1", day="2026-01-01", content="One.")
    note = one.add("notes", content="New one.")
    one.add("leaves", note_id=note, content="New leaf.")
    return world, one, two


def judge(world, one, two):
    world.settle(rounds=2)
    world.assert_same()
    assert one.outbox() == two.outbox() == []
    texts = sorted(row["content"] for row in world.server_rows("notes").values())
    assert texts == [
        "New one.",
        "New two.",
        "Note 0, two.\n\nEnd, one.",
        "Note 1, two.\n\nEnd.",
        "Note 4.\n\nEnd.",
    ]
    leaves = sorted(row["content"] for row in world.server_rows("leaves").values())
    assert leaves == ["Leaf, one.", "New leaf."]
    (day,) = world.server_rows("days").values()
    assert sorted(day["content"].split("\n\n")) == ["One.", "Two."]


def run_until_death(device, boundaries):
    """Run until that many boundaries are passed; tells whether the process died."""
    grim = Grim()
    grim.arm(boundaries)
    remote = FaultyRemote(device.remote, Weather(random.Random(0)), grim)
    mortal = MortalConnection(device.only, grim, device.member_mode)
    try:
        device.engine(remote, SqliteStore(lambda: mortal, sqlite3.Error, lambda: 0.0)).run()
    except Killed:
        if device.only.in_transaction:
            device.only.execute("ROLLBACK")
        device.member_mode()
        return True
    return False


@pytest.mark.timeout(0)
def test_death_at_any_boundary(tmp_path):
    stride = int(os.environ.get("VF_CRASH_STRIDE", "5"))
    boundary, died = 0, True
    while died:
        world, one, two = busy(tmp_path)
        died = run_until_death(one, boundary)
        try:
            judge(world, one, two)
        except AssertionError as fault:
            raise AssertionError(f"death at boundary {boundary}: {fault}") from fault
        finally:
            one.only.close()
            two.only.close()
        boundary += stride
    assert boundary > 200

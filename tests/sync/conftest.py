"""Fixtures of the sync tests."""

from __future__ import annotations

import pytest

from tests.sync.world import World


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path)
    yield made
    for device in made.devices:
        device.db.close()


@pytest.fixture
def settled(world):
    """Two devices in sync, with five notes and a bill as witness."""
    world.put("bills", mood="paid")
    one, two = world.two()
    keys = [one.add("notes", content=f"Note {n}.", mood="calm") for n in range(5)]
    world.settle(rounds=1)
    return one, two, keys

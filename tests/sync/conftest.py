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

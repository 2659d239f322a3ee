"""A shelf in a folder of the test's own, and a server that can misbehave."""

from __future__ import annotations

import pytest

from desktop.media.shelf import Shelf
from tests.desktop.media.faulty_server import FaultyServer

KEY = bytes(range(32))


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "cache", KEY)


@pytest.fixture
def server():
    made = FaultyServer()
    yield made
    made.close()

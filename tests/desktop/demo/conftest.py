"""A member's data folder, and the demo's beside it."""

from __future__ import annotations

import pytest

from desktop.core.paths import DataFolder
from desktop.demo import making, place


@pytest.fixture
def mine(tmp_path):
    """The folder of a member who has written nothing yet."""
    return DataFolder(tmp_path / "data")


@pytest.fixture
def demo(mine):
    """The demo's folder, marked but without its life."""
    folder = place.beside(mine)
    place.prepare(folder)
    return folder


@pytest.fixture
def lived(demo):
    """The demo, open, with its life in it."""
    workspace = making.open_workspace(demo)
    yield workspace
    workspace.close()

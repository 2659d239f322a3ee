"""The services of the vision on a real SQLCipher database."""

from __future__ import annotations

import pytest

from desktop.core.ids import LOCAL_USER_ID
from desktop.services.vision.states import CategoryStates
from desktop.services.vision.steps import Steps
from desktop.services.vision.visions import Visions


@pytest.fixture
def visions(connection, rows):
    return Visions(connection, lambda: rows)


@pytest.fixture
def steps(connection, rows, visions):
    return Steps(connection, lambda: rows, visions)


@pytest.fixture
def states(connection, rows, visions):
    return CategoryStates(connection, lambda: rows, LOCAL_USER_ID, visions)


@pytest.fixture
def write(visions):
    """Write parts of a version in one sitting, as a page does."""

    def run(row_id, **texts):
        before = visions.get(row_id) or {}
        base = {name: before.get(name) for name in texts}
        visions.save(row_id, texts, f"sitting {sorted(texts.items())}", base)
        visions.leave(row_id)
        return visions.version(row_id)

    return run

"""A data folder of the test's own."""

from __future__ import annotations

import pytest

from desktop.core.paths import DataFolder


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


@pytest.fixture
def written(folder):
    """Make the folder look as if a journal had been written in it."""

    def write(name="local"):
        path = folder.profile(name) / "journal.db"
        path.parent.mkdir(parents=True)
        path.write_bytes(b"encrypted pages")
        return path

    return write

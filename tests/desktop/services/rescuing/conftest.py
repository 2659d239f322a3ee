"""A data folder and the journal in it that is to be damaged."""

from __future__ import annotations

import pytest

from desktop.core.paths import DataFolder


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


@pytest.fixture
def path(folder):
    return folder.profile("local") / "journal.db"

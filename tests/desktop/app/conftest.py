"""The application over a data folder of the test's own, whose key lies in a file."""

from __future__ import annotations

import pytest

from desktop.core.paths import DataFolder
from tests.desktop.applications import applications, started


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("VIBRATIONFIT_KEY_FILE", str(tmp_path / "a.key"))
    return DataFolder(tmp_path / "data")


@pytest.fixture
def make_app(qapp, qtbot):
    """Make an application on a folder, as often as a test wants; it is not started yet."""
    with applications(qapp, qtbot) as make:
        yield make


@pytest.fixture
def open_app(make_app, folder, qtbot):
    """Open the application, as often as a test wants."""
    return lambda: started(make_app(folder), qtbot)


@pytest.fixture
def app(open_app):
    return open_app()

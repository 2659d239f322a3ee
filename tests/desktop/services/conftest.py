"""The services on the database of the test."""

from __future__ import annotations

import pytest

from desktop.media.shelf import Shelf
from desktop.services.audio import Audio
from desktop.services.history import History
from desktop.services.journal import Journal
from desktop.services.media.library import MediaLibrary
from desktop.services.search import Search
from desktop.services.trash import Trash


@pytest.fixture
def journal(connection, rows):
    return Journal(connection, lambda: rows)


@pytest.fixture
def history(connection):
    return History(connection)


@pytest.fixture
def trash(connection):
    return Trash(connection)


@pytest.fixture
def search(connection):
    return Search(connection)


@pytest.fixture
def audio(connection, tmp_path):
    shelf = Shelf(tmp_path / "cache", bytes(32))
    return Audio(connection, MediaLibrary(connection, shelf, str, lambda: 10**9))

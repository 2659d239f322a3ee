"""The services on the database of the test."""

from __future__ import annotations

import pytest

from desktop.services.history import History
from desktop.services.journal import Journal
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

"""The services on a real SQLCipher database in a folder of the test's own."""

from __future__ import annotations

import contextlib

import pytest

from desktop.core.ids import LOCAL_USER_ID
from desktop.services.history import History
from desktop.services.journal import Journal
from desktop.services.search import Search
from desktop.services.trash import Trash
from desktop.store.rows import Rows


@pytest.fixture
def database(tmp_path, moulds):
    return moulds.database(tmp_path / "profile" / "journal.db")


@pytest.fixture
def connection(database):
    with contextlib.closing(database.connect()) as made:
        yield made


@pytest.fixture
def rows(connection):
    return Rows(connection, LOCAL_USER_ID)


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

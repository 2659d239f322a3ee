"""A real SQLCipher database in a folder of the test's own."""

from __future__ import annotations

import contextlib

import pytest

from desktop.core.ids import LOCAL_USER_ID
from desktop.store.database import Database
from desktop.store.rows import Rows

KEY = bytes(range(32))


@pytest.fixture
def database(tmp_path):
    made = Database(tmp_path / "profile" / "journal.db", KEY)
    made.open()
    return made


@pytest.fixture
def connection(database):
    with contextlib.closing(database.connect()) as made:
        yield made


@pytest.fixture
def rows(connection):
    return Rows(connection, LOCAL_USER_ID)

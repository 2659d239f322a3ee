"""A real SQLCipher database in a folder of the test's own."""

from __future__ import annotations

import contextlib

import pytest

from desktop.core.ids import LOCAL_USER_ID
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

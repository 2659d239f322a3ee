"""What tests of the application share: a real SQLCipher database, and a place on the earth."""

from __future__ import annotations

import contextlib
import time

import pytest

from desktop.core.ids import LOCAL_USER_ID
from desktop.store.rows import Rows
from tests.desktop.moulds import Moulds


@pytest.fixture(scope="session")
def moulds(tmp_path_factory):
    """The empty journals of this run, to take copies of."""
    return Moulds(tmp_path_factory.mktemp("moulds"))


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
def in_zone():
    """Put this computer into a time zone until the test ends."""
    with pytest.MonkeyPatch.context() as surroundings:

        def settle(name):
            surroundings.setenv("TZ", name)
            time.tzset()

        yield settle
    time.tzset()

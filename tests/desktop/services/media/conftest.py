"""A library on a real database, a server that misbehaves, and a fetcher between them."""

from __future__ import annotations

import contextlib

import pytest

from desktop.media.shelf import Shelf
from desktop.services.media.fetching import Fetcher
from desktop.services.media.library import MediaLibrary
from sync.errors import SignInNeeded
from tests.desktop.media.faulty_server import FaultyServer

KEY = bytes(range(32))


class Account:
    """The member's way to their project; signed out until a test signs in."""

    def __init__(self):
        self.url = ""
        self.tokens = []
        self.renewed = 0

    def server(self):
        return (self.url, "publishable") if self.url else None

    def token(self):
        if not self.tokens:
            raise SignInNeeded("signed out")
        return self.tokens[0]

    def renew(self, token):
        self.renewed += 1
        if token in self.tokens:
            self.tokens.remove(token)
        return self.token()


@pytest.fixture
def account():
    return Account()


@pytest.fixture
def room():
    """How many bytes the shelf may hold, for a test to change."""
    return [10**9]


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "cache", KEY)


@pytest.fixture
def opened(database, shelf, account, room):
    @contextlib.contextmanager
    def open_library():
        with contextlib.closing(database.connect()) as connection:
            yield MediaLibrary(connection, shelf, lambda: account.url, lambda: room[0])

    return open_library


@pytest.fixture
def library(opened):
    with opened() as made:
        yield made


@pytest.fixture
def server():
    made = FaultyServer()
    yield made
    made.close()


@pytest.fixture
def fetcher(opened, account):
    made = Fetcher(opened, account)
    yield made
    made.stop()

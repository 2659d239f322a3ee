"""Fetches what is due in a process of its own, to be killed in the middle of it."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

from desktop.media.sealed import PIECE
from desktop.media.shelf import Shelf
from desktop.services.media.fetching import Fetcher
from desktop.services.media.library import MediaLibrary
from desktop.store.database import Database
from tests.desktop.services.media.conftest import KEY, Account


def told(moved):
    if moved.size > 2 * PIECE:
        print("moving", flush=True)


database = Database(Path(sys.argv[1]), KEY)
database.open()


@contextlib.contextmanager
def opened():
    with contextlib.closing(database.connect()) as connection:
        yield MediaLibrary(connection, Shelf(Path(sys.argv[2]), KEY), str, lambda: 10**9)


Fetcher(opened, Account(), told).fetch_due()

"""Sends what is due in a process of its own, to be killed in the middle of it."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

from desktop.media.shelf import Shelf
from desktop.services.media.library import MediaLibrary
from desktop.services.media.uploading import Uploader
from desktop.services.media.uploads import Uploads
from desktop.store.database import Database
from tests.desktop.services.media.conftest import KEY, Account

_path, _own, _url, _size = sys.argv[1:]
database = Database(Path(_path), KEY)
database.open()
own = Shelf(Path(_own), KEY)
account = Account()
account.url, account.tokens = _url, ["good"]


def told(moved):
    if moved.size > int(_size) and not moved.ended:
        print("moving", flush=True)


@contextlib.contextmanager
def opened():
    with contextlib.closing(database.connect()) as connection:
        yield Uploads(connection, MediaLibrary(connection, own, str, lambda: 10**9, own))


Uploader(opened, account, lambda: ("vision-audio", "me"), told).upload_due()

"""Empty journals for tests: the app makes one of each kind in a run, and tests get copies.

To make one is forty times the work of copying it. What comes of the making itself is looked at in
the tests of the database, which make their own.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from desktop import headless
from desktop.account import keyfile
from desktop.core.paths import DataFolder
from desktop.store.database import Database

KEY = bytes(range(32))


class Moulds:
    """The journals that copies are taken of; each is made when it is asked for the first time."""

    def __init__(self, folder: Path):
        self._folder = folder

    def database(self, path: Path) -> Database:
        """A database under KEY, as `Database.open` leaves a new one."""
        mould = self._folder / "bare" / "journal.db"
        if not mould.exists():
            Database(mould, KEY).open()
        _copy(mould, path)
        return Database(path, KEY)

    def journal(self, folder: DataFolder, key_file: Path | None = None) -> None:
        """The journal of a data folder under KEY, as `open_workspace` leaves a new one."""
        mould = DataFolder(self._folder / "data")
        if not mould.root.exists():
            with contextlib.closing(headless.open_workspace(mould, key=KEY)):
                pass
        folder.create()
        _copy(mould.profile("local") / "journal.db", folder.profile("local") / "journal.db")
        if key_file is not None:
            keyfile.create(key_file, KEY)


def _copy(mould: Path, path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True)
    shutil.copy(mould, path)

"""The copies of a profile's database: one a day, and those of the last three days are kept.

They lie in a folder beside the database and are encrypted under its key, which never changes:
whatever guards it, it opens them. A copy is made in one reading transaction, so whoever writes
meanwhile waits for nothing; a page that cannot be read ends it, and then no older copy goes.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from desktop.core.errors import DiskFull
from desktop.core.phrases import Phrase
from desktop.store import faults
from desktop.store.database import Database, copies_of

KEPT = 3
# What the disk has to keep free beside a copy, for the journal itself.
SPARE = 200 * 1024 * 1024
_NO_ROOM = Phrase(
    "There is too little room on the disk for today's copy of the journal. Those of the days "
    "before are kept; free some space."
)


class DailyCopies:
    """Makes and finds the copies of one database; owns nothing, any thread may use it."""

    def __init__(self, database: Database) -> None:
        self.folder = copies_of(database.path)
        self._database = database

    def all(self, today: date) -> list[Path]:
        """The copies that are there, newest first.

        A day that is still to come was named by a clock that was wrong: it is the oldest.
        """
        found = copies_in(self.folder)
        return sorted(found, key=lambda copy: (copy.stem <= today.isoformat(), copy.stem))[::-1]

    def any(self) -> bool:
        """Tell whether there is a copy at all."""
        return bool(copies_in(self.folder))

    def is_due(self, today: date) -> bool:
        """Tell whether this day has no copy yet; cheap."""
        return not self._of(today).exists()

    def keep(self, today: date, stopped: Callable[[], bool] = lambda: False) -> Path | None:
        """Make the copy of this day, and let the oldest go; None when another process does it.

        Raises the StoreProblem family, and CopyStopped once `stopped` says so: then all that was
        there is there as before.
        """
        with faults.translated(files=True), self._alone() as mine:
            if not mine or not self.is_due(today):
                return None
            self._sweep()
            self._see_room()
            copy = self._of(today)
            self._database.backup(copy, stopped)
            for old in self.all(today)[KEPT:]:
                old.unlink(missing_ok=True)
            return copy

    def _of(self, day: date) -> Path:
        return self.folder / f"{day.isoformat()}.db"

    @contextlib.contextmanager
    def _alone(self) -> Iterator[bool]:
        """Whether it is this process's turn: window and command line never copy at once."""
        from filelock import FileLock, Timeout

        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with FileLock(self.folder / "copying.lock", timeout=0, mode=0o600):
                yield True
        except Timeout:
            yield False

    def _sweep(self) -> None:
        """What a process that was killed left half made; nobody else makes one now."""
        for part in self.folder.glob("*.part*"):
            part.unlink(missing_ok=True)

    def _see_room(self) -> None:
        path = self._database.path
        log = path.with_name(path.name + "-wal")
        needed = sum(file.stat().st_size for file in (path, log) if file.exists())
        if shutil.disk_usage(self.folder).free < needed + SPARE:
            raise DiskFull(_NO_ROOM)


def copies_in(folder: Path) -> list[Path]:
    """The copies in a folder, in no order."""
    return [copy for copy in folder.glob("*.db") if _is_day(copy.stem)]


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False

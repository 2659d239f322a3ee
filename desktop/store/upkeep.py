"""Looking after a profile's database: soundness, copies, putting a copy back.

Nobody may have the database open while a copy takes its place.
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.core.errors import DatabaseBusy, StoreProblem
from desktop.core.phrases import Phrase
from desktop.store import faults, keeping, trash
from desktop.store.database import Database, flush, incoming_of, leave_log_aside
from desktop.store.migrations import version

_ASIDE_SAYS = Phrase(
    "This copy of the journal is not sound, so it was not used. Choose another one."
)


@dataclass(frozen=True, slots=True)
class Health:
    """What an examination found; `problems` is empty when all is well."""

    problems: tuple[str, ...]
    version: int | None
    bytes: int
    rows: dict[str, int]


def examine(database: Database) -> Health:
    """Read the whole file and count what is in it; changes nothing."""
    problems = tuple(database.check())
    size = database.path.stat().st_size if database.path.exists() else 0
    if problems:
        return Health(problems, None, size, {})
    with contextlib.closing(database.connect()) as connection:
        counted = {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' "
                "AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT LIKE 'search!_%' ESCAPE '!'"
            ).fetchall()
        }
        return Health((), version(connection), size, counted)


def repair(database: Database) -> list[str]:
    """Do what is safe: indexes are built anew, triggers renewed, old trash let go.

    Gives sentences about what was done. No row of the member is touched.
    """
    with contextlib.closing(database.connect()) as connection:
        connection.execute("REINDEX")
        keeping.install(connection, renew=True)
        gone = trash.prune(connection, datetime.now(UTC))
    done = ["The indexes were built anew.", "The keeping of versions and trash was renewed."]
    if gone:
        done.append(f"{gone} rows left the trash after more than a year.")
    return done


def copies(folder: Path) -> list[Path]:
    """The database copies in a folder, newest first."""
    if not folder.is_dir():
        return []
    return sorted(folder.glob("*.db"), key=lambda path: path.stat().st_mtime, reverse=True)


def has_content(database: Database) -> bool:
    """Tell whether the file is there and was not emptied."""
    return database.path.exists() and database.path.stat().st_size > 0


def is_in_use(database: Database) -> bool:
    """Tell whether another process has the database open, as far as a damaged one shows it."""
    if not database.path.exists():
        return False
    try:
        with contextlib.closing(database.connect()) as connection:
            connection.execute("PRAGMA busy_timeout = 1")
            # Only who is alone with a file gets it for itself; nothing is written by that.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except (StoreProblem, faults.Error) as error:
        return isinstance(error, DatabaseBusy) or isinstance(faults.translate(error), DatabaseBusy)
    return False


def put_back(database: Database, copy: Path) -> Path | None:
    """Let a verified copy take the database's place; gives where the present file went.

    The present file is moved aside, never thrown away.
    """
    if database.at(copy).check():
        raise StoreProblem(_ASIDE_SAYS)
    _settle_log(database)
    with faults.translated(files=True):
        aside = _exchange(database.path, copy)
    database.open()
    return aside


def _settle_log(database: Database) -> None:
    """Bring the log into its file, as far as it is sound: the two are moved one after the other."""
    with contextlib.suppress(StoreProblem, faults.Error):
        if database.path.exists():
            with contextlib.closing(database.connect()) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _exchange(path: Path, copy: Path) -> Path | None:
    incoming = incoming_of(path)
    shutil.copyfile(copy, incoming)
    incoming.chmod(0o600)
    flush(incoming)
    aside = _move_aside(path) if path.exists() else None
    leave_log_aside(path)
    incoming.replace(path)
    flush(path.parent)
    return aside


def _move_aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = path.with_name(f"{path.stem}-replaced-{stamp}.db")
    # The log holds what was committed last: it must stay beside its file, under its name.
    for tail in ("-wal", "-shm"):
        part = path.with_name(path.name + tail)
        if part.exists():
            part.replace(path.with_name(aside.name + tail))
    path.replace(aside)
    return aside

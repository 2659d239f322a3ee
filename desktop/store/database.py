"""The encrypted database file of one profile: opening, connections, copies, soundness."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from desktop.core.errors import CopyStopped, DatabaseDamaged, StoreProblem, WrongKey
from desktop.core.phrases import Phrase
from desktop.store import faults, keeping
from desktop.store.migrations import MIGRATIONS, Migration, migrate, pending, version
from desktop.store.search import setup as search_setup
from desktop.store.transactions import Connection, writing

_KEY_BYTES = 32
# SQLite looks every 100 ms whether its turn has come: beside one that writes without a pause, on
# a machine that is busy otherwise, five seconds of that were not enough. No window waits for it.
_BUSY_SECONDS = 15.0
_NOTADB = 26
_KEY_SAYS = Phrase(
    "The key does not open this journal. Nothing was changed; use the key or "
    "passphrase that belongs to it, or the recovery key. If the key is right, the "
    "file is damaged."
)
_EMPTY_SAYS = Phrase(
    "The journal file is empty, though a journal was kept in it. Nothing was changed."
)
_GONE_SAYS = Phrase(
    "The journal file is gone, though copies of it are kept. Nothing was begun in its place."
)
_STOPPED_SAYS = Phrase("The copy of the journal was not made to its end.")
_TAILS = ("-wal", "-shm")
# So many steps of SQLite's between two looks whether a copy shall still be made: some 5 ms.
_STEPS = 2_000
_COPY_SAYS = Phrase(
    "The copy of the journal could not be read back, so it was thrown away and "
    "nothing else was changed. See that the disk has room, then try again."
)


class Database:
    """Knows the file and its key; owns no connection, so any thread may use it.

    Each connection belongs to the thread that asked for it. `backups` is the folder for the
    copies made before a migration.
    """

    Error = faults.Error

    def __init__(
        self,
        path: Path,
        key: bytes,
        migrations: Sequence[Migration] = MIGRATIONS,
        backups: Path | None = None,
    ) -> None:
        if len(key) != _KEY_BYTES:
            raise ValueError("a database key has 32 bytes")
        self.path = path
        self.backups = backups or path.parent / "backups"
        self._key = key
        self._migrations = tuple(migrations)

    def at(self, path: Path) -> Database:
        """Another file under the same key: a copy of this one, for instance."""
        return Database(path, self._key, self._migrations, self.backups)

    def open(self) -> None:
        """Make the file if there is none, bring it to the newest version, renew the triggers.

        Raises the StoreProblem family: WrongKey, NewerDatabase, DatabaseBusy and so on.
        """
        self.opened().close()

    def opened(self) -> Connection:
        """Like `open`, and give the connection that did it to the calling thread."""
        with faults.translated(files=True):
            _private_folder(self.path.parent)
            if not self.path.exists():
                self._make()
            elif not self.path.stat().st_size:
                raise DatabaseDamaged(_EMPTY_SAYS)
            _private_file(self.path)
        connection = self.connect()
        try:
            self._bring_up_to_date(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _make(self) -> None:
        """Put a whole new file into its place, so that an empty one is always one that was emptied.

        Of several processes that begin at once one makes the file, and the others find it.
        """
        from filelock import FileLock  # late: once in the life of a profile

        lock = self.path.with_name(self.path.name + ".lock")
        with FileLock(lock):
            if not self.path.exists():
                self._make_alone()
        # Whoever waits for it, or makes another, finds the file there: that is what counts.
        with contextlib.suppress(OSError):
            lock.unlink()

    def _make_alone(self) -> None:
        leave_log_aside(self.path)
        incoming = incoming_of(self.path)
        if incoming.exists():
            # Putting a copy back was cut off between taking the old file away and this.
            incoming.replace(self.path)
            flush(self.path.parent)
            return
        if any(copies_of(self.path).glob("*.db")):
            # An empty journal in its place would push its copies out, day by day.
            raise DatabaseDamaged(_GONE_SAYS)
        part = self.path.with_name(self.path.name + ".new")
        part.unlink(missing_ok=True)
        _private_file(part)
        with contextlib.closing(self.at(part).connect()) as connection:
            self._bring_up_to_date(connection)
        flush(part)
        part.replace(self.path)
        flush(self.path.parent)

    def _bring_up_to_date(self, connection: Connection) -> None:
        with faults.translated():
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
            steps = pending(connection, self._migrations)
            if steps and version(connection) > 0:
                self.keep_copy()
            migrate(connection, steps)
            keeping.install(connection)
            search_setup.install(connection)

    def connect(self, *, foreign_keys: bool = True) -> Connection:
        """A connection for the calling thread, without transactions of the driver's own."""
        with faults.translated():
            connection = dbapi2.connect(str(self.path), timeout=_BUSY_SECONDS, isolation_level=None)
            try:
                self._prepare(connection, foreign_keys=foreign_keys)
            except BaseException:
                connection.close()
                raise
            return connection

    def _prepare(self, connection: Connection, *, foreign_keys: bool) -> None:
        # Without this a wrong key prints the cipher's inner faults on stderr.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = {self.key_literal}")
        try:
            connection.execute("PRAGMA user_version").fetchone()
        except dbapi2.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", None) == _NOTADB:
                raise WrongKey(_KEY_SAYS) from error
            raise
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA temp_store = MEMORY")
        # Each page that is read has to be deciphered: lists and searches take half the time with
        # 32 MB of pages at hand instead of 8.
        connection.execute("PRAGMA cache_size = -32000")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")

    @property
    def key_literal(self) -> str:
        """The raw key as PRAGMA key and ATTACH ... KEY want it."""
        return f"\"x'{self._key.hex()}'\""

    @property
    def key(self) -> bytes:
        """The raw key, for whoever reads pages without SQLite."""
        return self._key

    @staticmethod
    def writing(connection: Connection) -> AbstractContextManager[None]:
        """A writing transaction: all of the block or nothing."""
        return writing(connection)

    @staticmethod
    def translate(error: BaseException) -> StoreProblem | None:
        """The fault of the world behind a driver's error, or None when the fault is ours."""
        return faults.translate(error)

    def backup(self, to: Path, stopped: Callable[[], bool] = lambda: False) -> None:
        """Write a verified copy, encrypted under the same key; replaces `to` only when whole.

        Raises CopyStopped soon after `stopped` says so, which is asked in the calling thread.
        """
        part = to.with_name(to.name + ".part")
        with faults.translated(files=True):
            _private_folder(to.parent)
            part.unlink(missing_ok=True)
            try:
                self._copy(part, stopped)
                part.replace(to)
                flush(to.parent)
            finally:
                part.unlink(missing_ok=True)

    def _copy(self, part: Path, stopped: Callable[[], bool]) -> None:
        _private_file(part)
        with contextlib.closing(self.connect()) as connection, _stoppable(connection, stopped):
            # Another process may bring the file to a newer version while it is copied.
            oldest = version(connection)
            connection.execute("VACUUM INTO ?", (str(part),))
        self._verify(part, oldest, stopped)
        flush(part)

    def _verify(self, copy: Path, oldest: int, stopped: Callable[[], bool]) -> None:
        """Every page as the disk has it, and every table but those of the search index.

        That index is the larger part of a journal, and is built anew when something is amiss.
        """
        with (
            contextlib.closing(self.at(copy).connect()) as connection,
            _stoppable(connection, stopped),
        ):
            checks = ["PRAGMA cipher_integrity_check", *_quick_checks(connection)]
            sound = not any(_problems(connection, check) for check in checks)
            if not sound or version(connection) < oldest:
                raise StoreProblem(_COPY_SAYS)

    def check(self) -> list[str]:
        """What is wrong inside the file, in SQLite's words; an empty list when it is sound."""
        try:
            with contextlib.closing(self.connect()) as connection:
                return [
                    *_problems(connection, "PRAGMA cipher_integrity_check"),
                    *_problems(connection, "PRAGMA integrity_check"),
                ]
        except (DatabaseDamaged, WrongKey) as problem:
            return [str(faults.what_happened(problem))]

    def keep_copy(self) -> Path:
        """Write a copy into the folder of copies, before something that is dear to undo."""
        with contextlib.closing(self.connect()) as connection, faults.translated():
            number = version(connection)
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        copy = self.backups / f"{self.path.stem}-v{number}-{stamp}.db"
        self.backup(copy)
        return copy


@contextlib.contextmanager
def _stoppable(connection: Connection, stopped: Callable[[], bool]) -> Iterator[None]:
    connection.set_progress_handler(stopped, _STEPS)
    try:
        yield
    except (dbapi2.Error, StoreProblem):
        if stopped():
            raise CopyStopped(_STOPPED_SAYS) from None
        raise


def _quick_checks(connection: Connection) -> list[str]:
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' "
        "AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT LIKE 'search!_%' ESCAPE '!'"
    )
    return [f'PRAGMA quick_check("{name}")' for (name,) in found.fetchall()]


def _problems(connection: Connection, pragma: str) -> list[str]:
    # The server's rows may break our CHECKs (decision 4): that is not damage.
    with faults.translated():
        connection.execute("PRAGMA ignore_check_constraints = ON")
        try:
            found = [str(row[0]) for row in connection.execute(pragma).fetchall()]
        finally:
            connection.execute("PRAGMA ignore_check_constraints = OFF")
    return [line for line in found if line != "ok"]


def _private_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def _private_file(path: Path) -> None:
    # Made before SQLite does, because SQLite would follow the umask; -wal and -shm copy its mode.
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    os.close(descriptor)
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)


def copies_of(path: Path) -> Path:
    """The folder of the daily copies of a database, beside its file."""
    return path.parent / "copies"


def incoming_of(path: Path) -> Path:
    """Where a copy lies that is about to take a file's place: whole, once that file is away."""
    return path.with_name(path.name + ".incoming")


def leave_log_aside(path: Path) -> None:
    """Rename the log that a file left behind when it was taken away: it fits no other file."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    for tail in _TAILS:
        left = path.with_name(path.name + tail)
        if left.exists():
            left.replace(path.with_name(f"{path.stem}-left-{stamp}.db{tail}"))


def flush(path: Path) -> None:
    """Bring a file or folder onto the disk itself."""
    # Folders cannot be opened on Windows, where a rename is durable by other means.
    with contextlib.suppress(PermissionError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

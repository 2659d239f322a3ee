"""Examines a data folder from the ground up and mends what can be mended without risk.

Safe to mend: indexes of the database, the search index, missing permissions on our own folders.
Everything that might lose a word is only told, with the way on.
"""

from __future__ import annotations

import contextlib
import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from desktop.account.profiles import Profile, Profiles
from desktop.core import libraries
from desktop.core.clock import SystemClock
from desktop.core.errors import AppError, DatabaseDamaged, WrongKey
from desktop.core.messages import count
from desktop.core.paths import DataFolder
from desktop.core.settings import SettingsFile
from desktop.services.account import Accounts, Opener
from desktop.services.faults import FaultKind, explain
from desktop.services.keys import Keys, VaultState
from desktop.services.media.opening import library
from desktop.services.media.own_files import OwnFiles
from desktop.services.media.uploads import Uploads
from desktop.services.rescue import NothingRead, save_what_is_left, ways_on, what_is_wrong
from desktop.services.search import Search
from desktop.store import upkeep
from desktop.store.copies import DailyCopies
from desktop.store.database import Database
from desktop.store.transactions import Connection
from sync.errors import Misconfigured, SyncError

_PACKAGES = (
    "vibrationfit-desktop", "PySide6-Essentials", "sqlcipher3", "sqlmodel", "httpx", "supabase",
    "keyring", "cryptography",
)  # fmt: skip
_LITTLE_ROOM = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing examined: `ok` is None where there was nothing to examine or only to tell."""

    area: str
    ok: bool | None
    sentence: str
    offline: bool = False
    mended: bool = False


class Doctor:
    """Examines one data folder; lives on the thread that calls it, owns nothing in between.

    With `salvaging` a new file with all that can be read takes the place of a damaged database.
    """

    def __init__(
        self,
        folder: DataFolder,
        key: Callable[[], bytes],
        accounts: Callable[[bytes], Accounts],
        opener: Callable[[bytes], Opener],
        *,
        salvaging: bool = False,
    ) -> None:
        self._folder = folder
        self._key = key
        self._accounts = accounts
        self._opener = opener
        self._salvaging = salvaging

    def examine(self) -> Iterator[Finding]:
        """All findings, one by one as they are made."""
        yield from self._program()
        yield self._data_folder()
        yield from self._keyring()
        try:
            key = self._key()
        except AppError as error:
            yield Finding("key", ok=False, sentence=str(error))
            return
        yield Finding("key", ok=True, sentence=f"Guarded by {Keys(self._folder).description()}")
        yield from self._databases(key)
        yield self._server(key)

    @staticmethod
    def _program() -> Iterator[Finding]:
        yield Finding("python", ok=True, sentence=platform.python_version())
        for package in _PACKAGES:
            try:
                yield Finding(f"package {package}", ok=True, sentence=version(package))
            except PackageNotFoundError:
                # A packaged app carries its parts without their papers.
                yield Finding(f"package {package}", ok=None, sentence="no version is known")
        absent = libraries.missing()
        said = libraries.sentence(absent) if absent else "All that the window needs are there"
        yield Finding("libraries", ok=None if absent else True, sentence=said)

    def _data_folder(self) -> Finding:
        root = self._folder.root
        try:
            self._folder.create()
            probe = root / ".doctor"
            probe.write_bytes(b"")
            probe.unlink()
            free = shutil.disk_usage(root).free
        except OSError as error:
            said = f"{root} cannot be written: {error.strerror}."
            return Finding("data folder", ok=False, sentence=said)
        said = f"{root}, {free // 2**20:,} MB free"
        if free < _LITTLE_ROOM:
            return Finding(
                "data folder", ok=False, sentence=f"{said}. Free some space on the disk."
            )
        return Finding("data folder", ok=True, sentence=said)

    def _keyring(self) -> Iterator[Finding]:
        keys = Keys(self._folder)
        found = keys.keyring()
        said = found or "None that keeps secrets; a passphrase or a key file serves instead"
        yield Finding("keyring", ok=True if found else None, sentence=said)
        if keys.state() is VaultState.LOST:
            said = "The guard of the key is lost: open the window and use your recovery key."
            yield Finding("guard", ok=False, sentence=said)

    def _databases(self, key: bytes) -> Iterator[Finding]:
        for profile in Profiles(self._folder).all():
            path = self._folder.profile(profile.id) / "journal.db"
            database = Database(path, key)
            if upkeep.has_content(database):
                yield from self._examined(profile, database, key)
            elif path.exists():
                yield self._damaged(profile, database, "The file is empty.", key)
            elif DailyCopies(database).any():
                yield self._damaged(profile, database, "The file is gone.", key)
            else:
                said = "No database yet; it is made at the first start"
                yield Finding(f"database {profile.id}", ok=None, sentence=said)

    def _examined(self, profile: Profile, database: Database, key: bytes) -> Iterator[Finding]:
        area = f"database {profile.id}"
        try:
            database.connect().close()
        except (DatabaseDamaged, WrongKey) as problem:
            yield self._damaged(profile, database, what_is_wrong(problem, self._folder), key)
            return
        except AppError as error:
            yield Finding(area, ok=False, sentence=str(error))
            return
        try:
            health = upkeep.examine(database)
            rows = [p for p in health.problems if not _is_of_an_index(p)]
            if rows:
                yield self._damaged(profile, database, rows[0], key)
                return
            if health.problems:
                said = " ".join(upkeep.repair(database))
                left = upkeep.examine(database).problems
                yield Finding(area, ok=not left, sentence=said, mended=not left)
                health = upkeep.examine(database)
            said = f"Sound, version {health.version}, {health.bytes:,} bytes, {database.path}"
            yield Finding(area, ok=True, sentence=said)
            yield _copies(profile, database)
            yield from self._inside(profile, key)
        except AppError as error:
            yield Finding(area, ok=False, sentence=str(error))

    def _inside(self, profile: Profile, key: bytes) -> Iterator[Finding]:
        name = profile.id
        opener = self._opener(key)
        _database, connection = opener.open_profile(profile)
        with contextlib.closing(connection):
            yield _library(connection)
            yield _search(name, Search(connection))
            waiting = opener.waiting(connection)
            yield Finding(f"sync {name}", ok=True, sentence=f"{count(waiting, 'change')} waiting")
            yield self._sounds(profile, key, connection)

    def _sounds(self, profile: Profile, key: bytes, connection: Connection) -> Finding:
        """The member's own files: those that nothing names any more are let go."""
        media = library(
            connection, self._folder, profile.id, key, SettingsFile(self._folder.settings)
        )
        gone = OwnFiles(connection, Uploads(connection, media)).sweep()
        said = "Every file of your own is named by a track"
        if gone:
            said = f"{count(gone, 'file')} that no track names any more went."
        return Finding(f"sounds {profile.id}", ok=True, sentence=said, mended=bool(gone))

    def _damaged(self, profile: Profile, database: Database, problem: str, key: bytes) -> Finding:
        area = f"database {profile.id}"
        said = problem if problem.endswith(".") else f"The file is damaged ({problem[:120]})."
        read = True
        if self._salvaging:
            try:
                saved = save_what_is_left(self._folder, profile, database, self._opener(key))
                return Finding(area, ok=True, sentence=f"{said} {saved}", mended=True)
            except AppError as error:
                said = f"{said} {error}"
                read = not isinstance(error, NothingRead)
        elif "Nothing was changed" not in said:
            said += " Nothing was changed."
        ways = ways_on(self._folder, profile, database, read=read)
        return Finding(area, ok=False, sentence=f"{said} {ways}")

    def _server(self, key: bytes) -> Finding:
        try:
            url = self._accounts(key).greet()
        except (SyncError, AppError) as error:
            fault = explain(error)
            none_set = isinstance(error, Misconfigured) and fault.kind is FaultKind.CONFIG
            offline = fault.kind in {FaultKind.OFFLINE, FaultKind.SERVER}
            if none_set and ("No server" in fault.sentence or self._folder.is_demo):
                return Finding("server", ok=None, sentence=fault.sentence)
            return Finding("server", ok=False, sentence=fault.sentence, offline=offline)
        return Finding("server", ok=True, sentence=f"{url} answers and takes the key")


def _copies(profile: Profile, database: Database) -> Finding:
    """The newest copy of the last days, read through."""
    area = f"copies {profile.id}"
    copies = DailyCopies(database).all(SystemClock().today())
    if not copies:
        said = "None yet; one is made each day while the app is at rest or synchronises"
        return Finding(area, ok=None, sentence=said)
    newest = copies[0]
    if database.at(newest).check():
        said = f"The copy {newest} is damaged: move it away, and another one is made."
        return Finding(area, ok=False, sentence=said)
    return Finding(area, ok=True, sentence=f"The newest of {len(copies)} is sound: {newest}")


def _library(connection: Connection) -> Finding:
    cipher = connection.execute("PRAGMA cipher_version").fetchone()
    sqlite = connection.execute("SELECT sqlite_version()").fetchone()[0]
    said = f"SQLite {sqlite}, SQLCipher {cipher[0] if cipher else 'absent'}"
    return Finding("sqlite", ok=bool(cipher), sentence=said)


def _search(name: str, search: Search) -> Finding:
    area = f"search {name}"
    problems = search.check()
    if not problems:
        while search.drain(0.5):
            pass
        return Finding(area, ok=True, sentence="The index is whole")
    search.rebuild()
    left = search.check()
    said = f"The index was not whole ({problems[0]}) and was built anew."
    return Finding(area, ok=not left, sentence=said, mended=True)


def _is_of_an_index(problem: str) -> bool:
    """Tell whether only an index is wrong, which can be built anew from the rows."""
    return "missing from index" in problem or "wrong # of entries in index" in problem

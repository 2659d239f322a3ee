"""Opens what a data folder holds: workspaces, accounts, the doctor.

The window paints as soon as a workspace is open and the first entries are read, so nothing is
imported here that these two do not need.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.account.profiles import Profile, Profiles
from desktop.account.vault import Unlock, Vault
from desktop.core import messages
from desktop.core.errors import DatabaseDamaged, InvalidInput, WrongKey
from desktop.core.paths import DataFolder
from desktop.core.phrases import Phrase
from desktop.core.settings import SettingsFile
from desktop.services.workspace import Workspace
from desktop.store import faults
from desktop.store.database import Database
from desktop.store.transactions import Connection
from sync.errors import Misconfigured
from sync.local.installed import installed

if TYPE_CHECKING:
    from desktop.account.session import SessionFile
    from desktop.core.errors import AppError
    from desktop.core.server import Server
    from desktop.services.account import Accounts
    from desktop.services.copying import Copier
    from desktop.services.doctor import Doctor
    from desktop.services.status import Status

# What `sync.local.schema.mark` says of this version's tables, so that a start need not load and
# compute all that only to see that nothing has changed; a test tells when it has to be renewed.
LEDGER_MARK = ("9431ee993d632d8d", 72)


class ProfileOpener:
    """Opens the databases of one data folder, with sync's own tables in them; owns none."""

    def __init__(self, folder: DataFolder, key: bytes) -> None:
        self._folder = folder
        self._key = key

    def open_profile(self, profile: Profile) -> tuple[Database, Connection]:
        """The database of a profile, at the newest version, and a connection of the caller's."""
        path = self._folder.profile(profile.id) / "journal.db"
        database = Database(path, self._key, backups=self._folder.backups)
        try:
            connection = database.opened()
        except (DatabaseDamaged, WrongKey) as problem:
            from desktop.services.rescue import with_ways_on

            said = with_ways_on(problem, self._folder, profile, database)
            raise type(problem)(said) from problem
        try:
            with faults.translated():
                _install_ledger(connection)
        except BaseException:
            connection.close()
            raise
        return database, connection

    @staticmethod
    def waiting(connection: Connection) -> int:
        """How many changes are not on the server yet."""
        from sync.local.ledger import Ledger

        return Ledger(connection).waiting()


def open_workspace(
    folder: DataFolder, unlock: Unlock | None = None, *, key: bytes | None = None
) -> Workspace:
    """Open the current profile in the calling thread; raises the AppError family."""
    folder.create()
    key = key or Vault(folder).key(unlock)
    profile = Profiles(folder).current()
    database, connection = ProfileOpener(folder, key).open_profile(profile)
    try:
        if profile.adopting:
            profile = _finish_adoption(folder, key, profile, connection)
        return Workspace(folder, profile, key, database, connection, _status)
    except BaseException:
        connection.close()
        raise


def bring_back(folder: DataFolder, key: bytes | None = None) -> Phrase:
    """Bring the current profile's damaged journal back, as far as can be; says what came of it.

    Raises the AppError family, and has changed nothing then.
    """
    from desktop.services.rescue import save_what_is_left

    key = key or Vault(folder).key()
    profile = Profiles(folder).current()
    path = folder.profile(profile.id) / "journal.db"
    database = Database(path, key, backups=folder.backups)
    return save_what_is_left(folder, profile, database, ProfileOpener(folder, key))


def accounts(
    folder: DataFolder, unlock: Unlock | None = None, *, key: bytes | None = None
) -> Accounts:
    """Sign-up, sign-in and sign-out for a data folder."""
    from desktop.services.account import Accounts

    folder.create()
    key = key or Vault(folder).key(unlock)

    def server() -> Server | None:
        if folder.is_demo:
            raise Misconfigured(messages.DEMO_STAYS)
        return SettingsFile(folder.settings).values.server()

    return Accounts(folder, key, server, ProfileOpener(folder, key))


def doctor(folder: DataFolder, unlock: Unlock | None = None, *, salvaging: bool = False) -> Doctor:
    """The doctor of a data folder; one who is `salvaging` mends a damaged database, too."""
    from desktop.services.doctor import Doctor

    return Doctor(
        folder,
        key=lambda: Vault(folder).key(unlock),
        accounts=lambda key: accounts(folder, key=key),
        opener=lambda key: ProfileOpener(folder, key),
        salvaging=salvaging,
    )


def keep_copy(workspace: Workspace, stopped: Callable[[], bool]) -> None:
    """Make today's copy if there is none; raises DatabaseDamaged with the ways on."""
    from desktop.services import copying

    copying.keep_copy(workspace.folder, workspace.profile, workspace.database, stopped)


def copier(workspace: Workspace, told: Callable[[AppError], None]) -> Copier:
    """What makes the copy of each day beside a window; it works on connections of its own."""
    from desktop.services.copying import Copier, keep_copy

    make = partial(keep_copy, workspace.folder, workspace.profile, workspace.database)
    return Copier(make, told)


def is_current(workspace: Workspace) -> bool:
    """Tell whether the workspace is still that of the current profile."""
    now = Profiles(workspace.folder).current()
    return (now.id, now.user_id) == (workspace.profile.id, workspace.profile.user_id)


def whose(workspace: Workspace) -> object:
    """A value that changes when another process turns to a profile, or signs in or out; cheap."""
    return Profiles(workspace.folder).mark(workspace.profile)


def footing(workspace: Workspace) -> object:
    """A value that changes with the session and with the settings: what a sign-in stands on."""
    try:
        settings = workspace.folder.settings.stat().st_mtime_ns
    except OSError:
        settings = 0
    return session_file(workspace).mark(), settings


def session_file(workspace: Workspace) -> SessionFile:
    """Where the tokens of the workspace's profile lie."""
    from desktop.account.session import SessionFile

    return SessionFile(profile_folder(workspace), workspace.key)


def profile_folder(workspace: Workspace) -> Path:
    """The folder of the workspace's profile."""
    return workspace.folder.profile(workspace.profile.id)


def _install_ledger(connection: Connection) -> None:
    if installed(connection) == LEDGER_MARK:
        return
    from desktop.store.schema import specs
    from sync.local.ledger import install

    install(connection, specs())


def _status(workspace: Workspace) -> Status:
    from desktop.services.status import Status
    from sync.local.ledger import Ledger

    def server() -> str | None:
        # A wrong address in the settings is told where it is used, not here.
        with contextlib.suppress(InvalidInput):
            chosen = SettingsFile(workspace.folder.settings).values.server()
            return chosen.url if chosen and not workspace.folder.is_demo else None
        return None

    door = accounts(workspace.folder, key=workspace.key)
    ledger = Ledger(workspace.connection)
    return Status(
        ledger.summary,
        door.signed_in_as,
        server,
        ledger.last_reports,
        lambda: _uploads(workspace),
        ledger.is_known,
    )


def _uploads(workspace: Workspace) -> int:
    """How many sounds wait to be sent; where none does, nothing is loaded and no row looked at."""
    with faults.translated():
        waits = workspace.connection.execute(
            "SELECT EXISTS (SELECT 1 FROM local_uploads WHERE state <> 'done')"
        ).fetchone()
    return len(workspace.uploads.waiting()) if waits[0] else 0


def _finish_adoption(
    folder: DataFolder, key: bytes, profile: Profile, connection: Connection
) -> Profile:
    accounts(folder, key=key).finish_adoption(profile, connection)
    return Profiles(folder).keep(profile._replace(adopting=False))

"""The wiring without Qt: opens a workspace, builds the sync engine, runs it under the lock.

The one place where the engine meets the store. The window paints as soon as a workspace is open
and the first entries are read, so nothing is imported here that these two do not need: neither
the services nor the engine, nor what they are built on.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from desktop.account.profiles import Profile, Profiles
from desktop.account.vault import Unlock, Vault
from desktop.core import messages
from desktop.core.clock import SystemClock
from desktop.core.errors import DatabaseDamaged, InvalidInput, WrongKey
from desktop.core.paths import DataFolder
from desktop.core.settings import SettingsFile
from desktop.services.workspace import Workspace
from desktop.store import faults
from desktop.store.database import Database
from desktop.store.transactions import Connection
from sync.errors import AlreadyRunning, Misconfigured, SignInNeeded, SyncError
from sync.local.installed import installed

if TYPE_CHECKING:
    from desktop.account.auth import Authority
    from desktop.account.session import SessionFile
    from desktop.account.tokens import Tokens
    from desktop.core.server import Server
    from desktop.services.account import Accounts
    from desktop.services.doctor import Doctor
    from desktop.services.failed_runs import FailedRuns
    from desktop.services.status import Status
    from sync.cancel import CancelToken
    from sync.engine import Engine
    from sync.protocols import Progress
    from sync.remote.postgrest import PostgrestStore
    from sync.report import Report

__all__ = [
    "Changes", "SyncChoice", "Unlock", "accounts", "build_engine", "doctor", "index", "is_current",
    "may_sync", "open_workspace", "run_sync", "whose",
]  # fmt: skip

# What `sync.local.schema.mark` says of this version's tables, so that a start need not load and
# compute all that only to see that nothing has changed; a test tells when it has to be renewed.
LEDGER_MARK = ("70e356b9f16d43df", 72)
_POLL_SECONDS = 0.2
_NOT_YOURS = "42501"


class SyncChoice(NamedTuple):
    """What the member wants of one run: a full comparison, their word on vanished rows.

    A run by the clock is not `on_demand` and leaves out what may wait.
    """

    full_compare: bool = False
    accept_deletes: frozenset[str] = frozenset()
    refuse_deletes: frozenset[str] = frozenset()
    on_demand: bool = True


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
            from desktop.services.rescue import ways_on

            way = ways_on(self._folder, profile, database)
            raise type(problem)(f"{problem} {way}") from problem
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


def is_current(workspace: Workspace) -> bool:
    """Tell whether the workspace is still that of the current profile."""
    now = Profiles(workspace.folder).current()
    return (now.id, now.user_id) == (workspace.profile.id, workspace.profile.user_id)


def whose(workspace: Workspace) -> object:
    """A value that changes when another process turns to a profile, or signs in or out; cheap."""
    return Profiles(workspace.folder).mark(workspace.profile)


def may_sync(workspace: Workspace) -> bool:
    """Tell whether somebody is signed in to the profile."""
    signed_in = not workspace.profile.is_local and _session_file(workspace).is_usable()
    return signed_in and not workspace.folder.is_demo


def build_engine(workspace: Workspace, said: list[str] | None = None) -> Engine:
    """The engine of a workspace; raises SignInNeeded or Misconfigured.

    What the rules of the domain put right is said into the list. The caller closes its remote.
    """
    from desktop.store import schema
    from desktop.store.attic import LocalAttic
    from desktop.store.rules import restore_rules
    from sync.engine import Engine
    from sync.local.sqlite_store import SqliteStore
    from sync.remote.postgrest import PostgrestStore

    sentences = [] if said is None else said
    server, tokens = _signed_in(workspace)
    clock = SystemClock()
    store = SqliteStore(
        lambda: workspace.database.connect(foreign_keys=False), workspace.database.Error
    )
    return Engine(
        store=store,
        remote=PostgrestStore(server.url, server.key, tokens, clock),
        specs=schema.specs(),
        clock=clock,
        account_id=workspace.user_id,
        attic=LocalAttic(),
        tokens=tokens,
        after_sync=lambda connection: sentences.extend(restore_rules(connection)),
    )


def run_sync(
    workspace: Workspace,
    cancel: CancelToken,
    progress: Progress | None = None,
    choice: SyncChoice | None = None,
    *,
    wait: float = 0.0,
) -> Report:
    """Synchronise once, alone; raises SyncError and AppError families.

    Waits up to `wait` seconds for another run to end, then raises AlreadyRunning. What came
    waits for `index` to be found by the search.
    """
    from desktop.store import schema

    choice = choice or SyncChoice()
    for name in choice.accept_deletes | choice.refuse_deletes:
        if name not in schema.specs():
            raise InvalidInput(f"There is no table “{name}”.", name)
    _signed_in(workspace)
    with _alone(workspace, cancel, progress, wait):
        _adopt_left_over(workspace)
        if choice.accept_deletes:
            # The trash keeps each row as well; a copy brings all of them back in one step.
            workspace.database.keep_copy()
        return _run(workspace, cancel, progress, choice)


def index(workspace: Workspace, cancel: CancelToken) -> None:
    """Let the search know what came; may be left at any time and goes on at the next."""
    while not cancel.asked() and workspace.search.drain():
        pass


class Changes:
    """Notices what was written here since the last run began; lives in the workspace's thread."""

    def __init__(self, workspace: Workspace) -> None:
        from sync.local.ledger import Ledger

        self._ledger = Ledger(workspace.connection)
        self._seen = self._newest()

    def begin(self) -> None:
        """A run begins: it will send everything written until now."""
        self._seen = max(self._seen, self._newest())

    def seen(self) -> bool:
        """Tell, once for each, whether something new waits."""
        newest = self._newest()
        if newest <= self._seen:
            return False
        self._seen = newest
        return True

    def _newest(self) -> int:
        with faults.translated():
            return self._ledger.newest_change()


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
    return Status(ledger.summary, door.signed_in_as, server, ledger.last_reports)


def _finish_adoption(
    folder: DataFolder, key: bytes, profile: Profile, connection: Connection
) -> Profile:
    accounts(folder, key=key).finish_adoption(profile, connection)
    return Profiles(folder).keep(profile._replace(adopting=False))


def _adopt_left_over(workspace: Workspace) -> None:
    """Take over what a window that was open during sign-in wrote under the local member.

    The server has refused such rows as another member's, which is what calls for a look.
    """
    from sync.local.ledger import Ledger

    held = Ledger(workspace.connection).held().values()
    if any(row.held.code == _NOT_YOURS for row in held):
        door = accounts(workspace.folder, key=workspace.key)
        door.finish_adoption(workspace.profile, workspace.connection)


def _signed_in(workspace: Workspace) -> tuple[Server, Tokens]:
    from desktop.account.tokens import Tokens

    if workspace.folder.is_demo:
        raise Misconfigured(messages.DEMO_STAYS)
    if not may_sync(workspace):
        raise SignInNeeded(messages.SIGN_IN_NEEDED)
    server = workspace.settings.reload().server()
    if server is None:
        raise Misconfigured(messages.NO_SERVER)
    chosen = server

    def authority() -> Authority:
        from desktop.account.auth import Authority

        return Authority(chosen)

    tokens = Tokens(_session_file(workspace), authority)
    if not server.same_place(tokens.server()) or tokens.user_id() != workspace.user_id:
        raise SignInNeeded(messages.OTHER_SERVER)
    return server, tokens


def _session_file(workspace: Workspace) -> SessionFile:
    from desktop.account.session import SessionFile

    return SessionFile(_profile_folder(workspace), workspace.key)


def _profile_folder(workspace: Workspace) -> Path:
    return workspace.folder.profile(workspace.profile.id)


@contextlib.contextmanager
def _alone(
    workspace: Workspace, cancel: CancelToken, progress: Progress | None, wait: float
) -> Iterator[None]:
    """One run at a time across window and command line; `progress` hears of the phase `wait`."""
    from filelock import FileLock, Timeout

    lock = FileLock(_profile_folder(workspace) / "sync.lock")
    end = time.monotonic() + wait
    while True:
        try:
            lock.acquire(timeout=0)
            break
        except Timeout:
            if time.monotonic() >= end:
                raise AlreadyRunning(messages.ALREADY_RUNNING) from None
            if progress is not None:
                progress("wait", "", 0, None)
            cancel.wait(_POLL_SECONDS)
    try:
        yield
    finally:
        lock.release()


def _run(
    workspace: Workspace, cancel: CancelToken, progress: Progress | None, choice: SyncChoice
) -> Report:
    from sync.engine import RunOptions
    from sync.report import What

    options = RunOptions(
        full_compare=choice.full_compare,
        accept_deletes=choice.accept_deletes,
        refuse_deletes=choice.refuse_deletes,
        on_demand=choice.on_demand,
    )
    said: list[str] = []
    engine = build_engine(workspace, said)
    failed = _failed_runs(workspace)
    failed.take_over()
    with contextlib.closing(cast("PostgrestStore", engine.remote)):
        try:
            with faults.translated():
                report = engine.run(cancel, progress, options)
        except SyncError:
            raise  # the engine keeps the reports of these by itself
        except Exception as fault:
            failed.keep(fault)
            raise
    for sentence in said:
        report.notice(What.SAID, detail=sentence)
    return report


def _failed_runs(workspace: Workspace) -> FailedRuns:
    from desktop.services.failed_runs import FailedRuns
    from sync.local.ledger import Ledger

    keep_report = Ledger(workspace.connection).keep_report
    return FailedRuns(_profile_folder(workspace), workspace.connection, keep_report)

"""Builds the sync engine and runs it under the lock: the one place where it meets the store."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from desktop.core import messages
from desktop.core.clock import SystemClock
from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.headless.opening import accounts, profile_folder, session_file
from desktop.services.workspace import Workspace
from desktop.store import faults
from sync.errors import AlreadyRunning, Misconfigured, SignInNeeded, SyncError

if TYPE_CHECKING:
    from desktop.account.auth import Authority
    from desktop.account.tokens import Tokens
    from desktop.core.server import Server
    from desktop.services.failed_runs import FailedRuns
    from desktop.store.transactions import Connection
    from sync.cancel import CancelToken
    from sync.engine import Engine
    from sync.protocols import Progress
    from sync.remote.postgrest import PostgrestStore
    from sync.report import Report

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

    def once_tried(self) -> SyncChoice:
        """What is left of the choice once a run was tried and did not end.

        That rows may go is said of those that the member was shown: by the next run it may be
        others, so that it is asked again. That they shall stay may be heard too often.
        """
        return self._replace(accept_deletes=frozenset())


def may_sync(workspace: Workspace) -> bool:
    """Tell whether somebody is signed in to the profile."""
    signed_in = not workspace.profile.is_local and session_file(workspace).is_usable()
    return signed_in and not workspace.folder.is_demo


def build_engine(workspace: Workspace) -> Engine:
    """The engine of a workspace; raises SignInNeeded or Misconfigured.

    The caller closes its remote.
    """
    from desktop.services.media.gate import UploadGate
    from desktop.store import schema
    from desktop.store.attic import LocalAttic
    from desktop.store.rules import restore_rules
    from sync.engine import Engine
    from sync.local.ledger import Ledger
    from sync.local.sqlite_store import SqliteStore
    from sync.remote.postgrest import PostgrestStore

    server, tokens = signed_in(workspace)
    clock = SystemClock()
    store = SqliteStore(
        lambda: workspace.database.connect(foreign_keys=False), workspace.database.Error
    )
    remote = PostgrestStore(server.url, server.key, tokens, clock)

    def restored(connection: Connection) -> Sequence[str]:
        unsent = partial(Ledger(connection).unsent, "vision_versions")
        return restore_rules(connection, unsent, remote.skew())

    return Engine(
        store=store,
        remote=remote,
        specs=schema.specs(),
        clock=clock,
        account_id=workspace.user_id,
        gate=UploadGate(workspace.connection),
        attic=LocalAttic(),
        tokens=tokens,
        after_sync=restored,
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
            raise InvalidInput(Phrase("There is no table “{name}”.", name=name), name)
    signed_in(workspace)
    with _alone(workspace, cancel, progress, wait):
        _adopt_left_over(workspace)
        # A row that came back from the trash may name a sound that is on the server by now.
        workspace.uploads.release()
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


def _adopt_left_over(workspace: Workspace) -> None:
    """Take over what a window that was open during sign-in wrote under the local member.

    The server has refused such rows as another member's, which is what calls for a look.
    """
    from sync.local.ledger import Ledger

    held = Ledger(workspace.connection).held().values()
    if any(row.held.code == _NOT_YOURS for row in held):
        door = accounts(workspace.folder, key=workspace.key)
        door.finish_adoption(workspace.profile, workspace.connection)


def signed_in(workspace: Workspace) -> tuple[Server, Tokens]:
    """The server and the tokens of who is signed in; raises SignInNeeded or Misconfigured."""
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

    tokens = Tokens(session_file(workspace), authority)
    if not server.same_place(tokens.server()) or tokens.user_id() != workspace.user_id:
        raise SignInNeeded(messages.OTHER_SERVER)
    return server, tokens


@contextlib.contextmanager
def _alone(
    workspace: Workspace, cancel: CancelToken, progress: Progress | None, wait: float
) -> Iterator[None]:
    """One run at a time across window and command line; `progress` hears of the phase `wait`."""
    from filelock import FileLock, Timeout

    lock = FileLock(profile_folder(workspace) / "sync.lock")
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

    options = RunOptions(
        full_compare=choice.full_compare,
        accept_deletes=choice.accept_deletes,
        refuse_deletes=choice.refuse_deletes,
        on_demand=choice.on_demand,
    )
    engine = build_engine(workspace)
    failed = _failed_runs(workspace)
    failed.take_over()
    with contextlib.closing(cast("PostgrestStore", engine.remote)):
        try:
            with faults.translated():
                return engine.run(cancel, progress, options)
        except SyncError:
            raise  # the engine keeps the reports of these by itself
        except Exception as fault:
            failed.keep(fault)
            raise


def _failed_runs(workspace: Workspace) -> FailedRuns:
    from desktop.services.failed_runs import FailedRuns
    from sync.local.ledger import Ledger

    keep_report = Ledger(workspace.connection).keep_report
    return FailedRuns(profile_folder(workspace), workspace.connection, keep_report)

"""One run of sync, readable from top to bottom; ALGORITHM.md tells why each step is as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any

from sync.cancel import CancelToken
from sync.comparing.audit import audit
from sync.comparing.canary import check_identity
from sync.comparing.compare import Manifest, ask_manifests, compare, miscounted
from sync.comparing.deletions import settle_vanished
from sync.crew import Crew
from sync.discover import Discovery
from sync.errors import SyncError
from sync.interpreter import set_for_rows
from sync.local.aside import Aside
from sync.local.ledger import DONE
from sync.local.sqlite_store import SqliteStore
from sync.local.statements import repointing
from sync.protocols import Attic, Clock, Gate, Progress, RemoteStore, TokenSource
from sync.pulling.early import Early
from sync.pulling.generic import ask_generic, mirror_generic
from sync.pulling.pull import ask_walks, pull, retry_aside
from sync.pulling.ways import choose_ways
from sync.pushing.push import push
from sync.report import Report, What
from sync.run import Run, RunOptions
from sync.spec import TableSpec

__all__ = ["Engine", "RunOptions"]

# No request is under way longer than this.
_GRAVES_KEPT = timedelta(days=1)
_NOTED_EVERY = timedelta(hours=1)


@dataclass
class Engine:
    """Synchronises one profile's database with one member's rows on a server.

    Owns no thread: `run` works on the thread that calls it, and one run at a time. `gate` holds
    rows back from sending, `attic` keeps what merges set aside, `tokens` tells whose session it
    is, `after_sync` restores the rules of the domain as ordinary edits, in a transaction of its
    own, and gives sentences about what it put right. With `workers` 0 all requests are made one
    after the other. Tables of fewer rows than `small` are compared as a whole rather than walked
    through.
    """

    store: SqliteStore
    remote: RemoteStore
    specs: Mapping[str, TableSpec]
    clock: Clock
    account_id: str
    gate: Gate | None = None
    attic: Attic | None = None
    tokens: TokenSource | None = None
    after_sync: Callable[[Any], Iterable[str]] | None = None
    workers: int = 8
    small: int = 200

    def run(
        self,
        cancel: CancelToken | None = None,
        progress: Progress | None = None,
        options: RunOptions | None = None,
    ) -> Report:
        """Bring both sides together; raises a SyncError where that cannot be finished.

        Whatever was done by then stays done, and the report of a broken run is kept as well.
        """
        crew = Crew(self.workers)
        self.store.attic = self.attic
        self.store.pointers = repointing(self.specs.values())
        self.store.open()
        try:
            run = self._begin(crew, cancel or CancelToken(), progress, options or RunOptions())
            with set_for_rows():
                self._watched(run)
        finally:
            crew.close()
            self.store.close()
        return run.report

    def _begin(
        self, crew: Crew, cancel: CancelToken, progress: Progress | None, options: RunOptions
    ) -> Run:
        self.remote.unreadable.clear()
        report = Report(started_at=self.clock.now().astimezone(UTC).isoformat())
        return Run(
            store=self.store,
            remote=self.remote,
            specs=self.specs,
            clock=self.clock,
            account_id=self.account_id,
            crew=crew,
            cancel=cancel,
            options=options,
            report=report,
            progress=progress,
            gate=self.gate,
            tokens=self.tokens,
            small=self.small,
        )

    def _watched(self, run: Run) -> None:
        """Run the steps and keep the report, however they end."""
        began = self.clock.monotonic()
        traffic = self.remote.traffic
        requests, moved = traffic.requests, traffic.bytes
        outcome = DONE
        fault: SyncError | None = None
        try:
            self._steps(run)
        except SyncError as error:
            outcome, fault = type(error).__name__, error
        report, ledger = run.report, self.store.ledger
        report.requests = traffic.requests - requests
        report.bytes = traffic.bytes - moved
        with self.store.noting():
            ledger.release_settled()
            report.held = [row.held for row in ledger.held().values()]
            report.waiting = ledger.waiting()
            report.seconds = round(self.clock.monotonic() - began, 3)
            ledger.keep_report(report, outcome, run.now())
        if fault is not None:
            raise fault

    def _steps(self, run: Run) -> None:
        check_identity(run)
        old = run.clock.now().astimezone(UTC) - _GRAVES_KEPT
        run.store.ledger.clear_graves(old.isoformat(timespec="microseconds"))
        early = Early(run)
        discovery = Discovery(run, early)
        generic = ask_generic(run)
        manifests: dict[str, Manifest] = {}
        for stage in discovery.STAGES:
            discovery.settle(stage)
            manifests |= _pull(run, early)
        retry_aside(run)
        settle_vanished(run, compare(run, manifests))
        self._restore_rules(run)
        pulled = run.report.pulled
        push(run)
        if run.report.pulled != pulled:
            self._restore_rules(run)
        audit(run)
        # Nothing waits for these tables: their pages may travel while the member's rows are sent.
        mirror_generic(run, generic)
        _note_swept(run)
        _verify(run)
        _tell_the_rest(run)
        if run.garbled:
            # All that could be done is done: now the server's fault is told.
            raise run.garbled[0]

    def _restore_rules(self, run: Run) -> None:
        if self.after_sync is not None:
            with run.store.writing(applying=False) as connection:
                said = list(self.after_sync(connection))
            for sentence in said:
                run.notice(What.SAID, "", detail=sentence)


def _pull(run: Run, early: Early) -> dict[str, Manifest]:
    """Walk through what was discovered by now; gives the manifests of the other tables."""
    new = choose_ways(run)
    walks, manifests = ask_walks(run, new, early), ask_manifests(run, new)
    pull(run, walks)
    return manifests


def _note_swept(run: Run) -> None:
    """Note when tables were last compared, every hour at most."""
    ledger = run.store.ledger
    due = [name for name in sorted(run.swept) if run.is_due(ledger.swept_at(name), _NOTED_EVERY)]
    if due:
        with run.store.noting():
            for name in due:
                ledger.set_swept(name, run.now())


def _verify(run: Run) -> None:
    """After sending, both sides must have the same number of rows; else compare next time."""
    if not run.sent:
        return
    run.tell("verify", "")
    for spec in miscounted(run, [spec for spec in run.two_way() if spec.name in run.sent]):
        with run.store.noting():
            run.store.ledger.set_swept(spec.name, None)


def _tell_the_rest(run: Run) -> None:
    """Rows of the server that are not where they belong."""
    for table, count in Aside(run.store.connection).counts().items():
        run.notice(What.ASIDE, table, count)
    for table, ids in run.remote.unreadable.items():
        if ids:
            run.notice(What.UNREADABLE, table, len(ids))

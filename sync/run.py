"""What the steps of one run share: both sides, the shapes of the tables, the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial

from sync.cancel import CancelToken
from sync.crew import Asked, Crew
from sync.errors import Garbled
from sync.local.sqlite_store import SqliteStore
from sync.protocols import Clock, Gate, Progress, RemoteStore, Shape, TokenSource
from sync.report import Report, What
from sync.spec import Mode, TableSpec

_DAY = timedelta(days=1)
# So many tables may have an answer that cannot be read; then it is the server itself.
_GARBLED = 2


class Way(StrEnum):
    """How a table is looked at in a run."""

    NONE = "none"  # it is empty on both sides, as was just seen
    LIST = "list"  # by its manifest alone
    WALK = "walk"  # by its stamps, then by its count or manifest


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What a run is asked for.

    `full_compare` compares every table as a whole. `accept_deletes` names tables whose many
    vanished rows may go, `refuse_deletes` those whose vanished rows are sent to the server
    again. A run by a timer is not `on_demand` and leaves out what may wait an hour.
    """

    full_compare: bool = False
    accept_deletes: frozenset[str] = frozenset()
    refuse_deletes: frozenset[str] = frozenset()
    on_demand: bool = True


@dataclass
class Run:
    """One run, on one thread; made by the engine and dropped at its end."""

    store: SqliteStore
    remote: RemoteStore
    specs: Mapping[str, TableSpec]
    clock: Clock
    account_id: str
    crew: Crew
    cancel: CancelToken
    options: RunOptions
    report: Report
    progress: Progress | None = None
    gate: Gate | None = None
    tokens: TokenSource | None = None
    small: int = 0
    shapes: dict[str, Shape] = field(default_factory=dict)
    # How each table is looked at in this run, as far as discovered.
    ways: dict[str, Way] = field(default_factory=dict)
    # Tables that were compared as a whole; noted in one go, for each commit is dear.
    swept: set[str] = field(default_factory=set)
    # How many rows the server has, where that was asked for and nobody has looked yet.
    counts: dict[str, Asked[int]] = field(default_factory=dict)
    # Tables that something was sent to.
    sent: set[str] = field(default_factory=set)
    # What could not be read of tables that were left alone therefore.
    garbled: list[Garbled] = field(default_factory=list)
    # An own row came from the server in this run: it knows who is asking.
    seen_own: bool = False

    def mirrored(self) -> list[TableSpec]:
        """The mirrored tables that the server has, as far as discovered, parents first."""
        return [
            spec
            for name, spec in self.specs.items()
            if spec.mode is not Mode.GENERIC and name in self.shapes and self.shapes[name].exists
        ]

    def two_way(self) -> list[TableSpec]:
        """The tables that the member writes and the server has, parents first."""
        return [spec for spec in self.mirrored() if spec.mode is Mode.TWO_WAY]

    def ask_count(self, spec: TableSpec) -> None:
        """Ask how many rows of a table the server has, unless that was asked."""
        if spec.name not in self.counts:
            request = partial(self.remote.count, spec)
            self.counts[spec.name] = self.crew.ask(request, patient=True)

    def children(self, parent: TableSpec) -> list[tuple[TableSpec, str]]:
        """The two-way tables and columns that point at a table."""
        return [
            (spec, column)
            for spec in self.specs.values()
            for column, target in spec.references.items()
            if target == parent.name and spec.mode is Mode.TWO_WAY
        ]

    def tell(self, phase: str, table: str, done: int = 0, total: int | None = None) -> None:
        """Report progress and stop here if the member asked for it."""
        if self.progress is not None:
            self.progress(phase, table, done, total)
        self.cancel.check()

    def notice(self, what: What, table: str, count: int = 1, detail: str = "") -> None:
        """Add a notice to the report."""
        self.report.notice(what, table, count, detail)

    def leave(self, spec: TableSpec, fault: Garbled) -> None:
        """Leave a table alone whose answers cannot be read, unless no answer can be read."""
        self.garbled.append(fault)
        self.notice(What.GARBLED, spec.name)
        if len(self.garbled) > _GARBLED:
            raise fault

    def unreadable(self, spec: TableSpec) -> set[str]:
        """Ids of rows that the server has, though nobody can read them: they are not absent."""
        return self.remote.unreadable.get(spec.name, set())

    def now(self) -> str:
        """The present moment as the ledger keeps it."""
        return self.clock.now().astimezone(UTC).isoformat(timespec="microseconds")

    def is_due(self, at: str | None, every: timedelta = _DAY) -> bool:
        """Whether something that was last done at a moment is due again."""
        if at is None:
            return True
        age = self.clock.now() - datetime.fromisoformat(at)
        # A clock that was set back must not postpone the work for ever.
        return age < -timedelta(minutes=5) or age >= every

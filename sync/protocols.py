"""What the engine needs from the outside world, as protocols and plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol, TypeVar

from sync.spec import TableSpec
from sync.values import SqlValue

Values = Mapping[str, SqlValue]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a server really has of a table.

    `columns` are the documented columns that exist there. `has_token` tells that the row version
    (xmin) can be read, `has_stamp` that `updated_at` exists, documented or not. `denied` tells
    why a table does not exist for us: this account may read nothing of it. `is_empty` tells
    whether the member saw a row when the server was asked just now; it is no part of the shape.
    """

    exists: bool
    columns: frozenset[str] = frozenset()
    has_id: bool = True
    has_token: bool = True
    has_stamp: bool = False
    denied: bool = False
    is_empty: bool | None = field(default=None, compare=False)


class Version(NamedTuple):
    """Which state of a row the server holds.

    `token` is its row version, `stamp` its updated_at to the letter as the server wrote it.
    Either may be None where the server does not offer it.
    """

    token: str | None = None
    stamp: str | None = None


class RemoteRow(NamedTuple):
    """A row as the server holds it, encoded for SQLite.

    `values` holds the documented columns that exist there; `extra` the others as canonical JSON
    text, or None when there are none.
    """

    id: str
    values: dict[str, SqlValue]
    version: Version
    extra: str | None = None


class Listed(NamedTuple):
    """One line of a manifest: that a row exists, and in which version."""

    id: str
    version: Version


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the order (updated_at, id); an empty id means before all rows of that stamp."""

    stamp: str
    id: str = ""


Seen = Callable[[Cursor], None]


@dataclass(frozen=True, slots=True)
class GenericRow:
    """A row of a table that is documented by name alone: its key, owner and canonical JSON."""

    key: str
    owner: str | None
    data: str


class LastPage(list[_T]):
    """A page after which nothing comes: the server counted as many rows as it gave."""


@dataclass(slots=True)
class Traffic:
    """How much a remote store has asked and moved since it was made."""

    requests: int = 0
    bytes: int = 0


class RemoteStore(Protocol):
    """The server's side. Every method may raise any error of `sync.errors` but Cancelled.

    Writes never overwrite blindly: `update` and `delete` act only on the version that is named.
    All rows are those of the signed-in member, as the server's row level security decides.
    Rows that the server has but writes in a way nobody can read are left out by `changed_since`
    and `fetch`; `unreadable` has their ids by table, for such a row must not pass for absent.
    """

    traffic: Traffic
    unreadable: dict[str, set[str]]

    def inspect(self, table: TableSpec) -> Shape:
        """Discover which documented columns the table has; a missing table does not raise."""

    def changed_since(
        self,
        table: TableSpec,
        shape: Shape,
        after: Cursor | None,
        limit: int,
        seen: Seen | None = None,
    ) -> list[RemoteRow]:
        """Rows strictly after the cursor in the order (updated_at, id), at most `limit`.

        A short answer is not the last one: only an empty list or a LastPage ends the walk.
        `seen` may be told the place where the next page begins before the rows of this one are
        made, on the same thread, once at most.
        """

    def versions_since(
        self, table: TableSpec, shape: Shape, after: Cursor, limit: int
    ) -> list[Listed]:
        """What changed_since gives, as ids and versions alone."""

    def manifest(
        self, table: TableSpec, shape: Shape, after_id: str | None, limit: int
    ) -> list[Listed]:
        """Ids and versions strictly after an id, in the order of ids; ends like changed_since."""

    def count(self, table: TableSpec) -> int:
        """How many rows the member can see."""

    def fetch(self, table: TableSpec, shape: Shape, ids: Sequence[str]) -> list[RemoteRow]:
        """The rows with these ids, as far as they exist; any number of ids."""

    def generic_page(self, table: TableSpec, offset: int, limit: int) -> list[GenericRow]:
        """A page of whole rows of a generic table, ordered by id where there is one.

        Raises ShapeChanged where there is no such table, MayNotRead where it may not be read.
        """

    def insert(self, table: TableSpec, shape: Shape, rows: Sequence[Values]) -> list[RemoteRow]:
        """Insert all rows or none, and give them back as the server stored them.

        Raises Rejected when one of them is refused: the caller halves the batch.
        """

    def update(
        self, table: TableSpec, shape: Shape, row_id: str, version: Version, changes: Values
    ) -> RemoteRow | None:
        """Change columns of a row if it still has that version; None when it has not.

        None also stands for a row that is gone or may not be changed: read again to know.
        """

    def delete(self, table: TableSpec, shape: Shape, row_id: str, version: Version) -> bool:
        """Delete a row if it still has that version; False when nothing was deleted."""

    def skew(self) -> float:
        """Seconds by which the server's clock is ahead of ours, as far as seen; else 0."""


class TokenSource(Protocol):
    """Where access tokens come from; safe to call from several threads."""

    def token(self) -> str:
        """A token that is valid now; raises SignInNeeded, Offline or ServerBusy."""

    def renew(self, refused: str) -> str:
        """A newer token after the server refused this one; raises like token()."""

    def user_id(self) -> str:
        """The member's id, as it stands in the token; raises SignInNeeded."""


class Clock(Protocol):
    """Wall time for reports and for rule 18; never used to order anything."""

    def now(self) -> datetime:
        """The present moment in UTC."""

    def monotonic(self) -> float:
        """Seconds that only ever grow."""


class Gate(Protocol):
    """Lets the application hold a row back from push, for instance until its file is uploaded."""

    def holds(self, table: str, row_id: str) -> bool:
        """Tell whether the row must wait."""


class Attic(Protocol):
    """Keeps what a merge sets aside and gives back what was deleted here.

    Both methods act on the connection of the sync store, inside its open transaction.
    """

    def recall(self, connection: Any, table: str, row_id: str) -> Values | None:
        """The last state of a row that was deleted here, or None."""

    def keep(self, connection: Any, table: str, row_id: str, values: Values) -> None:
        """Keep values that lost against others in the row's history."""


class Progress(Protocol):
    """Hears how far a run is; called on the thread of the run, often."""

    def __call__(self, phase: str, table: str, done: int, total: int | None) -> None:
        """`phase` is one of discover, pull, compare, push, verify."""

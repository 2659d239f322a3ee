"""What the in-memory server knows of a table: its rows and how far it departs from the papers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sync.errors import Rejected
from sync.spec import Mode, TableSpec
from sync.values import Kind, SqlValue, canonical_timestamp

Row = dict[str, SqlValue]


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One committed state of a row; never changed, only replaced.

    `values` are documented columns, `added` the undocumented ones, `data` a generic row whole.
    """

    values: Row
    added: dict[str, Any]
    xmin: int
    stamp: str | None
    data: dict[str, Any] | None = None


@dataclass
class RemoteTable:
    """One table of the in-memory server. Change the fields to model a deployment that differs.

    missing     documented columns that this deployment lacks
    added       undocumented columns with their defaults
    defaults    what an insert puts where a column is not given
    required    NOT NULL columns          unique      UNIQUE keys (the natural key is there)
    check       a CHECK: True lets a row pass
    normalise   what a trigger of the server makes of a row before it is stored
    token       whether xmin can be read (not so in views and with column grants)
    stamped     whether updated_at exists and is moved by a trigger
    writable    whether a member may write (row level security has policies for it)
    readable    whether this account may read the table at all
    unreadable  ids of rows that are written in a way that nobody can read
    """

    spec: TableSpec
    exists: bool = True
    missing: set[str] = field(default_factory=set)
    added: dict[str, Any] = field(default_factory=dict)
    defaults: Row = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    unique: list[tuple[str, ...]] = field(default_factory=list)
    check: Callable[[Row], bool] | None = None
    normalise: Callable[[Row], Row] | None = None
    token: bool = True
    stamped: bool = False
    writable: bool = True
    readable: bool = True
    unreadable: set[str] = field(default_factory=set)
    rows: dict[str, StoredRow] = field(default_factory=dict)

    @classmethod
    def documented(cls, spec: TableSpec) -> RemoteTable:
        """The table as the papers have it."""
        unique = [spec.natural_key] if spec.natural_key else []
        return cls(
            spec,
            unique=unique,
            stamped="updated_at" in spec.names,
            writable=spec.mode is Mode.TWO_WAY,
        )

    @property
    def columns(self) -> frozenset[str]:
        """The documented columns that this deployment has."""
        return frozenset(self.spec.names) - self.missing

    def complete(self, values: Row, moment: str) -> Row:
        """A new row with defaults in the places that were not given, as the triggers leave it."""
        row: Row = dict.fromkeys(n for n in self.spec.names if n in self.columns)
        for name in ("created_at", "updated_at"):
            if name in row:
                row[name] = moment
        row |= self.defaults
        row |= {name: value for name, value in values.items() if value is not None}
        return self._shaped(row)

    def changed(self, old: Row, changes: Row, moment: str) -> Row:
        """A row after an update, as the triggers leave it."""
        row = old | changes
        if self.stamped and "updated_at" in row:
            row["updated_at"] = moment
        return self._shaped(row)

    def _shaped(self, row: Row) -> Row:
        # A REST body cannot tell SQL NULL from JSON null, and numeric or jsonb come back canonical.
        for column in self.spec.columns:
            if column.kind is Kind.JSON and row.get(column.name) == "null":
                row[column.name] = None
        return self.normalise(row) if self.normalise else row

    def constrain(self, row_id: str, row: Row) -> None:
        """Raise Rejected where the row breaks NOT NULL, CHECK or UNIQUE."""
        name = self.spec.name
        for column in sorted(self.required):
            if row.get(column) is None:
                raise Rejected("23502", f"{name}: {column} may not be null")
        if self.check is not None and not self.check(row):
            raise Rejected("23514", f"{name}: a check is violated")
        for key in self.unique:
            self._unique(row_id, row, key)

    def _unique(self, row_id: str, row: Row, key: tuple[str, ...]) -> None:
        wanted = tuple(row.get(column) for column in key)
        if None in wanted:
            return
        for other_id, other in self.rows.items():
            if other_id != row_id and tuple(other.values.get(c) for c in key) == wanted:
                raise Rejected("23505", f"{self.spec.name}: a unique key is taken", 409)


def verbatim(stamp: str | None) -> str | None:
    """A timestamp to the letter as the server writes it: PostgreSQL trims trailing zeros."""
    if stamp is None:
        return None
    head, plus, zone = stamp.rpartition("+")
    if not plus:
        return stamp  # infinity
    if "." in head:
        head = head.rstrip("0").rstrip(".")
    return f"{head}+{zone}"


def moment_of(stamp: str) -> str:
    """The canonical form of a stamp that a client sent back, for comparing."""
    try:
        return canonical_timestamp(stamp)
    except ValueError:
        return stamp  # infinity, which comes last in this order, too

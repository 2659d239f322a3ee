"""How sync sees a table: names, kinds, who owns its rows and how its columns merge."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from sync.values import Kind


class Mode(StrEnum):
    """Which way the rows of a table travel."""

    TWO_WAY = "two-way"
    PULL = "pull"
    GENERIC = "pull-generic"


class Merge(StrEnum):
    """What is done with a column that both sides changed."""

    SCALAR = "scalar"  # one value wins (rule 18), the other is kept in the row's history
    TEXT = "text"  # diff3 by paragraph and sentence
    SET = "set"  # union of what either side added, less what either side removed
    KEYS = "keys"  # JSON objects key by key


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One documented column; `remote` is its name on the server, where a deployment renamed it."""

    name: str
    kind: Kind
    merge: Merge = Merge.SCALAR
    remote: str = ""

    @property
    def remote_name(self) -> str:
        """The name to use in requests."""
        return self.remote or self.name


@dataclass(frozen=True)
class TableSpec:
    """One table as sync treats it.

    `references` maps a column to the mirrored table that it points at. `natural_key` names the
    columns that are unique per member beside the id. Columns in `server_owned` are stored when
    they arrive but never count as a change and are never sent (decision 7). `rarely_empty` says
    that nearly every member has rows in it.
    """

    name: str
    mode: Mode
    columns: tuple[ColumnSpec, ...] = ()
    owner: str | None = None
    natural_key: tuple[str, ...] = ()
    references: dict[str, str] = field(default_factory=dict)
    server_owned: frozenset[str] = frozenset({"updated_at"})
    rarely_empty: bool = False

    @cached_property
    def by_name(self) -> dict[str, ColumnSpec]:
        """The columns by their documented names."""
        return {column.name: column for column in self.columns}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The documented column names in their documented order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def merged_names(self) -> tuple[str, ...]:
        """The columns whose changes travel: all but the key and what the server owns."""
        return tuple(n for n in self.names if n != "id" and n not in self.server_owned)

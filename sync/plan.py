"""What to do with one row, given its base, its local and its remote state. Pure and total.

The base is the last state that both sides agreed on. Each side is absent, the same as the base,
or changed; ALGORITHM.md names every case in the order of the table below.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from sync.ancestry import ancestor, differing
from sync.merging.rows import Lost, merge_row
from sync.protocols import Values
from sync.spec import Mode, TableSpec
from sync.values import SqlValue


class Side(StrEnum):
    """How one side stands to the base; without a base, a row that exists is changed."""

    ABSENT = "absent"
    SAME = "same"
    CHANGED = "changed"


class Verdict(StrEnum):
    """The cases of ALGORITHM.md."""

    NOTHING = "nothing"  # neither side has the row, nor ever had
    REFRESH = "refresh"  # same content on both sides: only the version is noted
    TAKE = "take"  # the server's row is new or newer: store it
    DROP = "drop"  # the server deleted what was not touched here
    SEND = "send"  # changed here alone
    MERGE = "merge"  # changed on both sides
    REVIVE_THERE = "revive there"  # deleted there, edited here: the edit wins
    REVIVE_HERE = "revive here"  # deleted here, edited there: the edit wins
    ERASE = "erase"  # deleted here alone
    FORGET = "forget"  # deleted on both sides
    INSERT = "insert"  # made here, unknown there
    ADOPT = "adopt"  # made on both sides with the same content
    JOIN = "join"  # made on both sides with different content


# By the local side, then by the remote one.
_WITH_BASE: dict[tuple[Side, Side], Verdict] = {
    (Side.SAME, Side.SAME): Verdict.REFRESH,
    (Side.SAME, Side.CHANGED): Verdict.TAKE,
    (Side.SAME, Side.ABSENT): Verdict.DROP,
    (Side.CHANGED, Side.SAME): Verdict.SEND,
    (Side.CHANGED, Side.CHANGED): Verdict.MERGE,
    (Side.CHANGED, Side.ABSENT): Verdict.REVIVE_THERE,
    (Side.ABSENT, Side.SAME): Verdict.ERASE,
    (Side.ABSENT, Side.CHANGED): Verdict.REVIVE_HERE,
    (Side.ABSENT, Side.ABSENT): Verdict.FORGET,
}
# Whether the row is here, then whether it is there.
_WITHOUT_BASE: dict[tuple[bool, bool], Verdict] = {
    (False, False): Verdict.NOTHING,
    (False, True): Verdict.TAKE,
    (True, False): Verdict.INSERT,
    (True, True): Verdict.JOIN,
}


# The local row stays; only what belongs to the server is taken over.
_KEPT = frozenset({Verdict.REFRESH, Verdict.SEND, Verdict.ADOPT})


@dataclass(frozen=True, slots=True)
class RowState:
    """What is known of a row.

    `touched` tells that the row waits in the outbox: such a row counts as changed when the
    server deleted it, even if it was edited back to its base. `sent` lists states that were sent
    without an answer, oldest first.
    """

    base: Values | None
    local: Values | None
    remote: Values | None
    touched: bool = False
    sent: tuple[Values, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """What to do: `row` is what the local row is to hold (None: it is not to be there).

    `changes` are the columns to send, seen from the server's present row. `lost`, `joined` and
    `unmerged` tell what a merge decided.
    """

    verdict: Verdict
    row: Values | None
    changes: dict[str, SqlValue] = field(default_factory=dict)
    lost: tuple[Lost, ...] = ()
    joined: tuple[str, ...] = ()
    unmerged: tuple[str, ...] = ()


def plan(
    spec: TableSpec, columns: Collection[str], state: RowState, *, local_wins: bool = False
) -> Action:
    """Decide about one row; `columns` are the documented columns that the server has."""
    base = _base(spec, columns, state)
    verdict = _verdict(spec, columns, base, state)
    local, remote = state.local, state.remote
    if verdict in {Verdict.MERGE, Verdict.JOIN} and local is not None and remote is not None:
        return _merged(spec, columns, (base, local, remote), local_wins=local_wins)
    if verdict in {Verdict.TAKE, Verdict.REVIVE_HERE} and remote is not None:
        return Action(verdict, {**(local or {}), **remote})
    if verdict in _KEPT and local is not None and remote is not None:
        changes = differing(spec, columns, local, remote)
        return Action(verdict, _refreshed(spec, local, remote), changes)
    if verdict in {Verdict.DROP, Verdict.FORGET, Verdict.NOTHING, Verdict.ERASE}:
        return Action(verdict, None)
    return Action(verdict, local)


def _base(spec: TableSpec, columns: Collection[str], state: RowState) -> Values | None:
    if spec.mode is not Mode.TWO_WAY:
        # Nobody edits these here: what is here is what the server had.
        return state.local
    if state.remote is None:
        return state.base
    return ancestor(spec, columns, state.base, state.sent, state.remote)


def _verdict(
    spec: TableSpec, columns: Collection[str], base: Values | None, state: RowState
) -> Verdict:
    local, remote = state.local, state.remote
    if base is None:
        verdict = _WITHOUT_BASE[local is not None, remote is not None]
        if verdict is Verdict.JOIN and not differing(spec, columns, local or {}, remote or {}):
            return Verdict.ADOPT
        return verdict
    there = _side(spec, columns, base, remote)
    here = _side(spec, columns, base, local)
    if there is Side.ABSENT and here is Side.SAME and state.touched:
        here = Side.CHANGED
    return _WITH_BASE[here, there]


def _side(spec: TableSpec, columns: Collection[str], base: Values, values: Values | None) -> Side:
    if values is None:
        return Side.ABSENT
    return Side.CHANGED if differing(spec, columns, values, base) else Side.SAME


def _merged(
    spec: TableSpec,
    columns: Collection[str],
    states: tuple[Values | None, Values, Values],
    *,
    local_wins: bool,
) -> Action:
    base, local, remote = states
    merged = merge_row(spec, columns, base, local, remote, local_wins=local_wins)
    row = _refreshed(spec, {**local, **merged.values}, remote)
    verdict = Verdict.JOIN if base is None else Verdict.MERGE
    changes = differing(spec, columns, row, remote)
    return Action(verdict, row, changes, merged.lost, merged.joined, merged.unmerged)


def _refreshed(spec: TableSpec, local: Values, remote: Values) -> dict[str, SqlValue]:
    """The local row with the key and the columns that belong to the server as it has them."""
    owned = {n: v for n, v in remote.items() if n in spec.server_owned or n == "id"}
    return {**local, **owned}

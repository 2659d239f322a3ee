"""The three-way merge of one row, column by column. Pure, total and deterministic.

Columns that only one side changed take that side's value. Where both did, the column's policy
decides: texts are merged and lose nothing, sets take the additions of both, JSON goes key by
key, and of two single values one wins (rule 18, decided by the caller) and the other is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass

from sync.merging.json_values import merge_json
from sync.merging.text import merge_texts
from sync.protocols import Values
from sync.spec import ColumnSpec, Merge, TableSpec
from sync.values import SqlValue, canonical_json, canonical_value, parse_body


@dataclass(frozen=True, slots=True)
class Lost:
    """A value of a column that had to give way whole or in part; the row's history keeps it."""

    column: str
    value: SqlValue


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged row. `joined` names the columns that hold what both sides wrote at one place.

    `unmerged` names those of them that hold two texts whole, because these are too long.
    """

    values: dict[str, SqlValue]
    lost: tuple[Lost, ...] = ()
    joined: tuple[str, ...] = ()
    unmerged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one column; `lost` tells that the loser's value must be kept aside."""

    value: SqlValue
    lost: bool = False
    joined: bool = False
    unmerged: bool = False


Policy = Callable[[SqlValue, SqlValue, SqlValue, bool, bool], Outcome]


def merge_row(
    spec: TableSpec,
    columns: Collection[str],
    base: Values | None,
    local: Values,
    remote: Values,
    *,
    local_wins: bool,
) -> Merged:
    """Merge a row; `columns` are those that the server has, the others keep the local value.

    Without a base, a value that only one side has stays. What belongs to the server (its own
    columns and the key) is taken from there.
    """
    values = dict(local)
    lost: list[Lost] = []
    joined: list[str] = []
    unmerged: list[str] = []
    for column in spec.columns:
        name = column.name
        if name not in columns:
            continue
        if name == "id" or name in spec.server_owned:
            values[name] = remote.get(name, local.get(name))
            continue
        old = base.get(name) if base is not None else None
        ours, theirs = local.get(name), remote.get(name)
        outcome = merge_value(
            column, (old, ours, theirs), known=base is not None, local_wins=local_wins
        )
        values[name] = outcome.value
        if outcome.lost:
            lost.append(Lost(name, theirs if local_wins else ours))
        if outcome.joined:
            joined.append(name)
        if outcome.unmerged:
            unmerged.append(name)
    return Merged(values, tuple(lost), tuple(joined), tuple(unmerged))


def merge_value(
    column: ColumnSpec,
    values: tuple[SqlValue, SqlValue, SqlValue],
    *,
    known: bool,
    local_wins: bool,
) -> Outcome:
    """Merge one column's base, local and remote value; `known` tells that there is a base."""
    base, local, remote = values
    here, there = canonical_value(column.kind, local), canonical_value(column.kind, remote)
    before = canonical_value(column.kind, base)
    if here == there:
        return Outcome(remote)
    if known and here == before:
        return Outcome(remote)
    if known and there == before:
        return Outcome(local)
    if not known and (local is None or remote is None):
        return Outcome(remote if local is None else local)
    return _POLICIES[column.merge](base, local, remote, known, local_wins)


def _scalar(
    _base: SqlValue, local: SqlValue, remote: SqlValue, _known: bool, local_wins: bool
) -> Outcome:
    return Outcome(local if local_wins else remote, lost=True)


def _text(
    base: SqlValue, local: SqlValue, remote: SqlValue, known: bool, _local_wins: bool
) -> Outcome:
    if local is None or remote is None:
        # Emptied on one side, edited on the other: the edit wins.
        return Outcome(remote if local is None else local, joined=True)
    merged = merge_texts(str(base or "") if known else None, str(local), str(remote))
    return Outcome(merged.text, joined=merged.overlapped, unmerged=merged.unmerged)


def _set(
    base: SqlValue, local: SqlValue, remote: SqlValue, known: bool, local_wins: bool
) -> Outcome:
    old, ours, theirs = _items(base), _items(local), _items(remote)
    if old is None or ours is None or theirs is None:
        return _scalar(base, local, remote, known, local_wins)
    wanted = _wanted(Counter(old), Counter(ours), Counter(theirs))
    merged = _ordered(wanted, ours, theirs)
    if not merged and (local is None or remote is None):
        return Outcome(None)
    return Outcome("[" + ",".join(merged) + "]")


def _items(value: SqlValue) -> list[str] | None:
    """The items of a JSON array as canonical texts; None for anything else."""
    if value is None:
        return []
    try:
        items = parse_body(str(value))
    except ValueError:
        return None
    return [canonical_json(item) for item in items] if isinstance(items, list) else None


def _wanted(old: Counter[str], ours: Counter[str], theirs: Counter[str]) -> Counter[str]:
    """How often each item is to stand: additions win over removals, equal additions count once."""
    wanted: Counter[str] = Counter()
    for item in old.keys() | ours.keys() | theirs.keys():
        was, here, there = old[item], ours[item], theirs[item]
        wanted[item] = max(here, there) if max(here, there) > was else min(here, there)
    return wanted


def _ordered(wanted: Counter[str], ours: list[str], theirs: list[str]) -> list[str]:
    left = Counter(wanted)
    out: list[str] = []
    for item in (*theirs, *ours):
        if left[item] > 0:
            left[item] -= 1
            out.append(item)
    return out


def _keys(
    base: SqlValue, local: SqlValue, remote: SqlValue, known: bool, local_wins: bool
) -> Outcome:
    try:
        parsed = [parse_body(str(v)) if v is not None else None for v in (base, local, remote)]
        merged = merge_json(parsed, known=known, local_wins=local_wins)
        return Outcome(canonical_json(merged.value), lost=merged.lost, joined=merged.joined)
    except (ValueError, RecursionError):
        # Not JSON after all, or nested beyond reason: as a whole, then.
        return _scalar(base, local, remote, known, local_wins)


_POLICIES: dict[Merge, Policy] = {
    Merge.SCALAR: _scalar,
    Merge.TEXT: _text,
    Merge.SET: _set,
    Merge.KEYS: _keys,
}

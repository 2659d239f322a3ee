"""Which earlier state both sides descend from, when an answer of the server was lost.

Pure functions. A write whose answer never came may or may not have been carried out. What was
sent is kept until the row is read again; then each column decides by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sync.merging.rows import merge_row
from sync.protocols import Values
from sync.spec import TableSpec
from sync.values import SqlValue, canonical_value


def alike(spec: TableSpec, name: str, one: SqlValue, other: SqlValue) -> bool:
    """Whether two values mean the same; REST cannot tell JSON null from SQL NULL."""
    if one == other:
        return True
    kind = spec.by_name[name].kind
    return canonical_value(kind, one) == canonical_value(kind, other)


def differing(
    spec: TableSpec, columns: Collection[str], values: Values, other: Values
) -> dict[str, SqlValue]:
    """The travelling columns of `values` that differ from `other`, with their values."""
    return {
        name: values.get(name)
        for name in spec.merged_names
        if name in columns and not alike(spec, name, values.get(name), other.get(name))
    }


def ancestor(
    spec: TableSpec,
    columns: Collection[str],
    base: Values | None,
    sent: Sequence[Values],
    remote: Values,
) -> Values | None:
    """The state to merge from, given what was sent without an answer, oldest first.

    Where the server's row is none of the states that were sent, each column decides: what was
    sent counts as the ancestor only if the server's value is or contains it.
    """
    if not sent:
        return base
    for state in reversed(sent):
        if not differing(spec, columns, state, remote):
            return state
    old: Values = base if base is not None else {}
    merged = {name: _of_column(spec, name, old, sent, remote) for name in columns}
    found = any(merged[name] is not None for name in spec.merged_names if name in columns)
    return merged if found else base


def _of_column(
    spec: TableSpec, name: str, old: Values, sent: Sequence[Values], remote: Values
) -> SqlValue:
    for state in reversed(sent):
        if alike(spec, name, state.get(name), remote.get(name)):
            return state.get(name)
    if name in spec.merged_names:
        for state in reversed(sent):
            if _holds(spec, name, old, state, remote):
                return state.get(name)
    return old.get(name)


def _holds(spec: TableSpec, name: str, old: Values, state: Values, remote: Values) -> bool:
    """Whether the server's value already contains the change from old to what was sent."""
    merged = merge_row(spec, (name,), old, state, remote, local_wins=False)
    return not merged.lost and alike(spec, name, merged.values.get(name), remote.get(name))

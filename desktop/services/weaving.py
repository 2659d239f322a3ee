"""What becomes of a row that changed in the database while a member was writing in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.store.schema import specs
from sync.merging.rows import merge_row
from sync.values import Kind, SqlValue, canonical_json, from_server, to_server


def woven_row(
    table: str, base: Mapping[str, Any] | None, mine: Mapping[str, Any], kept: Mapping[str, Any]
) -> dict[str, Any]:
    """The columns of `mine` with what came into the row since `base` woven in, as sync would.

    All are in the public form; no base says that both were begun apart. A column that was not
    written in stands as it is kept, whatever it holds. Where both changed a single value, the
    member at the keyboard is right. Raises InvalidInput for a value that its column cannot hold.
    """
    columns = specs()[table].by_name
    names = [n for n in mine if n != "id" and (base is None or mine[n] != base.get(n))]

    def as_it_stands(state: Mapping[str, Any]) -> dict[str, SqlValue]:
        # A row of the server may hold what its column cannot: it gives way to the member's value.
        return {name: _encoded(columns[name].kind, state.get(name)) for name in names}

    try:
        written = {name: from_server(columns[name].kind, mine[name]) for name in names}
    except ValueError:
        raise InvalidInput(Phrase("This cannot be kept as it is written.")) from None
    old = None if base is None else as_it_stands(base)
    merged = merge_row(
        specs()[table], names, old, written, as_it_stands(kept), local_wins=True
    ).values
    untouched = {name: kept.get(name) for name in mine if name != "id" and name not in names}
    return untouched | {name: to_server(columns[name].kind, merged[name]) for name in names}


def _encoded(kind: Kind, value: Any) -> SqlValue:
    try:
        return from_server(kind, value)
    except ValueError:
        return value if isinstance(value, str) else canonical_json(value)

"""What becomes of a row that changed in the database while a member was writing in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.store.schema import specs
from sync.merging.rows import merge_row
from sync.values import SqlValue, from_server, to_server


def woven_row(
    table: str, base: Mapping[str, Any] | None, mine: Mapping[str, Any], kept: Mapping[str, Any]
) -> dict[str, Any]:
    """The columns of `mine` with what came into the row since `base` woven in, as sync would.

    All are in the public form; no base says that both were begun apart. Where both changed a
    single value, the member at the keyboard is right. Raises InvalidInput for a value that its
    column cannot hold.
    """
    spec = specs()[table]
    names = [name for name in mine if name != "id"]

    def stored(state: Mapping[str, Any]) -> dict[str, SqlValue]:
        try:
            return {name: from_server(spec.by_name[name].kind, state.get(name)) for name in names}
        except ValueError:
            raise InvalidInput(Phrase("This cannot be kept as it is written.")) from None

    old = None if base is None else stored(base)
    merged = merge_row(spec, names, old, stored(mine), stored(kept), local_wins=True).values
    return {name: to_server(spec.by_name[name].kind, merged[name]) for name in names}

"""What is made of the lines of an answer that are not rows of a mirrored table."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from sync.errors import Garbled
from sync.protocols import Cursor, GenericRow, LastPage, Listed, Shape, Version
from sync.values import SqlValue, canonical_json

_T = TypeVar("_T")


def mapped(make: Callable[[Any], _T], rows: list[Any]) -> list[_T]:
    """What is made of each row; a last page stays one."""
    made = [make(row) for row in rows]
    return LastPage(made) if isinstance(rows, LastPage) else made


def place_in(page: list[dict[str, Any]]) -> Cursor | None:
    """The place of the last row of a page that others follow, as far as it can be told."""
    if not page or isinstance(page, LastPage):
        return None
    stamp, row_id = page[-1].get("updated_at"), page[-1].get("id")
    if isinstance(stamp, str) and isinstance(row_id, str):
        return Cursor(stamp, row_id)
    return None


def listed(row: dict[str, Any], shape: Shape) -> Listed:
    """The id and the version of a row; raises Garbled where it has no id."""
    token = row.get("xmin") if shape.has_token else None
    stamp = row.get("updated_at") if shape.has_stamp else None
    row_id = row.get("id")
    if not isinstance(row_id, str):
        raise Garbled("a row without its id")
    return Listed(row_id, Version(token, stamp))


def generic_row(row: dict[str, Any]) -> GenericRow:
    """A whole row under its id, else under a hash; raises Garbled where it is nested too deeply."""
    try:
        data = canonical_json(row)
    except ValueError:
        raise Garbled("a value is nested too deeply") from None
    owner = row.get("user_id")
    key: SqlValue = row.get("id")
    if key is None:
        key = hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()
    return GenericRow(str(key), owner if isinstance(owner, str) else None, data)

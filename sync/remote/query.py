"""Building PostgREST addresses: quoted values, keysets and bounded lists of ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from sync.protocols import Cursor, Shape
from sync.spec import TableSpec
from sync.values import Kind, SqlValue

# Gateways refuse addresses of about 8 kB.
_LONGEST_ADDRESS = 6000
_IDS_A_REQUEST = 100
# Longer values are not compared in an address.
_LONGEST_VALUE = 200
_COMPARABLE = {Kind.TEXT, Kind.UUID, Kind.INTEGER, Kind.BOOLEAN, Kind.DATE, Kind.TIMESTAMP}


def encoded(value: object) -> str:
    """A value for an address; a plus sign in a timestamp would arrive as a space."""
    return quote(str(value), safe="")


def address(table: TableSpec, *conditions: str) -> str:
    """The address of a table with its conditions."""
    return f"{quote(table.name)}?{'&'.join(conditions)}"


def selected(table: TableSpec, shape: Shape) -> str:
    """Select whole rows with their version.

    Without the version (views, grants by column) the columns are named one by one.
    """
    if shape.has_token:
        return "select=*,xmin"
    names = [c.remote_name for c in table.columns if c.name in shape.columns]
    if shape.has_stamp and "updated_at" not in names:
        names.append("updated_at")
    return "select=" + ",".join(encoded(name) for name in names)


def selected_versions(table: TableSpec, shape: Shape) -> str:
    """Select ids and versions alone; whole rows where only their content tells a version."""
    if not shape.has_token and not shape.has_stamp:
        return selected(table, shape)
    names = ["id"] + ["xmin"] * shape.has_token + ["updated_at"] * shape.has_stamp
    return "select=" + ",".join(names)


def after_cursor(cursor: Cursor | None) -> list[str]:
    """Conditions for the rows strictly after a place in the order (updated_at, id)."""
    order = "order=updated_at.asc,id.asc"
    if cursor is None:
        return ["updated_at=not.is.null", order]
    stamp = encoded(cursor.stamp)
    if not cursor.id:
        return [f"updated_at=gte.{stamp}", order]
    # The first condition says nothing new, but lets the database use an index. Values need no
    # quotes inside or=(): timestamps and ids hold no comma and no bracket.
    later = f"updated_at.gt.{stamp}"
    same = f"and(updated_at.eq.{stamp},id.gt.{encoded(cursor.id)})"
    return [f"updated_at=gte.{stamp}", f"or=({later},{same})", order]


def of_token(row_id: str, token: str) -> list[str]:
    """Conditions for a row in the version of this token."""
    return [f"id=eq.{encoded(row_id)}", f"xmin=eq.{encoded(token)}"]


def of_stamp(row_id: str, stamp: str) -> list[str]:
    """Conditions for a row that was last changed at this very moment."""
    return [f"id=eq.{encoded(row_id)}", f"updated_at=eq.{encoded(stamp)}"]


def of_content(table: TableSpec, row_id: str, values: dict[str, SqlValue]) -> list[str]:
    """Conditions for a row that still holds these values, as far as an address can carry them."""
    conditions = [f"id=eq.{encoded(row_id)}"]
    room = _LONGEST_ADDRESS // 2
    for column in table.columns:
        if column.name == "id" or column.name not in values or column.kind not in _COMPARABLE:
            continue
        condition = _equal(column.remote_name, column.kind, values[column.name])
        if len(condition) <= min(_LONGEST_VALUE, room):
            room -= len(condition) + 1
            conditions.append(condition)
    return conditions


def _equal(name: str, kind: Kind, value: SqlValue) -> str:
    if value is None:
        return f"{encoded(name)}=is.null"
    if kind is Kind.BOOLEAN:
        return f"{encoded(name)}=is.{'true' if value else 'false'}"
    return f"{encoded(name)}=eq.{encoded(value)}"


def columns_parameter(names: Sequence[str]) -> str:
    """Name the columns of a bulk insert, so that rows may leave some of them out."""
    return "columns=" + ",".join(encoded(name) for name in names)


def among(ids: Sequence[str]) -> str:
    """The condition that a row is one of these."""
    return f"id=in.({','.join(encoded(row_id) for row_id in ids)})"


def portions(ids: Sequence[str]) -> Iterator[list[str]]:
    """Any number of ids in portions that are each short enough for an address."""
    portion: list[str] = []
    length = 0
    for row_id in dict.fromkeys(ids):
        size = len(encoded(row_id)) + 1
        if len(portion) == _IDS_A_REQUEST or (portion and length + size > _LONGEST_ADDRESS):
            yield portion
            portion, length = [], 0
        portion.append(row_id)
        length += size
    if portion:
        yield portion

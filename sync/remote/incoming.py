"""Turning a server's JSON rows into rows for SQLite, quickly.

A first pull turns tens of thousands of rows: what each table needs is worked out once, columns
are turned one by one rather than rows, and a value that stands in many rows is turned once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from json.encoder import encode_basestring
from operator import is_
from typing import Any

from sync.errors import Garbled
from sync.protocols import LastPage, RemoteRow, Shape, Version
from sync.remote.versions import content_token
from sync.spec import TableSpec
from sync.values import (
    INTEGERS,
    Kind,
    SqlValue,
    canonical_json,
    canonical_timestamp,
    from_server,
)

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_STAMP = "updated_at"
_TOKEN = "xmin"  # noqa: S105 - a column of PostgreSQL, not a secret
_TEXTS = frozenset({str, type(None)})
Row = dict[str, Any]
Convert = Callable[[Any], SqlValue]


class RowReader:
    """Reads rows of one table in one shape; immutable once made. Any thread may use it."""

    def __init__(self, table: TableSpec, shape: Shape) -> None:
        columns = [c for c in table.columns if c.name in shape.columns]
        self._token = shape.has_token
        self._stamp = shape.has_stamp
        self._known = frozenset(c.remote_name for c in columns)
        self._aside = {_TOKEN} | ({_STAMP} - self._known)
        self._usual = self._known | ({_TOKEN} if shape.has_token else set())
        self._converts = [(c.remote_name, _convert(c.kind)) for c in columns]
        self._renamed = [(c.remote_name, c.name) for c in columns if c.remote_name != c.name]

    def read(self, rows: list[Row]) -> list[RemoteRow]:
        """The rows of an answer, which are used up; a last page stays one.

        What no documented column holds goes to `extra`. Raises Garbled, and has changed nothing
        then, where a value is nested beyond all reason, or where there is no id.
        """
        found = {name: [row.get(name) for row in rows] for name, _ in self._converts}
        turned = {n: t for n, c in self._converts if (t := _turned(c, found[n])) is not None}
        ids = turned.get("id") or found.get("id", [None])
        if rows and not {*map(type, ids)} <= {str}:
            raise Garbled("a row without its id")
        extras = [*map(self._extra, rows)]
        tokens = [row.pop(_TOKEN, None) if self._token else None for row in rows]
        stamps = [row.get(_STAMP) if self._stamp else None for row in rows]
        self._write(rows, turned)
        made = [*map(_remote_row, ids, rows, tokens, stamps, extras)]
        return LastPage(made) if isinstance(rows, LastPage) else made

    def _extra(self, row: Row) -> str | None:
        """What the columns hold that are not documented."""
        if row.keys() == self._usual:
            return None
        kept = {n: v for n, v in row.items() if n not in self._known and n not in self._aside}
        return _written(kept) if kept else None

    def _write(self, rows: Sequence[Row], turned: Mapping[str, Sequence[SqlValue]]) -> None:
        """Leave the documented columns alone, with their values as SQLite takes them."""
        for name, values in turned.items():
            for row, value in zip(rows, values, strict=True):
                if value is not None:
                    row[name] = value
        for row in rows:
            if row.keys() != self._known:
                for name in row.keys() - self._known:
                    del row[name]
            for remote_name, name in self._renamed:
                if remote_name in row:
                    row[name] = row.pop(remote_name)


def _remote_row(
    row_id: str, row: Row, token: str | None, stamp: str | None, extra: str | None
) -> RemoteRow:
    known = token is not None or stamp is not None
    version = Version(token, stamp) if known else Version(content_token(row, extra))
    return RemoteRow(row_id, row, version, extra)


def _turned(convert: Convert, values: Sequence[Any]) -> list[Any] | None:
    """A column as SQLite takes it; None where that is as it came."""
    if not {*map(type, values)} <= _TEXTS:
        return _each(convert, values)
    if convert is _text:
        return None
    different = [value for value in {*values} if value is not None]
    made = dict(zip(different, _each(convert, different), strict=True))
    if all(map(is_, made, made.values())):
        return None
    return [*map(made.get, values)]


def _each(convert: Convert, values: Sequence[Any]) -> list[SqlValue]:
    try:
        return [None if value is None else convert(value) for value in values]
    except ValueError:
        return [None if value is None else _safely(convert, value) for value in values]


def _safely(convert: Convert, value: Any) -> SqlValue:
    try:
        return convert(value)
    except ValueError:
        # A value that its kind does not know (such as `infinity`) is stored as it came.
        return value if isinstance(value, str) else _written(value)


def _written(value: Any) -> str:
    try:
        return canonical_json(value)
    except ValueError:
        raise Garbled("a value is nested too deeply") from None


def _text(value: Any) -> SqlValue:
    return from_server(Kind.TEXT, value)


def _uuid(value: Any) -> SqlValue:
    if value.__class__ is str and _UUID(value):
        return str(value)
    return from_server(Kind.UUID, value)


def _day(value: Any) -> SqlValue:
    if value.__class__ is str and _DAY(value):
        return str(value)
    return from_server(Kind.DATE, value)


def _array(value: Any) -> SqlValue:
    if value.__class__ is list:
        try:
            # Its elements as the encoder would write them, without making an encoder.
            return f"[{','.join(map(encode_basestring, value))}]"
        except TypeError:
            # Not only texts.
            return canonical_json(value)
    return canonical_json(value)


def _boolean(value: Any) -> SqlValue:
    if value is True:
        return 1
    return 0 if value is False else from_server(Kind.BOOLEAN, value)


def _integer(value: Any) -> SqlValue:
    low, high = INTEGERS
    if value.__class__ is int and low <= value <= high:
        return int(value)
    return from_server(Kind.INTEGER, value)


def _timestamp(value: Any) -> SqlValue:
    if value.__class__ is not str:
        return from_server(Kind.TIMESTAMP, value)
    return _known_timestamp(value)


@lru_cache(maxsize=4096)
def _known_timestamp(value: str) -> str:
    # With all six digits PostgREST writes the canonical form; PostgreSQL has a space and `+00`.
    if len(value) == 32 and value[10] == "T" and value.endswith("+00:00"):
        return value
    if len(value) == 29 and value[10] == " " and value.endswith("+00"):
        return f"{value[:10]}T{value[11:]}:00"
    return canonical_timestamp(value)


_CONVERTS: dict[Kind, Convert] = {
    Kind.TEXT: _text,
    Kind.UUID: _uuid,
    Kind.BOOLEAN: _boolean,
    Kind.INTEGER: _integer,
    Kind.TIMESTAMP: _timestamp,
    Kind.JSON: canonical_json,
    Kind.TEXT_ARRAY: _array,
    Kind.DATE: _day,
}


def _convert(kind: Kind) -> Convert:
    return _CONVERTS.get(kind) or (lambda value: from_server(kind, value))

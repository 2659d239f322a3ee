"""Turning a server's JSON rows into rows for SQLite and back, quickly.

A first pull turns tens of thousands of rows: what each table needs is worked out once, columns
that need nothing cost nothing, and the usual forms of ids and timestamps take a short way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from json.encoder import encode_basestring
from typing import Any

from sync.errors import Garbled, Rejected
from sync.protocols import RemoteRow, Shape, Values, Version
from sync.remote.versions import content_token
from sync.spec import ColumnSpec, TableSpec
from sync.values import (
    INTEGERS,
    Kind,
    SqlValue,
    canonical_json,
    canonical_timestamp,
    from_server,
    to_server,
)

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_STAMP = "updated_at"
_AS_IT_IS = frozenset({Kind.TEXT, Kind.UUID, Kind.DATE, Kind.TIMESTAMP, Kind.NUMERIC, Kind.INTEGER})
# A list of plain texts is JSON as it stands.
_PLAIN = r'"[^"\\\x00-\x1f]*"'
_PLAIN_ARRAY = re.compile(rf"\[(?:{_PLAIN}(?:,{_PLAIN})*)?\]").fullmatch
# json.dumps would make a new encoder for every value.
_encode = json.JSONEncoder(ensure_ascii=False).encode
_TOKEN = "xmin"  # noqa: S105 - a column of PostgreSQL, not a secret
Convert = Callable[[Any], SqlValue]
Writer = tuple[str, Callable[[SqlValue], str]]


class RowReader:
    """Reads rows of one table in one shape; immutable once made."""

    def __init__(self, table: TableSpec, shape: Shape) -> None:
        columns = [c for c in table.columns if c.name in shape.columns]
        self._token = shape.has_token
        self._stamp = shape.has_stamp
        self._known = frozenset(c.remote_name for c in columns)
        self._aside = {_TOKEN} | ({_STAMP} - self._known)
        self._converts = [(c.remote_name, _convert(c.kind)) for c in columns]
        self._converts = [(n, c) for n, c in self._converts if c is not _text]
        self._texts = [c.remote_name for c in columns if _convert(c.kind) is _text]
        self._renamed = [(c.remote_name, c.name) for c in columns if c.remote_name != c.name]

    def read(self, row: dict[str, Any]) -> RemoteRow:
        """One row; what no documented column holds goes to `extra`. The argument is used up.

        Raises Garbled where a value is nested beyond all reason, or where there is no id.
        """
        token = row.pop(_TOKEN, None) if self._token else None
        stamp = row.get(_STAMP) if self._stamp else None
        version = Version(token, stamp)
        extra = self._split(row) if row.keys() != self._known else None
        for name in self._texts:
            value = row.get(name)
            if value.__class__ is not str and value is not None:
                row[name] = _safely(_text, value)
        try:
            row |= {n: c(v) for n, c in self._converts if (v := row.get(n)) is not None}
        except ValueError:
            row |= {n: _safely(c, v) for n, c in self._converts if (v := row.get(n)) is not None}
        if self._renamed:
            self._rename(row)
        if token is None and stamp is None:
            version = Version(content_token(row, extra))
        row_id = row.get("id")
        if not isinstance(row_id, str):
            raise Garbled("a row without its id")
        return RemoteRow(row_id, row, version, extra)

    def _split(self, row: dict[str, Any]) -> str | None:
        """Take the columns out that are not documented; tell what they hold."""
        others = [name for name in row if name not in self._known]
        kept = {name: row.pop(name) for name in others}
        for name in self._aside:
            kept.pop(name, None)
        return _written(kept) if kept else None

    def _rename(self, row: dict[str, Any]) -> None:
        present = [(old, new) for old, new in self._renamed if old in row]
        values = [row.pop(old) for old, _ in present]
        for (_, new), value in zip(present, values, strict=True):
            row[new] = value


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


def sendable(table: TableSpec, shape: Shape, values: Values) -> dict[str, SqlValue]:
    """The values that the server takes: columns that it has and does not own."""
    owned = table.server_owned
    return {k: v for k, v in values.items() if k in shape.columns and k not in owned}


def body_of_one(table: TableSpec, values: Mapping[str, SqlValue]) -> bytes:
    """The JSON body of one row's changes."""
    return _encoded(table, _object(_writers(table), values))


def body_of_many(table: TableSpec, rows: Iterable[Mapping[str, SqlValue]]) -> bytes:
    """The JSON body of new rows. What is NULL here is left to the server's default."""
    columns = [(name, *writer) for name, writer in _writers(table).items()]
    objects = [
        ",".join([h + write(v) for n, h, write in columns if (v := row.get(n)) is not None])
        for row in rows
    ]
    return _encoded(table, "[{" + "},{".join(objects) + "}]" if objects else "[]")


def _writers(table: TableSpec) -> dict[str, Writer]:
    """For each column its name in JSON and what writes its values."""
    return {
        column.name: (
            f"{_encode(column.remote_name)}:",
            _quoted if column.kind in _AS_IT_IS else partial(_converted, column),
        )
        for column in table.columns
    }


def _object(writers: Mapping[str, Writer], values: Mapping[str, SqlValue]) -> str:
    pairs = [writers[name][0] + writers[name][1](value) for name, value in values.items()]
    return "{" + ",".join(pairs) + "}"


def _quoted(value: SqlValue) -> str:
    return encode_basestring(value) if value.__class__ is str else _encode(value)


def _converted(column: ColumnSpec, value: SqlValue) -> str:
    if column.kind is Kind.TEXT_ARRAY and value.__class__ is str and _PLAIN_ARRAY(value):
        return str(value)
    try:
        return canonical_json(to_server(column.kind, value))
    except ValueError:
        raise Rejected("22P02", f"{column.name}: not JSON") from None


def _encoded(table: TableSpec, text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise Rejected("22P05", f"{table.name}: half a character") from None

"""Turning rows of SQLite into the JSON that a server takes, quickly."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from json.encoder import encode_basestring

from sync.errors import Rejected
from sync.protocols import Shape, Values
from sync.spec import ColumnSpec, TableSpec
from sync.values import Kind, SqlValue, canonical_json, to_server

_AS_IT_IS = frozenset({Kind.TEXT, Kind.UUID, Kind.DATE, Kind.TIMESTAMP, Kind.NUMERIC, Kind.INTEGER})
# A list of plain texts is JSON as it stands.
_PLAIN = r'"[^"\\\x00-\x1f]*"'
_PLAIN_ARRAY = re.compile(rf"\[(?:{_PLAIN}(?:,{_PLAIN})*)?\]").fullmatch
# json.dumps would make a new encoder for every value.
_encode = json.JSONEncoder(ensure_ascii=False).encode
Writer = tuple[str, Callable[[SqlValue], str]]


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

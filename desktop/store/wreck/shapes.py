"""What a row of each of our tables looks like, to tell a page's table when nothing leads to it."""

from __future__ import annotations

import re
from typing import NamedTuple

from desktop.store.schema import mirrored
from desktop.store.transactions import Connection
from desktop.store.wreck.records import Record, Value
from sync.values import Kind

_LOOKS = {
    Kind.UUID: re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    Kind.TIMESTAMP: re.compile(r"\d{4}-\d\d-\d\dT[\d:.+-]+"),
    Kind.DATE: re.compile(r"\d{4}-\d\d-\d\d"),
    Kind.NUMERIC: re.compile(r"-?[\d.]+(E[+-]?\d+)?", re.IGNORECASE),
    Kind.JSON: re.compile(r"[\[{\"].*|true|false|null|-?\d.*", re.DOTALL),
    Kind.TEXT_ARRAY: re.compile(r"\[.*\]", re.DOTALL),
    Kind.BOOLEAN: re.compile(r"[01]"),
}
# Short codes without a digit, unlike an id that another table has in this place.
_CODES = {"category": re.compile(r"[A-Za-z_ -]{0,35}")}
_TYPES: dict[str, tuple[type, ...]] = {"INTEGER": (int,), "REAL": (int, float)}


class Column(NamedTuple):
    """One column as it is declared; `look` where the documents say more of its values."""

    name: str
    declared: str
    needed: bool
    numbers_rows: bool
    look: re.Pattern[str] | None

    def takes(self, value: Value) -> bool:
        """Tell whether a value may stand here."""
        if value is None or self.numbers_rows:
            return value is None and (self.numbers_rows or not self.needed)
        if not isinstance(value, _TYPES.get(self.declared, (str,))):
            return False
        return self.look is None or bool(self.look.fullmatch(str(value)))


class Shape(NamedTuple):
    """The columns of a table, in their order on the disk."""

    columns: tuple[Column, ...]

    @property
    def exactness(self) -> int:
        """How much it says: of two tables that take a row, the one that says more of it is its."""
        return sum(column.look is not None for column in self.columns)

    def takes(self, record: Record) -> bool:
        """Tell whether a row may be one of this table."""
        return len(record) == len(self.columns) and all(
            column.takes(value) for column, value in zip(self.columns, record, strict=True)
        )

    def named(self, number: int, record: Record) -> dict[str, Value]:
        """A row by the names of its columns; `number` is what SQLite knows it by."""
        return {
            column.name: number if column.numbers_rows else value
            for column, value in zip(self.columns, record, strict=False)
        }


def shapes(connection: Connection) -> dict[str, Shape]:
    """The shapes of all tables of a sound database that have numbered rows."""
    looks = {
        (spec.name, column.name): _CODES.get(column.name) or _LOOKS.get(column.kind)
        for spec in mirrored()
        for column in spec.columns
    }
    tables = connection.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT wr AND schema = 'main'"
    ).fetchall()
    found = {}
    for (table,) in tables:
        lines = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        found[table] = Shape(
            tuple(
                Column(
                    name, declared, bool(needed), _numbers(declared, key), looks.get((table, name))
                )
                for _, name, declared, needed, _, key in lines
            )
        )
    return found


def _numbers(declared: str, key: int) -> bool:
    return bool(key) and declared == "INTEGER"

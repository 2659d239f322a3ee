"""What the local side needs from a database driver; both sqlite3 and sqlcipher3 satisfy it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Protocol

# So many values a statement may have, and so many lines are worth being one.
_VALUES = 32_766
_LINES = 1000


class Connection(Protocol):
    """A connection in autocommit mode (isolation_level None), used on one thread only."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Any:
        """Run one statement and give its cursor."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Any:
        """Run one statement once for each set of parameters."""

    def close(self) -> None:
        """Close the connection; an open transaction is rolled back."""


def insert_many(db: Connection, head: str, lines: Sequence[Sequence[Any]], tail: str = "") -> None:
    """Insert lines by few statements.

    A driver lets other threads run once for each statement that it executes: with one for each
    line, a thread that parses the next page would hold this one up a thousand times.
    """
    for marks, values in portions(lines):
        db.execute(f"{head} VALUES {marks} {tail}", values)


def portions(lines: Sequence[Sequence[Any]]) -> Iterator[tuple[str, list[Any]]]:
    """Lines in portions that one statement can hold: their marks for VALUES, their values."""
    if not lines:
        return
    width = len(lines[0])
    size = min(_LINES, _VALUES // width)
    marks = f"({', '.join('?' * width)})"
    for start in range(0, len(lines), size):
        part = lines[start : start + size]
        yield ", ".join([marks] * len(part)), [*chain.from_iterable(part)]


def quoted(name: str) -> str:
    """An identifier of a specification as SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A name of a specification as an SQL string, for triggers, which take no parameters."""
    return "'" + text.replace("'", "''") + "'"


def listed(values: Iterable[str]) -> str:
    """Ids as one JSON parameter for `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(list(values))

"""What is exported: the rows of one member as they were at one moment, read one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from desktop.domain.filenames import safe_name
from desktop.services.export.course import Course
from desktop.store.faults import translated
from desktop.store.rows import Rows
from desktop.store.transactions import Connection

Say = Callable[[str], str]
"""Says a phrase in the member's language; `str` says it in English."""
Public = dict[str, Any]

# Long enough to know an entry by, short enough for Windows, which counts the folders as well.
_LONGEST_TITLE = 80
_PAGE = 200


class Material(NamedTuple):
    """One connection whose transaction holds the moment, and who hears how far it is."""

    connection: Connection
    rows: Rows
    course: Course
    say: Say

    def ordered(self, table: str, order: str) -> Iterator[Public]:
        """All rows of a table in an order, in the public form; `table` and `order` are ours."""
        with translated():
            found = self.connection.execute(f'SELECT id FROM "{table}" ORDER BY {order}, id')
        while True:
            with translated():
                ids = found.fetchmany(_PAGE)
            if not ids:
                return
            for (row_id,) in ids:
                self.course.step()
                row = self.rows.get(table, row_id)
                if row is not None:
                    yield row

    def own(self, table: str) -> Iterator[Public]:
        """All rows of a table that this device alone has; `table` is ours."""
        with translated():
            found = self.connection.execute(f'SELECT * FROM "{table}" ORDER BY created_at, id')
            names = [column[0] for column in found.description]
        while True:
            with translated():
                rows = found.fetchmany(_PAGE)
            if not rows:
                return
            for values in rows:
                self.course.step()
                yield dict(zip(names, values, strict=True))


class Names:
    """Gives files of a folder their names by day, each once: the second of a day gets a 2.

    It remembers a number for each day, not every name, and a title cannot lead to another day.
    """

    def __init__(self, undated: str) -> None:
        self._undated = undated
        self._used: Counter[str] = Counter()

    def name(self, day: date | None, title: str = "") -> str:
        """The name for the next file of a day, without an ending."""
        return self.after(day.isoformat() if day else self._undated, title)

    def after(self, beginning: str, title: str) -> str:
        """The name for the next file with a beginning, without an ending."""
        self._used[beginning] += 1
        number = self._used[beginning]
        first = beginning if number == 1 else f"{beginning}-{number}"
        return f"{first} {safe_name(title, _LONGEST_TITLE)}" if title.strip() else first

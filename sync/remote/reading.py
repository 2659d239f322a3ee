"""Reads rows from PostgREST: again after passing faults, in smaller pages where it is slow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sync.errors import MayNotRead, Rejected, Transient
from sync.remote import query
from sync.remote.answers import SlowStatement, rows_of
from sync.remote.http import Http, SlowAnswer
from sync.remote.retry import Retry
from sync.spec import TableSpec

Fetched = list[dict[str, Any]]
Faults = tuple[type[Transient], ...]
DENIED = "42501"
TOO_SLOW: Faults = (SlowStatement, SlowAnswer)
# Lets the first page of a walk tell whether it is the last one, too.
COUNT = "count=exact"
# A page that stays unanswered is tried smaller, but not for minutes.
_SLOW_ANSWERS = 2
_T = TypeVar("_T")


class Reading:
    """Asks for rows and changes nothing; remembers which tables are slow. Any thread may use it."""

    def __init__(self, http: Http, retry: Retry) -> None:
        self._http = http
        self._retry = retry
        # By table: the size of page that the database was quick enough for.
        self._slow: dict[str, int] = {}

    def page(
        self, table: TableSpec, conditions: list[str], limit: int, *, counted: bool = False
    ) -> Fetched:
        """Read a page; while the database finds it too slow, a smaller and uncounted one."""
        size = min(limit, self._slow.get(table.name, limit))
        slow_answers = 0
        prefer = COUNT if counted else ""
        while True:
            target = query.address(table, *conditions, f"limit={size}")
            try:
                rows = self.rows(table, target, prefer)
            except SlowAnswer:
                slow_answers += 1
                if size == 1 or slow_answers > _SLOW_ANSWERS:
                    raise
            except SlowStatement:
                if size == 1:
                    raise
            else:
                # Pages grow again one by one, until they are as large as is asked for.
                self._slow.pop(table.name, None)
                if size < limit:
                    self._slow[table.name] = size * 2
                return rows
            size //= 2
            prefer = ""

    def rows(
        self, table: TableSpec, target: str, prefer: str = "", unless: Faults = TOO_SLOW
    ) -> Fetched:
        """Read from a table that was readable before: MayNotRead where it no longer is."""
        try:
            return self.get(table, target, prefer, unless)
        except Rejected as refusal:
            if refusal.code != DENIED:
                raise
            raise MayNotRead(f"{table.name}: may not be read") from None

    def get(
        self, table: TableSpec, target: str, prefer: str = "", unless: Faults = TOO_SLOW
    ) -> Fetched:
        """Read whatever is at an address; faults named in `unless` are not tried again."""
        return self.patiently(
            lambda: rows_of(self._http.send("GET", target, prefer), table.name), unless
        )

    def patiently(self, read: Callable[[], _T], unless: Faults = ()) -> _T:
        """Run a read, and again after faults that pass by themselves."""
        return self._retry.reading(read, unless=unless)

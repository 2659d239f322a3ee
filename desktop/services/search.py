"""Search over everything readable, and the index behind it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.core.errors import StoreProblem
from desktop.store import faults
from desktop.store.search.hit import Hit
from desktop.store.transactions import Connection

if TYPE_CHECKING:
    from desktop.store.search.index import SearchIndex

__all__ = ["Hit", "Search", "SearchResult"]

# What a search indexes before it looks: a member's own last changes, not a whole pull.
_FIRST_ROWS = 64
_FIRST_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The first hits of a query, the best or the newest first.

    `total` is counted up to 1,001: then it is `capped`, and there are more than 1,000. `waiting`
    changes are not indexed yet.
    """

    hits: tuple[Hit, ...]
    total: int
    capped: bool
    waiting: int


class Search:
    """Finds rows and keeps the index; lives in the thread that owns the connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._made: SearchIndex | None = None

    def find(self, query: str, limit: int = 50, *, typing: bool = True) -> SearchResult:
        """Search; raises InvalidInput with a sentence for a date that is none.

        What was written last is indexed first, so a member's own words are found at once. While
        they are `typing`, the last word counts as the beginning of one.
        """
        from desktop.store.search import finding

        # A full disk or a busy file must not keep a member from reading.
        with contextlib.suppress(StoreProblem):
            self._index().drain(limit=_FIRST_ROWS, seconds=_FIRST_SECONDS)
        with faults.translated():
            found = finding.find(self._connection, query, limit, typing=typing)
            waiting = self._index().waiting()
        return SearchResult(found.hits, found.total, found.capped, waiting)

    @property
    def changes(self) -> int:
        """How many of the connection's `total_changes` were the index's own, not a row's."""
        return self._made.changes if self._made else 0

    def waiting(self) -> int:
        """How many changes wait to be indexed."""
        with faults.translated():
            return self._index().waiting()

    def drain(self, seconds: float = 0.05) -> int:
        """Index a batch of waiting rows and tell how many changes still wait.

        For the background: call it again while it says that some wait.
        """
        self._index().drain(seconds=seconds)
        return self.waiting()

    def check(self) -> list[str]:
        """What is wrong with the index, in sentences; empty when it is whole."""
        with faults.translated():
            return self._index().problems()

    def rebuild(self) -> None:
        """Build the index anew from the rows; takes some seconds for each 10,000 of them."""
        self._index().rebuild()

    def _index(self) -> SearchIndex:
        # The first page of the journal does not wait for what only search needs.
        if self._made is None:
            from desktop.store.search.index import SearchIndex

            self._made = SearchIndex(self._connection)
        return self._made

"""Reads the pages of a walk ahead of the thread that stores them."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from functools import partial

from sync.crew import Asked, Crew
from sync.protocols import Cursor, LastPage, Listed, RemoteRow, Seen, Shape
from sync.run import Run
from sync.spec import TableSpec

PAGE = 1000
# So many pages may wait to be stored, or be under way.
_PAGES = 3

Read = Callable[[Cursor | None, Seen], list[RemoteRow]]


class PagesAhead:
    """The pages of one table from a place on, in their order; taken on the thread of the run.

    The place of the next page is known as soon as one has come, so whoever brought it asks for
    the next at once, before making its own rows, unless that waits for a word (`freely` False):
    storing, making and reading do not wait for each other. Without helpers each page is read
    when it is taken.
    """

    def __init__(self, crew: Crew, read: Read, after: Cursor | None, *, freely: bool) -> None:
        self._crew = crew
        self._read = read
        self._freely = freely
        self._lock = threading.Lock()
        self._coming: deque[Asked[list[RemoteRow]]] = deque()
        # Where to go on, while nobody does.
        self._next: Cursor | None = None
        # Reading ahead, a walk keeps the server busy by itself.
        self._end = crew.walk() if freely else lambda: None
        with self._lock:  # the next page may be asked for before this one has its place
            self._ask(after)

    def take(self) -> list[RemoteRow]:
        """The next page; waits for it and raises the fault that came in its stead."""
        return self._coming.popleft()()

    def first(self) -> list[RemoteRow]:
        """The next page, which is left to be taken; waits for it and raises like `take`."""
        page = self._coming[0]()
        self._coming[0] = Asked(lambda: page)
        return page

    def at_hand(self) -> list[RemoteRow]:
        """The page after that one if it has come as well; else nothing, and nothing is waited for.

        A page that ends the walk, and a fault, are left to `take`.
        """
        if not self._freely or not self._coming or not self._coming[0].is_here():
            return []
        page = self._coming[0]()
        if not page or isinstance(page, LastPage):
            return []
        self._coming.popleft()
        return page

    def go_on(self) -> None:
        """Ask for the page after the last one, unless it is under way."""
        with self._lock:
            if self._next is not None:
                self._ask(self._next)
                self._next = None

    def _ask(self, after: Cursor | None) -> None:
        self._coming.append(self._crew.ask(partial(self._read_on, after)))

    def _read_on(self, after: Cursor | None) -> list[RemoteRow]:
        told: list[Cursor] = []

        def seen(place: Cursor) -> None:
            told.append(place)
            self._follow(place)

        goes_on = False
        try:
            page = self._read(after, seen)
            goes_on = bool(page) and not isinstance(page, LastPage)
        finally:
            if not goes_on:
                self._end()
        if goes_on and not told:
            self._follow(place_of(page[-1]))
        return page

    def _follow(self, place: Cursor) -> None:
        with self._lock:
            if self._freely and len(self._coming) < _PAGES:
                self._ask(place)
            else:
                self._next = place


def pages_of(
    run: Run, spec: TableSpec, shape: Shape, after: Cursor | None, *, freely: bool
) -> PagesAhead:
    """The pages of a table from a place on, in the order of its stamps."""

    def read(place: Cursor | None, seen: Seen) -> list[RemoteRow]:
        return run.remote.changed_since(spec, shape, place, PAGE, seen)

    return PagesAhead(run.crew, read, after, freely=freely)


def place_of(row: RemoteRow | Listed) -> Cursor:
    """The place of a row in the order of a walk."""
    return Cursor(row.version.stamp or "", row.id)

"""Lets the first page of a walk follow on the heels of the question about its table.

The answers are stored once all have come. A table of which nothing is here need not wait for
the others with its first page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sync.local.ledger import Mark
from sync.protocols import Shape
from sync.pulling.ahead import PagesAhead, pages_of
from sync.run import Run
from sync.spec import TableSpec


@dataclass(frozen=True, slots=True)
class Begun:
    """Pages of a whole table, and when they were begun."""

    started: str
    pages: PagesAhead


class Early:
    """Owns the pages of one run that were asked for before its walks began."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._begun: dict[str, Begun] = {}

    def inspection(self, spec: TableSpec) -> Callable[[], Shape]:
        """What asks for the shape of a table and, where all is new here, for its first page.

        Call on the thread of the run; what it gives may run on any.
        """
        run, started = self._run, self._run.now()
        is_new = not run.store.known_count(spec, 1) and run.store.ledger.mark(spec.name) == Mark()

        def inspect() -> Shape:
            shape = run.remote.inspect(spec)
            if is_new and shape.has_id and shape.has_stamp and shape.is_empty is False:
                pages = pages_of(run, spec, shape, None, freely=True)
                self._begun[spec.name] = Begun(started, pages)
            return shape

        return inspect

    def take(self, spec: TableSpec) -> Begun | None:
        """The pages of a table that are under way already; they are given once."""
        return self._begun.pop(spec.name, None)

"""Lets the first page of a walk follow on the heels of the question about its table.

The answers are stored once all have come. A table of which nothing is here need not wait for
the others with its first page; and where there surely are rows, they tell what is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sync.errors import Garbled, Rejected, ShapeChanged
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

    def ask(self, spec: TableSpec) -> Callable[[], Shape]:
        """Ask for the shape of a table and, where all is new here, for its first page.

        Patiently, but for a table that is rarely empty: that one is walked through before others.
        Call it, and what it gives, on the thread of the run.
        """
        run, started = self._run, self._run.now()
        is_new = not run.store.known_count(spec, 1) and run.store.ledger.mark(spec.name) == Mark()
        if is_new and spec.rarely_empty:
            return self._by_rows(spec, started)

        def inspect() -> Shape:
            shape = run.remote.inspect(spec)
            if is_new and shape.has_id and shape.has_stamp and shape.is_empty is False:
                pages = pages_of(run, spec, shape, None, freely=True)
                self._begun[spec.name] = Begun(started, pages)
            return shape

        return run.crew.ask(inspect, patient=not spec.rarely_empty)

    def _by_rows(self, spec: TableSpec, started: str) -> Callable[[], Shape]:
        """Ask for the first page of a table as if it were as documented: its rows tell the rest."""
        run = self._run
        documented = Shape(
            exists=True,
            columns=frozenset(spec.names),
            has_id=True,
            has_token=True,
            has_stamp=True,
            is_empty=False,
        )
        pages = pages_of(run, spec, documented, None, freely=True)

        def shape() -> Shape:
            try:
                rows = pages.first()
            except (Garbled, Rejected, ShapeChanged):
                rows = []
            if not rows:
                return run.remote.inspect(spec)
            self._begun[spec.name] = Begun(started, pages)
            return replace(documented, columns=frozenset(rows[0].values))

        return shape

    def take(self, spec: TableSpec) -> Begun | None:
        """The pages of a table that are under way already; they are given once."""
        return self._begun.pop(spec.name, None)

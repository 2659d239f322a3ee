"""Pulls what changed on the server, table by table, in the order of its own stamps.

The local clock never orders anything. A walk starts five minutes before the newest stamp seen,
for a transaction may commit after others that took their stamps later; rows whose version is
known cost nothing. The place reached is stored together with the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from sync.discover import confirm, in_its_shape
from sync.local.aside import Aside
from sync.local.ledger import Mark
from sync.protocols import Cursor, LastPage, RemoteRow
from sync.pulling.ahead import PAGE, PagesAhead, pages_of, place_of
from sync.pulling.early import Early
from sync.pulling.intake import Intake
from sync.run import Run, Way
from sync.spec import TableSpec
from sync.values import canonical_timestamp

# Longer than any transaction of the API may last (PostgREST's caller is cut off after 8 s).
_OVERLAP = timedelta(minutes=5)
_CALM_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Walk:
    """One table's walk: where it stood before, when it began, its pages from there on."""

    spec: TableSpec
    before: Mark
    started: str
    pages: PagesAhead

    def mark_at(self, place: Cursor) -> Mark:
        """What is noted when it has come to a place."""
        return Mark(self.before.stamp, self.before.slack, place, self.started)

    @property
    def overlaps(self) -> bool:
        """Whether it begins among rows that the last walk brought."""
        return _overlaps(self.before)


@dataclass
class _Further:
    """Pages that come while the one before is written: they go into the same transaction.

    Each transaction enciphers anew all pages of the indexes, so that two pages in one go are a
    fifth less work.
    """

    run: Run
    walk: Walk
    pages: PagesAhead
    place: Cursor | None = None
    count: int = 0

    def __call__(self) -> tuple[list[RemoteRow], Mark] | None:
        rows = self.pages.at_hand()
        if not rows:
            return None
        confirm(self.run, self.walk.spec, rows)
        self.pages.go_on()
        self.place = place_of(rows[-1])
        self.count += len(rows)
        return rows, self.walk.mark_at(self.place)


def ask_walks(run: Run, specs: Iterable[TableSpec], early: Early) -> list[Walk]:
    """Ask for the first pages of the walks among these tables, side by side."""
    return [_begin(run, spec, early) for spec in specs if run.ways[spec.name] is Way.WALK]


def pull(run: Run, walks: Iterable[Walk]) -> None:
    """Go through with walks, parents first."""
    for begun in walks:
        if begun.before == Mark() and run.options.on_demand:
            # So that nobody waits for it at the end; rows that come meanwhile cost a manifest.
            run.ask_count(begun.spec)
        firsts = iter([begun.pages])
        in_its_shape(run, begun.spec, partial(_go, run, begun, firsts))


def walk(run: Run, spec: TableSpec) -> None:
    """Walk through one table that has stamps."""
    begun = _begin(run, spec)
    _go(run, begun, iter([begun.pages]))


def retry_aside(run: Run) -> None:
    """Try again to store rows that had no place beside another one."""
    for spec in run.mirrored():
        aside = Aside(run.store.connection)
        rows = aside.rows(spec.name)
        if not rows:
            continue
        with run.store.writing(applying=True):
            aside.take_up(spec.name)
        Intake(run, spec).rows(rows)


def _begin(run: Run, spec: TableSpec, early: Early | None = None) -> Walk:
    before = run.store.ledger.mark(spec.name)
    if early is not None and (begun := early.take(spec)) is not None:
        return Walk(spec, before, begun.started, begun.pages)
    started = before.walk_started if before.walk and before.walk_started else run.now()
    return Walk(spec, before, started, _first(run, spec, before))


def _first(run: Run, spec: TableSpec, before: Mark) -> PagesAhead:
    return _pages(run, spec, before, before.walk or _start(before))


def _overlaps(before: Mark) -> bool:
    return before.stamp is not None and before.walk is None


def _start(mark: Mark) -> Cursor | None:
    """Where to begin: before the newest stamp by the overlap and by how long that walk took."""
    if mark.stamp is None:
        return None
    try:
        start = _moment(mark.stamp) - _OVERLAP - timedelta(seconds=mark.slack)
    except (ValueError, OverflowError):
        return None  # at the edge of the calendar, or beyond it
    return Cursor(start.isoformat(timespec="microseconds"))


def _moment(stamp: str) -> datetime:
    return datetime.fromisoformat(canonical_timestamp(stamp))


def _reached(run: Run, stamp: str | None) -> str | None:
    """How far a walk came that ended at a stamp: never beyond the server's present moment.

    A row may bear any stamp, such as that of a computer that is years ahead, or `infinity`;
    whatever is written later comes before it.
    """
    if stamp is None:
        return None
    now = run.clock.now() + timedelta(seconds=run.remote.skew())
    try:
        if _moment(stamp) <= now + _OVERLAP:
            return stamp
    except ValueError:
        pass  # no moment of the calendar
    return now.astimezone(UTC).isoformat(timespec="microseconds")


def _pages(run: Run, spec: TableSpec, before: Mark, after: Cursor | None) -> PagesAhead:
    # Whole rows that are known already are not worth reading ahead.
    return pages_of(run, spec, run.shapes[spec.name], after, freely=not _overlaps(before))


def _go(run: Run, walk: Walk, firsts: Iterator[PagesAhead]) -> None:
    """Walk to the end; the first pages may be under way already."""
    spec, intake = walk.spec, Intake(run, walk.spec)
    if not run.shapes[spec.name].has_stamp:
        return
    pages = next(firsts, None) or _first(run, spec, walk.before)
    done, place = 0, walk.before.walk
    while True:
        run.tell("pull", spec.name, done)
        rows = pages.take()
        if not rows:
            break
        confirm(run, spec, rows)
        place = place_of(rows[-1])
        if isinstance(rows, LastPage):
            intake.rows(rows, _end(run, walk, place))
            return
        if walk.overlaps and intake.knows(rows):
            place, ended = _skimmed(run, spec, place)
            if ended:
                break
            pages = _pages(run, spec, walk.before, place)
            continue
        pages.go_on()
        further = _Further(run, walk, pages)
        intake.rows(rows, walk.mark_at(place), further)
        place = further.place or place
        done += len(rows) + further.count
    _finish(run, walk, place)


def _skimmed(run: Run, spec: TableSpec, place: Cursor) -> tuple[Cursor, bool]:
    """Pass over rows that are known, asking for their versions alone.

    Gives the place where something new follows, or where nothing follows: then with True.

    After a big import the overlap is as big, in every run until something newer comes.
    """
    intake, shape = Intake(run, spec), run.shapes[spec.name]
    while True:
        run.tell("pull", spec.name)
        lines = run.remote.versions_since(spec, shape, place, PAGE)
        if not lines or not intake.knows(lines):
            return place, not lines
        place = place_of(lines[-1])


def _end(run: Run, walk: Walk, place: Cursor | None) -> Mark | None:
    """The newest stamp; a walk that took long saw its first rows long ago.

    None where the mark is still right, for a commit is dear.
    """
    before = walk.before
    stamp = _reached(run, place.stamp if place is not None else before.stamp)
    began = datetime.fromisoformat(walk.started)
    slack = max(0.0, (run.clock.now() - began).total_seconds())
    calm = before.walk is None and before.slack < _CALM_SECONDS and slack < _CALM_SECONDS
    return None if calm and stamp == before.stamp else Mark(stamp, slack)


def _finish(run: Run, walk: Walk, place: Cursor | None) -> None:
    if walk.before == Mark():
        # Everything there is was walked through.
        run.swept.add(walk.spec.name)
    mark = _end(run, walk, place)
    if mark is not None:
        with run.store.noting():
            run.store.ledger.save_mark(walk.spec.name, mark)

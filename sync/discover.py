"""Finds out what the server really has of each table, and remembers it between runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from sync.errors import Garbled, Rejected, ShapeChanged
from sync.local.absent import Absent
from sync.local.connection import Connection
from sync.local.ledger import Caps
from sync.protocols import RemoteRow, Shape
from sync.pulling.early import Early
from sync.report import What
from sync.run import Run
from sync.spec import Mode, TableSpec

T = TypeVar("T")
# When a table is asked about: before all others, with the member's own, when nobody waits.
_FIRST, _OWN, _LAST = range(3)


class Discovery:
    """Fills a run's shapes: from memory where they are complete and fresh, else by asking.

    All questions are asked at the start and answered stage by stage, so that the tables of one
    are pulled while others are still asked about: first those that are rarely empty, then the
    member's other tables with documented stamps.
    """

    STAGES = (_FIRST, _OWN, _LAST)

    def __init__(self, run: Run, early: Early) -> None:
        self._run = run
        caps = run.store.ledger.caps()
        self._asked: dict[str, Callable[[], Shape]] = {}
        for spec in sorted(run.specs.values(), key=_stage):
            known = caps.get(spec.name)
            if spec.mode is Mode.GENERIC:
                # Reading such a table tells as much as asking for it.
                run.shapes[spec.name] = Shape(exists=True)
            elif known is None or _must_ask(run, spec, known):
                asked = _ask(run, spec) if _stage(spec) == _LAST else early.ask(spec)
                self._asked[spec.name] = asked
            else:
                run.shapes[spec.name] = known.shape
                _report(run, spec, known.shape)

    def settle(self, stage: int) -> None:
        """Wait for the answers of a stage."""
        run = self._run
        names = [name for name in self._asked if _stage(run.specs[name]) == stage]
        if not names:
            return
        run.tell("discover", "", 0, len(names))
        shapes: dict[str, Shape] = {}
        for name in names:
            try:
                shapes[name] = self._asked.pop(name)()
            except Rejected as refusal:
                run.shapes[name] = Shape(exists=False)
                run.notice(What.REFUSED, name, detail=refusal.code)
            except Garbled as fault:
                run.shapes[name] = Shape(exists=False)
                run.leave(run.specs[name], fault)
        with run.store.noting() as db:
            for name, shape in shapes.items():
                _accept(run, db, run.specs[name], shape)
        for name, shape in shapes.items():
            _report(run, run.specs[name], shape)


def _ask(run: Run, spec: TableSpec) -> Callable[[], Shape]:
    return run.crew.ask(partial(run.remote.inspect, spec), patient=True)


def rediscover(run: Run, spec: TableSpec) -> bool:
    """Ask again for one table whose shape proved wrong; tells whether it is different now."""
    before = run.store.ledger.caps().get(spec.name)
    shape = run.remote.inspect(spec)
    with run.store.noting() as db:
        _accept(run, db, spec, shape)
    _report(run, spec, shape)
    return before is None or before.shape != shape


def in_its_shape(run: Run, spec: TableSpec, act: Callable[[], T]) -> T | None:
    """Read a table; if its shape proves wrong, discover it anew and read once more.

    Gives None where the table cannot be read: the others go on.
    """
    try:
        return _read(run, spec, act)
    except ShapeChanged:
        pass
    try:
        return _read(run, spec, partial(_anew, run, spec, act))
    except ShapeChanged:
        run.notice(What.ODD_SHAPE, spec.name)
    return None


def _read(run: Run, spec: TableSpec, act: Callable[[], T | None]) -> T | None:
    try:
        return act()
    except Rejected as refusal:
        run.notice(What.REFUSED, spec.name, detail=refusal.code)
    except Garbled as fault:
        run.leave(spec, fault)
    return None


def _anew(run: Run, spec: TableSpec, act: Callable[[], T]) -> T | None:
    changed = rediscover(run, spec)
    if not run.shapes[spec.name].exists:
        return None
    if not changed:
        raise ShapeChanged(f"{spec.name}: not as the server says")
    return act()


def confirm(run: Run, spec: TableSpec, rows: Sequence[RemoteRow]) -> None:
    """Raise ShapeChanged where rows come without a column that the server had.

    Whole rows are read without naming columns, so nothing else tells that one is gone; and only
    a loss that was noticed lets its return be noticed.
    """
    if rows and (gone := run.shapes[spec.name].columns - rows[0].values.keys()):
        raise ShapeChanged(f"{spec.name}: no column {min(gone)}", min(gone))


def _stage(spec: TableSpec) -> int:
    """The stage of a table; what points at others is never walked through before them."""
    if spec.mode is not Mode.TWO_WAY or "updated_at" not in spec.names:
        return _LAST
    return _FIRST if spec.rarely_empty and not spec.references else _OWN


def _must_ask(run: Run, spec: TableSpec, known: Caps) -> bool:
    if run.options.full_compare or run.is_due(known.seen_at):
        return True
    # What was missing may have come; what was there says so itself when it goes.
    return run.options.on_demand and not _complete(spec, known.shape)


def _complete(spec: TableSpec, shape: Shape) -> bool:
    return shape.exists and shape.has_id and shape.columns >= set(spec.names)


def _accept(run: Run, db: Connection, spec: TableSpec, shape: Shape) -> None:
    """Store a shape; rows of columns that are new on the server must travel."""
    ledger = run.store.ledger
    before = ledger.caps().get(spec.name)
    if before is not None and before.shape != shape:
        ledger.release(spec.name)
        gained = sorted(shape.columns - before.shape.columns)
        if gained and before.shape.exists:
            run.store.widen(db, spec, gained)
        lost = sorted(before.shape.columns - shape.columns)
        if lost and shape.exists:
            Absent(db).went(spec, lost)
    ledger.save_shape(spec.name, shape, run.now())
    run.shapes[spec.name] = shape


def _report(run: Run, spec: TableSpec, shape: Shape) -> None:
    report = run.report
    usable = shape.exists and shape.has_id
    if shape.denied:
        report.denied_tables[spec.name] = len(run.store.ledger.unsent(spec.name))
        return
    if not usable:
        if shape.exists:
            run.shapes[spec.name] = Shape(exists=False)
        if spec.name not in report.missing_tables:
            report.missing_tables.append(spec.name)
        return
    missing = [name for name in spec.names if name not in shape.columns]
    report.missing_columns.pop(spec.name, None)
    if missing:
        report.missing_columns[spec.name] = missing

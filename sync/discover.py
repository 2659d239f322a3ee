"""Finds out what the server really has of each table, and remembers it between runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sync.crew import first_fault
from sync.errors import ShapeChanged, SyncError
from sync.local.connection import Connection
from sync.local.ledger import Caps
from sync.protocols import Shape
from sync.run import Run
from sync.spec import Mode, TableSpec

T = TypeVar("T")


def discover(run: Run) -> None:
    """Fill the run's shapes: from memory where they are complete and fresh, else by asking."""
    caps = run.store.ledger.caps()
    for name, spec in run.specs.items():
        if spec.mode is Mode.GENERIC:
            # Reading such a table tells as much as asking for it.
            run.shapes[name] = Shape(exists=True)
    mirrored = [spec for spec in run.specs.values() if spec.mode is not Mode.GENERIC]
    asked = [spec for spec in mirrored if _must_ask(run, spec, caps.get(spec.name))]
    for name, known in caps.items():
        run.shapes[name] = known.shape
    if asked:
        run.tell("discover", "", 0, len(asked))
        answers = run.crew.each(run.remote.inspect, asked)
        shapes = [answer for answer in answers if isinstance(answer, Shape)]
        fault = next((answer for answer in answers if isinstance(answer, SyncError)), None)
        if fault is not None:
            raise first_fault(answers) or fault
        with run.store.writing(applying=False) as db:
            for spec, shape in zip(asked, shapes, strict=True):
                _accept(run, db, spec, shape)
    for spec in mirrored:
        _report(run, spec, run.shapes[spec.name])


def rediscover(run: Run, spec: TableSpec) -> bool:
    """Ask again for one table whose shape proved wrong; tells whether it is different now."""
    before = run.store.ledger.caps().get(spec.name)
    shape = run.remote.inspect(spec)
    with run.store.writing(applying=False) as db:
        _accept(run, db, spec, shape)
    _report(run, spec, shape)
    return before is None or before.shape != shape


def in_its_shape(run: Run, spec: TableSpec, act: Callable[[], T]) -> T | None:
    """Read a table; if its shape proves wrong, discover it anew and read once more.

    Gives None where the table cannot be read as the server describes it: the others go on.
    """
    try:
        return act()
    except ShapeChanged:
        changed = rediscover(run, spec)
    if changed and run.shapes[spec.name].exists:
        return act()
    if run.shapes[spec.name].exists:
        run.notice(f"{spec.name}: the server does not let itself be read as it says.")
    return None


def _must_ask(run: Run, spec: TableSpec, known: Caps | None) -> bool:
    if known is None or run.options.full_compare or run.is_due(known.seen_at):
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
    ledger.save_shape(spec.name, shape, run.now())
    run.shapes[spec.name] = shape


def _report(run: Run, spec: TableSpec, shape: Shape) -> None:
    report = run.report
    usable = shape.exists and shape.has_id
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

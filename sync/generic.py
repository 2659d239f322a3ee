"""Mirrors the tables that are documented by name alone, as whole rows, read only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from sync.canary import Canary
from sync.errors import Garbled, Rejected, ShapeChanged
from sync.guard import too_many
from sync.local.generic_rows import GenericRows
from sync.protocols import GenericRow, LastPage
from sync.report import What
from sync.run import Run
from sync.spec import Mode, TableSpec

_PAGE = 1000
_TIMED = timedelta(hours=1)

FirstPages = list[tuple[TableSpec, Callable[[], list[GenericRow]]]]


def ask_generic(run: Run) -> FirstPages:
    """Ask for the first pages of the generic tables, side by side."""
    specs = [s for s in run.specs.values() if s.mode is Mode.GENERIC and _wanted(run, s)]
    return [
        (s, run.crew.ask(partial(run.remote.generic_page, s, 0, _PAGE), patient=True))
        for s in specs
    ]


def mirror_generic(run: Run, firsts: FirstPages) -> None:
    """Read every generic table as a whole and store what differs."""
    for spec, first in firsts:
        run.tell("pull", spec.name)
        try:
            rows = _rest(run, spec, first())
        except ShapeChanged:
            run.report.missing_tables.append(spec.name)
            run.swept.add(spec.name)
            continue
        except Rejected as refusal:
            run.notice(What.REFUSED, spec.name, detail=refusal.code)
            continue
        except Garbled as fault:
            run.leave(spec, fault)
            continue
        _store(run, spec, rows)


def _wanted(run: Run, spec: TableSpec) -> bool:
    swept = run.store.ledger.swept_at(spec.name)
    return run.options.on_demand or run.is_due(swept, _TIMED)


def _rest(run: Run, spec: TableSpec, page: list[GenericRow]) -> dict[str, GenericRow]:
    rows: dict[str, GenericRow] = {}
    offset = 0
    while page:
        rows.update((row.key, row) for row in page)
        if isinstance(page, LastPage):
            break
        offset += len(page)
        run.tell("pull", spec.name, offset)
        page = run.remote.generic_page(spec, offset, _PAGE)
    return rows


def _store(run: Run, spec: TableSpec, rows: dict[str, GenericRow]) -> None:
    mirror = GenericRows(run.store, spec.name)
    gone = mirror.missing(rows)
    if gone and not _may_go(run, spec, gone, mirror.count()):
        run.report.suspicious_deletes[spec.name] = len(gone)
        gone = []
    run.report.pulled += mirror.put(rows)
    mirror.drop(gone)
    run.report.deleted_here += len(gone)
    run.swept.add(spec.name)


def _may_go(run: Run, spec: TableSpec, gone: list[str], count: int) -> bool:
    if spec.name in run.options.accept_deletes:
        return True
    return not too_many(len(gone), count) and Canary(run).is_green({})

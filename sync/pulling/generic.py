"""Mirrors the tables that are documented by name alone, as whole rows, read only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from sync.comparing.canary import Canary
from sync.comparing.guard import too_many
from sync.errors import Garbled, MayNotRead, Rejected, ShapeChanged
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
    """Read every generic table to its end and store what differs."""
    for spec, first in firsts:
        run.tell("pull", spec.name)
        try:
            _mirror(run, spec, first())
        except MayNotRead:
            run.report.denied_tables[spec.name] = 0
            run.swept.add(spec.name)
        except ShapeChanged:
            run.report.missing_tables.append(spec.name)
            run.swept.add(spec.name)
        except Rejected as refusal:
            run.notice(What.REFUSED, spec.name, detail=refusal.code)
        except Garbled as fault:
            run.leave(spec, fault)


def _wanted(run: Run, spec: TableSpec) -> bool:
    swept = run.store.ledger.swept_at(spec.name)
    return run.options.on_demand or run.is_due(swept, _TIMED)


def _mirror(run: Run, spec: TableSpec, page: list[GenericRow]) -> None:
    """Store page after page; only what was seen in all of them can tell what is gone."""
    mirror = GenericRows(run.store, spec.name)
    here = mirror.hashes()
    seen: set[str] = set()
    offset = 0
    while page:
        run.report.pulled += mirror.put(page, here)
        seen.update(row.key for row in page)
        if isinstance(page, LastPage):
            break
        offset += len(page)
        run.tell("pull", spec.name, offset)
        page = run.remote.generic_page(spec, offset, _PAGE)
    gone = [key for key in here if key not in seen]
    if gone and not _may_go(run, spec, gone, len(here)):
        run.report.suspicious_deletes[spec.name] = len(gone)
        gone = []
    mirror.drop(gone)
    run.report.deleted_here += len(gone)
    run.swept.add(spec.name)


def _may_go(run: Run, spec: TableSpec, gone: list[str], count: int) -> bool:
    if spec.name in run.options.accept_deletes:
        return True
    return not too_many(len(gone), count) and Canary(run).is_green({})

"""The weekly audit: rows that are known in the right version are compared by their content.

Versions tell everything in the ordinary course of things. They may lie once in four thousand
million restored rows, and a fault here may have changed a row that no trigger noted. So runs by
the timer that find nothing else to do look at some rows each, until all were looked at, and begin
again after a week. What differs goes through the ordinary plan.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from sync.ancestry import differing
from sync.discover import confirm, in_its_shape
from sync.local.audits import Audits
from sync.protocols import RemoteRow
from sync.pulling.intake import Intake, same_version
from sync.report import What
from sync.run import Run
from sync.spec import TableSpec

# Two requests; a hundred thousand rows are through within two days of runs by the timer.
_ROWS = 200
_EVERY = timedelta(days=7)


def audit(run: Run) -> None:
    """Look at some rows that nobody has looked at for a week, if there is nothing else to do."""
    report = run.report
    if run.options.on_demand or run.sent or report.pulled or report.deleted_here:
        return
    audits = Audits(run.store.connection)
    for spec in run.mirrored():
        if not run.is_due(audits.ended_at(spec.name), _EVERY):
            continue
        ids = audits.next_ids(spec.name, _ROWS)
        if ids:
            in_its_shape(run, spec, partial(_heal, run, spec, ids))
        with run.store.noting():
            audits.note(spec.name, ids[-1] if len(ids) == _ROWS else None, run.now())
        if ids:
            return


def _heal(run: Run, spec: TableSpec, ids: list[str]) -> None:
    run.tell("verify", spec.name)
    rows = run.remote.fetch(spec, run.shapes[spec.name], ids)
    confirm(run, spec, rows)
    odd = _odd(run, spec, rows)
    if odd:
        with run.store.noting():
            Audits(run.store.connection).doubt(spec.name, [row.id for row in odd])
        Intake(run, spec).rows(odd)
        run.notice(What.HEALED, spec.name, len(odd))


def _odd(run: Run, spec: TableSpec, rows: list[RemoteRow]) -> list[RemoteRow]:
    """The rows that hold something else than their version says."""
    sight = run.store.look(spec, (), [row.id for row in rows])
    odd = []
    for row in rows:
        known = sight.known.get(row.id)
        if known is None or not same_version(known.version, row.version):
            continue  # it changed just now: the next run sees it
        agreed = known.base if known.base is not None else sight.local.get(row.id)
        if agreed is not None and differing(spec, row.values.keys(), agreed, row.values):
            odd.append(row)
    return odd

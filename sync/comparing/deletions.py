"""Decides which vanished rows are deleted here: only what is proved, and not too much at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sync.comparing.canary import Canary, Light
from sync.comparing.guard import too_many, too_many_at_all
from sync.pulling.intake import Intake
from sync.report import What
from sync.run import Run
from sync.spec import Mode, TableSpec


def settle_vanished(run: Run, gone: Mapping[str, Sequence[str]]) -> None:
    """Delete what the server deleted, children first; ask the member where it looks wrong."""
    if not gone:
        return
    trusted = Canary(run).is_green(gone)
    accepted = _accepted(run, gone, trusted=trusted)
    clean = {name: _clean(run, run.specs[name], ids) for name, ids in gone.items()}
    many = too_many_at_all(sum(len(ids) for name, ids in clean.items() if name not in accepted))
    for name in reversed([name for name in run.specs if name in gone]):
        spec = run.specs[name]
        run.tell("compare", name)
        if name in run.options.refuse_deletes and spec.mode is Mode.TWO_WAY:
            _push_back(run, spec, gone[name])
            continue
        guarded = many or not trusted or too_many(len(clean[name]), run.store.known_count(spec))
        if guarded and name not in accepted:
            run.report.suspicious_deletes[name] = len(gone[name])
            continue
        _believe(run, spec, gone[name])


def _accepted(run: Run, gone: Mapping[str, Sequence[str]], *, trusted: bool) -> frozenset[str]:
    """The tables whose rows may go by the member's word, which holds for what they were shown.

    Where not even rows that nobody missed are visible now, something else is wrong.
    """
    accepted = run.options.accept_deletes & gone.keys()
    if accepted and not trusted and Canary(run).look(gone) is Light.RED:
        return frozenset()
    return accepted


def _clean(run: Run, spec: TableSpec, ids: Sequence[str]) -> list[str]:
    waiting = {entry.row_id for entry in run.store.entries(spec)}
    return [row_id for row_id in ids if row_id not in waiting]


def _push_back(run: Run, spec: TableSpec, ids: Sequence[str]) -> None:
    """The member wants these rows: send them to the server again."""
    run.report.restored += run.store.requeue(spec, ids)


def _believe(run: Run, spec: TableSpec, ids: Sequence[str]) -> None:
    needed: set[str] = set()
    for child, column in run.children(spec):
        needed |= run.store.pointed_at(child, column, ids)
    if needed:
        # A child was edited here: its parent comes back with it.
        kept = run.store.requeue(spec, sorted(needed))
        run.report.restored += kept
        if kept:
            run.notice(What.PARENT_REVIVED, spec.name, kept)
    Intake(run, spec).gone([row_id for row_id in ids if row_id not in needed])

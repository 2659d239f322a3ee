"""Chooses how each table is looked at, so that as few requests as possible tell all of it.

A walk by stamps brings what changed, but nothing of what vanished: a count has to follow. A
manifest tells both at once, and that of a small table is one request.
"""

from __future__ import annotations

from sync.run import Run, Way
from sync.spec import TableSpec


def choose_ways(run: Run) -> list[TableSpec]:
    """Choose for all tables that were discovered since the last call, and give these."""
    new = [spec for spec in run.mirrored() if spec.name not in run.ways]
    run.ways |= {spec.name: _way(run, spec) for spec in new}
    return new


def _way(run: Run, spec: TableSpec) -> Way:
    shape, store = run.shapes[spec.name], run.store
    known = store.known_count(spec, run.small + 1)
    if shape.is_empty and not known:
        return Way.NONE
    if not shape.has_stamp:
        return Way.LIST
    # What has just been seen to hold rows of which none is here comes by the page, and a walk
    # that was cut off goes on.
    is_new = not known and shape.is_empty is False
    by_page = is_new or store.ledger.mark(spec.name).walk is not None
    return Way.LIST if run.options.on_demand and known < run.small and not by_page else Way.WALK

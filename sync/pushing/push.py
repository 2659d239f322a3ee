"""Sends what waits in the outbox: new rows parents first, edits, deletions children first."""

from __future__ import annotations

from collections.abc import Sequence

from sync.local.steps import Entry
from sync.pulling.intake import Intake
from sync.pushing.changes import Changes
from sync.pushing.desk import Desk
from sync.pushing.inserts import Inserts
from sync.run import Run
from sync.spec import TableSpec

# A chain of parents that come back takes a few rounds; nothing else should need more than two.
_ROUNDS = 10


def push(run: Run) -> None:
    """Send until nothing more can go."""
    desk = Desk(run)
    for _ in range(_ROUNDS):
        desk.again = False
        for spec in run.two_way():
            entries = desk.sendable(spec)
            if _verify_unanswered(desk, spec, entries):
                entries = desk.sendable(spec)
            new = [e.row_id for e in entries if e.present and not e.known]
            Inserts(desk, spec).send(new)
        for spec in run.two_way():
            entries = desk.sendable(spec)
            Changes(desk, spec).update([e.row_id for e in entries if e.present and e.known])
        for spec in reversed(run.two_way()):
            entries = desk.sendable(spec)
            Changes(desk, spec).delete([e.row_id for e in entries if e.known and not e.present])
        if not desk.again:
            return


def _verify_unanswered(desk: Desk, spec: TableSpec, entries: Sequence[Entry]) -> bool:
    """Read again what was once sent as new and never answered, before anything is sent anew.

    Tells whether there was anything of that kind.
    """
    run = desk.run
    doubtful = [e for e in entries if not e.known and (e.attempted or not e.present)]
    if not doubtful:
        return False
    ids = [entry.row_id for entry in doubtful]
    intake = Intake(run, spec)
    found = run.remote.fetch(spec, run.shapes[spec.name], ids)
    intake.rows(found)
    there = {row.id for row in found} | run.unreadable(spec)
    intake.gone([e.row_id for e in doubtful if not e.present and e.row_id not in there])
    return True

"""Notes what the server made of rows that it accepted: its answer becomes the new base."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sync.ancestry import differing
from sync.local.steps import Known, Outgoing, Step
from sync.protocols import RemoteRow, Values
from sync.report import What
from sync.run import Run
from sync.spec import TableSpec
from sync.values import SqlValue, canonical_json


class Accepted(NamedTuple):
    """A row as it was sent (`changes` names what was sent of it) and as it came back."""

    sent: Outgoing
    changes: Mapping[str, SqlValue]
    back: RemoteRow


def settle(run: Run, spec: TableSpec, accepted: Sequence[Accepted]) -> None:
    """Store the answers; rows edited since they were sent stay waiting, on the new base."""
    if not accepted:
        return
    steps = [_step(run, spec, item) for item in accepted]
    moved = run.store.apply(spec, (), steps)
    if moved:
        run.store.note_base(spec, [a.back for a in accepted if a.sent.row_id in moved])
    run.report.pushed += len(accepted)
    run.sent.add(spec.name)
    run.seen_own = True
    _watch_stamps(run, spec, accepted)


def digest(changes: Mapping[str, SqlValue]) -> str:
    """A short name for what was sent, to notice that the same is sent in vain again."""
    return hashlib.sha256(canonical_json(dict(changes)).encode("utf-8", "replace")).hexdigest()


def _step(run: Run, spec: TableSpec, item: Accepted) -> Step:
    sent, back = item.sent, item.back
    row = sent.row or {}
    rewritten = _rewritten(spec, item)
    if rewritten:
        run.notice(What.REWRITTEN, spec.name)
    return Step(
        row_id=sent.row_id,
        seq=sent.seq,
        old=row,
        row={**row, **back.values},
        known=Known(back.version, back.extra, None, digest(item.changes) if rewritten else None),
        waits=False,
        keep=(row,) if rewritten else (),
    )


def _rewritten(spec: TableSpec, item: Accepted) -> bool:
    """Whether the server stored something else than was sent, beyond filling in defaults."""
    values: Values = item.sent.row or {}
    back = item.back.values
    if item.changes.items() <= back.items():
        return False
    others = differing(spec, item.back.values.keys(), values, item.back.values)
    return any(value is not None and name in item.changes for name, value in others.items())


def _watch_stamps(run: Run, spec: TableSpec, accepted: Sequence[Accepted]) -> None:
    """An updated_at that an update did not move tells nothing: the table must be compared."""
    for item in accepted:
        known, stamp = item.sent.known, item.back.version.stamp
        if known is not None and stamp is not None and item.changes:
            rests = known.version.stamp == stamp
            if run.store.ledger.caps()[spec.name].stamp_rests != rests:
                run.store.ledger.set_stamp_rests(spec.name, rests)
            return

"""Sends updates and deletions, each only onto the version that it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sync.ancestry import differing
from sync.comparing.canary import Canary, Light
from sync.crew import first_fault
from sync.discover import rediscover
from sync.errors import Rejected, ShapeChanged, SyncError
from sync.local.steps import Known, Outgoing, Step
from sync.protocols import RemoteRow, Values, Version
from sync.pulling.intake import Intake, same_version
from sync.pushing.desk import Desk
from sync.pushing.settle import Accepted, digest, settle
from sync.report import Held, What
from sync.spec import TableSpec
from sync.values import SqlValue

GROUP = 64


@dataclass(frozen=True, slots=True)
class _Change:
    """One row to be sent; no changes: it is to be deleted."""

    row: Outgoing
    version: Version
    changes: dict[str, SqlValue] = field(default_factory=dict)


class Changes:
    """Sends the edited and the deleted rows of one table, several at a time."""

    def __init__(self, desk: Desk, spec: TableSpec) -> None:
        self._desk = desk
        self._run = desk.run
        self._spec = spec
        self._intake = Intake(desk.run, spec)

    def update(self, ids: Sequence[str]) -> None:
        """Send the changed columns of rows that the server knows."""
        for start in range(0, len(ids), GROUP):
            self._run.tell("push", self._spec.name, start, len(ids))
            sent = self._prepare(ids[start : start + GROUP])
            answers = self._run.crew.each(self._send_update, sent)
            accepted = [
                Accepted(change.row, change.changes, answer)
                for change, answer in zip(sent, answers, strict=True)
                if isinstance(answer, RemoteRow)
            ]
            settle(self._run, self._spec, accepted)
            self._others(sent, [None if isinstance(a, RemoteRow) else a for a in answers], accepted)

    def delete(self, ids: Sequence[str]) -> None:
        """Delete rows on the server that were deleted here."""
        for start in range(0, len(ids), GROUP):
            self._run.tell("push", self._spec.name, start, len(ids))
            sent = self._prepare_deletes(ids[start : start + GROUP])
            answers = self._run.crew.each(self._send_delete, sent)
            done = [c.row for c, answer in zip(sent, answers, strict=True) if answer is True]
            self._deleted(done)
            faults = [a if isinstance(a, SyncError) else None for a in answers]
            self._others(sent, faults, done)

    def _send_update(self, change: _Change) -> RemoteRow | None:
        shape = self._run.shapes[self._spec.name]
        return self._run.remote.update(
            self._spec, shape, change.row.row_id, change.version, change.changes
        )

    def _send_delete(self, change: _Change) -> bool:
        shape = self._run.shapes[self._spec.name]
        return self._run.remote.delete(self._spec, shape, change.row.row_id, change.version)

    # -- before sending -------------------------------------------------------------------

    def _prepare(self, ids: Sequence[str]) -> list[_Change]:
        """Read rows as they stand and note durably which of them are being sent."""
        store, spec = self._run.store, self._spec
        sent: list[_Change] = []
        calm: list[Step] = []
        with store.writing(applying=False):
            for row in store.outgoing(spec, ids):
                if row.row is None or row.known is None:
                    continue
                changes = self._changes(row, row.row, row.known)
                if changes:
                    sent.append(_Change(row, row.known.version, changes))
                else:
                    calm.append(self._calm(row, row.row, row.known))
            store.mark_attempted(spec, [change.row for change in sent])
        store.apply(spec, (), calm)
        return sent

    def _changes(self, row: Outgoing, values: Values, known: Known) -> dict[str, SqlValue]:
        columns = self._run.shapes[self._spec.name].columns
        changes = differing(self._spec, columns, values, known.base or values)
        if changes and digest(changes) == known.echo:
            return {}
        if not changes and row.attempted:
            # An earlier request may still be on its way: writing anything outdates it.
            touch = next((n for n in self._spec.merged_names if n in columns), None)
            return {touch: values.get(touch)} if touch else {}
        return changes

    def _calm(self, row: Outgoing, values: Values, known: Known) -> Step:
        """Nothing to send: edited back, or the server has changed this very edit before."""
        back: Values = known.base or {}
        columns = self._run.shapes[self._spec.name].columns
        insisted = bool(differing(self._spec, columns, values, back or values))
        if insisted:
            self._run.notice(What.INSISTED, self._spec.name)
        owned = self._spec.server_owned
        theirs = {n: v for n, v in back.items() if n in columns and (insisted or n in owned)}
        return Step(
            row_id=row.row_id,
            seq=row.seq,
            old=values,
            row={**values, **theirs},
            known=Known(known.version, known.extra, None, known.echo),
            waits=False,
            keep=(values,) if insisted else (),
        )

    def _prepare_deletes(self, ids: Sequence[str]) -> list[_Change]:
        store, spec = self._run.store, self._spec
        with store.writing(applying=False):
            rows = store.outgoing(spec, ids)
            sent = [_Change(r, r.known.version) for r in rows if r.row is None and r.known]
            store.mark_attempted(spec, [change.row for change in sent])
        return sent

    # -- after sending --------------------------------------------------------------------

    def _deleted(self, rows: Sequence[Outgoing]) -> None:
        store, spec = self._run.store, self._spec
        steps = [Step(row.row_id, row.seq, None, None, None, waits=False) for row in rows]
        moved = store.apply(spec, (), steps)
        if moved:
            store.note_deleted(spec, sorted(moved))
        self._run.report.deleted_there += len(rows)
        if rows:
            self._run.sent.add(spec.name)

    def _others(
        self,
        sent: Sequence[_Change],
        answers: Sequence[object],
        done: Sequence[Accepted] | Sequence[Outgoing],
    ) -> None:
        """Everything that was not simply accepted."""
        finished = {
            item.sent.row_id if isinstance(item, Accepted) else item.row_id for item in done
        }
        stale: list[_Change] = []
        for change, answer in zip(sent, answers, strict=True):
            if change.row.row_id in finished:
                continue
            if isinstance(answer, Rejected):
                self._desk.refused(self._spec, change.row, answer)
            elif isinstance(answer, ShapeChanged):
                self._reshape(change.row, answer)
            elif answer is None:
                stale.append(change)
        fault = first_fault(answers)
        if fault is not None:
            raise fault
        if stale:
            self._reread(stale)

    def _reshape(self, row: Outgoing, fault: ShapeChanged) -> None:
        self._run.store.unsend(self._spec, [row])
        if rediscover(self._run, self._spec):
            self._desk.again = True
        else:
            self._desk.hold(self._spec, row, Held.SHAPE, fault.column or "")

    def _reread(self, stale: Sequence[_Change]) -> None:
        """Nothing was written: the row is changed, gone, or not ours to write."""
        run, spec = self._run, self._spec
        run.store.unsend(spec, [change.row for change in stale])
        ids = [change.row.row_id for change in stale]
        found = {row.id: row for row in run.remote.fetch(spec, run.shapes[spec.name], ids)}
        for change in stale:
            row = found.get(change.row.row_id)
            if row is not None and same_version(change.version, row.version):
                self._desk.hold(spec, change.row, Held.DENIED)
        self._intake.rows(list(found.values()))
        unreadable = run.unreadable(spec)
        for change in stale:
            if change.row.row_id in unreadable:
                self._desk.hold(spec, change.row, Held.UNREADABLE)
        there = found.keys() | unreadable
        self._gone([change.row for change in stale if change.row.row_id not in there])
        self._desk.again = True

    def _gone(self, rows: Sequence[Outgoing]) -> None:
        """Rows that are not there: an edited one goes back, a deleted one needs a witness."""
        edited = [row.row_id for row in rows if row.row is not None]
        self._intake.gone(edited)
        deleted = [row.row_id for row in rows if row.row is None]
        if deleted and Canary(self._run).look({self._spec.name: deleted}) is not Light.RED:
            self._intake.gone(deleted)

"""Brings what the server said about rows into the local store, by way of the pure plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sync.ancestry import differing
from sync.local.absent import edited_unseen, with_agreed
from sync.local.ledger import Mark
from sync.local.sqlite_store import More
from sync.local.steps import Known, Pending, Sight, Step
from sync.plan import Action, RowState, Verdict, plan
from sync.protocols import Listed, RemoteRow, Values, Version
from sync.report import What
from sync.run import Run
from sync.spec import TableSpec
from sync.values import canonical_timestamp

# Edits that lie closer together count as simultaneous: then the server's value wins.
_SIMULTANEOUS_SECONDS = 5.0


class Intake:
    """Plans and applies remote rows of one table; used by pull, comparison and push alike."""

    def __init__(self, run: Run, spec: TableSpec) -> None:
        self._run = run
        self._spec = spec
        self._store = run.store
        self._blank = not spec.natural_key and run.store.is_blank(spec)
        self._stored: set[str] = set()

    def rows(
        self, rows: Sequence[RemoteRow], mark: Mark | None = None, more: More | None = None
    ) -> None:
        """Take rows as the server has them now; the mark is stored with the last of them.

        `more` may be asked for the next ones and their mark, to store them in one go.
        """
        self._witness(rows)
        if self._blank:
            waiting, mark = self._into_the_blank(rows, mark, more)
        else:
            waiting = self._news(rows)
            if not waiting and (mark is None or mark.walk is not None):
                # A place reached without finding anything new is not worth a commit.
                return
        while waiting is not None:
            moved = self._once(list(waiting.values()), mark)
            # Edited while we planned: look again, the server's rows are as good as before.
            again = {row_id: row for row_id, row in waiting.items() if row_id in moved}
            waiting = again or None

    def knows(self, rows: Sequence[RemoteRow] | Sequence[Listed]) -> bool:
        """Whether all these rows are known in the very version that they have."""
        versions = self._store.versions(self._spec, [row.id for row in rows])
        return all(
            row.id in versions and same_version(versions[row.id], row.version) for row in rows
        )

    def _into_the_blank(
        self, rows: Sequence[RemoteRow], mark: Mark | None, more: More | None
    ) -> tuple[dict[str, RemoteRow] | None, Mark | None]:
        """The first pull of a table of which nothing was here: there is nothing to compare with.

        Gives the rows that need a second look after all, or None, and the mark to store then.
        """
        taken: dict[str, RemoteRow] = {}
        again: dict[str, RemoteRow] = {}

        def unknown(page: Sequence[RemoteRow]) -> list[RemoteRow]:
            fresh = {r.id: r for r in page if r.id not in self._stored and r.id not in taken}
            again.update((row.id, row) for row in page if row.id not in fresh)
            taken.update(fresh)
            return [*fresh.values()]

        def further() -> tuple[list[RemoteRow], Mark | None] | None:
            nonlocal mark
            came = more() if more is not None else None
            if came is None:
                return None
            fresh, mark = unknown(came[0]), came[1]
            return fresh, None if again else mark

        fresh = unknown(rows)
        moved = self._store.apply(self._spec, fresh, (), None if again else mark, further)
        self._stored.update(taken)
        self._run.report.pulled += len(taken) - len(moved)
        again = {row_id: taken[row_id] for row_id in moved} | again
        return again or None, mark

    def gone(self, ids: Sequence[str]) -> None:
        """Take it that the server does not have these rows; the caller has proved it."""
        waiting = list(ids)
        while waiting:
            sight = self._store.look(self._spec, (), waiting)
            steps: list[Step] = []
            actions: dict[str, Action] = {}
            for row_id in waiting:
                action, step = self._without(row_id, sight)
                actions[row_id] = action
                if step is not None:
                    steps.append(step)
            moved = self._store.apply(self._spec, (), steps)
            for step in steps:
                if step.row_id not in moved:
                    self._count(actions[step.row_id])
            waiting = [row_id for row_id in waiting if row_id in moved]

    def _witness(self, rows: Sequence[RemoteRow]) -> None:
        owner = self._spec.owner
        if owner is not None and rows and not self._run.seen_own:
            self._run.seen_own = any(r.values.get(owner) == self._run.account_id for r in rows)

    def _news(self, rows: Sequence[RemoteRow]) -> dict[str, RemoteRow]:
        """Leave out rows whose version is known already."""
        versions = self._store.versions(self._spec, [row.id for row in rows])
        return {
            row.id: row
            for row in rows
            if row.id not in versions or not same_version(versions[row.id], row.version)
        }

    def _once(self, rows: Sequence[RemoteRow], mark: Mark | None) -> set[str]:
        sight = self._look(rows)
        busy = sight.known.keys() | sight.pending.keys() | sight.local.keys()
        busy |= sight.graves.keys() | sight.twins.keys()
        fresh = [row for row in rows if row.id not in busy]
        actions: dict[str, Action] = {}
        steps = []
        for row in rows:
            if row.id in busy:
                actions[row.id], step = self._with(row, sight)
                steps.append(step)
        moved = self._store.apply(self._spec, fresh, steps, mark)
        self._run.report.pulled += sum(1 for row in fresh if row.id not in moved)
        for step in steps:
            if step.row_id not in moved and step.twin not in moved:
                self._count(actions[step.row_id])
        return (moved & {row.id for row in rows}) | {
            step.row_id for step in steps if step.twin in moved
        }

    def _look(self, rows: Sequence[RemoteRow]) -> Sight:
        """Look at what is here; a twin that was sent and not answered may be there itself."""
        ids = [row.id for row in rows]
        sight = self._store.look(self._spec, rows, ids)
        twins = set(sight.twins.values())
        doubtful = [i for i in twins if i in sight.pending and sight.pending[i].attempted]
        if not doubtful:
            return sight
        run, spec = self._run, self._spec
        found = run.remote.fetch(spec, run.shapes[spec.name], sorted(doubtful))
        if not found:
            return sight
        self.rows(found)
        return self._store.look(spec, rows, ids)

    def _with(self, row: RemoteRow, sight: Sight) -> tuple[Action, Step]:
        """Plan a row that the server has."""
        known, pending = sight.known.get(row.id), sight.pending.get(row.id)
        twin = sight.twins.get(row.id)
        local = sight.local.get(twin or row.id)
        twin_pending = sight.pending.get(twin) if twin else None
        base = _base(known, None if twin else local)
        if pending is not None and (known is None or known.base is None):
            # An edit of a row that was agreed on has kept its base. Without one, nothing was: the
            # row was written here, and the server's lay aside.
            base = pending.origin
        base = with_agreed(self._spec, base, sight.agreed.get(row.id, {}), row.values)
        columns = row.values.keys()
        buried = self._buried(row, sight)
        if buried is not None:
            return buried
        sent = sent_states(pending, sight.local.get(row.id))
        state = RowState(base, local, row.values, pending is not None, sent)
        newer = self._newer(twin_pending or pending, row.version)
        action = plan(self._spec, columns, state, local_wins=newer)
        waits = action.verdict is Verdict.ERASE or bool(action.changes)
        step = Step(
            row_id=row.id,
            seq=pending.seq if pending else None,
            # A twin is renamed before it is written.
            old={**local, "id": row.id} if local and twin else local,
            row=action.row,
            known=Known(row.version, row.extra, row.values if waits else None, None),
            waits=waits,
            keep=_losers(action),
            twin=twin,
            twin_seq=twin_pending.seq if twin_pending else None,
            grave=() if row.id in sight.graves else None,
        )
        return action, step

    def _buried(self, row: RemoteRow, sight: Sight) -> tuple[Action, Step] | None:
        """A row that was deleted here before its insert was answered and that appears late."""
        sent = sight.graves.get(row.id)
        if sent is None or row.id in sight.local or row.id in sight.pending:
            return None
        if all(differing(self._spec, row.values.keys(), s, row.values) for s in sent):
            return None
        known = Known(row.version, row.extra, row.values)
        step = Step(row.id, None, None, None, known, waits=True, grave=())
        return Action(Verdict.ERASE, None), step

    def _without(self, row_id: str, sight: Sight) -> tuple[Action, Step | None]:
        """Plan a row that the server does not have."""
        known, pending = sight.known.get(row_id), sight.pending.get(row_id)
        local = sight.local.get(row_id)
        sent = sent_states(pending, local)
        unseen = edited_unseen(self._spec, sight.agreed.get(row_id, {}), local)
        touched = pending is not None or unseen
        state = RowState(_base(known, local), local, None, touched, sent)
        columns = self._run.shapes[self._spec.name].columns
        action = plan(self._spec, columns, state)
        if action.verdict is Verdict.INSERT and pending is not None:
            # What was sent stays noted: it may yet appear.
            return action, None
        waits = action.verdict in {Verdict.REVIVE_THERE, Verdict.INSERT}
        grave = sent if action.verdict is Verdict.NOTHING and sent else None
        seq = pending.seq if pending else None
        step = Step(
            row_id=row_id,
            seq=seq,
            old=local,
            row=local if waits else None,
            known=None,
            waits=waits,
            grave=grave,
            revived_from=state.base if action.verdict is Verdict.REVIVE_THERE else None,
        )
        return action, step

    def _newer(self, pending: Pending | None, version: Version) -> bool:
        """Rule 18: whether the local edit is clearly later than the server's state."""
        if pending is None or version.stamp is None:
            return False
        try:
            there = datetime.fromisoformat(canonical_timestamp(version.stamp))
            here = datetime.fromisoformat(canonical_timestamp(pending.edited_at))
        except ValueError:
            return False
        lead = (here - there).total_seconds() + self._run.remote.skew()
        return lead > _SIMULTANEOUS_SECONDS

    def _count(self, action: Action) -> None:
        report, verdict = self._run.report, action.verdict
        if verdict is Verdict.TAKE:
            report.pulled += 1
        elif verdict is Verdict.DROP:
            report.deleted_here += 1
        elif verdict in {Verdict.MERGE, Verdict.JOIN}:
            report.pulled += 1
            report.merged += 1
            report.conflicts += bool(action.lost or action.joined)
        elif verdict in {Verdict.REVIVE_THERE, Verdict.REVIVE_HERE}:
            report.restored += 1
            there = verdict is Verdict.REVIVE_THERE
            what = What.REVIVED_THERE if there else What.REVIVED_HERE
            self._run.notice(what, self._spec.name)
        if action.unmerged:
            self._run.notice(What.UNMERGED, self._spec.name)


def same_version(one: Version, other: Version) -> bool:
    """Whether two versions are certainly the same state of a row."""
    if one.token is not None and other.token is not None:
        return one.token == other.token
    return one.token == other.token and one.stamp is not None and one.stamp == other.stamp


def sent_states(pending: Pending | None, local: Values | None) -> tuple[Values, ...]:
    """The states that may have reached the server without our hearing of it, oldest first."""
    if pending is None or pending.attempted == 0:
        return ()
    if pending.attempted == 1 and local is not None:
        return (*pending.sent, local)
    return pending.sent


def _base(known: Known | None, local: Values | None) -> Values | None:
    if known is None:
        return None
    return known.base if known.base is not None else local


def _losers(action: Action) -> tuple[Values, ...]:
    """What a merge set aside, as rows for the history."""
    if not action.lost or action.row is None:
        return ()
    return ({**action.row, **{lost.column: lost.value for lost in action.lost}},)

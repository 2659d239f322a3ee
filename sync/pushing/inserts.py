"""Sends new rows in batches, parents first; a refused batch is halved down to the bad rows."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial

from sync.discover import rediscover
from sync.errors import Rejected, ShapeChanged
from sync.local.steps import Outgoing
from sync.protocols import RemoteRow, Values
from sync.pushing.desk import REQUIRED, Desk, sendable_names, without_empty
from sync.pushing.settle import Accepted, settle
from sync.report import Held
from sync.spec import TableSpec
from sync.values import SqlValue

BATCH = 1000
# A batch that holds more letters than this would keep a slow line busy for longer than a gateway
# waits, and would begin anew in every run.
_LETTERS = 2_000_000
# So many batches are under way while the answer to an earlier one is stored.
_AHEAD = 2

# Rows as they were read, each with what is sent of it.
Batch = list[tuple[Outgoing, dict[str, SqlValue]]]
Answer = list[RemoteRow] | Rejected | ShapeChanged


class Inserts:
    """Sends the new rows of one table; batches travel while those before them are stored."""

    def __init__(self, desk: Desk, spec: TableSpec) -> None:
        self._desk = desk
        self._run = desk.run
        self._spec = spec

    def send(self, ids: Sequence[str]) -> None:
        """Send rows that the server does not know."""
        under_way: deque[tuple[Batch, Callable[[], Answer]]] = deque()
        start, most = 0, BATCH
        while start < len(ids):
            self._run.tell("push", self._spec.name, start, len(ids))
            batch, passed = self._prepare(ids[start : start + most])
            # Among long texts not a thousand are read for each few that go.
            start, most = start + passed, min(BATCH, max(2 * passed, 1))
            asked = self._run.crew.ask(partial(self._ask, [values for _, values in batch]))
            under_way.append((batch, asked))
            if len(under_way) > _AHEAD:
                sent, answer = under_way.popleft()
                self._take(sent, answer())
        for sent, answer in under_way:
            self._take(sent, answer())

    def _prepare(self, ids: Sequence[str]) -> tuple[Batch, int]:
        """Read rows as they stand and note durably that they are being sent.

        Gives as many as a batch may hold, and how many of the ids that settles.
        """
        store, spec = self._run.store, self._spec
        rows: list[Outgoing] = []
        blocked: list[tuple[Outgoing, str]] = []
        passed, letters = len(ids), 0
        with store.writing(applying=False):
            for row in store.outgoing(spec, ids):
                if row.row is None or row.known is not None:
                    continue
                if letters > _LETTERS:
                    passed = ids.index(row.row_id)
                    break
                letters += sum([len(v) for v in row.row.values() if v.__class__ is str])
                parent = self._desk.blocker(spec, row)
                if parent is None:
                    rows.append(row)
                else:
                    blocked.append((row, parent))
            store.mark_attempted(spec, rows)
        for row, parent in blocked:
            self._desk.wait_for(spec, row, parent)
        names = sendable_names(self._run, spec)
        batch = [(row, {n: values[n] for n in names}) for row in rows if (values := row.row)]
        return batch, passed

    def _ask(self, values: Sequence[Values]) -> Answer:
        if not values:
            return []
        try:
            return self._run.remote.insert(self._spec, self._run.shapes[self._spec.name], values)
        except (Rejected, ShapeChanged) as fault:
            return fault

    def _take(self, batch: Batch, answer: Answer) -> None:
        if isinstance(answer, Rejected) and answer.code == REQUIRED:
            # The server may have a default where we have nothing.
            answer = self._ask(without_empty([values for _, values in batch]))
        if isinstance(answer, Rejected) and len(batch) > 1:
            self._desk.doubt_identity(answer)
        if isinstance(answer, ShapeChanged):
            self._reshape(batch, answer)
        elif not isinstance(answer, Rejected):
            self._settle(batch, answer)
        elif len(batch) == 1:
            self._desk.refused(self._spec, batch[0][0], answer)
        else:
            half = len(batch) // 2
            for part in (batch[:half], batch[half:]):
                self._run.cancel.check()
                self._take(part, self._ask([values for _, values in part]))

    def _settle(self, batch: Batch, back: Sequence[RemoteRow]) -> None:
        answers = {row.id: row for row in back}
        accepted = [
            Accepted(row, values, answers[row.row_id])
            for row, values in batch
            if row.row_id in answers
        ]
        settle(self._run, self._spec, accepted)

    def _reshape(self, batch: Batch, fault: ShapeChanged) -> None:
        self._run.store.unsend(self._spec, [row for row, _ in batch])
        if rediscover(self._run, self._spec):
            self._desk.again = True
            return
        for row, _ in batch:
            self._desk.hold(self._spec, row, Held.SHAPE, fault.column or "")

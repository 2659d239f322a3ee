"""What the pushing of one run shares: which rows may be sent, and what becomes of refused ones."""

from __future__ import annotations

from collections.abc import Sequence

from sync.comparing.canary import Canary
from sync.comparing.compare import sweep
from sync.errors import Rejected, SignInNeeded
from sync.local.aside import Aside
from sync.local.ledger import HeldRow
from sync.local.steps import Entry, Outgoing
from sync.pulling.intake import Intake
from sync.pushing.revival import revive_parents
from sync.report import Held
from sync.run import Run
from sync.spec import TableSpec
from sync.values import SqlValue

UNIQUE, FOREIGN, REQUIRED = "23505", "23503", "23502"
FORBIDDEN = "42501"


class Desk:
    """Knows held and gated rows, and decides about refusals; lives for one push.

    `again` asks for another round: something changed that lets waiting rows go further.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        self.again = False
        self._tried: set[tuple[str, str, str]] = set()
        self._held = {
            key: row.seq for key, row in run.store.ledger.held().items() if not self._is_due(row)
        }

    def _is_due(self, row: HeldRow) -> bool:
        """Whether a held row is tried again: the member asks, a day has passed, or it is freed."""
        run = self.run
        return run.options.on_demand or run.is_due(row.at) or self._freed(row.held)

    def _freed(self, held: Held) -> bool:
        """Whether a row that waited for its parents has no reason to wait any more."""
        if held.code == Held.BLOCKED:
            return True
        spec = self.run.specs.get(held.table)
        if held.code != FOREIGN or spec is None:
            return False
        row = self.run.store.local(spec, [held.row_id]).get(held.row_id, {})
        targets = ((parent, row.get(column)) for column, parent in spec.references.items())
        return all(self._is_known(parent, str(target)) for parent, target in targets if target)

    def sendable(self, spec: TableSpec) -> list[Entry]:
        """The waiting rows of a table that are neither held back nor gated.

        Nor is a row sent while what the server has of it lies aside: the two are not merged yet.
        """
        entries = self.run.store.entries(spec)
        aside = Aside(self.run.store.connection).ids(spec.name) if entries else set()
        if self._held or aside:
            entries = [e for e in entries if e.row_id not in aside and not self._is_held(e)]
        gate = self.run.gate
        if gate is None:
            return entries
        return [e for e in entries if not gate.holds(e.table, e.row_id)]

    def _is_held(self, entry: Entry) -> bool:
        return self._held.get((entry.table, entry.row_id)) == entry.seq

    def _gated(self, table: str, row_id: str) -> bool:
        gate = self.run.gate
        return gate is not None and gate.holds(table, row_id)

    def blocker(self, spec: TableSpec, row: Outgoing) -> str | None:
        """The table of a parent that cannot go and for which a new row must wait."""
        for column, parent in spec.references.items():
            target = str((row.row or {}).get(column))
            stays = self._gated(parent, target) or (parent, target) in self._held
            if stays and not self._is_known(parent, target):
                return parent
        return None

    def wait_for(self, spec: TableSpec, row: Outgoing, parent: str) -> None:
        """Hold a row like its parent; a parent behind the gate will come by itself."""
        targets = [(p, str((row.row or {}).get(c))) for c, p in spec.references.items()]
        if not any(self._gated(*target) for target in targets):
            self.hold(spec, row, Held.BLOCKED, parent)

    def _is_known(self, table: str, row_id: str) -> bool:
        return bool(self.run.store.versions(self.run.specs[table], [row_id]))

    def hold(self, spec: TableSpec, row: Outgoing, code: str, named: str = "") -> None:
        """Hold a row back until it is edited, the member asks, or a day has passed."""
        with self.run.store.writing(applying=False):
            held = Held(spec.name, row.row_id, code, named)
            self.run.store.ledger.hold(held, row.seq, self.run.now())
        self._held[spec.name, row.row_id] = row.seq

    def refused(self, spec: TableSpec, row: Outgoing, fault: Rejected) -> None:
        """Decide about one row that the server refused for a reason of its own."""
        self.run.store.unsend(spec, [row])
        self.doubt_identity(fault)
        first = (fault.code, spec.name, row.row_id) not in self._tried
        self._tried.add((fault.code, spec.name, row.row_id))
        helped = False
        if first and fault.code == UNIQUE and row.known is None:
            helped = self._adopt(spec, row)
        elif first and fault.code == FOREIGN and row.row is not None:
            helped = revive_parents(self.run, spec, row.row)
        if helped:
            self.again = True
        else:
            self.hold(spec, row, fault.code, fault.named or "")

    def doubt_identity(self, fault: Rejected) -> None:
        """A refusal by row level security may mean that the server takes us for somebody else.

        Then no row is to blame, and the run ends here.
        """
        if fault.code == FORBIDDEN and Canary(self.run).must_be_a_stranger():
            raise SignInNeeded("the server does not show this account's rows to this session")

    def _adopt(self, spec: TableSpec, row: Outgoing) -> bool:
        """The id or the natural key is taken: find the row that has it and join with it."""
        found = self.run.remote.fetch(spec, self.run.shapes[spec.name], [row.row_id])
        if found:
            Intake(self.run, spec).rows(found)
            return True
        if spec.natural_key:
            sweep(self.run, spec)
            return True
        return False


def sendable_names(run: Run, spec: TableSpec) -> list[str]:
    """The columns of a table that the server has and that are not its own business."""
    columns = run.shapes[spec.name].columns
    return [n for n in spec.names if n in columns and n not in spec.server_owned]


def without_empty(rows: Sequence[dict[str, SqlValue]]) -> list[dict[str, SqlValue]]:
    """Leave out columns that are empty in all rows, so that the server's defaults apply."""
    filled = {name for row in rows for name, value in row.items() if value is not None}
    return [{name: value for name, value in row.items() if name in filled} for row in rows]

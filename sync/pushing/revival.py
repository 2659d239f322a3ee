"""Brings back the parents of a row, where the server lost them and the row lives on."""

from __future__ import annotations

from sync.protocols import Values
from sync.report import What
from sync.run import Run
from sync.spec import Mode, TableSpec


def revive_parents(run: Run, spec: TableSpec, row: Values) -> bool:
    """Queue the missing parents of a row for insertion; tells whether to try the row again.

    A parent that is still here is sent anew; one that was deleted here is recalled from the
    trash. Parents of parents follow when their own insert is refused.
    """
    revived = False
    for column, parent in spec.references.items():
        target = row.get(column)
        if target is not None and parent in run.specs:
            revived |= _revive(run, run.specs[parent], str(target))
    return revived


def _revive(run: Run, parent: TableSpec, row_id: str) -> bool:
    shape = run.shapes[parent.name]
    if parent.mode is not Mode.TWO_WAY or not shape.exists:
        return False
    if run.remote.fetch(parent, shape, [row_id]) or row_id in run.unreadable(parent):
        # It came in this very moment.
        return True
    if run.store.requeue(parent, [row_id]):
        _tell(run, parent)
        return True
    # What is here and unknown there waits already, perhaps for another child's sake.
    return bool(run.store.local(parent, [row_id])) or _recall(run, parent, row_id)


def _recall(run: Run, parent: TableSpec, row_id: str) -> bool:
    attic = run.store.attic
    if attic is None:
        return False
    with run.store.writing(applying=False) as db:
        values = attic.recall(db, parent.name, row_id)
        if values is None:
            return False
        # An ordinary edit: the capture triggers queue it.
        run.store.forget(parent, [row_id])
        names = parent.names
        db.execute(run.store.sql(parent).insert, [values.get(name) for name in names])
    _tell(run, parent)
    return True


def _tell(run: Run, parent: TableSpec) -> None:
    run.report.restored += 1
    run.notice(What.PARENT_REVIVED, parent.name)

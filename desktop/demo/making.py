"""Opens the demo; the first time it writes the made-up life into it."""

from __future__ import annotations

from desktop import headless
from desktop.core.clock import SystemClock
from desktop.core.paths import DataFolder
from desktop.demo.place import mark_of, write_mark
from desktop.services.workspace import Workspace


def make(folder: DataFolder) -> None:
    """Write the life if it is not there yet; raises the AppError family."""
    if not mark_of(folder).complete:
        open_workspace(folder).close()


def open_workspace(folder: DataFolder) -> Workspace:
    """Open the demo in the calling thread, its life in it; raises the AppError family."""
    workspace = headless.open_workspace(folder)
    try:
        mark = mark_of(folder)
        if not mark.complete:
            _write(workspace, mark.entries)
            write_mark(folder, mark._replace(complete=True))
    except BaseException:
        workspace.close()
        raise
    return workspace


def _write(workspace: Workspace, entries: int) -> None:
    from desktop.demo.life import life
    from desktop.demo.links import keep_templates, link_evidence
    from desktop.demo.sounds import keep_sounds
    from desktop.store.transactions import writing

    # All of it or nothing: a making that was interrupted leaves an empty journal, not half a life.
    with writing(workspace.connection):
        if not workspace.rows.count("journal_entries"):
            told = life(SystemClock().now(), entries)
            for table, rows in told.items():
                workspace.rows.put_many(table, rows)
            vision = next(row for row in told["vision_versions"] if row["is_active"])
            link_evidence(workspace.evidence, vision, told["journal_entries"])
            keep_templates(workspace.templates)
            keep_sounds(workspace.recordings)
    while workspace.search.drain():
        pass

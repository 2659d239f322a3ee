"""Rules of the domain that no constraint can hold, restored after each sync (decision 18).

Two devices may each have made their own vision active, or given the same number to two visions.
What is put right here is an ordinary edit: it is captured, pushed and visible. Every device comes
to the same result, because only what the server holds decides.
"""

from __future__ import annotations

from desktop.store import faults
from desktop.store.transactions import Connection, writing


def restore_rules(connection: Connection) -> list[str]:
    """Put right what is wrong, and say so in sentences for the sync report."""
    with faults.translated():
        if not (_active_clash(connection) or _number_clash(connection)):
            return []
    with writing(connection):
        said = []
        if _deactivate(connection):
            said.append("Two visions were active. The one that was activated last stays active.")
        if _renumber(connection):
            said.append("Two visions had the same number. The later one got the next free number.")
        return said


def _active_clash(connection: Connection) -> bool:
    row = connection.execute(
        "SELECT 1 FROM vision_versions WHERE is_active = 1 GROUP BY user_id HAVING count(*) > 1"
    )
    return row.fetchone() is not None


def _number_clash(connection: Connection) -> bool:
    row = connection.execute(
        "SELECT 1 FROM vision_versions WHERE version_number IS NOT NULL "
        "GROUP BY user_id, version_number HAVING count(*) > 1"
    )
    return row.fetchone() is not None


def _deactivate(connection: Connection) -> int:
    # Activating moves the server's updated_at: the newest of the active ones was activated last.
    done = connection.execute(
        "UPDATE vision_versions SET is_active = 0 WHERE is_active = 1 AND id NOT IN ("
        "SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY user_id "
        "ORDER BY updated_at DESC, created_at DESC, id DESC) AS place "
        "FROM vision_versions WHERE is_active = 1) WHERE place = 1)"
    )
    return int(done.rowcount)


def _renumber(connection: Connection) -> int:
    later = connection.execute(
        "SELECT id, user_id FROM (SELECT id, user_id, created_at, row_number() OVER "
        "(PARTITION BY user_id, version_number ORDER BY created_at, id) AS place "
        "FROM vision_versions WHERE version_number IS NOT NULL) "
        "WHERE place > 1 ORDER BY created_at, id"
    ).fetchall()
    for row_id, user_id in later:
        connection.execute(
            "UPDATE vision_versions SET version_number = (SELECT max(version_number) + 1 "
            "FROM vision_versions WHERE user_id IS ?) WHERE id = ?",
            (user_id, row_id),
        )
    return len(later)

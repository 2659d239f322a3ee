"""Rules of the domain that no constraint can hold, restored after each sync (decision 18).

Two devices may each have made their own vision active, or given the same number to two visions.
What is put right here is an ordinary edit: it is captured, pushed and visible. Every device comes
to the same result: of visions that the server holds as active, only what the server says decides.
A choice that is still to be sent counts from the moment when it was made; if another one is later,
it is withdrawn before anybody else has seen it, otherwise it goes to the server with what follows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from desktop.core.phrases import Phrase
from desktop.domain.vision import next_number
from desktop.store import activations, faults
from desktop.store.asking import whole
from desktop.store.transactions import Connection, writing

_ONE_ACTIVE = Phrase("Two visions were active. The one that was activated last stays active.")
_OWN_NUMBERS = Phrase("Two visions had the same number. The later one got the next free number.")
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def restore_rules(
    connection: Connection, unsent: Callable[[], Mapping[str, str]] = dict, skew: float = 0.0
) -> list[Phrase]:
    """Put right what is wrong, and say so in sentences for the sync report.

    `unsent` gives the visions whose changes are still to be sent, with the time of the last edit
    here; the server's clock is `skew` seconds ahead of this device's.
    """
    with faults.translated():
        if not (_active_clash(connection) or _number_clash(connection)):
            return []
    with writing(connection):
        said = []
        if _active_clash(connection) and _deactivate(connection, unsent(), skew):
            said.append(_ONE_ACTIVE)
        if _renumber(connection):
            said.append(_OWN_NUMBERS)
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


def _deactivate(connection: Connection, unsent: Mapping[str, str], skew: float) -> int:
    active = connection.execute(
        "SELECT id, user_id, updated_at, created_at FROM vision_versions WHERE is_active = 1"
    ).fetchall()
    chosen, chosen_at = activations.noted(connection)
    last: dict[str | None, tuple[datetime, str, str]] = {}
    for row_id, user_id, updated_at, created_at in active:
        if row_id in unsent:
            here = _moment(chosen_at if row_id == chosen else unsent[row_id])
            moment = here + timedelta(seconds=skew) if here > _LONG_AGO else here
        else:
            # Activating moves the server's updated_at.
            moment = _moment(updated_at)
        found = (moment, created_at or "", row_id)
        last[user_id] = max(found, last.get(user_id, found))
    losing = {row[0] for row in active} - {row_id for _, _, row_id in last.values()}
    for row_id in sorted(losing):
        connection.execute("UPDATE vision_versions SET is_active = 0 WHERE id = ?", (row_id,))
    return len(losing)


def _moment(text: str | None) -> datetime:
    """A stored moment; nothing, or what is none, was long ago."""
    try:
        found = datetime.fromisoformat(text) if text else _LONG_AGO
    except ValueError:
        return _LONG_AGO
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _renumber(connection: Connection) -> int:
    later = connection.execute(
        "SELECT id, user_id FROM (SELECT id, user_id, created_at, row_number() OVER "
        "(PARTITION BY user_id, version_number ORDER BY created_at, id) AS place "
        "FROM vision_versions WHERE version_number IS NOT NULL) "
        "WHERE place > 1 ORDER BY created_at, id"
    ).fetchall()
    for row_id, user_id in later:
        taken = connection.execute(
            f"SELECT {whole('version_number')} FROM vision_versions WHERE user_id IS ?", (user_id,)
        )
        connection.execute(
            "UPDATE vision_versions SET version_number = ? WHERE id = ?",
            (next_number(number for (number,) in taken.fetchall()), row_id),
        )
    return len(later)

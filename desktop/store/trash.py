"""Rows that were deleted on this device: reading them, bringing them back, letting them go.

A row stays for more than a year. Whatever went with a parent comes back with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.store import faults
from desktop.store.raw import insert_row, putting_back, read_row
from desktop.store.schema import mirrored, specs
from desktop.store.transactions import Connection, writing
from sync.spec import Mode, TableSpec
from sync.values import SqlValue

KEEP = timedelta(days=400)
# What is over is noted first, and goes when it still is after this time: a clock that is years
# ahead for a while takes no word along.
NOTICE = timedelta(days=7)
_NOTED = "trash_over"
# What is noted of a look: when it was and what was over age; then the last row that was there at
# the latest moment of all looks, and this moment.
_NO_LOOK = ("", "", 0, "")
_GONE_SAYS = Phrase("This is no longer in the trash.")
_SELECT = "SELECT id, tbl, row_id, deleted_at, origin, data FROM local_trash"


@dataclass(frozen=True, slots=True)
class TrashedRow:
    """The last state of a deleted row; `origin` is member or sync, `values` are encoded."""

    id: int
    table: str
    row_id: str
    deleted_at: datetime
    origin: str
    values: dict[str, SqlValue]


def items(connection: Connection, limit: int = 200) -> list[TrashedRow]:
    """What can be brought back, newest first: rows that are not there again, each once.

    What went with its parent comes back with it, and is not listed beside it.
    """
    with faults.translated():
        found = connection.execute(
            f"{_SELECT} WHERE id IN (SELECT max(id) FROM local_trash GROUP BY tbl, row_id) "
            "ORDER BY id DESC"
        )
        rows: list[TrashedRow] = []
        for line in found:
            row = _trashed(line)
            if specs()[row.table].mode is not Mode.TWO_WAY or _present(connection, row):
                continue
            if not _comes_with_a_parent(connection, row):
                rows.append(row)
            if len(rows) >= limit:
                break
    return rows


def one(connection: Connection, trash_id: int) -> TrashedRow | None:
    """A trashed row by its number, or None."""
    with faults.translated():
        found = connection.execute(f"{_SELECT} WHERE id = ?", (trash_id,)).fetchone()
    return _trashed(found) if found else None


def latest(connection: Connection, table: str, row_id: str) -> int | None:
    """The number of a row's last state in the trash, or None."""
    with faults.translated():
        found = connection.execute(
            "SELECT max(id) FROM local_trash WHERE tbl = ? AND row_id = ?", (table, row_id)
        ).fetchone()
    return None if found[0] is None else int(found[0])


def restore(connection: Connection, trash_id: int) -> str:
    """Insert the row again under its old id, with all that went with it; gives that id.

    Raises InvalidInput when its parent is gone or another row has taken its place.
    """
    row = one(connection, trash_id)
    if row is None:
        raise InvalidInput(_GONE_SAYS)
    with putting_back(connection):
        _restore(connection, row)
    return row.row_id


def _restore(connection: Connection, row: TrashedRow) -> None:
    if not _present(connection, row):
        insert_row(connection, specs()[row.table], row.values)
    for child in _went_along(connection, row):
        _restore(connection, child)
    _keep_other_states(connection, row)
    connection.execute(
        "DELETE FROM local_trash WHERE tbl = ? AND row_id = ?", (row.table, row.row_id)
    )


def _keep_other_states(connection: Connection, row: TrashedRow) -> None:
    """What the trash has of a row beside what stands now goes to its earlier versions.

    The row may have come back by itself, with other words: it was edited elsewhere meanwhile.
    """
    present = read_row(connection, specs()[row.table], row.row_id)
    found = connection.execute(
        f"{_SELECT} WHERE tbl = ? AND row_id = ? ORDER BY id", (row.table, row.row_id)
    ).fetchall()
    for line in found:
        if json.loads(line[-1]) != present:
            connection.execute(
                "INSERT INTO local_versions (tbl, row_id, data, kept_at, origin) "
                "SELECT tbl, row_id, data, deleted_at, origin FROM local_trash WHERE id = ?",
                line[:1],
            )


def forget(connection: Connection, trash_id: int) -> None:
    """Let a row go for good, with all that went with it and the earlier versions of both.

    Raises InvalidInput when it is gone. A row that is there again keeps its versions.
    """
    row = one(connection, trash_id)
    if row is None:
        raise InvalidInput(_GONE_SAYS)
    with writing(connection):
        _forget(connection, row)


def _forget(connection: Connection, row: TrashedRow) -> None:
    for child in list(_went_along(connection, row)):
        _forget(connection, child)
    tables = ("local_trash",) if _present(connection, row) else ("local_trash", "local_versions")
    for table in tables:
        connection.execute(
            f"DELETE FROM {table} WHERE tbl = ? AND row_id = ?", (row.table, row.row_id)
        )


def _went_along(connection: Connection, parent: TrashedRow) -> Iterable[TrashedRow]:
    for spec in mirrored():
        for column in _pointing(spec, parent.table):
            # One statement deletes a parent and its children, so all bear the same moment.
            found = connection.execute(
                f"{_SELECT} WHERE tbl = ? AND id > ? AND deleted_at = ? "
                "AND json_extract(data, ?) = ? ORDER BY id",
                (
                    spec.name,
                    parent.id,
                    parent.deleted_at.isoformat(timespec="microseconds"),
                    f'$."{column}"',
                    parent.row_id,
                ),
            ).fetchall()
            yield from (_trashed(line) for line in found)


def _comes_with_a_parent(connection: Connection, row: TrashedRow) -> bool:
    moment = row.deleted_at.isoformat(timespec="microseconds")
    for column, table in specs()[row.table].references.items():
        parent = row.values.get(column)
        found = connection.execute(
            f"SELECT 1 FROM local_trash WHERE tbl = ? AND row_id = ? AND id < ? AND deleted_at = ? "
            f'AND NOT EXISTS (SELECT 1 FROM "{table}" WHERE id = ?)',
            (table, parent, row.id, moment, parent),
        )
        if found.fetchone() is not None:
            return True
    return False


def _pointing(spec: TableSpec, table: str) -> list[str]:
    return [column for column, parent in spec.references.items() if parent == table]


def prune(connection: Connection, now: datetime) -> int:
    """Let go what was deleted more than `KEEP` ago at a look `NOTICE` or more before this one.

    Gives how many rows went.
    """
    with writing(connection):
        row = connection.execute("SELECT value FROM local_meta WHERE key = ?", (_NOTED,)).fetchone()
        looked, over, seen, latest = _noted(row[0]) if row else _NO_LOOK
        # An earlier look in the future was made by a clock that was wrong.
        if row and _text(now - NOTICE) < looked <= _text(now):
            return 0
        if _text(now) >= latest:
            _date_anew(connection, seen, latest)
            seen, latest = _last_number(connection), _text(now)
        connection.execute(
            "INSERT INTO local_meta (key, value) VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (_NOTED, json.dumps([_text(now), _text(now - KEEP), seen, latest])),
        )
        if not row or looked > _text(now):
            return 0
        done = connection.execute("DELETE FROM local_trash WHERE deleted_at < ?", (over,))
        return int(done.rowcount)


def _noted(text: str) -> tuple[str, str, int, str]:
    """What was noted of the last look; by an earlier release, only its first half."""
    looked, over, seen, latest = (*json.loads(text), *_NO_LOOK[2:])[:4]
    return looked, over, seen, latest


def _date_anew(connection: Connection, seen: int, latest: str) -> None:
    """What came after the rows `seen` at a look was not deleted before that look.

    A computer without a battery begins in 1970, and may look while it is there: what is deleted
    then would be over age as soon as its clock is right.
    """
    connection.execute(
        "UPDATE local_trash SET deleted_at = ? WHERE id > ? AND deleted_at < ?",
        (latest, seen, latest),
    )


def _last_number(connection: Connection) -> int:
    found = connection.execute("SELECT coalesce(max(id), 0) FROM local_trash").fetchone()
    return int(found[0])


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _present(connection: Connection, row: TrashedRow) -> bool:
    found = connection.execute(f'SELECT 1 FROM "{row.table}" WHERE id = ?', (row.row_id,))
    return found.fetchone() is not None


def _trashed(line: tuple[int, str, str, str, str, str]) -> TrashedRow:
    number, table, row_id, deleted_at, origin, data = line
    return TrashedRow(
        number, table, row_id, datetime.fromisoformat(deleted_at), origin, json.loads(data)
    )

"""The versions of a vision as a list needs them: plain SQL that brings no text into Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.domain import vision as rules
from desktop.services.vision.values import VersionLine, moment
from desktop.store.asking import every_row, whole
from desktop.store.transactions import Connection

TABLE = "vision_versions"
# By what stands before the texts in a row: what stands behind them costs reading all of them.
NEWEST_FIRST = "ORDER BY version_number IS NULL, version_number DESC, id"
_BLANKS = "char(32, 9, 10, 11, 12, 13, 160)"
_FILLED = " + ".join(f"(trim(coalesce(\"{code}\", ''), {_BLANKS}) <> '')" for code in rules.CODES)
# `updated_at` is the server's; what was written here since shows in what is kept of the row.
_TOUCHED = (
    f"(SELECT max(kept_at) FROM local_versions WHERE tbl = '{TABLE}' AND row_id = v.id), "
    f"(SELECT touched_at FROM local_writing WHERE tbl = '{TABLE}' AND row_id = v.id)"
)
_LINE = (
    f"id, {whole('version_number')}, title, status, is_draft, is_active, {_FILLED}, perspective, "
    f"has_audio, created_at, updated_at, {_TOUCHED}"
)


def ids(connection: Connection) -> list[str]:
    """The ids of all versions, the highest number first."""
    rows = every_row(connection, f"SELECT id FROM {TABLE} {NEWEST_FIRST}")
    return [row_id for (row_id,) in rows]


def numbers(connection: Connection) -> list[int | None]:
    """The numbers of all versions."""
    found = every_row(connection, f"SELECT {whole('version_number')} FROM {TABLE}")
    return [number for (number,) in found]


def lines(connection: Connection, wanted: Sequence[str]) -> list[VersionLine]:
    """The lines of versions in the order of the ids; ids that are gone are left out."""
    marks = ", ".join("?" * len(wanted))
    rows = every_row(connection, f"SELECT {_LINE} FROM {TABLE} AS v WHERE id IN ({marks})", wanted)
    found = {row[0]: _line(row) for row in rows}
    return [found[row_id] for row_id in wanted if row_id in found]


def first_page(connection: Connection, limit: int) -> list[VersionLine]:
    """The lines of the newest versions; the texts of the others are never looked at."""
    rows = every_row(connection, f"SELECT id FROM {TABLE} {NEWEST_FIRST} LIMIT ?", (limit,))
    return lines(connection, [row_id for (row_id,) in rows])


def _line(row: Sequence[Any]) -> VersionLine:
    row_id, number, title, status, is_draft, is_active, filled, perspective, audio, *moments = row
    created, *later = (moment(text) for text in moments)
    return VersionLine(
        id=row_id,
        number=number,
        title=rules.shown_title(title),
        state=rules.state_of(status, is_draft, is_active),
        completion=rules.percent(filled),
        perspective=perspective,
        has_audio=bool(audio),
        created_at=created,
        changed_at=max((one for one in (created, *later) if one), default=None),
    )

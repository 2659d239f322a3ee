"""Earlier states of rows: reading them, and making one the present state again."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.store import faults
from desktop.store.raw import insert_row, putting_back, read_row, update_row
from desktop.store.schema import specs
from desktop.store.transactions import Connection, writing
from sync.spec import TableSpec
from sync.values import Kind, SqlValue, canonical_json

_GONE_SAYS = Phrase("This version is no longer here.")


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """One earlier state; `values` are encoded as in the database."""

    id: int
    table: str
    row_id: str
    kept_at: datetime
    origin: str
    values: dict[str, SqlValue]


def of_row(connection: Connection, table: str, row_id: str) -> list[KeptVersion]:
    """The earlier states of a row, newest first."""
    with faults.translated():
        found = connection.execute(
            f"{_SELECT} WHERE tbl = ? AND row_id = ? ORDER BY id DESC", (table, row_id)
        ).fetchall()
    return [_version(row) for row in found]


def one(connection: Connection, version_id: int) -> KeptVersion | None:
    """A version by its number, or None."""
    with faults.translated():
        found = connection.execute(f"{_SELECT} WHERE id = ?", (version_id,)).fetchone()
    return _version(found) if found else None


@contextlib.contextmanager
def keeping(connection: Connection, table: str, row_id: str) -> Iterator[None]:
    """Keep the state that a block writes over, though no words of the member change in it.

    For what lies in a column that is no text, such as the address of a sound.
    """
    newest = "SELECT coalesce(max(id), 0) FROM local_versions WHERE tbl = ? AND row_id = ?"
    with writing(connection):
        values = read_row(connection, specs()[table], row_id)
        last = connection.execute(newest, (table, row_id)).fetchone()
        yield
        kept = connection.execute(newest, (table, row_id)).fetchone() != last
        if values is not None and not kept:
            connection.execute(
                "INSERT INTO local_versions (tbl, row_id, data, kept_at, origin) VALUES "
                "(?, ?, ?, strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000+00:00', 'member')",
                (table, row_id, canonical_json(values)),
            )


def restore(connection: Connection, version_id: int) -> str:
    """Make an earlier state the present one, as an ordinary edit, and give the row's id.

    The present state is kept as a version in its turn. A row that was deleted since comes back.
    """
    kept = one(connection, version_id)
    if kept is None:
        raise InvalidInput(_GONE_SAYS)
    spec = specs()[kept.table]
    with putting_back(connection):
        present = read_row(connection, spec, kept.row_id)
        if present is None:
            insert_row(connection, spec, kept.values)
        else:
            update_row(connection, spec, kept.row_id, _changes(spec, present, kept))
    return kept.row_id


def _changes(
    spec: TableSpec, present: Mapping[str, SqlValue], kept: KeptVersion
) -> dict[str, SqlValue]:
    fixed = {"created_at", spec.owner, *spec.natural_key}
    if kept.origin == "member":
        # Bringing back words does not switch on again what was on when they were written.
        fixed |= {c.name for c in spec.columns if c.kind is Kind.BOOLEAN}
    return {
        name: kept.values[name]
        for name in spec.merged_names
        if name in kept.values and name not in fixed and kept.values[name] != present[name]
    }


_SELECT = "SELECT id, tbl, row_id, kept_at, origin, data FROM local_versions"


def _version(row: tuple[int, str, str, str, str, str]) -> KeptVersion:
    number, table, row_id, kept_at, origin, data = row
    return KeptVersion(
        number, table, row_id, datetime.fromisoformat(kept_at), origin, json.loads(data)
    )

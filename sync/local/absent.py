"""Columns that the server had once and lacks now, and what was last agreed on in them.

While a column is missing there, edits of it stay here and the base of its rows is let go with
the rest of a settled row. If it comes back with its old content, that content is no stranger's
edit: whatever sync writes about a row meanwhile, it first notes what was agreed on before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sync.ancestry import alike
from sync.local.connection import Connection, listed, literal, quoted
from sync.protocols import Values
from sync.spec import Merge, TableSpec
from sync.values import SqlValue

Agreed = dict[str, dict[str, SqlValue]]
_EMPTY = {"{}", "[]", "null", '""'}
_NOTE = "INSERT INTO sync_agreed (tbl, row_id, col, value) "


class Absent:
    """Reads and writes `sync_absent` and `sync_agreed`, inside the caller's transaction."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def columns(self, table: str) -> list[str]:
        """The columns of a table that went and have not come back."""
        found = self._db.execute("SELECT col FROM sync_absent WHERE tbl = ?", (table,))
        return [row[0] for row in found.fetchall()]

    def went(self, spec: TableSpec, columns: Sequence[str]) -> None:
        """Columns are gone from the server."""
        self._db.executemany(
            "INSERT INTO sync_absent (tbl, col) VALUES (?, ?) ON CONFLICT (tbl, col) DO NOTHING",
            [(spec.name, name) for name in columns],
        )

    def came(self, spec: TableSpec, columns: Sequence[str]) -> None:
        """Columns are there: note what was agreed on of those that had gone, in all rows."""
        for name in set(columns) & set(self.columns(spec.name)):
            self._db.execute(f"{_agreed(spec, name)} ON CONFLICT (tbl, row_id, col) DO NOTHING")
            self._db.execute("DELETE FROM sync_absent WHERE tbl = ? AND col = ?", (spec.name, name))

    def note(self, spec: TableSpec, ids: Sequence[str]) -> None:
        """Sync is about to write about rows: note what was agreed on of what is missing there.

        Nothing was of rows that the server did not know so far.
        """
        for name in self.columns(spec.name):
            self._db.execute(
                f"{_NOTE} SELECT ?, value, ?, NULL FROM json_each(?) WHERE value NOT IN "
                "(SELECT row_id FROM sync_rows WHERE tbl = ?) "
                "ON CONFLICT (tbl, row_id, col) DO UPDATE SET value = NULL",
                (spec.name, name, listed(ids), spec.name),
            )
            self._db.execute(
                f"{_agreed(spec, name)} AND r.row_id IN (SELECT value FROM json_each(?)) "
                "ON CONFLICT (tbl, row_id, col) DO NOTHING",
                (listed(ids),),
            )

    def agreed(self, table: str, ids: Sequence[str]) -> Agreed:
        """What was noted, by row and column."""
        found = self._db.execute(
            "SELECT row_id, col, value FROM sync_agreed WHERE tbl = ? "
            "AND row_id IN (SELECT value FROM json_each(?))",
            (table, listed(ids)),
        )
        noted: Agreed = {}
        for row_id, name, value in found.fetchall():
            noted.setdefault(row_id, {})[name] = value
        return noted

    def settled(self, table: str, ids: Sequence[str]) -> None:
        """Rows were read or written with what came back: what was noted has served its purpose."""
        any_noted = "SELECT 1 FROM sync_agreed WHERE tbl = ? LIMIT 1"
        if not self._db.execute(any_noted, (table,)).fetchone():
            return
        self._db.execute(
            "DELETE FROM sync_agreed WHERE tbl = ? AND row_id IN (SELECT value FROM json_each(?)) "
            "AND col NOT IN (SELECT col FROM sync_absent WHERE tbl = ?)",
            (table, listed(ids), table),
        )


def with_agreed(
    spec: TableSpec, base: Values | None, agreed: Mapping[str, SqlValue], remote: Values
) -> Values | None:
    """The base of a row, with what was agreed on in columns that came back.

    A column that came back empty is a new one: nobody emptied it, and what is here must travel.
    So is a single value that differs, for it may be the new column's default.
    """
    if base is None:
        return None
    known = {}
    for name, value in agreed.items():
        if name not in remote or name not in spec.merged_names:
            continue
        kept = spec.by_name[name].merge is not Merge.SCALAR and not _is_empty(remote[name])
        if kept or alike(spec, name, value, remote[name]):
            known[name] = value
    return {**base, **known} if known else base


def edited_unseen(spec: TableSpec, agreed: Mapping[str, SqlValue], local: Values | None) -> bool:
    """Whether a row holds edits that could not be sent, since their column was missing there."""
    if local is None:
        return False
    return any(not alike(spec, name, value, local.get(name)) for name, value in agreed.items())


def _is_empty(value: SqlValue) -> bool:
    return value is None or not str(value).strip() or value in _EMPTY


def _agreed(spec: TableSpec, name: str) -> str:
    """Note a column of known rows: as it is in their base, else as it stands here."""
    path, table = literal("$." + quoted(name)), literal(spec.name)
    return (
        f"{_NOTE} SELECT r.tbl, r.row_id, {literal(name)}, "
        f"CASE WHEN r.base IS NULL THEN t.{quoted(name)} ELSE json_extract(r.base, {path}) END "
        f"FROM sync_rows r LEFT JOIN {quoted(spec.name)} t ON t.id = r.row_id "
        f"WHERE r.tbl = {table} AND (r.base IS NULL OR json_type(r.base, {path}) IS NOT NULL)"
    )

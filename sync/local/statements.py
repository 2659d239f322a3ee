"""The SQL of one mirrored table, written once from its specification."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from sync.local.connection import literal, quoted
from sync.spec import TableSpec

# How an entry stood before it was marked as sent, and how it goes back there.
UNSEND = {
    0: "UPDATE sync_outbox SET attempted = 0, sent = NULL WHERE tbl = ? AND row_id = ?",
    2: (
        "UPDATE sync_outbox SET sent = CASE attempted WHEN 2 THEN json_remove(sent, '$[#-1]') "
        "ELSE sent END, attempted = 2 WHERE tbl = ? AND row_id = ?"
    ),
    3: "UPDATE sync_outbox SET attempted = 3 WHERE tbl = ? AND row_id = ?",
}


def repointing(specs: Iterable[TableSpec]) -> dict[str, list[str]]:
    """By table: the statements that let rows pointing at one of its ids point at another."""
    found: dict[str, list[str]] = {}
    for spec in specs:
        for column, parent in spec.references.items():
            name = quoted(column)
            found.setdefault(parent, []).append(
                f"UPDATE {quoted(spec.name)} SET {name} = ? WHERE {name} = ?"
            )
    return found


class Statements:
    """Holds the statements of one table; identifiers come from the specification alone."""

    def __init__(self, spec: TableSpec) -> None:
        self._spec = spec
        self._table = quoted(spec.name)
        self._updates: dict[tuple[str, ...], str] = {}

    @cached_property
    def columns(self) -> str:
        """The documented columns in their order, as a list."""
        return ", ".join(quoted(name) for name in self._spec.names)

    @cached_property
    def insert(self) -> str:
        """Insert a whole row."""
        marks = ", ".join("?" for _ in self._spec.names)
        return f"{self.insert_head} VALUES ({marks})"

    @cached_property
    def insert_head(self) -> str:
        """The beginning of an insert of whole rows."""
        return f"INSERT INTO {self._table} ({self.columns})"

    @cached_property
    def select(self) -> str:
        """Whole rows by a JSON list of ids."""
        return (
            f"SELECT {self.columns} FROM {self._table} WHERE id IN (SELECT value FROM json_each(?))"
        )

    @cached_property
    def outgoing(self) -> str:
        """Outbox entries by a JSON list of ids, with what the ledger knows and whole rows."""
        columns = ", ".join(f"t.{quoted(name)}" for name in self._spec.names)
        name = literal(self._spec.name)
        return (
            "SELECT o.row_id, o.seq, o.attempted, r.row_id, r.token, r.stamp, r.extra, r.base, "
            f"r.echo, {columns} FROM json_each(?) j CROSS JOIN sync_outbox o "
            f"ON o.tbl = {name} AND o.row_id = j.value "
            f"LEFT JOIN sync_rows r ON r.tbl = {name} AND r.row_id = o.row_id "
            f"LEFT JOIN {self._table} t ON t.id = o.row_id"
        )

    @cached_property
    def entries(self) -> str:
        """The outbox of this table in the order of its edits."""
        name = literal(self._spec.name)
        return (
            "SELECT o.row_id, o.seq, o.attempted, r.row_id IS NOT NULL, t.id IS NOT NULL "
            f"FROM sync_outbox o LEFT JOIN sync_rows r ON r.tbl = {name} "
            f"AND r.row_id = o.row_id LEFT JOIN {self._table} t ON t.id = o.row_id "
            f"WHERE o.tbl = {name} ORDER BY o.seq, o.n"
        )

    def update(self, names: Sequence[str]) -> str:
        """Set some columns of a row; the id is the last parameter."""
        key = tuple(names)
        if key not in self._updates:
            sets = ", ".join(f"{quoted(name)} = ?" for name in key)
            self._updates[key] = f"UPDATE {self._table} SET {sets} WHERE id = ?"
        return self._updates[key]

    def update_lines(self, names: Sequence[str], marks: str) -> str:
        """Set some columns of many rows; each line of values ends with the id of its row."""
        sets = ", ".join(f"{quoted(name)} = v.column{n}" for n, name in enumerate(names, 1))
        return (
            f"UPDATE {self._table} SET {sets} FROM (VALUES {marks}) AS v "
            f"WHERE {self._table}.id = v.column{len(names) + 1}"
        )

    @cached_property
    def delete(self) -> str:
        """Delete a row by its id."""
        return f"DELETE FROM {self._table} WHERE id = ?"

    @cached_property
    def twin(self) -> str:
        """A row of another id with the same natural key, which no server knows."""
        keys = " AND ".join(f"{quoted(n)} = ?" for n in self._spec.natural_key)
        name = literal(self._spec.name)
        return (
            f"SELECT id FROM {self._table} t WHERE {keys} AND id <> ? AND NOT EXISTS "
            f"(SELECT 1 FROM sync_rows r WHERE r.tbl = {name} AND r.row_id = t.id) LIMIT 1"
        )

    def pointing(self, column: str) -> str:
        """Ids of rows whose column holds one of a JSON list of ids and which wait to be sent."""
        name = literal(self._spec.name)
        return (
            f"SELECT DISTINCT t.{quoted(column)} FROM sync_outbox o JOIN {self._table} t "
            f"ON t.id = o.row_id WHERE o.tbl = {name} "
            f"AND t.{quoted(column)} IN (SELECT value FROM json_each(?))"
        )

    @cached_property
    def missing(self) -> str:
        """Forget the versions of known rows that are neither here, nor deleted, nor aside."""
        there = " AND ".join(
            f"NOT EXISTS (SELECT 1 FROM {table} x WHERE x.tbl = r.tbl AND x.row_id = r.row_id)"
            for table in ("sync_outbox", "sync_aside")
        )
        return (
            "UPDATE sync_rows AS r SET token = NULL, stamp = NULL WHERE r.tbl = ? "
            f"AND NOT EXISTS (SELECT 1 FROM {self._table} t WHERE t.id = r.row_id) AND {there}"
        )

    def widen(self, names: Sequence[str]) -> tuple[str, str, str]:
        """Statements for columns that the server has now: rows with values there must travel.

        The base of such a column is nothing, as the server never had it. Finally all versions
        are forgotten, for a new column does not change them.
        """
        name = literal(self._spec.name)
        filled = " OR ".join(f"t.{quoted(n)} IS NOT NULL" for n in names)
        pairs = ", ".join(
            f"{literal(n)}, " + ("NULL" if n in names else f"t.{quoted(n)}")
            for n in self._spec.names
        )
        nulls = ", ".join(f"{literal('$.' + quoted(n))}, NULL" for n in names)
        with_base = (
            f"UPDATE sync_rows SET base = json_set(base, {nulls}) "
            f"WHERE tbl = {name} AND base IS NOT NULL"
        )
        without = (
            f"UPDATE sync_rows SET base = (SELECT json_object({pairs}) FROM {self._table} t "
            f"WHERE t.id = sync_rows.row_id) WHERE tbl = {name} AND base IS NULL AND row_id IN "
            f"(SELECT t.id FROM {self._table} t WHERE {filled})"
        )
        versions = f"UPDATE sync_rows SET token = NULL, stamp = NULL WHERE tbl = {name}"
        return with_base, without, versions

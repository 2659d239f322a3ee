"""Generated triggers that note every local change of a two-way table in the outbox.

They stay silent while `sync_control.applying` is set, which sync does inside the transaction
that applies remote rows. `sync_outbox.attempted` says what the server may have been sent:

0  nothing since the row was last settled
1  the row as it stands now (a missing row: its deletion)
2  earlier states, which are listed in `sent`; the row was edited since
3  its deletion, but the row was put back since

`INSERT OR REPLACE` would fire only the insert trigger and lose the base: writers use
`INSERT ... ON CONFLICT DO UPDATE`.
"""

from __future__ import annotations

from collections.abc import Iterable

from sync.local.connection import literal, quoted
from sync.local.installed import PREFIX
from sync.spec import Mode, TableSpec

_NOW = "strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000+00:00'"
_AWAKE = "(SELECT applying FROM sync_control WHERE id = 1) = 0"
_TICK = "UPDATE sync_control SET seq = seq + 1 WHERE id = 1;"
_SEQ = "(SELECT seq FROM sync_control WHERE id = 1)"


def captured(specs: Iterable[TableSpec]) -> list[TableSpec]:
    """The tables whose local changes are noted."""
    return [spec for spec in specs if spec.mode is Mode.TWO_WAY]


def statements(spec: TableSpec) -> list[str]:
    """The CREATE TRIGGER statements of one table."""
    table, name = quoted(spec.name), literal(spec.name)
    keep = _keep_old(spec, name)
    return [
        _trigger(spec, "insert", f"AFTER INSERT ON {table}", "", _note(name, "NEW")),
        _trigger(
            spec,
            "update",
            f"AFTER UPDATE ON {table}",
            " AND OLD.id IS NEW.id",
            keep + _note(name, "NEW"),
        ),
        _trigger(
            spec,
            "rename",
            f"AFTER UPDATE OF id ON {table}",
            " AND OLD.id IS NOT NEW.id",
            keep + _note_deleted(name) + _note(name, "NEW"),
        ),
        _trigger(spec, "delete", f"AFTER DELETE ON {table}", "", keep + _note_deleted(name)),
    ]


def backlog(spec: TableSpec) -> str:
    """Queue rows that were written before the triggers existed and that no server knows."""
    table, name = quoted(spec.name), literal(spec.name)
    return (
        "INSERT INTO sync_outbox (tbl, row_id, seq, edited_at) "
        f"SELECT {name}, id, {_SEQ}, {_NOW} FROM {table} WHERE NOT EXISTS "
        f"(SELECT 1 FROM sync_rows r WHERE r.tbl = {name} AND r.row_id = {table}.id) "
        "ON CONFLICT (tbl, row_id) DO NOTHING"
    )


def old_as_json(spec: TableSpec, alias: str = "OLD") -> str:
    """An SQL expression for a whole row as a JSON object."""
    pairs = ", ".join(f"{literal(n)}, {alias}.{quoted(n)}" for n in spec.names)
    return f"json_object({pairs})"


def _trigger(spec: TableSpec, event: str, when: str, condition: str, body: str) -> str:
    name = quoted(f"{PREFIX}{spec.name}_{event}")
    return f"CREATE TRIGGER {name} {when} WHEN {_AWAKE}{condition} BEGIN {body} END"


def _keep_old(spec: TableSpec, name: str) -> str:
    """Keep the base at the first edit, and what was sent at the first edit after sending.

    A row that waits without a base was written here while the server's of its id lay aside:
    nothing was ever agreed on.
    """
    old = old_as_json(spec)
    waits = f"SELECT 1 FROM sync_outbox WHERE tbl = {name} AND row_id = OLD.id"
    return (
        f"UPDATE sync_rows SET base = {old} "
        f"WHERE tbl = {name} AND row_id = OLD.id AND base IS NULL AND NOT EXISTS ({waits}); "
        f"UPDATE sync_outbox SET attempted = 2, "
        f"sent = json_insert(coalesce(sent, '[]'), '$[#]', {old}) "
        f"WHERE tbl = {name} AND row_id = OLD.id AND attempted = 1; "
    )


def _note(name: str, alias: str) -> str:
    # attempted 1 at an insert means that the row's deletion was sent before it came back.
    return (
        f"{_TICK} INSERT INTO sync_outbox (tbl, row_id, seq, edited_at) "
        f"VALUES ({name}, {alias}.id, {_SEQ}, {_NOW}) "
        "ON CONFLICT (tbl, row_id) DO UPDATE SET seq = excluded.seq, "
        "edited_at = excluded.edited_at, "
        "attempted = CASE attempted WHEN 1 THEN 3 ELSE attempted END; "
    )


def _note_deleted(name: str) -> str:
    # A row that no server can have seen cancels out; any other deletion is queued.
    known = f"EXISTS (SELECT 1 FROM sync_rows WHERE tbl = {name} AND row_id = OLD.id)"
    return (
        f"{_TICK} DELETE FROM sync_outbox WHERE tbl = {name} AND row_id = OLD.id "
        f"AND attempted = 0 AND NOT {known}; "
        f"INSERT INTO sync_outbox (tbl, row_id, seq, edited_at) "
        f"SELECT {name}, OLD.id, {_SEQ}, {_NOW} WHERE {known} OR EXISTS "
        f"(SELECT 1 FROM sync_outbox WHERE tbl = {name} AND row_id = OLD.id) "
        "ON CONFLICT (tbl, row_id) DO UPDATE SET seq = excluded.seq, "
        "edited_at = excluded.edited_at, "
        "attempted = CASE attempted WHEN 3 THEN 1 ELSE attempted END; "
    )

"""Moving a member's rows from one owner to another (decision 9).

`adopt_account` gives everything in a database to the account that signed in first.
`join_database` takes the rows of another database into this one, where the account already has
rows: a row that both have under one key becomes one row that holds both sides' words, and the
other side's state stays in its history. Doing either twice changes nothing.

All of it happens in one transaction, so that a crash leaves the state before or the state after.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from desktop.core.ids import natural_id
from desktop.store.blending import blend
from desktop.store.database import Database
from desktop.store.raw import insert_row, read_row, update_row
from desktop.store.rules import restore_rules
from desktop.store.schema import specs, two_way
from desktop.store.transactions import Connection, writing
from sync.spec import TableSpec
from sync.values import SqlValue, canonical_json

Values = Mapping[str, SqlValue]
# Device-only rows that go along as they are: their keys are their own, and so are those they name.
_KEYED = (
    "local_templates", "local_evidence", "local_uploads", "local_narrations", "local_listening",
    "local_pins",
)  # fmt: skip


def adopt_account(connection: Connection, old_user: str, new_user: str) -> None:
    """Give every row of one member to another, with all ids that derive from the member."""
    with writing(connection):
        # A moved row is no deletion: what the triggers put into the trash meanwhile goes again.
        last = connection.execute("SELECT coalesce(max(id), 0) FROM local_trash").fetchone()[0]
        for spec in two_way():
            if spec.owner == "user_id":
                _adopt_table(connection, spec, old_user, new_user)
        connection.execute("DELETE FROM local_trash WHERE id > ?", (last,))
        restore_rules(connection)
        for kept in ("local_trash", "local_versions"):
            _adopt_kept(connection, kept, old_user, new_user)


def _adopt_table(connection: Connection, spec: TableSpec, old_user: str, new_user: str) -> None:
    ids = connection.execute(
        f'SELECT id FROM "{spec.name}" WHERE user_id = ?', (old_user,)
    ).fetchall()
    for (row_id,) in ids:
        moved = _moved_id(spec, row_id, read_row(connection, spec, row_id) or {}, new_user)
        if moved == row_id:
            continue
        _rename(connection, spec, (row_id, moved), new_user)
    connection.execute(
        f'UPDATE "{spec.name}" SET user_id = ? WHERE user_id = ?', (new_user, old_user)
    )


def _rename(connection: Connection, spec: TableSpec, ids: tuple[str, str], new_user: str) -> None:
    """Put a row in place of its old self, so that sync sees one go and one come."""
    old_id, new_id = ids
    values = {**(read_row(connection, spec, old_id) or {}), "id": new_id, "user_id": new_user}
    new_id = join_row(connection, spec, values)
    for child in two_way():
        for column, parent in child.references.items():
            if parent == spec.name:
                connection.execute(
                    f'UPDATE "{child.name}" SET "{column}" = ? WHERE "{column}" = ?',
                    (new_id, old_id),
                )
    connection.execute(f'DELETE FROM "{spec.name}" WHERE id = ?', (old_id,))
    for kept in ("local_versions", "local_trash"):
        connection.execute(
            f"UPDATE {kept} SET row_id = ?, data = json_set(data, '$.id', ?) "
            "WHERE tbl = ? AND row_id = ?",
            (new_id, new_id, spec.name, old_id),
        )


def _moved_id(spec: TableSpec, row_id: str, values: Values, new_user: str) -> str:
    """The id under the new owner: another one only where it derives from the owner."""
    if not spec.natural_key or not values.get("user_id"):
        return row_id
    key = [values.get(name) for name in spec.natural_key if name != "user_id"]
    if None in key or row_id != natural_id(str(values["user_id"]), spec.name, key):
        return row_id
    return natural_id(new_user, spec.name, key)


def _adopt_kept(connection: Connection, kept: str, old_user: str, new_user: str) -> None:
    last = 0
    # Years of versions do not fit into memory: they go by some hundred.
    while found := connection.execute(
        f"SELECT id, tbl, row_id, data FROM {kept} WHERE id > ? "
        "AND json_extract(data, '$.user_id') = ? ORDER BY id LIMIT 500",
        (last, old_user),
    ).fetchall():
        for number, table, row_id, data in found:
            values = json.loads(data)
            moved = _moved_id(specs()[table], row_id, values, new_user)
            values.update({"id": moved, "user_id": new_user})
            connection.execute(
                f"UPDATE {kept} SET row_id = ?, data = ? WHERE id = ?",
                (moved, canonical_json(values), number),
            )
        last = found[-1][0]


def join_database(connection: Connection, other: Database, old_user: str, new_user: str) -> None:
    """Take every row of another database into this one, for the account `new_user`.

    The other file is only read; it is the caller's to put away. Both files share one key.
    """
    connection.execute(f"ATTACH DATABASE ? AS other KEY {other.key_literal}", (str(other.path),))
    try:
        with writing(connection):
            for spec in two_way():
                _join_table(connection, spec, (old_user, new_user))
            restore_rules(connection)
            for kept, moment in (("local_trash", "deleted_at"), ("local_versions", "kept_at")):
                _join_kept(connection, (kept, moment), (old_user, new_user))
            for table in _KEYED:
                connection.execute(
                    f"INSERT INTO main.{table} SELECT * FROM other.{table} WHERE true "
                    "ON CONFLICT DO NOTHING"
                )
            # What stands in a form and is not saved yet, by the ids of the rows it is meant for.
            connection.execute(
                "INSERT INTO main.local_meta (key, value) SELECT key, value FROM other.local_meta "
                "WHERE key LIKE 'unsaved!_%' ESCAPE '!' "
                "ON CONFLICT (key) DO UPDATE SET value = json_patch(excluded.value, value)"
            )
            # Sounds that the member made; whatever was fetched can be fetched again.
            connection.execute(
                "INSERT INTO main.local_media SELECT * FROM other.local_media "
                "WHERE name IN (SELECT name FROM other.local_uploads) ON CONFLICT (key) DO NOTHING"
            )
    finally:
        connection.execute("DETACH DATABASE other")


def _join_table(connection: Connection, spec: TableSpec, users: tuple[str, str]) -> None:
    names = ", ".join(f'"{name}"' for name in spec.names)
    for row in connection.execute(f'SELECT {names} FROM other."{spec.name}"'):
        theirs = _given(spec, dict(zip(spec.names, row, strict=True)), users)
        join_row(connection, spec, theirs)


def _given(spec: TableSpec, values: dict[str, Any], users: tuple[str, str]) -> dict[str, Any]:
    """A row of the old owner as it will be the new owner's."""
    old_user, new_user = users
    if spec.owner != "user_id" or values.get("user_id") != old_user:
        return values
    moved = _moved_id(spec, str(values["id"]), values, new_user)
    return {**values, "id": moved, "user_id": new_user}


def join_row(connection: Connection, spec: TableSpec, theirs: dict[str, Any]) -> str:
    """Insert a row, or blend it into the one that has its key; gives the id that it has here."""
    row_id = same_key(connection, spec, theirs) or str(theirs["id"])
    ours = read_row(connection, spec, row_id)
    if ours is None:
        insert_row(connection, spec, theirs)
        return row_id
    joined = blend(spec, ours, theirs)
    changes = {name: value for name, value in joined.items() if value != ours[name]}
    differs = any(theirs[n] not in {None, joined[n]} for n in spec.merged_names)
    if differs:
        keep_version(connection, spec.name, row_id, {**theirs, "id": row_id})
    update_row(connection, spec, row_id, changes)
    return row_id


def same_key(connection: Connection, spec: TableSpec, values: Values) -> str | None:
    """The id of the row here that has the natural key of a row, or None."""
    key = [values.get(name) for name in spec.natural_key]
    if not key or None in key:
        return None
    condition = " AND ".join(f'"{name}" = ?' for name in spec.natural_key)
    found = connection.execute(
        f'SELECT id FROM main."{spec.name}" WHERE {condition} ORDER BY created_at, id LIMIT 1', key
    ).fetchone()
    return str(found[0]) if found else None


def keep_version(connection: Connection, table: str, row_id: str, values: Values) -> None:
    """Put a state of a row among its earlier versions, once."""
    data = canonical_json(values)
    connection.execute(
        "INSERT INTO main.local_versions (tbl, row_id, data, kept_at, origin) "
        "SELECT ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000+00:00', 'member' "
        "WHERE NOT EXISTS (SELECT 1 FROM main.local_versions "
        "WHERE tbl = ? AND row_id = ? AND data = ?)",
        (table, row_id, data, table, row_id, data),
    )


def _join_kept(connection: Connection, names: tuple[str, str], users: tuple[str, str]) -> None:
    kept, moment = names
    found = connection.execute(
        f"SELECT tbl, row_id, data, {moment}, origin FROM other.{kept} ORDER BY id"
    )
    for table, row_id, data, at, origin in found:
        spec = specs()[table]
        values = _given(spec, {"id": row_id, **json.loads(data)}, users)
        moved = same_key(connection, spec, values) or str(values["id"])
        text = canonical_json({**values, "id": moved})
        connection.execute(
            f"INSERT INTO main.{kept} (tbl, row_id, data, {moment}, origin) "
            f"SELECT ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM main.{kept} "
            f"WHERE tbl = ? AND row_id = ? AND data = ? AND {moment} = ?)",
            (table, moved, text, at, origin, table, moved, text, at),
        )

"""The triggers that keep what a change or a deletion would take away, as SQL.

Trash: before a row is deleted, its last state goes to `local_trash`. This holds for the tables
that a member writes and for those whose rows go when a parent goes.

Versions (decision 5): before a member's text changes, the state before goes to `local_versions`,
unless the write continues the row's open writing session. A session ends when it is left, after
ten idle minutes, when somebody else writes the row, and when the text has shrunk by a fifth since
it was longest: a slow deletion, too, leaves a version behind.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from desktop.store.schema import mirrored
from sync.spec import Merge, Mode, TableSpec

IDLE_SECONDS = 600

_NOW = (
    "coalesce((SELECT now FROM local_control WHERE id = 1), "
    "strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000+00:00')"
)
_APPLYING = "EXISTS (SELECT 1 FROM sync_control WHERE id = 1 AND applying = 1)"
_ORIGIN = f"CASE WHEN {_APPLYING} THEN 'sync' ELSE 'member' END"
# Who writes now: the named session, or nobody in particular (a remote change never continues one).
_SESSION = f"(SELECT session FROM local_control WHERE id = 1 AND NOT {_APPLYING})"


def statements() -> list[str]:
    """The CREATE TRIGGER statements of all tables."""
    return [*_triggers(mirrored())]


def fingerprint() -> str:
    """What the triggers of this version are told by."""
    return hashlib.sha256("\n".join(statements()).encode()).hexdigest()[:16]


def member_text(spec: TableSpec) -> tuple[str, ...]:
    """The columns that hold a member's words: texts that merge, and JSON."""
    return tuple(c.name for c in spec.columns if c.merge in {Merge.TEXT, Merge.KEYS})


def _triggers(specs: Iterable[TableSpec]) -> Iterator[str]:
    for spec in specs:
        if spec.mode is Mode.TWO_WAY or spec.references:
            yield _trash(spec)
        if spec.mode is Mode.TWO_WAY and member_text(spec):
            yield _opening(spec)
            yield _versions(spec)
            if spec.natural_key:
                yield _renamed(spec)


def _trash(spec: TableSpec) -> str:
    table = _quoted(spec.name)
    return f"""CREATE TRIGGER {_quoted(f"keep_trash_{spec.name}")} BEFORE DELETE ON {table}
BEGIN
    INSERT INTO local_trash (tbl, row_id, data, deleted_at, origin)
    VALUES ({_literal(spec.name)}, OLD.id, {_row_json(spec)}, {_NOW}, {_ORIGIN});
    DELETE FROM local_writing WHERE tbl = {_literal(spec.name)} AND row_id = OLD.id;
END"""


def _opening(spec: TableSpec) -> str:
    # A row that a session begins belongs to it: its first autosaves are no versions.
    table, name = _quoted(spec.name), _literal(spec.name)
    return f"""CREATE TRIGGER {_quoted(f"keep_opening_{spec.name}")} AFTER INSERT ON {table}
WHEN {_SESSION} IS NOT NULL
BEGIN
    INSERT INTO local_writing (tbl, row_id, session, touched_at, longest)
    SELECT {name}, NEW.id, {_SESSION}, {_NOW}, {_length("NEW", member_text(spec))} WHERE 1
    ON CONFLICT (tbl, row_id) DO UPDATE SET session = excluded.session,
        touched_at = excluded.touched_at, longest = excluded.longest;
END"""


def _versions(spec: TableSpec) -> str:
    texts = member_text(spec)
    changed = " OR ".join(f"OLD.{_quoted(n)} IS NOT NEW.{_quoted(n)}" for n in texts)
    written = " OR ".join(f"coalesce(OLD.{_quoted(n)}, '') <> ''" for n in texts)
    old_length = _length("OLD", texts)
    new_length = _length("NEW", texts)
    table, name = _quoted(spec.name), _literal(spec.name)
    # `longest` counts from the last version on: where one was kept, the new text starts afresh.
    goes_on = f"""EXISTS (SELECT 1 FROM local_writing
        WHERE tbl = {name} AND row_id = OLD.id AND session = {_SESSION}
        AND abs(unixepoch({_NOW}) - unixepoch(touched_at)) < {IDLE_SECONDS}
        AND {new_length} * 5 > max(longest, {old_length}) * 4)"""
    return f"""CREATE TRIGGER {_quoted(f"keep_versions_{spec.name}")} BEFORE UPDATE ON {table}
WHEN {changed}
BEGIN
    INSERT INTO local_versions (tbl, row_id, data, kept_at, origin)
    SELECT {name}, OLD.id, {_row_json(spec)}, {_NOW}, {_ORIGIN}
    WHERE ({written}) AND NOT {goes_on};
    INSERT INTO local_writing (tbl, row_id, session, touched_at, longest)
    SELECT {name}, OLD.id, {_SESSION}, {_NOW}, {new_length} WHERE {_SESSION} IS NOT NULL
    ON CONFLICT (tbl, row_id) DO UPDATE SET session = excluded.session,
        touched_at = excluded.touched_at,
        longest = CASE WHEN {goes_on} THEN max(longest, excluded.longest)
            ELSE excluded.longest END;
    DELETE FROM local_writing
    WHERE tbl = {name} AND row_id = OLD.id AND {_SESSION} IS NULL;
END"""


def _renamed(spec: TableSpec) -> str:
    table, name = _quoted(spec.name), _literal(spec.name)
    return f"""CREATE TRIGGER {_quoted(f"keep_renamed_{spec.name}")} AFTER UPDATE OF id ON {table}
WHEN OLD.id IS NOT NEW.id
BEGIN
    UPDATE local_versions SET row_id = NEW.id, data = json_set(data, '$.id', NEW.id)
    WHERE tbl = {name} AND row_id = OLD.id;
    DELETE FROM local_writing WHERE tbl = {name} AND row_id = OLD.id;
END"""


def _length(alias: str, names: tuple[str, ...]) -> str:
    return "(" + " + ".join(f"coalesce(length({alias}.{_quoted(n)}), 0)" for n in names) + ")"


def _row_json(spec: TableSpec) -> str:
    pairs = ", ".join(f"{_literal(n)}, OLD.{_quoted(n)}" for n in spec.names)
    return f"json_object({pairs})"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

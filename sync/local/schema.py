"""The tables of sync's own bookkeeping, and how they come into a database.

All are plain rowid tables: in an encrypted database with synchronous=FULL they take rows four
times as fast as tables without rowid.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from sync.local.connection import Connection, quoted
from sync.local.installed import installed, trigger_names
from sync.local.triggers import backlog, captured, statements
from sync.spec import TableSpec

_SCRIPT = """
CREATE TABLE IF NOT EXISTS sync_control (
    id INTEGER PRIMARY KEY CHECK (id = 1), applying INTEGER NOT NULL DEFAULT 0,
    seq INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS sync_meta (key TEXT PRIMARY KEY, value TEXT);
-- Rows that were changed here since they were last settled with the server. origin is the last
-- state there of a row that goes back to the server.
CREATE TABLE IF NOT EXISTS sync_outbox (
    n INTEGER PRIMARY KEY, tbl TEXT NOT NULL, row_id TEXT NOT NULL, seq INTEGER NOT NULL,
    edited_at TEXT NOT NULL, attempted INTEGER NOT NULL DEFAULT 0, sent TEXT,
    origin TEXT, UNIQUE (tbl, row_id));
-- Rows that the server is known to have. base is NULL while the row itself is the base.
CREATE TABLE IF NOT EXISTS sync_rows (
    n INTEGER PRIMARY KEY, tbl TEXT NOT NULL, row_id TEXT NOT NULL, token TEXT, stamp TEXT,
    extra TEXT, base TEXT, echo TEXT, UNIQUE (tbl, row_id));
CREATE TABLE IF NOT EXISTS sync_cursors (
    tbl TEXT PRIMARY KEY, stamp TEXT, slack REAL NOT NULL DEFAULT 0, walk_stamp TEXT,
    walk_id TEXT, walk_started TEXT, swept_at TEXT);
-- place: the last row that an audit under way has looked at.
CREATE TABLE IF NOT EXISTS sync_audits (tbl TEXT PRIMARY KEY, place TEXT, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sync_caps (
    tbl TEXT PRIMARY KEY, shape TEXT NOT NULL, seen_at TEXT NOT NULL,
    stamp_rests INTEGER NOT NULL DEFAULT 0);
-- Rows that the server refused. A new version of the app may do better: they are tried again.
DROP TABLE IF EXISTS sync_held;
CREATE TABLE sync_held (
    tbl TEXT NOT NULL, row_id TEXT NOT NULL, code TEXT NOT NULL, named TEXT NOT NULL,
    seq INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (tbl, row_id));
-- Rows whose insert was sent and not answered, and which were then deleted here.
CREATE TABLE IF NOT EXISTS sync_graves (
    tbl TEXT NOT NULL, row_id TEXT NOT NULL, sent TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (tbl, row_id));
-- Server rows that the local table cannot hold beside another one, kept whole.
CREATE TABLE IF NOT EXISTS sync_aside (
    tbl TEXT NOT NULL, row_id TEXT NOT NULL, data TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (tbl, row_id));
-- Columns that the server had once, and what was last agreed on in them where sync has written
-- about a row since.
CREATE TABLE IF NOT EXISTS sync_absent (
    tbl TEXT NOT NULL, col TEXT NOT NULL, PRIMARY KEY (tbl, col));
CREATE TABLE IF NOT EXISTS sync_agreed (
    tbl TEXT NOT NULL, row_id TEXT NOT NULL, col TEXT NOT NULL, value,
    PRIMARY KEY (tbl, row_id, col));
CREATE TABLE IF NOT EXISTS sync_reports (
    n INTEGER PRIMARY KEY, at TEXT NOT NULL, outcome TEXT NOT NULL, data TEXT NOT NULL);
INSERT INTO sync_control (id) VALUES (1) ON CONFLICT (id) DO NOTHING
"""


def install(connection: Connection, specs: Mapping[str, TableSpec] | Iterable[TableSpec]) -> None:
    """Create or renew the ledger tables and the capture triggers; cheap when nothing changed.

    The mirrored tables must exist. Rows that were written before the triggers are queued.
    """
    tables = list(specs.values() if isinstance(specs, Mapping) else specs)
    wanted = mark(tables)
    if installed(connection) == wanted:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        _create(connection, tables, wanted[0])
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def mark(tables: Iterable[TableSpec]) -> tuple[str, int]:
    """What tells these tables and triggers: a fingerprint of their SQL, how many triggers."""
    wanted = [statement for spec in captured(tables) for statement in statements(spec)]
    text = "\n".join([_SCRIPT, *wanted])
    return hashlib.sha256(text.encode()).hexdigest()[:16], len(wanted)


def _create(connection: Connection, tables: list[TableSpec], wanted: str) -> None:
    for statement in _SCRIPT.split(";"):
        connection.execute(statement)
    for name in trigger_names(connection):
        connection.execute(f"DROP TRIGGER {quoted(name)}")
    for spec in captured(tables):
        for statement in statements(spec):
            connection.execute(statement)
        connection.execute("UPDATE sync_control SET seq = seq + 1 WHERE id = 1")
        connection.execute(backlog(spec))
    connection.execute(
        "INSERT INTO sync_meta (key, value) VALUES ('triggers', ?) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (wanted,),
    )

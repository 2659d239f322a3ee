"""A small world for engine tests: one model server, devices with databases of their own."""

from __future__ import annotations

import json
import sqlite3
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sync.cancel import CancelToken
from sync.engine import Engine, RunOptions
from sync.local.ledger import Ledger, install
from sync.local.sqlite_store import SqliteStore
from sync.remote.memory import MemoryRemote, MemoryServer
from sync.spec import ColumnSpec, Merge, Mode, TableSpec
from sync.values import Kind

MEMBER = "00000000-0000-4000-8000-00000000000a"
OTHER = "00000000-0000-4000-8000-00000000000b"


def _columns(*names):
    made = {
        "id": ColumnSpec("id", Kind.UUID),
        "user_id": ColumnSpec("user_id", Kind.UUID),
        "created_at": ColumnSpec("created_at", Kind.TIMESTAMP),
        "updated_at": ColumnSpec("updated_at", Kind.TIMESTAMP),
        "tags": ColumnSpec("tags", Kind.TEXT_ARRAY, Merge.SET),
        "data": ColumnSpec("data", Kind.JSON, Merge.KEYS),
        "content": ColumnSpec("content", Kind.TEXT, Merge.TEXT),
        "done": ColumnSpec("done", Kind.BOOLEAN),
        "score": ColumnSpec("score", Kind.INTEGER),
        "note_id": ColumnSpec("note_id", Kind.UUID),
        "day_id": ColumnSpec("day_id", Kind.UUID),
        "leaf_id": ColumnSpec("leaf_id", Kind.UUID),
    }
    return tuple(made.get(name) or ColumnSpec(name, Kind.TEXT) for name in names)


NOTES = TableSpec(
    "notes",
    Mode.TWO_WAY,
    _columns(
        "id",
        "user_id",
        "day",
        "content",
        "mood",
        "tags",
        "data",
        "score",
        "created_at",
        "updated_at",
    ),
    owner="user_id",
)
LEAVES = TableSpec(  # no updated_at; hangs on a note
    "leaves",
    Mode.TWO_WAY,
    _columns("id", "user_id", "note_id", "content", "done", "created_at"),
    owner="user_id",
    references={"note_id": "notes"},
)
BUDS = TableSpec(  # no owner; hangs on a leaf
    "buds",
    Mode.TWO_WAY,
    _columns("id", "leaf_id", "content"),
    references={"leaf_id": "leaves"},
)
DAYS = TableSpec(  # one row a day
    "days",
    Mode.TWO_WAY,
    _columns("id", "user_id", "day", "content", "created_at"),
    owner="user_id",
    natural_key=("user_id", "day"),
)
BILLS = TableSpec(  # the server's own
    "bills",
    Mode.PULL,
    _columns("id", "user_id", "mood", "created_at", "updated_at"),
    owner="user_id",
)
EXTRAS = TableSpec("extras", Mode.GENERIC)
SPECS = {spec.name: spec for spec in (NOTES, LEAVES, BUDS, DAYS, BILLS, EXTRAS)}
# The same, but the first page of the notes is asked for before anything is known of them.
HASTY = SPECS | {"notes": replace(NOTES, rarely_empty=True)}


def ddl(spec):
    """A local table for a specification, as strict as the documented ones are."""
    columns = []
    for column in spec.columns:
        affinity = "INTEGER" if column.kind in {Kind.BOOLEAN, Kind.INTEGER} else "TEXT"
        extra = " PRIMARY KEY NOT NULL" if column.name == "id" else ""
        target = spec.references.get(column.name)
        if target:
            extra = f" REFERENCES {target} (id) ON DELETE CASCADE"
        columns.append(f'"{column.name}" {affinity}{extra}')
    if spec.natural_key:
        columns.append(f"UNIQUE ({', '.join(spec.natural_key)})")
    return f'CREATE TABLE "{spec.name}" ({", ".join(columns)})'


GENERIC_DDL = (
    "CREATE TABLE generic_rows (tbl TEXT, row_id TEXT, owner TEXT, data TEXT, hash TEXT, "
    "PRIMARY KEY (tbl, row_id))"
)


def new_id():
    """A random id; seed the `random` of a simulation instead where it must repeat."""
    return str(uuid.uuid4())


class DeviceClock:
    """A device's wall clock: the server's, wrong by some seconds."""

    def __init__(self, server_clock, wrong_by=0.0):
        self._server = server_clock
        self.wrong_by = wrong_by

    def now(self):
        return self._server.now() + timedelta(seconds=self.wrong_by)

    def monotonic(self):
        return (self._server.now() - datetime(2026, 1, 1, tzinfo=UTC)).total_seconds()


class ListAttic:
    """Keeps what merges set aside in a list, and deleted rows as the trash does."""

    def __init__(self):
        self.kept = []
        self.trash = {}

    def recall(self, _connection, table, row_id):
        return self.trash.get((table, row_id))

    def keep(self, _connection, table, row_id, values):
        self.kept.append((table, row_id, dict(values)))


class Device:
    """One installation: a database file, a remote, an engine; and a member's hands on it."""

    def __init__(self, world, path, wrong_by=0.0, user=MEMBER):
        self.world = world
        self.path = path
        self.clock = DeviceClock(world.server.clock, wrong_by)
        self.remote = MemoryRemote(world.server, user, self.clock)
        self.attic = ListAttic()
        self.db = self.connect()
        for spec in world.specs.values():
            if spec.mode is not Mode.GENERIC:
                self.db.execute(ddl(spec))
        self.db.execute(GENERIC_DDL)
        install(self.db, world.specs)
        self.db.execute("PRAGMA foreign_keys = ON")
        self.ledger = Ledger(self.db)
        self.after_sync = None
        self.gate = None
        self.tokens = None
        # Most tests are about walks; those about manifests raise this.
        self.small = 0

    def connect(self):
        db = sqlite3.connect(self.path, isolation_level=None)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = OFF")  # tests lose no power
        return db

    def engine(self, remote=None, store=None, workers=0):
        return Engine(
            store=store or SqliteStore(self.connect, sqlite3.Error, lambda: 0.0),
            remote=remote or self.remote,
            specs=self.world.specs,
            clock=self.clock,
            account_id=MEMBER,
            gate=self.gate,
            attic=self.attic,
            tokens=self.tokens,
            after_sync=self.after_sync,
            workers=workers,
            small=self.small,
        )

    def sync(self, remote=None, workers=0, **options):
        self.world.server.clock.advance(1)
        return self.engine(remote, workers=workers).run(CancelToken(), None, RunOptions(**options))

    # -- the member's hands ---------------------------------------------------------------

    def _touched(self, table, row_id):
        # SQLite's own clock is not the test's.
        self.world.server.clock.advance(0.001)
        at = self.clock.now().isoformat(timespec="microseconds")
        self.db.execute(
            "UPDATE sync_outbox SET edited_at = ? WHERE tbl = ? AND row_id = ?",
            (at, table, row_id),
        )

    def add(self, table, **values):
        spec = self.world.specs[table]
        row = {"id": values.get("id") or new_id(), **values}
        if "user_id" in spec.names:
            row.setdefault("user_id", MEMBER)
        if "created_at" in spec.names:
            row.setdefault("created_at", "2026-01-01T12:00:00.000000+00:00")
        names = ", ".join(f'"{n}"' for n in row)
        marks = ", ".join("?" for _ in row)
        self.db.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(row.values()))
        self._touched(table, row["id"])
        return row["id"]

    def edit(self, table, row_id, **changes):
        sets = ", ".join(f'"{n}" = ?' for n in changes)
        self.db.execute(f'UPDATE "{table}" SET {sets} WHERE id = ?', [*changes.values(), row_id])
        self._touched(table, row_id)

    def delete(self, table, row_id):
        row = self.row(table, row_id)
        if row is not None:
            self.attic.trash[table, row_id] = row
        self.db.execute(f'DELETE FROM "{table}" WHERE id = ?', (row_id,))
        self._touched(table, row_id)

    def restore(self, table, row_id):
        self.add(table, **self.attic.trash[table, row_id])

    def row(self, table, row_id):
        return self.rows(table).get(row_id)

    def rows(self, table):
        names = self.world.specs[table].names
        columns = ", ".join(f'"{n}"' for n in names)
        found = self.db.execute(f'SELECT {columns} FROM "{table}"').fetchall()
        return {r[names.index("id")]: dict(zip(names, r, strict=True)) for r in found}

    def generic(self, table):
        found = self.db.execute("SELECT row_id, data FROM generic_rows WHERE tbl = ?", (table,))
        return {row_id: json.loads(data) for row_id, data in found.fetchall()}

    def outbox(self):
        return self.db.execute("SELECT tbl, row_id FROM sync_outbox ORDER BY seq").fetchall()

    def known(self, table):
        found = self.db.execute("SELECT row_id FROM sync_rows WHERE tbl = ?", (table,))
        return {row[0] for row in found.fetchall()}


class World:
    """The server and all devices of a test."""

    def __init__(self, folder, specs=None):
        self.folder = folder
        self.specs = specs or SPECS
        self.server = MemoryServer(self.specs.values())
        self.devices = []

    def device(self, wrong_by=0.0, user=MEMBER):
        device = Device(self, self.folder / f"{len(self.devices)}.db", wrong_by, user)
        self.devices.append(device)
        return device

    def two(self):
        return self.device(), self.device()

    def server_rows(self, table):
        return self.server.rows(table)

    def put(self, table, **values):
        """Write a row on the server, as the web application does."""
        row = {"id": new_id(), "user_id": MEMBER, **values}
        row = {name: value for name, value in row.items() if name in self.specs[table].names}
        self.server.write(table, row)
        return row["id"]

    def settle(self, *devices, rounds=3):
        for _ in range(rounds):
            for device in devices or self.devices:
                device.sync()

    def assert_same(self, *devices):
        for name, spec in self.specs.items():
            if spec.mode is Mode.GENERIC:
                continue
            there = self.server_rows(name)
            for device in devices or self.devices:
                assert device.rows(name) == there, name

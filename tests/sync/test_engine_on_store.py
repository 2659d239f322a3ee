"""The engine on the application's own store: SQLCipher, the documented schema, its triggers."""

from __future__ import annotations

import os
import uuid

import pytest

from desktop.store import versions
from desktop.store.attic import LocalAttic
from desktop.store.database import Database
from desktop.store.schema import specs, two_way
from sync.cancel import CancelToken
from sync.engine import Engine, RunOptions
from sync.local.ledger import Ledger, install
from sync.local.sqlite_store import SqliteStore
from sync.remote.memory import MemoryRemote, MemoryServer
from sync.values import Kind
from tests.sync.world import MEMBER, DeviceClock

VALUES = {
    Kind.UUID: lambda: str(uuid.uuid4()),
    Kind.TEXT: lambda: "Words, “quoted” and 🌱.\n\nMore.",
    Kind.INTEGER: lambda: 7,
    Kind.BOOLEAN: lambda: 1,
    Kind.NUMERIC: lambda: "1.50",
    Kind.DATE: lambda: "2026-01-02",
    Kind.TIMESTAMP: lambda: "2026-01-02T03:04:05.000006+00:00",
    Kind.JSON: lambda: '{"a":[1,2.50,null],"b":"ü"}',
    Kind.TEXT_ARRAY: lambda: '["x","y"]',
}


class StoreDevice:
    """One installation with the application's database."""

    def __init__(self, server, folder):
        self.server = server
        self.database = Database(folder / "journal.db", os.urandom(32))
        self.database.open()
        self.db = self.database.connect()
        install(self.db, specs())
        self.clock = DeviceClock(server.clock)
        self.remote = MemoryRemote(server, MEMBER, self.clock)

    def sync(self, **options):
        self.server.clock.advance(1)
        engine = Engine(
            store=SqliteStore(self.database.connect, self.database.Error),
            remote=self.remote,
            specs=specs(),
            clock=self.clock,
            account_id=MEMBER,
            attic=LocalAttic(),
            workers=4,
        )
        return engine.run(CancelToken(), None, RunOptions(**options))

    def rows(self, spec):
        names = ", ".join(f'"{n}"' for n in spec.names)
        found = self.db.execute(f'SELECT {names} FROM "{spec.name}"').fetchall()
        return {r[spec.names.index("id")]: dict(zip(spec.names, r, strict=True)) for r in found}

    def insert(self, spec, row):
        names = ", ".join(f'"{n}"' for n in row)
        marks = ", ".join("?" for _ in row)
        self.db.execute(f'INSERT INTO "{spec.name}" ({names}) VALUES ({marks})', list(row.values()))


@pytest.fixture
def devices(tmp_path):
    server = MemoryServer(specs().values())
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        made.append(StoreDevice(server, tmp_path / name))
    yield made
    for device in made:
        device.db.close()


def full_rows():
    """One row for each two-way table, with a value in each column, parents first."""
    ids = {}
    for spec in two_way():
        row = {column.name: VALUES[column.kind]() for column in spec.columns}
        row.pop("updated_at", None)
        if "user_id" in row:
            row["user_id"] = MEMBER
        for column, parent in spec.references.items():
            row[column] = ids[parent]
        ids[spec.name] = row["id"]
        yield spec, row


def test_every_column_of_every_table_travels(devices):
    one, two = devices
    one.db.execute("PRAGMA ignore_check_constraints = ON")
    written = list(full_rows())
    for spec, row in written:
        one.insert(spec, row)
    report = one.sync()
    assert (report.pushed, report.held) == (len(written), [])
    assert two.sync().pulled == len(written)
    for spec, row in written:
        there = two.rows(spec)[row["id"]]
        assert {name: there[name] for name in row} == row
        assert two.rows(spec) == one.rows(spec)
    assert one.sync().pushed == two.sync().pushed == 0


def test_rows_that_break_documented_checks_and_references_arrive(devices):
    one, _ = devices
    spec = specs()["vision_board_items"]
    row = {"id": str(uuid.uuid4()), "user_id": MEMBER, "vision_id": str(uuid.uuid4())}
    one.server.tables["vision_board_items"].rows.clear()
    held = one.server.tables["vision_versions"]
    one.server.write("vision_versions", {"id": row["vision_id"], "user_id": MEMBER})
    one.server.edit("vision_versions", row["vision_id"], {"status": "beyond the document"})
    one.server.write("vision_board_items", row)
    del held.rows[row["vision_id"]]
    one.sync()
    assert row["id"] in one.rows(spec)


def test_what_sync_deletes_and_overwrites_is_kept_by_the_store(devices):
    one, two = devices
    spec = specs()["journal_entries"]
    rows = [
        {"id": str(uuid.uuid4()), "user_id": MEMBER, "content": f"Entry {n}.", "mood": "calm"}
        for n in range(3)
    ]
    for row in rows:
        one.insert(spec, row)
    one.sync()
    two.sync()
    two.db.execute("DELETE FROM journal_entries WHERE id = ?", (rows[0]["id"],))
    two.db.execute("UPDATE journal_entries SET content = 'New.' WHERE id = ?", (rows[1]["id"],))
    two.sync()
    report = one.sync()
    assert (report.deleted_here, report.pulled) == (1, 1)
    trash = one.db.execute("SELECT row_id, origin FROM local_trash").fetchall()
    assert trash == [(rows[0]["id"], "sync")]
    kept = one.db.execute("SELECT data FROM local_versions WHERE row_id = ?", (rows[1]["id"],))
    assert any("Entry 1." in data for (data,) in kept.fetchall())
    assert one.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_ten_thousand_entries_arrive_in_short_transactions(devices):
    one, _ = devices
    spec = specs()["journal_entries"]
    rows = [
        {"id": str(uuid.uuid4()), "user_id": MEMBER, "content": "Text.", "entry_date": "2026-01-01"}
        for _ in range(10_000)
    ]
    one.server.write("journal_entries", *rows)
    report = one.sync()
    assert report.pulled == 10_000
    assert set(one.rows(spec)) == {row["id"] for row in rows}
    assert Ledger(one.db).summary().waiting == 0
    assert one.sync().pulled == 0


def test_only_what_is_applied_does_not_wait_for_the_disk(devices):
    one, _ = devices
    store = SqliteStore(one.database.connect, one.database.Error)
    store.open()
    level = "PRAGMA synchronous"
    full, normal = 2, 1
    for applying, expected in ((False, full), (True, normal), (True, normal), (False, full)):
        with store.writing(applying=applying) as db:
            assert db.execute(level).fetchone() == (expected,)
    store.close()
    store.open()
    assert store.connection.execute(level).fetchone() == (full,)
    store.close()


def test_many_rows_of_a_table_keep_what_the_server_made_of_each(devices):
    one, two = devices
    spec = specs()["journal_entries"]
    rows = [
        {"id": str(uuid.uuid4()), "user_id": MEMBER, "content": f"Entry {n}.", "mood": None}
        for n in range(600)
    ]
    for row in rows:
        one.insert(spec, row)
    assert one.sync().pushed == 600
    here, there = one.rows(spec), one.server.tables["journal_entries"].rows
    assert {key: row["content"] for key, row in here.items()} == {
        row["id"]: row["content"] for row in rows
    }
    assert all(row["updated_at"] == there[key].values["updated_at"] for key, row in here.items())
    assert two.sync().pulled == 600
    assert two.rows(spec) == here
    assert one.sync().pushed == two.sync().pushed == 0


def test_a_paper_that_takes_the_servers_id_keeps_its_history(devices):
    spec = specs()["daily_papers"]
    one, _ = devices
    ours, theirs = str(uuid.uuid4()), str(uuid.uuid4())
    paper = {"user_id": MEMBER, "paper_date": "2026-01-02", "content": '{"gratitude":"Sun."}'}
    one.server.write(spec.name, {"id": theirs, **paper})
    one.insert(spec, {"id": ours, **paper, "content": '{"gratitude":"Rain, first."}'})
    one.db.execute('UPDATE daily_papers SET content = \'{"gratitude":"Rain."}\'')
    one.sync()
    assert set(one.rows(spec)) == {theirs}
    kept = versions.of_row(one.db, spec.name, theirs)
    assert [v.values["content"] for v in kept][-1] == '{"gratitude":"Rain, first."}'
    assert {v.values["id"] for v in kept} == {theirs}
    versions.restore(one.db, kept[-1].id)
    assert "Rain, first." in one.rows(spec)[theirs]["content"]

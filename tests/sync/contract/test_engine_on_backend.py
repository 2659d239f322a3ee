"""The whole engine on a real server: two devices, lost answers, and an oracle for every word."""

from __future__ import annotations

import os
import random
import re
import uuid

import pytest

from desktop.store.attic import LocalAttic
from desktop.store.database import Database
from desktop.store.schema import specs
from sync.engine import Engine
from sync.errors import SyncError
from sync.local.ledger import Ledger, install
from sync.local.sqlite_store import SqliteStore
from tests.sync.contract.worlds import SystemClock
from tests.sync.faults import FaultyRemote, Grim, Weather

TABLES = ("journal_entries", "scenes", "audio_sets", "audio_tracks", "daily_papers")
TEXTS = {
    "journal_entries": "content",
    "scenes": "scene_text",
    "audio_sets": "description",
    "audio_tracks": "transcript",
    "daily_papers": "content",
}
TOKEN = re.compile(r"t\d+t")


class Installation:
    """One device with the application's own store, on the real server."""

    def __init__(self, world, folder):
        self.world = world
        self.database = Database(folder / "journal.db", os.urandom(32))
        self.database.open()
        self.db = self.database.connect()
        install(self.db, specs())

    def sync(self, weather):
        remote = FaultyRemote(self.world.remote, weather, Grim())
        engine = Engine(
            store=SqliteStore(self.database.connect, self.database.Error),
            remote=remote,
            specs={name: specs()[name] for name in TABLES},
            clock=SystemClock(),
            account_id=self.world.member,
            attic=LocalAttic(),
            workers=0,
        )
        try:
            return engine.run()
        except SyncError:
            return None

    def rows(self, name):
        spec = specs()[name]
        names = ", ".join(f'"{n}"' for n in spec.names)
        found = self.db.execute(f'SELECT {names} FROM "{name}"').fetchall()
        return {r[spec.names.index("id")]: dict(zip(spec.names, r, strict=True)) for r in found}

    def kept(self):
        """Everything that is in the trash."""
        found = self.db.execute("SELECT data FROM local_trash")
        return " ".join(line[0] for line in found.fetchall())


class Session:
    """Random work of one member on two devices; remembers which words were removed knowingly."""

    def __init__(self, world, devices, seed):
        self.world = world
        self.devices = devices
        self.dice = random.Random(seed)
        self.tokens = 0
        self.removed = set()

    def token(self):
        self.tokens += 1
        return f"t{self.tokens}t"

    def step(self):
        device = self.dice.choice(self.devices)
        act = self.dice.choice([self.write, self.write, self.edit, self.edit, self.delete])
        act(device)
        if self.dice.random() < 0.4:
            device.sync(Weather(self.dice, offline=0.02, lost=0.1))

    def write(self, device):
        sets = sorted(device.rows("audio_sets"))
        name = self.dice.choice([name for name in TABLES if sets or name != "audio_tracks"])
        # Where rows of a batch name a column and others leave it to its default, the test backend
        # answers NULL for these, though it stores the default; the application names it always.
        row = {
            "id": str(uuid.uuid4()),
            "user_id": self.world.member,
            "created_at": SystemClock().now().isoformat(timespec="microseconds"),
        }
        text = f"First {self.token()}.\n\nLast."
        if name == "audio_tracks":
            row |= {"audio_set_id": self.dice.choice(sets), "order_index": 1}
        if name == "daily_papers":
            text = f'{{"gratitude":"{text.split(".", maxsplit=1)[0]}"}}'
            row["paper_date"] = f"2026-02-{self.tokens % 28 + 1:02d}"
        if name == "journal_entries":
            row |= {"entry_date": "2026-01-02", "mood": "calm", "tags": '["a"]'}
        if name == "scenes":
            row["category"] = "fun"
        row[TEXTS[name]] = text
        columns = ", ".join(f'"{c}"' for c in row)
        marks = ", ".join("?" for _ in row)
        device.db.execute(f'INSERT INTO "{name}" ({columns}) VALUES ({marks})', list(row.values()))

    def edit(self, device):
        name = self.dice.choice(["journal_entries", "scenes"])
        rows = device.rows(name)
        if not rows:
            return
        key = self.dice.choice(sorted(rows))
        parts = (rows[key][TEXTS[name]] or "").split("\n\n")
        parts.insert(self.dice.randrange(len(parts) + 1), f"More {self.token()}.")
        device.db.execute(
            f'UPDATE "{name}" SET "{TEXTS[name]}" = ? WHERE id = ?', ("\n\n".join(parts), key)
        )

    def delete(self, device):
        name = self.dice.choice(TABLES)
        rows = device.rows(name)
        if self.dice.random() < 0.6 or not rows:
            return
        key = self.dice.choice(sorted(rows))
        if name == "audio_sets":
            for track in device.rows("audio_tracks").values():
                if track["audio_set_id"] == key:
                    self.removed.update(TOKEN.findall(track["transcript"] or ""))
        self.removed.update(TOKEN.findall(rows[key][TEXTS[name]] or ""))
        device.db.execute(f'DELETE FROM "{name}" WHERE id = ?', (key,))

    def judge(self):
        fair = Weather(self.dice)
        reports = [device.sync(fair) for _ in range(3) for device in self.devices]
        reports += [device.sync(fair) for device in self.devices]
        assert all(report is not None and not report.held for report in reports)
        present = ""
        for name in TABLES:
            one, two = (device.rows(name) for device in self.devices)
            assert one == two, name
            assert one == self.there(name, sorted(one)), name
            present += " ".join(str(row[TEXTS[name]]) for row in one.values())
        kept = " ".join(device.kept() for device in self.devices)
        every = {f"t{n}t" for n in range(1, self.tokens + 1)}
        lost = every - set(TOKEN.findall(present)) - self.removed - set(TOKEN.findall(kept))
        assert not lost
        for device in self.devices:
            assert Ledger(device.db).summary().waiting == 0

    def there(self, name, ids):
        spec = specs()[name]
        remote = self.world.remote
        shape = remote.inspect(spec)
        assert remote.count(spec) == len(ids)
        return {row.id: dict(row.values) for row in remote.fetch(spec, shape, ids)}


@pytest.mark.backend
@pytest.mark.parametrize("seed", range(3))
def test_two_devices_on_a_real_server_lose_nothing(real_world, tmp_path, seed):
    devices = []
    try:
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
            devices.append(Installation(real_world, tmp_path / name))
        session = Session(real_world, devices, seed)
        for _ in range(30):
            session.step()
        session.judge()
    finally:
        for device in devices:
            device.db.close()

"""A seeded simulation of one member on several devices, under faults, with an exact oracle.

Every edit brings a unique token. The run keeps track of which tokens were removed by an edit
that had seen them; all others must be found in the end.
"""

from __future__ import annotations

import json
import random
import re
import sqlite3
import uuid
from dataclasses import dataclass, field

from sync.errors import SyncError
from sync.local.sqlite_store import SqliteStore
from sync.remote.memory import MemoryRemote
from tests.sync.faults import FaultyRemote, Grim, Killed, MortalConnection, Weather
from tests.sync.world import MEMBER, Device, ListAttic, World

TOKEN = re.compile(r"t\d+t")
_SPACE = uuid.UUID("00000000-0000-4000-8000-0000000000ff")


@dataclass
class Plan:
    """What kind of simulation to run. `calm`: one device is used at a time, each in sync."""

    seed: int
    devices: int = 2
    steps: int = 40
    calm: bool = False
    offline: float = 0.03
    lost: float = 0.05
    late: float = 0.03
    between: float = 0.06
    kills: float = 0.15
    tweak: object = None


class TrashAttic(ListAttic):
    """Recalls rows from the trash that the triggers of the simulated store fill."""

    def recall(self, connection, table, row_id):
        found = connection.execute(
            "SELECT data FROM trash WHERE tbl = ? AND row_id = ? ORDER BY rowid DESC LIMIT 1",
            (table, row_id),
        ).fetchone()
        return json.loads(found[0]) if found else None


class MemoryDevice(Device):
    """A device whose whole database is one memory connection, so that death is a rollback."""

    def connect(self):
        if not hasattr(self, "only"):
            self.only = sqlite3.connect(":memory:", isolation_level=None)
        return self.only

    def mortal(self, grim):
        return MortalConnection(self.only, grim, self.member_mode)

    def engine(self, remote=None, store=None, workers=0):
        store = store or SqliteStore(lambda: self.mortal(Grim()), sqlite3.Error, lambda: 0.0)
        return super().engine(remote, store, workers)

    def member_mode(self):
        self.only.execute("PRAGMA foreign_keys = ON")
        self.only.execute("PRAGMA ignore_check_constraints = OFF")

    def sync_mode(self):
        self.only.execute("PRAGMA foreign_keys = OFF")
        self.only.execute("PRAGMA ignore_check_constraints = ON")

    def keep_trash(self):
        """What sync deletes here goes to the trash, as the store's own triggers do it."""
        self.attic = TrashAttic()
        self.only.execute("CREATE TABLE trash (tbl TEXT, row_id TEXT, data TEXT)")
        for spec in self.world.specs.values():
            if spec.columns:
                pairs = ", ".join(f"'{n}', OLD.\"{n}\"" for n in spec.names)
                self.only.execute(
                    f"CREATE TRIGGER trash_{spec.name} BEFORE DELETE ON {spec.name} "
                    f"BEGIN INSERT INTO trash VALUES ('{spec.name}', OLD.id, "
                    f"json_object({pairs})); END"
                )


@dataclass
class Tally:
    """How often each kind of thing happened."""

    counts: dict = field(default_factory=dict)

    def add(self, name, number=1):
        self.counts[name] = self.counts.get(name, 0) + number


class Simulation:
    """One seeded run; `run()` raises AssertionError with the seed when the oracle is broken."""

    def __init__(self, folder, plan):
        self.plan = plan
        self.dice = random.Random(plan.seed)
        self.world = World(folder)
        self.world.server.max_rows = self.dice.choice([2, 3, 7, 1000])
        self.tally = Tally()
        self.tokens = 0
        self.removed = set()
        self.born = {}
        self.waiting = []  # what the server will do later
        self.conflicts = 0
        self.grims = []
        for number in range(plan.devices):
            wrong_by = self.dice.choice([0, 0, 3, -3, 7200, -86400])
            device = MemoryDevice(self.world, folder / f"{number}.db", wrong_by)
            device.keep_trash()
            # Some compare small tables as a whole, as the application does.
            device.small = 200 if plan.seed % 4 == 3 else 0
            self.world.devices.append(device)
            self.grims.append(Grim())
        self.world.put("bills", id=self.new_id(), mood="always there")
        self.active = 0

    # -- small things ---------------------------------------------------------------------

    def new_id(self):
        return str(uuid.UUID(int=self.dice.getrandbits(128), version=4))

    def token(self):
        self.tokens += 1
        return f"t{self.tokens}t"

    def weather(self):
        """Some runs go through undisturbed for long, some hardly get anywhere."""
        plan, harsh = self.plan, self.dice.choice([0.1, 0.5, 1, 2])
        return Weather(
            self.dice, plan.offline * harsh, plan.lost * harsh, plan.late * 4, plan.between
        )

    def forget_tokens(self, *texts):
        for text in texts:
            self.removed.update(TOKEN.findall(text or ""))

    # -- what a member does ---------------------------------------------------------------

    def act(self, device):
        """One thing that a member does on a device."""
        actions = [self.write, self.write, self.rewrite, self.rewrite, self.rewrite]
        actions += [self.set_scalar, self.tag, self.hang, self.rewrite_leaf, self.remove]
        actions += [self.bring_back, self.keep_day, self.keep_day]
        action = self.dice.choice(actions)
        self.tally.add(action.__name__)
        action(device)
        self.world.server.clock.advance(self.dice.choice([0.01, 1, 20]))

    def some(self, device, table):
        rows = device.rows(table)
        return rows[self.dice.choice(sorted(rows))] if rows else None

    def write(self, device):
        token = self.token()
        key = device.add("notes", id=self.new_id(), content=f"Note {token}.", mood="calm")
        self.born[token] = ("notes", key)

    def changed_text(self, text):
        """Insert, extend or replace a paragraph."""
        parts = (text or "").split("\n\n") if text else []
        way = self.dice.random()
        place = self.dice.randrange(len(parts) + 1)
        if way < 0.55 or not parts:
            parts.insert(place, f"More {self.token()} here.")
        elif way < 0.85:
            place = min(place, len(parts) - 1)
            parts[place] = f"{parts[place]} And {self.token()} too."
        else:
            place = min(place, len(parts) - 1)
            self.forget_tokens(parts[place])
            parts[place] = f"Anew {self.token()}."
        return "\n\n".join(parts)

    def rewrite(self, device):
        row = self.some(device, "notes")
        if row:
            device.edit("notes", row["id"], content=self.changed_text(row["content"]))

    def rewrite_leaf(self, device):
        row = self.some(device, "leaves")
        if row:
            device.edit("leaves", row["id"], content=self.changed_text(row["content"]))

    def set_scalar(self, device):
        row = self.some(device, "notes")
        if row:
            self.forget_tokens(row["mood"])
            device.edit("notes", row["id"], mood=self.token())

    def tag(self, device):
        row = self.some(device, "notes")
        if row:
            tags = json.loads(row["tags"] or "[]")
            tags.append(self.token())
            keys = json.loads(row["data"] or "{}")
            keys[f"k{self.dice.randrange(3)}{self.token()}"] = 1
            device.edit("notes", row["id"], tags=_json(tags), data=_json(keys))

    def hang(self, device):
        row = self.some(device, "notes")
        if row:
            token = self.token()
            key = self.new_id()
            device.add("leaves", id=key, note_id=row["id"], content=f"Leaf {token}.", done=0)
            self.born[token] = ("leaves", key)

    def remove(self, device):
        table = self.dice.choice(["notes", "leaves", "days"])
        row = self.some(device, table)
        if row:
            if table == "notes":
                for leaf in device.rows("leaves").values():
                    if leaf["note_id"] == row["id"]:
                        self.forget_tokens(*_texts(leaf))
            self.forget_tokens(*_texts(row))
            device.delete(table, row["id"])

    def bring_back(self, device):
        gone = [k for k in sorted(device.attic.trash) if k[1] not in device.rows(k[0])]
        gone = [k for k in gone if k[0] == "notes"]
        if gone:
            key = self.dice.choice(gone)
            device.restore(*key)
            # Another device may have deleted it as well, having seen the same words.
            if not any(key in d.outbox() for d in self.world.devices if d is not device):
                self.removed.difference_update(
                    t for text in _texts(device.row(*key)) for t in TOKEN.findall(text)
                )

    def keep_day(self, device):
        day = f"2026-01-0{self.dice.randrange(1, 4)}"
        for row in device.rows("days").values():
            if row["day"] == day:
                device.edit("days", row["id"], content=self.changed_text(row["content"]))
                return
        natural = str(uuid.uuid5(_SPACE, day))
        key = natural if self.dice.random() < 0.7 else self.new_id()
        device.add("days", id=key, day=day, content=f"Day {self.token()}.")

    # -- what the web application does ------------------------------------------------------

    def web(self):
        server = self.world.server
        rows = server.rows("notes")
        way = self.dice.random()
        self.tally.add("web")
        if way < 0.4 or not rows:
            token, key = self.token(), self.new_id()
            self.born[token] = ("notes", key)
            values = {"id": key, "user_id": MEMBER, "content": f"Web {token}.", "mood": "w"}
            self.commit_late(lambda t: t.insert("notes", [values]))
        elif way < 0.8:
            key, token = self.dice.choice(sorted(rows)), self.token()
            self.commit_late(lambda t: self._web_edit(t, key, token))
        else:
            key = self.dice.choice(sorted(rows))
            for leaf in server.rows("leaves").values():
                if leaf["note_id"] == key:
                    self.forget_tokens(*_texts(leaf))
            self.forget_tokens(*_texts(rows[key]))
            server.remove("notes", key)

    def _web_edit(self, transaction, key, token):
        row = self.world.server.rows("notes").get(key)
        if row is None:
            self.removed.add(token)
            return
        transaction.update("notes", key, {"content": f"{row['content']}\n\nWeb {token}."})

    def commit_late(self, fill):
        """Take the stamp now and commit at some later moment, within the API's limit."""
        transaction = self.world.server.begin()

        def commit():
            fill(transaction)
            transaction.commit()

        if self.dice.random() < 0.5:
            self.tally.add("late commit")
            self.waiting.append((self.world.server.clock.now(), commit))
        else:
            commit()

    def let_happen(self, *, everything=False):
        """Let requests and transactions that are under way reach their end."""
        waiting, self.waiting = self.waiting, []
        for since, act in waiting:
            age = (self.world.server.clock.now() - since).total_seconds()
            if everything or age > 120 or self.dice.random() < 0.3:
                act()
            else:
                self.waiting.append((since, act))

    # -- running --------------------------------------------------------------------------

    def between(self, device):
        """Something else happens while a device waits for an answer."""
        way = self.dice.random()
        if way < 0.4:
            device.member_mode()
            self.act(device)
            device.sync_mode()
        elif way < 0.7 and not self.plan.calm:
            self.web()
        else:
            self.let_happen()

    def sync(self, number, weather):
        device, grim = self.world.devices[number], self.grims[number]
        grim.rest()
        if self.dice.random() < self.plan.kills and weather.lost:
            grim.arm(self.dice.randrange(150))
        later = lambda act: self.waiting.append((self.world.server.clock.now(), act))  # noqa: E731
        real = device.remote
        if weather.lost and self.dice.random() < 0.03:
            # The server takes us for nobody, and answers 200 and nothing.
            real = MemoryRemote(self.world.server, None, device.clock)
            self.tally.add("nobody")
        remote = FaultyRemote(real, weather, grim, lambda: self.between(device), later)
        store = SqliteStore(lambda: device.mortal(grim), sqlite3.Error, lambda: 0.0)
        if self.plan.tweak:
            self.plan.tweak(remote, store)
        engine = device.engine(remote, store)
        self.world.server.clock.advance(1)
        self.tally.add("sync")
        try:
            report = engine.run()
        except SyncError as fault:
            self.tally.add(type(fault).__name__)
            return None
        except Killed:
            self.tally.add("killed")
            return None
        finally:
            for name, count in remote.counts.items():
                self.tally.add(name, count)
            if device.only.in_transaction:
                device.only.execute("ROLLBACK")
            grim.rest()
            device.member_mode()
        self.conflicts += report.conflicts
        return report

    def step(self):
        self.let_happen()
        way = self.dice.random()
        if self.plan.calm:
            self._calm_step(way)
        elif way < 0.55:
            self.act(self.dice.choice(self.world.devices))
        elif way < 0.65:
            self.web()
        else:
            self.sync(self.dice.randrange(len(self.world.devices)), self.weather())

    def _calm_step(self, way):
        """The member sits at one device; before moving to another, everything is in sync."""
        if way < 0.6:
            self.act(self.world.devices[self.active])
        elif way < 0.9:
            self.sync(self.active, self.weather())
        else:
            fair = Weather(self.dice)
            for number in (self.active, (self.active + 1) % len(self.world.devices)):
                for _ in range(3):
                    self.let_happen(everything=True)
                    self.sync(number, fair)
            self.active = (self.active + 1) % len(self.world.devices)

    def run(self):
        for _ in range(self.plan.steps):
            self.step()
        self.heal()
        self.judge()

    def close(self):
        for device in self.world.devices:
            device.only.close()

    def heal(self):
        self.let_happen(everything=True)
        fair = Weather(self.dice)
        for _ in range(3):
            for number in range(len(self.world.devices)):
                self.sync(number, fair)
        for number in range(len(self.world.devices)):
            # One more look at what the last devices sent.
            self.sync(number, fair)

    # -- the oracle -----------------------------------------------------------------------

    def judge(self):
        for device in self.world.devices:
            assert device.outbox() == [], "something still waits"
            assert not device.ledger.held(), "something is held back"
        self.world.assert_same()
        there = {name: self.world.server_rows(name) for name in ("notes", "leaves", "days")}
        self._judge_losses(there)
        self._judge_duplicates(there)
        if self.plan.calm:
            assert self.conflicts == 0, "a conflict with nobody"

    def _judge_losses(self, there):
        present = {t for rows in there.values() for t in _tokens(rows.values())}
        aside = set()
        for device in self.world.devices:
            aside |= _tokens(values for _, _, values in device.attic.kept)
            trash = [json.loads(r[0]) for r in device.only.execute("SELECT data FROM trash")]
            aside |= _tokens(trash)
        everything = {f"t{n}t" for n in range(1, self.tokens + 1)}
        lost = everything - present - aside - self.removed
        assert not lost, f"lost: {sorted(lost)}"
        gone = {key for key in self.born.values() if key[1] not in there[key[0]]}
        for token, (table, key) in self.born.items():
            if (table, key) in gone and table == "notes":
                assert token in self.removed, f"row of {token} vanished"

    def _judge_duplicates(self, there):
        for token in self.born:
            homes = [
                key for rows in there.values() for key, row in rows.items()
                if any(token in TOKEN.findall(text) for text in _texts(row))
            ]  # fmt: skip
            assert len(homes) <= 1, f"{token} lives in {len(homes)} rows"
        days = [row["day"] for row in there["days"].values()]
        assert len(days) == len(set(days)), "two rows for one day"
        if self.plan.calm:
            for rows in there.values():
                for row in rows.values():
                    found = [t for text in _texts(row) for t in TOKEN.findall(text)]
                    assert len(found) == len(set(found)), f"doubled in {row['id']}"


def _json(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _texts(row):
    return [value for value in (row or {}).values() if isinstance(value, str)]


def _tokens(rows):
    return {token for row in rows for text in _texts(row) for token in TOKEN.findall(text)}

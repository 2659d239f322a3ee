"""A seeded simulation of one member on several devices, under faults, with an exact oracle.

Every edit brings a unique token. The run keeps track of which tokens were removed by an edit
that had seen them; all others must be found in the end.
"""

from __future__ import annotations

import random
import sqlite3
from dataclasses import dataclass, field

from sync.errors import SyncError
from sync.local.sqlite_store import SqliteStore
from sync.remote.memory import MemoryRemote
from tests.sync.faults import FaultyRemote, Grim, Killed, Weather
from tests.sync.hands import Hands
from tests.sync.memory_device import MemoryDevice
from tests.sync.oracle import judge, judge_clashes
from tests.sync.world import HASTY, SPECS, World


@dataclass
class Plan:
    """What kind of simulation to run.

    `calm`: one device is used at a time, each in sync. `moves`: rows change their natural keys,
    which two devices may do to the same key, so that in the end some row has to wait.
    """

    seed: int
    devices: int = 2
    steps: int = 40
    calm: bool = False
    moves: bool = False
    offline: float = 0.03
    lost: float = 0.05
    late: float = 0.03
    between: float = 0.06
    kills: float = 0.15
    tweak: object = None


@dataclass
class Tally:
    """How often each kind of thing happened."""

    counts: dict = field(default_factory=dict)

    def add(self, name, number=1):
        self.counts[name] = self.counts.get(name, 0) + number


class Simulation(Hands):
    """One seeded run; `run()` raises AssertionError with the seed when the oracle is broken."""

    def __init__(self, folder, plan):
        self.plan = plan
        self.dice = random.Random(plan.seed)
        self.world = World(folder, HASTY if plan.seed % 2 else SPECS)
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

    def weather(self):
        """Some runs go through undisturbed for long, some hardly get anywhere."""
        plan, harsh = self.plan, self.dice.choice([0.1, 0.5, 1, 2])
        return Weather(
            self.dice, plan.offline * harsh, plan.lost * harsh, plan.late * 4, plan.between
        )

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
        (judge_clashes if self.plan.moves else judge)(self)

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

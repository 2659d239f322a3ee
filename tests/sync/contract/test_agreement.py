"""The model of the server against the real one: the same steps must have the same results."""

from __future__ import annotations

import random

import pytest

from sync.errors import Rejected
from tests.sync.contract.worlds import MemoryWorld, new_id

STEPS = 120
TABLES = ("life_vision_category_state", "vision_versions", "vision_board_items")
CATEGORIES = ("fun", "health", "travel")


class Driver:
    """Does the same steps in two worlds; rows are named alike, members are not."""

    def __init__(self, seed, worlds):
        self.dice = random.Random(seed)
        self.worlds = worlds
        self.ids = {name: [] for name in TABLES}
        # The versions that each world knew of a row, oldest first.
        self.versions = [{} for _ in worlds]

    def step(self):
        return getattr(self, self.dice.choice(["insert", "insert", "update", "delete", "read"]))()

    def _pick(self, name):
        known = self.ids[name]
        return self.dice.choice(known) if known and self.dice.random() < 0.9 else new_id()

    def insert(self):
        name = self.dice.choice(TABLES)
        rows = [self._row(name) for _ in range(self.dice.choice([1, 1, 3]))]
        return self._both(lambda i, world: self._insert(i, world, name, rows))

    def _row(self, name):
        fresh = self.dice.random() < 0.8
        row = {"id": new_id() if fresh else self._pick(name)}
        self.ids[name].append(row["id"])
        if name == TABLES[0]:
            return row | {"category": self.dice.choice(CATEGORIES), "transcript": "t"}
        if name == TABLES[1]:
            return row | {"version_number": len(self.ids[name]), "title": "v"}
        return row | {"vision_id": self._pick(TABLES[1]), "content": "board"}

    def _insert(self, index, world, name, rows):
        stored = world.add(name, *({**row, "user_id": world.member} for row in rows))
        for row in stored:
            self.versions[index].setdefault(row.id, []).append(row.version)
        return [self._plain(row) for row in stored]

    def update(self):
        name = self.dice.choice(TABLES)
        row_id, age = self._pick(name), self.dice.choice([1, 1, 1, 2])
        column = {TABLES[0]: "transcript", TABLES[1]: "title", TABLES[2]: "content"}[name]
        changes = {column: str(self.dice.random())}
        return self._both(lambda i, world: self._update(i, world, name, row_id, age, changes))

    def _update(self, index, world, name, row_id, age, changes):
        known = self.versions[index].get(row_id, [])
        if len(known) < age:
            return "unknown"
        spec = world.spec(name)
        row = world.remote.update(spec, world.remote.inspect(spec), row_id, known[-age], changes)
        if row is not None:
            known.append(row.version)
        return row and self._plain(row)

    def delete(self):
        name = self.dice.choice(TABLES)
        row_id, age = self._pick(name), self.dice.choice([1, 1, 2])
        return self._both(lambda i, world: self._delete(i, world, name, row_id, age))

    def _delete(self, index, world, name, row_id, age):
        known = self.versions[index].get(row_id, [])
        if len(known) < age:
            return "unknown"
        spec = world.spec(name)
        return world.remote.delete(spec, world.remote.inspect(spec), row_id, known[-age])

    def read(self):
        name = self.dice.choice(TABLES)
        limit = self.dice.choice([2, 5, 50])
        return self._both(lambda _, world: self._read(world, name, limit))

    def _read(self, world, name, limit):
        spec = world.spec(name)
        shape = world.remote.inspect(spec)
        lines = world.remote.manifest(spec, shape, None, limit)
        rows = world.remote.fetch(spec, shape, [line.id for line in lines])
        listed = {line.id: line.version for line in lines}
        assert {row.id: row.version for row in rows} == listed
        plain = sorted((self._plain(row) for row in rows), key=lambda row: row["id"])
        return plain, world.remote.count(spec)

    def _both(self, do):
        return [self._outcome(do, index, world) for index, world in enumerate(self.worlds)]

    def _outcome(self, do, index, world):
        try:
            return do(index, world)
        except Rejected as refusal:
            return refusal.code

    def _plain(self, row):
        aside = {"created_at", "updated_at", "user_id"}
        return {k: v for k, v in row.values.items() if k not in aside}


@pytest.mark.parametrize("seed", range(3))
def test_the_model_and_the_real_server_agree(real_world, seed):
    real = real_world
    driver = Driver(seed, [MemoryWorld(), real])
    # The columns' defaults are the deployment's affair; the model learns them from a first row.
    for name, row in (("vision_versions", {"version_number": 0}),):
        [sample] = real.add(name, {"id": new_id(), "user_id": real.member} | row)
        known = {"id", "user_id", "created_at", "updated_at", *row}
        defaults = {k: v for k, v in sample.values.items() if k not in known and v is not None}
        driver.worlds[0].server.tables[name].defaults = defaults
        spec = real.spec(name)
        real.remote.delete(spec, real.remote.inspect(spec), sample.id, sample.version)
    for step in range(STEPS):
        model, server = driver.step()
        assert model == server, step

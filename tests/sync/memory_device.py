"""A device of a simulation: its database lies in memory and dies with it."""

from __future__ import annotations

import json
import sqlite3

from sync.local.sqlite_store import SqliteStore
from tests.sync.faults import Grim, MortalConnection
from tests.sync.world import Device, ListAttic


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

    def aside(self):
        """The rows of the server that have no place here."""
        return set(self.only.execute("SELECT tbl, row_id FROM sync_aside").fetchall())

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

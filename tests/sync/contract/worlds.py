"""Two servers that the contract of RemoteStore is proved on: the model, and the real thing."""

from __future__ import annotations

import contextlib
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic

from desktop.store.schema import specs
from sync.protocols import Cursor
from sync.remote.memory import MemoryRemote, MemoryServer
from sync.remote.postgrest import PostgrestStore
from sync.spec import TableSpec

VIEWS = ("journal_entries", "scenes")


class SystemClock:
    def now(self):
        return datetime.now(UTC)

    def monotonic(self):
        return monotonic()


class FixedTokens:
    """One member's token that is never renewed."""

    def __init__(self, member):
        self._member = member

    def token(self):
        return self._member.token

    def renew(self, _refused):
        raise AssertionError("no token was expected to be refused")

    def user_id(self):
        return self._member.id


class World:
    """What the tests of both servers share: row makers and walks."""

    member: str
    stranger: str

    def spec(self, name):
        return specs()[name]

    def entry(self, **columns):
        fields = {"id": new_id(), "user_id": self.member, "content": "words"}
        return fields | {"entry_date": "2026-05-01"} | columns

    def add(self, name, *rows, store=None):
        store = store or self.remote
        spec = self.spec(name) if isinstance(name, str) else name
        return store.insert(spec, store.inspect(spec), rows)

    def get(self, name, row_id):
        spec = self.spec(name) if isinstance(name, str) else name
        found = self.remote.fetch(spec, self.remote.inspect(spec), [row_id])
        return found[0] if found else None

    def walk(self, spec, limit, after=None):
        """All rows after a cursor, page by page until an empty one; and the page sizes."""
        shape, rows, sizes = self.remote.inspect(spec), [], []
        while page := self.remote.changed_since(spec, shape, after, limit):
            rows += page
            sizes.append(len(page))
            after = Cursor(page[-1].version.stamp, page[-1].id)
        return rows, sizes


class MemoryWorld(World):
    """The in-memory model."""

    def __init__(self):
        self.server = MemoryServer(specs().values())
        self.member, self.stranger = new_id(), new_id()
        self.remote = MemoryRemote(self.server, self.member)
        self.other = MemoryRemote(self.server, self.stranger)

    def edit(self, name, row_id, changes):
        self.server.edit(name, row_id, changes)

    def remove(self, name, row_id):
        self.server.remove(name, row_id)

    def pass_time(self):
        self.server.clock.advance(1)

    def begin_late(self, row):
        late = self.server.begin()
        late.insert("journal_entries", [row])
        return late.commit

    def view(self, name):
        self.server.tables[name].token = False
        return self.spec(name)

    def lacking(self, spec, column):
        self.server.tables[spec.name].missing.add(column)
        return spec

    def undocumented(self, spec, column):
        table = self.server.tables[spec.name]
        table.missing.add(column)
        table.added[column] = "undocumented"
        return spec

    def refuse(self, name, column, value):
        self.server.tables[name].check = lambda row: row.get(column) != value

    @contextlib.contextmanager
    def withheld(self, name):
        self.server.tables[name].readable = False
        yield
        self.server.tables[name].readable = True

    def generic(self, name, rows):
        for row in rows:
            self.server.write_generic(name, row["id"], row)


class BackendWorld(World):
    """A real PostgreSQL behind a real Supabase API."""

    def __init__(self, backend):
        self._backend = backend
        members = backend.sign_up(), backend.sign_up()
        self.member, self.stranger = (m.id for m in members)
        self.remote, self.other = (
            PostgrestStore(backend.url, backend.publishable_key, FixedTokens(m), SystemClock())
            for m in members
        )

    def close(self):
        self.remote.close()
        self.other.close()

    def edit(self, name, row_id, changes):
        for column, value in changes.items():
            self._backend.sql(
                f'update public."{name}" set "{column}" = %s where id = %s', (value, row_id)
            )

    def remove(self, name, row_id):
        self._backend.sql(f'delete from public."{name}" where id = %s', (row_id,))

    def pass_time(self):
        """Real time passes by itself."""

    def begin_late(self, row):
        connection = self._backend.connect()
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join(["%s"] * len(row))
        connection.execute(
            f"insert into public.journal_entries ({names}) values ({marks})", tuple(row.values())
        )

        def commit():
            connection.commit()
            connection.close()

        return commit

    def view(self, name):
        return replace(self.spec(name), name=f"contract_{name}")

    def lacking(self, spec, column):
        """A specification with one more column than the server has."""
        extra = replace(spec.by_name[column], name="not_there")
        columns = tuple(c for c in spec.columns if c.name != column)
        return _remade(spec, (*columns, extra))

    def undocumented(self, spec, column):
        """A specification with one column fewer than the server has."""
        return _remade(spec, tuple(c for c in spec.columns if c.name != column))

    def refuse(self, name, column, value):
        """The documented CHECKs do it."""

    @contextlib.contextmanager
    def withheld(self, name):
        with self._backend.withheld(name):
            yield

    def generic(self, name, rows):
        for row in rows:
            self._backend.sql(
                f'insert into public."{name}" (id, user_id, data) values (%s, %s, %s)',
                (row["id"], row["user_id"], '{"n": 1.50}'),
            )


def _remade(spec, columns):
    return TableSpec(
        spec.name, spec.mode, columns, spec.owner, spec.natural_key, dict(spec.references)
    )


def new_id():
    return str(uuid.uuid4())

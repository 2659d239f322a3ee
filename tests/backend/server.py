"""The throw-away backend: a real PostgreSQL behind a real Supabase API, from packages alone."""

from __future__ import annotations

import contextlib
import json
import secrets
import shutil
import tempfile
import threading
import uuid
from dataclasses import asdict, dataclass, field
from pathlib import Path

import httpx
import psycopg

from tests.backend.lite import Keys, Lite
from tests.backend.packages import FOLDER
from tests.backend.postgres import Postgres
from tests.backend.processes import Processes

SQL = FOLDER.parents[1] / "resources" / "supabase"
SCHEMAS = {
    "documented": ("0001_documented.sql",),
    "upgraded": ("0001_documented.sql", "0002_sync.sql"),
}
# A Unix socket's path must stay below 108 bytes.
_LONGEST_SCRATCH = 80


@dataclass(frozen=True)
class Member:
    """A signed-up member with a live session."""

    id: str
    email: str
    password: str = field(repr=False)
    token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    url: str
    publishable_key: str = field(repr=False)

    @property
    def headers(self):
        """What a request must carry to act as this member."""
        return {"apikey": self.publishable_key, "Authorization": f"Bearer {self.token}"}

    def rest(self):
        """A client of the REST interface as this member: `rest().get("/journal_entries")`."""
        return client(f"{self.url}/rest/v1", self.headers)

    def rpc(self, function, **parameters):
        """Call a function of the database; raises httpx.HTTPStatusError when it is refused."""
        with self.rest() as rest:
            answer = rest.post(f"/rpc/{function}", json=parameters)
        answer.raise_for_status()
        return answer.json()

    def storage(self):
        """A client of the storage interface as this member."""
        return client(f"{self.url}/storage/v1", self.headers)


class Backend:
    """One running backend; a context manager, or `start` and `stop`.

    `schema` is "documented", "upgraded" (with the sync migration), None, or the path of a file of
    SQL. `keep` names a folder in which everything stays for the next time. Owned by one thread;
    `sql`, `sign_up` and `connect` may be called from any.
    """

    def __init__(self, schema="documented", *, keep=None, port=0, token_seconds=3600):
        self._schema = schema
        self._keep = Path(keep).resolve() if keep else None
        self._port = port
        self._token_seconds = token_seconds
        self._lock = threading.Lock()
        self._processes = None
        self._owner = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()

    def start(self):
        """Start both servers and, the first time, apply the schema; returns itself."""
        scratch = _scratch()
        home = self._keep or scratch
        home.mkdir(parents=True, exist_ok=True)
        self._processes = Processes(scratch)
        try:
            self._start_in(home, scratch)
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self):
        """End both servers; a backend that is not kept leaves nothing behind."""
        if self._owner is not None:
            self._owner.close()
            self._owner = None
        if self._processes is not None:
            self._processes.close()
            self._processes = None

    @property
    def url(self):
        """The project's address."""
        return self._lite.url

    @property
    def publishable_key(self):
        """The key that clients ship with."""
        return self._keys.publishable_key

    @property
    def secret_key(self):
        """The key that passes row level security."""
        return self._keys.secret_key

    @property
    def jwt_secret(self):
        """What access tokens are signed with, to make expired or foreign ones."""
        return self._keys.jwt_secret

    @property
    def dsn(self):
        """The address of the database for psycopg, as its owner."""
        return self._postgres.dsn

    @property
    def environment(self):
        """The variables that point the application here."""
        return {
            "VIBRATIONFIT_SUPABASE_URL": self.url,
            "VIBRATIONFIT_SUPABASE_KEY": self.publishable_key,
        }

    def connect(self, **options):
        """A new connection to the database as its owner, past row level security."""
        return psycopg.connect(self.dsn, **options)

    def sql(self, query, parameters=None):
        """Run SQL as the owner, committed at once; returns the rows as tuples."""
        with self._lock:
            cursor = self._owner.execute(query, parameters)
            return cursor.fetchall() if cursor.description else []

    @contextlib.contextmanager
    def withheld(self, table):
        """Let nobody who is signed in read a table for a while; the name is a test's own."""
        self.sql(f'revoke select on public."{table}" from authenticated')
        try:
            yield
        finally:
            self.sql(f'grant select on public."{table}" to authenticated')

    def service(self):
        """A client of the REST interface with the secret key."""
        headers = {"apikey": self.secret_key, "Authorization": f"Bearer {self.secret_key}"}
        return client(f"{self.url}/rest/v1", headers)

    def sign_up(self, email=None, password="correct horse battery staple"):
        """Make a new member and sign them in."""
        email = email or f"{uuid.uuid4().hex}@example.org"
        with client(f"{self.url}/auth/v1", {"apikey": self.publishable_key}) as auth:
            answer = auth.post("/signup", json={"email": email, "password": password})
        answer.raise_for_status()
        session = answer.json()
        return Member(
            id=session["user"]["id"], email=email, password=password,
            token=session["access_token"], refresh_token=session["refresh_token"],
            url=self.url, publishable_key=self.publishable_key,
        )  # fmt: skip

    def reload(self):
        """Let the server see tables and columns that were changed by SQL since its start."""
        self._serve(self._lite.restart)

    def apply(self, schema):
        """Apply "documented", "upgraded" or a file of SQL; `reload` shows it to the server."""
        files = [SQL / name for name in SCHEMAS[schema]] if schema in SCHEMAS else [schema]
        for file in files:
            self.sql(Path(file).read_text(encoding="utf-8"))
            # A file may have set things for its own session.
            self.sql("reset all")

    def _start_in(self, home, scratch):
        state = _State.read(home)
        self._keys = state.keys
        self._postgres = Postgres(self._processes, home / "postgres", scratch)
        self._postgres.start()
        self._owner = self.connect(autocommit=True)
        self._lite = Lite(
            self._processes, home / "project", self._postgres, self._keys, self._token_seconds
        )
        self._serve(lambda: self._lite.start(self._port or state.port))
        if not state.applied:
            self.apply(FOLDER / "roles.sql")
            if self._schema:
                self.apply(self._schema)
            self._serve(self._lite.restart)
        _State(self._keys, self._lite.port, applied=True).write(home)

    def _serve(self, start):
        """Start the server and undo what it does to the rights of tables.

        With its first request in a role it grants everything to everybody, which a hosted project
        does not: the rights that the project's SQL gave would not be tested.
        """
        rights = self.sql(
            "select relacl::text, oid from pg_class where relnamespace = 'public'::regnamespace"
        )
        start()
        with client(f"{self.url}/storage/v1", {"apikey": self.publishable_key}) as anonymous:
            anonymous.get("/bucket").raise_for_status()
        with self._lock, self._owner.cursor() as cursor:
            cursor.executemany(
                "update pg_class set relacl = %s::aclitem[]"
                " where oid = %s and relacl::text is distinct from %s",
                [(acl, oid, acl) for acl, oid in rights],
            )


@dataclass(frozen=True)
class _State:
    """What a kept backend needs to come back as the same project."""

    keys: Keys
    port: int = 0
    applied: bool = False

    @classmethod
    def read(cls, home):
        file = home / "backend.json"
        if not file.is_file():
            return cls(_new_keys())
        saved = json.loads(file.read_text(encoding="utf-8"))
        return cls(Keys(**saved["keys"]), saved["port"], saved["applied"])

    def write(self, home):
        file = home / "backend.json"
        file.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")
        file.chmod(0o600)


def client(base_url, headers):
    """An HTTP client for the loopback: no proxy, and no certificates to load."""
    return httpx.Client(
        base_url=base_url, headers=headers, timeout=60, trust_env=False, verify=False
    )


def _new_keys():
    return Keys(
        publishable_key=f"sb_publishable_{secrets.token_hex(16)}",
        secret_key=f"sb_secret_{secrets.token_hex(16)}",
        jwt_secret=secrets.token_urlsafe(48),
    )


def _scratch():
    folder = Path(tempfile.mkdtemp(prefix="vf-backend-"))
    if len(str(folder)) > _LONGEST_SCRATCH:
        shutil.rmtree(folder)
        folder = Path(tempfile.mkdtemp(prefix="vf-backend-", dir="/tmp"))
    return folder

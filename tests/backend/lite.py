"""Supabase's own lightweight server in front of a PostgreSQL: REST, auth and storage."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.backend.packages import lite, node
from tests.backend.processes import ProgramFailed, clean_environment

_CONFIG = """\
[api]
port = {port}

[db]
driver = "postgres"
url = "postgres:///postgres?user=postgres"

[auth]
enabled = true
jwt_secret = "{jwt_secret}"
jwt_expiry = {token_seconds}
enable_signup = true
publishable_key = "{publishable_key}"
secret_key = "{secret_key}"

[auth.email]
enable_signup = true
enable_confirmations = false

[storage]
enabled = true
file_size_limit = "50MiB"
"""


@dataclass(frozen=True)
class Keys:
    """The secrets of one backend."""

    publishable_key: str
    secret_key: str
    jwt_secret: str


class Lite:
    """The HTTP server; started and stopped by the thread that owns the backend."""

    def __init__(self, processes, project, database, keys, token_seconds):
        self._processes = processes
        self._project = Path(project)
        self._database = database
        self._keys = keys
        self._token_seconds = token_seconds
        self.port = 0

    @property
    def url(self):
        """The address of the project, as a client is given it."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, port):
        """Start on that port, or on any free one when it is 0; wait until it answers."""
        attempts = 1 if port else 5
        for attempt in range(attempts):
            try:
                self._start_on(port or free_port())
            except ProgramFailed:
                # Another process may have taken the free port in between.
                if attempt == attempts - 1:
                    raise
            else:
                return

    def restart(self):
        """Start again on the same port: the server reads the schema only when it starts."""
        self.stop()
        self._start_on(self.port)

    def stop(self):
        """End the server and wait until it is gone."""
        self._processes.stop("lite")

    def _start_on(self, port):
        self.port = port
        config = self._project / "supabase" / "config.toml"
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text(
            _CONFIG.format(port=port, token_seconds=self._token_seconds, **vars(self._keys)),
            encoding="utf-8",
        )
        self._processes.start(
            "lite", [node(), lite(), "start", "--no-admin", "--no-telemetry"],
            env=self._environment(), cwd=self._project, log=self._project / "lite.log",
        )  # fmt: skip
        self._processes.wait_until("lite", self._answers)

    def _environment(self):
        return clean_environment(
            PGHOST=str(self._database.socket),
            PGUSER="postgres",
            LITE_TELEMETRY="0",
            DO_NOT_TRACK="1",
            EXPERIMENTAL_STORAGE="1",
            # Of 450 members that sign up in a run nobody tries to break the password.
            LITE_AUTH_BCRYPT_COST="4",
            # A session token may be long, and so may be the address of a filter.
            NODE_OPTIONS="--max-http-header-size=131072",
        )

    def _answers(self):
        headers = {"apikey": self._keys.publishable_key}
        address = f"{self.url}/auth/v1/health"
        try:
            # Without certificates to load, a question costs a millisecond instead of thirty.
            answer = httpx.get(address, headers=headers, trust_env=False, verify=False)
        except httpx.TransportError:
            return False
        return answer.status_code == 200


def free_port():
    """A port of the loopback that is free at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

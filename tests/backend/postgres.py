"""A PostgreSQL server of one's own, reached through a Unix socket only."""

from __future__ import annotations

import os
import pwd
import subprocess
from pathlib import Path

import psycopg

from tests.backend.keeper import as_user
from tests.backend.packages import postgres_bin, reachable
from tests.backend.processes import ProgramFailed, clean_environment

# Thrown away after the tests: durability would only cost time.
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "100",
    "listen_addresses": "",
    # Small containers have a tiny /dev/shm, and a killed server would leave segments there.
    "dynamic_shared_memory_type": "mmap",
    "logging_collector": "off",
}


class Postgres:
    """The database server; started and stopped by the thread that owns the backend."""

    def __init__(self, processes, data, scratch):
        self._processes = processes
        self._data = Path(data)
        self.socket = Path(scratch)
        self._user = _unprivileged()
        self._programs = postgres_bin(scratch, self._user)
        self._log = self.socket / "postgres.log"

    @property
    def dsn(self):
        """The address of the database as its owner."""
        return f"host={self.socket} user=postgres dbname=postgres"

    def start(self):
        """Make the cluster where there is none, start the server, wait until it answers."""
        self._hand_over(self.socket)
        if self._user is not None and self._is_closed():
            raise ProgramFailed(
                "PostgreSQL does not run as root; it runs as nobody, who cannot reach"
                f" {self._data.parent}. Choose another folder, or be an ordinary user."
            )
        if not (self._data / "PG_VERSION").exists():
            self._make_cluster()
        settings = [part for k, v in _SETTINGS.items() for part in ("-c", f"{k}={v}")]
        self._processes.start(
            "postgres",
            [self._programs / "postgres", "-D", self._data, "-k", self.socket, *settings],
            env=clean_environment(LC_ALL="C"), cwd=self.socket, log=self._log, user=self._user,
        )  # fmt: skip
        self._processes.wait_until("postgres", self._answers)

    def _make_cluster(self):
        self._data.mkdir(parents=True, exist_ok=True)
        self._data.chmod(0o700)
        self._hand_over(self._data)
        options = ["-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        done = subprocess.run(
            [self._programs / "initdb", "-D", self._data, *options],
            env=clean_environment(LC_ALL="C"), cwd=self.socket, capture_output=True, text=True,
            check=False, **as_user(self._user),
        )  # fmt: skip
        if done.returncode:
            raise ProgramFailed(f"initdb failed:\n{done.stdout}\n{done.stderr}")

    def _is_closed(self):
        return self._data.parent != self.socket and not reachable(self._data.parent)

    def _answers(self):
        try:
            psycopg.connect(self.dsn, connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _hand_over(self, folder):
        if self._user is not None:
            os.chown(folder, self._user, -1)


def _unprivileged():
    """The account for PostgreSQL, which refuses to run as root; None when we are not root."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None

"""Devices for tests: data folders of their own, driven through real processes without Qt."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from desktop import headless
from desktop.account import keyfile
from desktop.core.paths import DataFolder
from desktop.core.server import Server
from desktop.services.account import Accounts
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[3]
QTLESS = Path(__file__).parent / "qtless"
PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class Result:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    def lines(self):
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]

    def value(self):
        """The one JSON value of standard output."""
        (value,) = self.lines()
        return value


class Device:
    """One computer of a member: a data folder and a key file."""

    def __init__(self, folder, server=None):
        self.folder = folder
        self.data = folder / "data"
        self.environment = {
            name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ
        }
        self.environment |= {
            "VIBRATIONFIT_KEY_FILE": str(folder / "key"),
            "PYTHONPATH": f"{QTLESS}{os.pathsep}{ROOT}",
            "PYTHONWARNINGS": "error",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            **(server or {}),
        }
        folder.mkdir(parents=True, exist_ok=True)

    def command(self, *words):
        """The words that start a command on this device."""
        return [sys.executable, "-m", "desktop", "--data-dir", str(self.data), *words]

    def start(self, *words, **options):
        """Start a command with pipes to all its streams."""
        return subprocess.Popen(
            self.command(*words), env=self.environment, cwd=self.folder, encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
        )  # fmt: skip

    def run(self, *words, stdin="", environment=None):
        """Run a command to its end; no member ever sees a traceback."""
        done = subprocess.run(
            self.command(*words), env=self.environment | (environment or {}), cwd=self.folder,
            encoding="utf-8", input=stdin, capture_output=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return Result(done.returncode, done.stdout, done.stderr)

    def ok(self, *words, stdin=""):
        """Run a command that must succeed."""
        result = self.run(*words, stdin=stdin)
        assert result.code == 0, result
        return result

    def sign_in(self, member, *more):
        """Sign in as a member of the backend."""
        words = ("sign-in", "--json", "--email", member.email, "--password-stdin", *more)
        return self.ok(*words, stdin=member.password + "\n").value()

    def arrive(self, member):
        """Sign in as the command does, without a process of its own."""
        self.folder.mkdir(parents=True, exist_ok=True)
        key = keyfile.create(self.folder / "key", os.urandom(32))
        server = Server(member.url, member.publishable_key)
        opener = headless.ProfileOpener(DataFolder(self.data), key)
        accounts = Accounts(DataFolder(self.data), key, lambda: server, opener)
        accounts.settle(accounts.sign_in(member.email, member.password), join=True)
        return self

    def sync(self, *more):
        """Synchronise and give the report."""
        return self.ok("sync", "--json", *more).value()

    @contextlib.contextmanager
    def workspace(self):
        """The device's database, opened by this process beside those of the commands."""
        key = bytes.fromhex((self.folder / "key").read_text())
        opened = headless.open_workspace(DataFolder(self.data), key=key)
        try:
            yield opened
        finally:
            opened.close()

    def put(self, *rows, table="journal_entries"):
        """Put rows, as `data put` does, and give them back as they are stored."""
        keyfile.create(self.folder / "key", os.urandom(32))
        with self.workspace() as workspace:
            ids = workspace.rows.put_many(table, rows)
            return [workspace.rows.get(table, row_id) for row_id in ids]

    def rows(self, table="journal_entries"):
        """All rows of a table by their ids, as `data list` gives them."""
        with self.workspace() as workspace:
            return {row["id"]: row for row in workspace.rows.walk(table)}

    def row(self, row_id, table="journal_entries"):
        """One row."""
        with self.workspace() as workspace:
            return workspace.rows.get(table, row_id)

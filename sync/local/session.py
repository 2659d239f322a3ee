"""The connection of a run and its transactions: how far a commit goes, and who is silenced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sync.local.connection import Connection
from sync.local.ledger import Ledger
from sync.local.statements import Statements
from sync.spec import TableSpec

# How far a commit has come when it returns.
_WRITTEN, _ON_DISK = "NORMAL", "FULL"
_LOG_PAGES = 16_000


class LocalSession:
    """Owns one connection between open() and close(), on the thread of the run.

    It imports no driver: it is given a connection factory and the driver's Error class.
    """

    def __init__(self, connect: Callable[[], Any], error: type[Exception]) -> None:
        self._connect = connect
        self._error = error
        self._db: Connection | None = None
        self._level = _ON_DISK
        self._statements: dict[str, Statements] = {}

    def open(self) -> None:
        """Connect; the server's rows need not obey local constraints."""
        if self._db is None:
            self._db = self._connect()
            self._level = _ON_DISK
            self._db.execute(f"PRAGMA synchronous = {_ON_DISK}")
            self._db.execute("PRAGMA foreign_keys = OFF")
            self._db.execute("PRAGMA ignore_check_constraints = ON")
            # Copying the log back in the midst of a big pull would take a third of its time.
            self._db.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")

    def close(self) -> None:
        """Close the connection; what was not committed is rolled back."""
        if self._db is not None:
            self._db.close()
            self._db = None

    @property
    def connection(self) -> Connection:
        """The open connection."""
        if self._db is None:
            raise RuntimeError("the sync store is not open")
        return self._db

    @property
    def ledger(self) -> Ledger:
        """The ledger over the open connection."""
        return Ledger(self.connection)

    def sql(self, spec: TableSpec) -> Statements:
        """The statements of a table."""
        if spec.name not in self._statements:
            self._statements[spec.name] = Statements(spec)
        return self._statements[spec.name]

    @contextmanager
    def writing(self, *, applying: bool) -> Iterator[Connection]:
        """One write transaction; `applying` silences the capture triggers inside it.

        What is applied can be applied again, so it waits for no disk. Any other commit does, and
        brings everything before it to the disk as well: the log keeps the order.
        """
        with self._transaction(_WRITTEN if applying else _ON_DISK) as db:
            if applying:
                db.execute("UPDATE sync_control SET applying = 1 WHERE id = 1")
            yield db
            if applying:
                db.execute("UPDATE sync_control SET applying = 0 WHERE id = 1")

    @contextmanager
    def noting(self) -> Iterator[Connection]:
        """One write transaction for what the next run would find out again; waits for no disk.

        Such are shapes, places of walks and reports. What a request relies on is no such note.
        """
        with self._transaction(_WRITTEN) as db:
            yield db

    @contextmanager
    def _transaction(self, level: str) -> Iterator[Connection]:
        db = self.connection
        if level != self._level:
            db.execute(f"PRAGMA synchronous = {level}")
            self._level = level
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        try:
            self.connection.execute("ROLLBACK")
        except self._error:
            # A failed COMMIT or a full disk may have ended the transaction already.
            return

"""Registered steps that bring a database file to the newest version.

Each step runs in one transaction together with its record. Generated triggers are not steps:
they follow the specifications and are renewed at each open (`desktop.store.keeping`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from sqlcipher3 import dbapi2

from desktop.core.errors import NewerDatabase
from desktop.core.paths import resource
from desktop.core.phrases import Phrase
from desktop.store.transactions import Connection, writing

_NEWER_SAYS = Phrase(
    "This journal was written by a newer version of VibrationFit. Nothing was "
    "changed; update the app to open it."
)


class Migration(NamedTuple):
    """One step; `number` becomes the file's version."""

    number: int
    name: str
    apply: Callable[[Connection], None]


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL text one by one; executescript would commit in between."""
    pending = ""
    for line in script.splitlines(keepends=True):
        if not pending and (not line.strip() or line.lstrip().startswith("--")):
            continue
        pending += line
        if dbapi2.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        raise ValueError("the SQL text ends inside a statement")


def from_file(name: str) -> Callable[[Connection], None]:
    """A step that applies a frozen file of `resources/sql`."""

    def apply(connection: Connection) -> None:
        for statement in statements(resource(f"sql/{name}").read_text(encoding="utf-8")):
            connection.execute(statement)

    return apply


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "mirror", from_file("0001_mirror.sql")),
    Migration(2, "search", from_file("0002_search.sql")),
    Migration(3, "practice", from_file("0003_practice.sql")),
    Migration(4, "media", from_file("0004_media.sql")),
    Migration(5, "lists", from_file("0005_lists.sql")),
)


def version(connection: Connection) -> int:
    """The number of the last step that the file has seen."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def pending(connection: Connection, migrations: Iterable[Migration]) -> list[Migration]:
    """The steps still to be taken; raises NewerDatabase for a file from the future."""
    steps = sorted(migrations, key=lambda step: step.number)
    current = version(connection)
    if steps and current > steps[-1].number:
        raise NewerDatabase(_NEWER_SAYS)
    return [step for step in steps if step.number > current]


def migrate(connection: Connection, steps: Iterable[Migration]) -> None:
    """Take the steps in their order, each in a transaction of its own."""
    for step in steps:
        with writing(connection):
            if version(connection) >= step.number:
                continue  # another process took it while we waited for the lock
            step.apply(connection)
            connection.execute(
                "CREATE TABLE IF NOT EXISTS local_migrations ("
                "number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)"
            )
            connection.execute(
                "INSERT INTO local_migrations VALUES "
                "(?, ?, strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000+00:00')",
                (step.number, step.name),
            )
            connection.execute(f"PRAGMA user_version = {int(step.number)}")

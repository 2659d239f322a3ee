"""Writing sessions: which autosaves belong together (decision 5).

The database's triggers decide what is kept (`desktop.store.keeping`); this module tells them who
writes. A session is any text that its writer chooses, such as one id per opening of an editor.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from desktop.store.transactions import Connection, writing


@contextmanager
def writing_session(
    connection: Connection, session: str | None, now: datetime | None = None
) -> Iterator[None]:
    """A writing transaction whose changes belong to a session, or to none when it is None.

    `now` is for clocks of tests.
    """
    moment = now.astimezone(UTC).isoformat(timespec="microseconds") if now else None
    with writing(connection):
        _say(connection, session, moment)
        yield
        # Inside the same transaction: a rollback takes the name away as well.
        _say(connection, None, None)


def _say(connection: Connection, session: str | None, now: str | None) -> None:
    connection.execute("UPDATE local_control SET session = ?, now = ? WHERE id = 1", (session, now))


def leave(connection: Connection, table: str, row_id: str) -> None:
    """End the open writing session of a row: the next change keeps the text as it stands now."""
    with writing(connection):
        connection.execute(
            "DELETE FROM local_writing WHERE tbl = ? AND row_id = ?", (table, row_id)
        )

"""Writing transactions on a connection, whoever owns it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from desktop.store.faults import Error, translate, translated

Connection = Any  # sqlcipher3 ships no type information


@contextmanager
def writing(connection: Connection) -> Iterator[None]:
    """All of the block or nothing: BEGIN IMMEDIATE, or a savepoint inside an open transaction.

    Faults of the world leave it as StoreProblem.
    """
    inner = bool(connection.in_transaction)
    with translated():
        connection.execute("SAVEPOINT nested" if inner else "BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("RELEASE nested" if inner else "COMMIT")
        except BaseException:
            _undo(connection, inner=inner)
            raise


def _undo(connection: Connection, *, inner: bool) -> None:
    # A full disk makes SQLite roll back by itself: then there is nothing left to undo.
    if not connection.in_transaction:
        return
    try:
        if inner:
            connection.execute("ROLLBACK TO nested")
            connection.execute("RELEASE nested")
        else:
            connection.execute("ROLLBACK")
    except Error as error:
        if translate(error) is None:
            raise

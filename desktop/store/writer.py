"""Writes rows through SQLModel on a connection that somebody else owns.

Loaded at the first write (decision 12). The engine sees the connection as a guest: it may run
statements, but beginning and ending transactions stays with `desktop.store.transactions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, StaticPool, create_engine, update
from sqlcipher3 import dbapi2
from sqlmodel import Session

from desktop.store.tables.base import attribute
from desktop.store.tables.types import Encoded
from desktop.store.transactions import Connection
from desktop.store.validation import table_class
from sync.values import SqlValue


class _Guest:
    """The connection without the power to end a transaction or to close."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def commit(self) -> None:
        """Left to the owner."""

    def rollback(self) -> None:
        """Left to the owner."""

    def close(self) -> None:
        """Left to the owner."""


class Writer:
    """Inserts and updates inside the open transaction of its connection; same thread as that."""

    def __init__(self, connection: Connection) -> None:
        self._engine: Engine = create_engine(
            "sqlite://",
            module=dbapi2,
            creator=lambda: _Guest(connection),
            poolclass=StaticPool,
            # Its errors would otherwise print what the member wrote.
            hide_parameters=True,
        )

    def insert(self, table: str, values: Mapping[str, Any]) -> None:
        """Insert a row of validated values by documented names."""
        row = table_class(table)(**{attribute(name): v for name, v in values.items()})
        with Session(self._engine) as session:
            session.add(row)
            session.commit()

    def update(self, table: str, row_id: str, changes: Mapping[str, Any]) -> None:
        """Change columns of a row; the row is not loaded, because a server's may be odd."""
        cls = table_class(table)
        columns = cls.__table__.columns  # type: ignore[attr-defined] # SQLModel adds it
        statement = (
            update(cls)
            .where(columns["id"] == row_id)
            .values({columns[name]: value for name, value in changes.items()})
            .execution_options(synchronize_session=False)
        )
        with Session(self._engine) as session:
            session.exec(statement)
            session.commit()


def encoded(table: str, name: str, value: Any) -> SqlValue:
    """How a validated value will be stored."""
    kind = table_class(table).__table__.columns[name].type  # type: ignore[attr-defined]
    if not isinstance(kind, Encoded):
        raise TypeError("not one of our column types")
    return None if value is None else kind.encode(value)

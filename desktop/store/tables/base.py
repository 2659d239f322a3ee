"""How the columns of the table classes are declared.

A class attribute bears the documented name, but for names that SQLAlchemy needs for itself:
these get an underscore behind (`metadata_`), and `attribute` translates.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

from sqlalchemy import CheckConstraint
from sqlalchemy.types import TypeEngine
from sqlmodel import Field

from desktop.store.tables.types import UuidText

Category = Literal[
    "fun", "health", "travel", "love", "family", "social",
    "home", "work", "money", "stuff", "giving", "spirituality",
]  # fmt: skip
CATEGORIES: tuple[str, ...] = get_args(Category)

ColumnType = TypeEngine[Any] | type[TypeEngine[Any]]

_RESERVED = {"metadata": "metadata_"}


def attribute(column: str) -> str:
    """The class attribute of a documented column."""
    return _RESERVED.get(column, column)


def key() -> Any:
    """The primary key of every documented table."""
    return Field(sa_type=UuidText, primary_key=True)


def column(
    kind: ColumnType, name: str | None = None, *, ge: int | None = None, le: int | None = None
) -> Any:
    """A documented column; `ge` and `le` bound a whole number."""
    naming = {"name": name} if name else {}
    return Field(default=None, sa_type=kind, nullable=True, sa_column_kwargs=naming, ge=ge, le=le)


def reference(table: str) -> Any:
    """A column that points at the row of another mirrored table and goes with it."""
    return Field(
        default=None,
        sa_type=UuidText,
        nullable=True,
        foreign_key=f"{table}.id",
        ondelete="CASCADE",
    )


def between(name: str, low: int, high: int) -> CheckConstraint:
    """The CHECK that a number lies within documented bounds."""
    return CheckConstraint(f'"{name}" BETWEEN {low} AND {high}')


def one_of(name: str, *codes: str) -> CheckConstraint:
    """The CHECK that a text is one of the documented codes."""
    return CheckConstraint(f'"{name}" IN ({", ".join(repr(code) for code in codes)})')

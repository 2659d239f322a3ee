"""The tables that are documented by name and purpose alone, as whole rows."""

from __future__ import annotations

import uuid
from typing import Any

from sqlmodel import Field, SQLModel

from desktop.store.tables.types import Json, UuidText, Words


class GenericRow(SQLModel, table=True):
    """One row of one of the 18 generic tables, as the server holds it. Read only here."""

    __tablename__ = "generic_rows"

    tbl: str = Field(sa_type=Words, primary_key=True)
    row_id: str = Field(sa_type=Words, primary_key=True)
    owner: uuid.UUID | None = Field(default=None, sa_type=UuidText, nullable=True)
    data: Any = Field(sa_type=Json, nullable=False)
    hash: str = Field(sa_type=Words, nullable=False)

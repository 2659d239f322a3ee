"""The documented tables as SQLModel classes, one file per area.

Importing this package takes half a second (decision 12): reading goes by plain SQL instead, and
only writing and validation come here.
"""

from __future__ import annotations

from functools import cache

from sqlmodel import SQLModel

from desktop.store.tables import (
    assessments,
    assistant,
    generic,
    media,
    members,
    payments,
    tracking,
    vision,
)

GenericRow = generic.GenericRow

_AREAS = (vision, members, assessments, payments, assistant, media, tracking)


@cache
def classes() -> dict[str, type[SQLModel]]:
    """The 30 classes by the names of their tables."""
    found = {}
    for area in _AREAS:
        for member in vars(area).values():
            if isinstance(member, type) and issubclass(member, SQLModel) and member is not SQLModel:
                found[str(member.__tablename__)] = member
    return found

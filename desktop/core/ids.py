"""How new rows get their ids (decision 3) and who writes before the first sign-in (decision 9)."""

from __future__ import annotations

import uuid

# The owner of all rows of a profile without an account; rewritten at the first sign-in.
LOCAL_USER_ID = "00000000-0000-4000-8000-000000000001"
_NATURAL = uuid.UUID("6b1f0c3e-5d0a-5a7e-9c53-3c1f5a2f7d10")


def new_id() -> str:
    """An id for a row that can exist many times."""
    return str(uuid.uuid4())


def natural_id(user_id: str, table: str, *key: str) -> str:
    """The one id of a row with a natural key, so that two offline devices make the same row."""
    return str(uuid.uuid5(_NATURAL, "\x1f".join((user_id, table, *key))))

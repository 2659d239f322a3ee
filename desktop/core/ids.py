"""Ids of new rows (decision 3).

A row with a natural key gets an id that follows from member, table and key, so that two devices
which never met make the same row; every other row gets a random one.
"""

from __future__ import annotations

from collections.abc import Sequence

# The owner of everything written before the first sign-in (decision 9).
LOCAL_USER_ID = "00000000-0000-4000-8000-000000000001"

# Fixed for ever: every device must derive the same ids.
_NAMESPACE = "7d3f0f3a-9c1e-5b7a-8a44-2f6c1f6f6f9e"


def new_id() -> str:
    """A random id in the one encoding: lower case with hyphens."""
    import uuid  # late: a start makes no id

    return str(uuid.uuid4())


def natural_id(user_id: str, table: str, key: Sequence[object]) -> str:
    """The id of the row that a member has under a natural key; `key` without the member's id."""
    import uuid

    parts = [str(uuid.UUID(user_id)), table, *(str(part) for part in key)]
    # A separator that cannot occur in codes and dates keeps neighbouring parts apart.
    return str(uuid.uuid5(uuid.UUID(_NAMESPACE), "\x1f".join(parts)))

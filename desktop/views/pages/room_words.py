"""The words of a room of rows."""

from __future__ import annotations

from typing import NamedTuple


class RoomWords(NamedTuple):
    """What a room of rows says of them."""

    choose: str
    first: str  # in its place while there is nothing to choose from
    new: str
    next_one: str
    one_before: str
    deleted: str
    gone: str

"""What a row of the review is, and under which roles a model tells it."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from PySide6.QtCore import Qt


class Row(NamedTuple):
    """The name of a part, or one of its places by number."""

    part: str
    spot: int | None = None


class SpotRole(IntEnum):
    """The roles of a row beside Qt's own."""

    ROW = Qt.ItemDataRole.UserRole + 1
    PLACE = Qt.ItemDataRole.UserRole + 2
    ACCEPTED = Qt.ItemDataRole.UserRole + 3

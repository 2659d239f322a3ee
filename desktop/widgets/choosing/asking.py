"""How wide a small field has to be for what it asks, or for what was written in it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

# What the style sheet and Qt keep free around the words of a quiet field, and a cursor.
_AROUND = 24


def width_for(field: QLineEdit, words: str) -> int:
    """The width in which a quiet field shows these words whole."""
    return field.fontMetrics().horizontalAdvance(words) + _AROUND

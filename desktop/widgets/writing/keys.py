"""Which keys a field keeps for itself while one types, and which are the window's.

Some desktops bind Ctrl+K, Ctrl+D or Ctrl+E to editing within a line. In this app they lead to
search, calendar and text from anywhere, so a field lets them through.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

ON_WORDS = "onWords"
"""The property of an action that does something with the selected words of a text."""

_EDITING = frozenset(
    {
        Qt.Key.Key_A,
        Qt.Key.Key_B,
        Qt.Key.Key_C,
        Qt.Key.Key_I,
        Qt.Key.Key_V,
        Qt.Key.Key_X,
        Qt.Key.Key_Y,
        Qt.Key.Key_Z,
    }
)


def is_for_the_window(event: QEvent) -> bool:
    """Whether a field asks for a key that is the window's: Ctrl and a letter, but for editing."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
        return False
    return Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z and event.key() not in _EDITING


def is_undo(event: QEvent) -> bool:
    """Whether a field asks for the key of undo: one with nothing to undo leaves it to the room."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Undo)

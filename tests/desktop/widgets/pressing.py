"""Keys that go where the focus is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

KEY = Qt.Key


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key, whatever field has the focus."""
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)

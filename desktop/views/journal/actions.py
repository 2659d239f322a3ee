"""What one can do in a room, each with its key, gathered in a menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget


class ActionMenu(QMenu):
    """Owns the actions and their keys; lives on the GUI thread.

    The keys work wherever the focus is while the owner is to be seen.
    """

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner

    def offer(self, name: str, keys: str, act: Callable[[], object]) -> None:
        """Add something that one can do."""
        action = QAction(name, self._owner)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: act())
        self._owner.addAction(action)
        self.addAction(action)

"""A page that stands in the window in place of everything else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget


class Cover:
    """Owns the page and knows what it put away; lives on the GUI thread.

    What is put away keeps nothing of a journal: the shell has let its rooms go before.
    """

    def __init__(self, window: QWidget, page: QWidget, stays: QAction) -> None:
        self._window = window
        self._page = page
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        parts = window.findChildren(QWidget, options=direct)
        self._parts = [
            part for part in parts if part is not page and not (part.isWindow() or part.isHidden())
        ]
        self._actions = [a for a in window.actions() if a.isEnabled() and a is not stays]
        for part in self._parts:
            part.hide()
        for action in self._actions:
            action.setEnabled(False)
        layout = window.layout()
        self._layout = layout if isinstance(layout, QBoxLayout) else QHBoxLayout(window)
        # A part that is hidden keeps its share of the width all the same.
        self._shares = [self._layout.stretch(at) for at in range(self._layout.count())]
        for at in range(len(self._shares)):
            self._layout.setStretch(at, 0)
        self._layout.addWidget(page, 1)
        page.show()

    def lift(self) -> None:
        """Take the page away; what was there before is there again."""
        self._page.hide()
        self._layout.removeWidget(self._page)
        for at, share in enumerate(self._shares):
            self._layout.setStretch(at, share)
        self._page.deleteLater()
        for action in self._actions:
            action.setEnabled(True)
        for part in self._parts:
            part.show()

"""Tells the window when words cannot be written, so that its foot does not say otherwise."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.qt.autosave import SaveState
from desktop.qt.writing import WritingDesk


@runtime_checkable
class Mindful(Protocol):
    """A window that says at its foot whether everything is saved."""

    def words_stand(self, desk: QObject, *, saved: bool) -> None:
        """The words of a desk could not be written, or they are now."""


class UnsavedWords(QObject):
    """Follows the desk of a page; lives on the GUI thread."""

    def __init__(self, page: QWidget, desk: WritingDesk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._told = False
        desk.state_changed.connect(self._on_state)

    def _on_state(self, state: SaveState) -> None:
        # Another try is no word yet: only what came of it counts.
        if state is SaveState.FAILED or (self._told and state is SaveState.SAVED):
            self._told = state is SaveState.FAILED
            window = self._page.window()
            if isinstance(window, Mindful):
                window.words_stand(self._desk, saved=not self._told)

"""Says whether everything is saved here, and how much still waits to be sent."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QWidget

from desktop.core import messages
from desktop.language import translated
from desktop.widgets.texts import set_kind


class SavedPart(QLabel):
    """“Saved on this computer · 2 changes waiting”; lives on the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unsaved: set[QObject] = set()
        self._waiting = 0
        self._show()

    def show_waiting(self, waiting: int) -> None:
        """Show how many changes wait for a sync."""
        self._waiting = waiting
        self._show()

    def words_stand(self, desk: QObject, *, saved: bool) -> None:
        """Words of a desk could not be written; or they are, after all."""
        if saved:
            self._unsaved.discard(desk)
        else:
            self._unsaved.add(desk)
        set_kind(self, "danger" if self._unsaved else "")
        self._show()

    def forget_words(self) -> None:
        """The rooms are gone, and their words with them."""
        self._unsaved.clear()
        set_kind(self, "")
        self._show()

    def _show(self) -> None:
        text = self.tr("Saved on this computer")
        if self._unsaved:
            text = self.tr("Not everything is saved yet")
        if self._waiting:
            text = f"{text} · {translated(messages.waiting(self._waiting))}"
        self.setText(text)

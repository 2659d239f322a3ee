"""The other entries of today, one line of small buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.language import isolated
from desktop.widgets.buttons import button
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.journal import EntryLine

_LONGEST = 28
_MOST = 4


class OtherEntries(QWidget):
    """Owns the buttons; lives on the GUI thread. It is hidden while there is no other entry."""

    entry_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[EntryLine] = []
        self.buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(words(self.tr("Also today"), "small"))
        self._row.addStretch(1)
        self.hide()

    def show_lines(self, lines: Sequence[EntryLine]) -> None:
        """Show these entries."""
        if list(lines) == self._shown:
            return
        self._shown = list(lines)
        for old in self.buttons:
            self._row.removeWidget(old)
            old.deleteLater()
        self.buttons = [self._entry(line) for line in lines[:_MOST]]
        for place, made in enumerate(self.buttons):
            self._row.insertWidget(1 + place, made)
        self.setVisible(bool(lines))

    def _entry(self, line: EntryLine) -> QPushButton:
        first = line.first_line or line.mood or self.tr("No words yet")
        short = first if len(first) <= _LONGEST else first[: _LONGEST - 1].rstrip() + "…"
        made = button(short.replace("&", "&&"), "chip")
        made.setCheckable(False)
        made.setToolTip(first)
        made.setAccessibleName(self.tr("Open the entry: {words}").format(words=isolated(first)))
        made.clicked.connect(lambda: self.entry_requested.emit(line.id))
        return made

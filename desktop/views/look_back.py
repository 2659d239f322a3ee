"""A small look back: entries of the same day in earlier years, each a step away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.core.phrases import Counted
from desktop.language import translated
from desktop.theme.appearance import Appearance
from desktop.widgets.choosing.day_edit import spelt_day
from desktop.widgets.memory_card import MemoryCard

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.journal import EntryLine


class LookBack(QWidget):
    """Owns the cards that lead to earlier years; lives on the GUI thread."""

    entry_requested = Signal(str)

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: tuple[object, ...] = ()
        self._cards: list[MemoryCard] = []
        self._most: int | None = None
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)

    def set_direction(self, direction: QBoxLayout.Direction) -> None:
        """Set the cards below or beside one another."""
        self._box.setDirection(direction)

    def cards(self) -> list[MemoryCard]:
        """The cards in their order."""
        return self._cards

    def limit(self, most: int | None) -> None:
        """Show no more cards than these, the latest first; None shows all."""
        self._most = most
        for place, card in enumerate(self._cards):
            card.setVisible(most is None or place < most)
        self.setVisible(bool(self._cards) and most != 0)

    def fitting(self, height: int) -> int:
        """How many cards fit below one another into so much height."""
        if not self._cards:
            return 0
        each = self._cards[0].sizeHint().height() + self._box.spacing()
        return min(max(0, height + self._box.spacing()) // each, len(self._cards))

    def show_lines(self, lines: Sequence[EntryLine], of: date) -> None:
        """Show these entries as seen from a day."""
        if (of, *lines) == self._shown:
            return
        self._shown = (of, *lines)
        for old in self._cards:
            self._box.removeWidget(old)
            old.deleteLater()
        self._cards = [self._card(line, of) for line in lines]
        for card in self._cards:
            self._box.addWidget(card)
        self.limit(self._most)

    def _card(self, line: EntryLine, of: date) -> MemoryCard:
        years = of.year - line.entry_date.year
        ago = translated(Counted("{n} years ago", "{n} year ago", years))
        card = MemoryCard(self._look, ago, line.first_line or self.tr("No words yet"))
        card.setToolTip(spelt_day(line.entry_date))
        card.clicked.connect(lambda: self.entry_requested.emit(line.id))
        return card

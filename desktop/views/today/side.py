"""Beside the page of today: its ritual, a small look back, and what waits to be synchronised."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.core import messages
from desktop.core.phrases import Counted
from desktop.language import translated
from desktop.theme.appearance import Appearance
from desktop.views.look_back import LookBack
from desktop.widgets.buttons import button
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.journal import EntryLine
    from desktop.views.today.ritual import RitualCard

_WIDTH = 264


class TodaySide(QWidget):
    """Owns the ritual, the look back and the line about what waits; lives on the GUI thread.

    The ritual is built when the page has been painted.
    """

    entry_requested = Signal(str)
    account_requested = Signal()

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._wide = True
        self._most: int | None = None  # cards of the look back; None means all of them
        self._ritual: RitualCard | None = None
        self._memories: int | None = None  # not known yet
        self.look_back = LookBack(look)
        self.look_back.entry_requested.connect(self.entry_requested)
        self._heading = words(self.tr("On this day"), "heading")
        self._nothing = words(
            self.tr("What you write today will look back at you in a year."), "muted"
        )
        self.waiting = words("", "muted")
        self.waiting_button = button(self.tr("Look at what waits"), "link")
        self.waiting_button.clicked.connect(self.account_requested)
        self._lay_out()
        self.show_waiting(0, 0, signed_in=False)

    def add_ritual(self) -> RitualCard:
        """Build the ritual of the day above the look back."""
        from desktop.views.today.ritual import RitualCard

        self._ritual = RitualCard(self._look)
        self._ritual.set_wide(self._wide)
        self._box.insertWidget(0, self._ritual)
        return self._ritual

    def set_height(self, room: int) -> None:
        """Take no more height than this: what of the look back does not fit stays away.

        Below an entry, the Journal leads to the same day of other years as well.
        """
        ritual = self._ritual.sizeHint().height() if self._ritual is not None else 0
        around = ritual + self._heading.sizeHint().height() + 3 * self._box.spacing()
        for one in (self.waiting, self.waiting_button):
            around += 0 if one.isHidden() else one.sizeHint().height() + self._box.spacing()
        fitting = self.look_back.fitting(room - around)
        # Below the page they stand beside each other.
        most = fitting if self._wide or not fitting else None
        if most != self._most:
            self._most = most
            self._settle()

    def set_wide(self, wide: bool) -> None:
        """Stand beside the page, or lie below it with as little height as can be."""
        self._wide = wide
        if wide:
            self.keep_in_line(0)
        self.setMinimumWidth(_WIDTH if wide else 0)
        self.setMaximumWidth(_WIDTH if wide else 16_777_215)
        vertical = QSizePolicy.Policy.Preferred if wide else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        direction = QBoxLayout.Direction
        self.look_back.set_direction(direction.TopToBottom if wide else direction.LeftToRight)
        if self._ritual is not None:
            self._ritual.set_wide(wide)
        self._settle()

    def keep_in_line(self, side: int) -> None:
        """Below the page, begin where its words do."""
        margin = 0 if self._wide else side
        self._box.setContentsMargins(margin, 10, margin, 0)

    def show_memories(self, lines: Sequence[EntryLine], today: date) -> None:
        """Show entries of this day in earlier years."""
        self._memories = len(lines)
        self.look_back.show_lines(lines, today)
        self._settle()

    def show_waiting(self, waiting: int, held: int, *, signed_in: bool) -> None:
        """Tell what is not on the server yet; nothing where nobody is signed in."""
        parts = []
        if held:
            refused = Counted(
                "{n} changes were not taken by the server.",
                "{n} change was not taken by the server.",
                held,
            )
            parts.append(translated(refused))
        if waiting and signed_in:
            parts.append(f"{translated(messages.waiting(waiting))}.")
        self.waiting.setText(" ".join(parts))
        self.waiting.setVisible(bool(parts))
        self.waiting_button.setVisible(bool(held))

    def _lay_out(self) -> None:
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(0, 10, 0, 0)
        box.setSpacing(12)
        box.addWidget(self._heading)
        box.addWidget(self._nothing)
        box.addWidget(self.look_back)
        box.addStretch(1)
        box.addWidget(self.waiting)
        box.addWidget(self.waiting_button)

    def _settle(self) -> None:
        self.look_back.limit(self._most)
        looks_back = bool(self._memories) and self._most != 0
        self._heading.setVisible(looks_back or (self._wide and not self._memories))
        self._nothing.setVisible(self._wide and self._memories == 0)

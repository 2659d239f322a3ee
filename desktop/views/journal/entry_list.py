"""The list of entries: the month that is in view and their number stand above it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.language import tr
from desktop.qt.itemmodels.entries import EntriesModel, EntryRole
from desktop.theme.appearance import Appearance
from desktop.views.lists.counted_list import CountedList, ListWords
from desktop.widgets.rows.entry_delegate import EntryDelegate


class EntryList(CountedList):
    """The entries of the journal; lives on the GUI thread."""

    def __init__(
        self, look: Appearance, model: EntriesModel, parent: QWidget | None = None
    ) -> None:
        delegate = EntryDelegate(look, EntryRole.LINE, EntryRole.MONTH_START)
        said = ListWords(tr("Entries"), tr("1 entry"), tr("{count} entries"))
        super().__init__(look, model, delegate, said, parent)

    def day_of(self, line: Any) -> date:
        """The member's day."""
        day: date = line.entry_date
        return day

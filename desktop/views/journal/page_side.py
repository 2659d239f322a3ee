"""The right half of the Journal: the open entry, its evidence, and other years of its day."""

from __future__ import annotations

from desktop.views.evidence.panel import EvidencePanel
from desktop.views.journal.memories import Memories
from desktop.views.pages.entry_page import EntryPage
from desktop.views.pages.page_side import PageSide
from desktop.views.pages.room_words import RoomWords


class EntrySide(PageSide):
    """Owns what stands below the page of an entry; lives on the GUI thread."""

    def __init__(self, page: EntryPage, said: RoomWords) -> None:
        super().__init__(page, page.form.buttons, said)
        self.page = page
        self.memories = Memories(page.kit)
        self.evidence = EvidencePanel(page.kit)
        self.column.addWidget(self.evidence)
        self.column.addWidget(self.memories)

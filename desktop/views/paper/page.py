"""A daily paper on its page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.domain.papers import is_blank
from desktop.views.pages.room_page import RoomPage
from desktop.views.paper.form import PaperForm, blank_fields
from desktop.views.room import RoomKit


class PaperPage(RoomPage):
    """Owns the form of one paper; lives on the GUI thread."""

    table = "daily_papers"
    columns = ("paper_date", "content", "completed")

    def __init__(self, kit: RoomKit, today: date, parent: QWidget | None = None) -> None:
        self.form = PaperForm(kit.look, today)
        super().__init__(kit, self.form, lambda workspace: workspace.papers, parent)

    def begin_on(self, day: date, row_id: str) -> None:
        """Lay out an empty page for a day; nothing is stored before something is written."""
        self.begin(row_id, blank_fields(day))

    def show_paper(self, row: Mapping[str, Any]) -> None:
        """Lay a paper onto the page that was read already."""
        self.show_row(str(row["id"]), row)

    def is_blank(self) -> bool:
        """Whether neither words nor a mark stand on the page."""
        draft = self.draft()
        return is_blank(draft["content"], draft["completed"])

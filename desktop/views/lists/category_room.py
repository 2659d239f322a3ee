"""A room whose rows stand in life categories."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, QLocale

from desktop.core.ids import new_id
from desktop.views.lists.category_pane import CategoryPane
from desktop.views.pages.page_room import PageRoom
from desktop.widgets.choosing.category_pick import category_label


class CategoryRoom(PageRoom):
    """Owns the list by category and the page; lives on the GUI thread."""

    pane: CategoryPane

    def begin_new(self) -> None:
        """Lay out an empty page in the category that is listed."""
        self.begin_with({})

    def begin_with(self, fields: Mapping[str, Any]) -> None:
        """Lay out a new page with some fields filled, in the category that is listed."""
        blank: dict[str, Any] = dict.fromkeys(self.page.columns)
        category = self.pane.wanted or None
        fields = {**blank, "category": category, **fields}
        self.show_blank(partial(self.page.begin, new_id(), fields))

    def offer_more(self, add: Callable[[str, str, Callable[[], object]], object]) -> None:
        """The categories."""
        add(self.tr("List one category"), "Ctrl+Shift+F", self.pane.filter.setFocus)
        add(self.tr("Next category"), "Ctrl+PgDown", lambda: self.pane.step(1))
        add(self.tr("Category before"), "Ctrl+PgUp", lambda: self.pane.step(-1))

    def on_saved(self, row: Any) -> None:
        """Let the list follow, and the counts where the category has changed."""
        model = self.pane.model
        known = model.line(row["id"]) if model.row_of(row["id"]) >= 0 else None
        super().on_saved(row)
        if known is not None and known.category != (row["category"] or ""):
            self.pane.follow()

    def open_row(self, row_id: str, place: tuple[str, str] = ("", "")) -> None:
        """Show a row; one that another room asks for is listed, too."""
        model = self.pane.model
        if place[0] and model.is_whole and model.row_of(row_id) < 0:
            self.pane.clear_filter()
        super().open_row(row_id, place)


def told(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as its history tells it: its category by the label."""
    return {**row, "category": category_label(row.get("category") or "")}


def side_of(day: date | None) -> tuple[str, str]:
    """What stands at the left of a row: the day and the month in which it was made."""
    if day is None:
        return "·", ""
    short = QLocale.FormatType.ShortFormat
    return str(day.day), QLocale().standaloneMonthName(day.month, short)


def spelt(day: date | None) -> str:
    """A day in full, or nothing where there is none."""
    if day is None:
        return ""
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)

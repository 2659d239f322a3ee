"""The left half of a room whose rows stand in life categories: the filter above the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.lists.line_pane import LinePane, PaneWords
from desktop.views.lists.rows_pane import Listing
from desktop.views.room import RoomKit
from desktop.widgets.choosing.category_pick import CategoryFilter, category_label
from desktop.widgets.rows.line_delegate import RowLook

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.workspace import Workspace


class CategorisedListing(Listing, Protocol):
    """What lists rows by category; works in the lane."""

    def counts(self) -> Sequence[tuple[str, int]]:
        """How many rows each category has."""


class CategoryPane(LinePane):
    """Owns the filter and the list; lives on the GUI thread."""

    def __init__(
        self,
        kit: RoomKit,
        listing: Callable[[Workspace], CategorisedListing],
        said: PaneWords,
        look_of: Callable[[Any], RowLook],
        spoken: Callable[[Any], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kit, listing, said, look_of, spoken, parent)
        self._counting = listing
        self.filter = CategoryFilter(self)
        self.filter.setToolTip(self.tr("List one category (Ctrl+Shift+F)"))
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 10, 0)
        row.addWidget(self.filter, 1)
        self.box.insertLayout(1, row)
        QWidget.setTabOrder(self.trash_button, self.filter)
        self.filter.category_chosen.connect(self._on_chosen)

    def reload(self) -> None:
        """Read the ids and the counts again."""
        super().reload()
        self.kit.lane.ask(
            lambda workspace: self._counting(workspace).counts(), self.filter.set_counts
        )

    def step(self, rows: int) -> None:
        """List by the category some places further in the filter."""
        place = self.filter.currentIndex() + rows
        self.filter.setCurrentIndex(min(max(place, 0), self.filter.count() - 1))

    def is_filtered(self) -> bool:
        """Whether one category alone is listed."""
        return self.wanted is not None

    def clear_filter(self) -> None:
        """List all categories again."""
        self.filter.choose(None)

    def filtered_words(self) -> tuple[str, str]:
        """What is said where a category has no rows yet, and the way out."""
        if not self.wanted:
            return self.tr("Everything here has a category."), self.tr("Show all categories")
        sentence = self.tr("Nothing stands in {category} yet.")
        label = category_label(self.wanted)
        return sentence.format(category=label), self.tr("Show all categories")

    def _on_chosen(self) -> None:
        self.wanted = self.filter.category()
        self.reload()

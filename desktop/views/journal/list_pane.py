"""The left half of the Journal: calendar, filters and the list of entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.qt.itemmodels.entries import EntriesModel
from desktop.views.journal.entry_list import EntryList
from desktop.views.lists.pane_calendar import Marks, PaneCalendar
from desktop.views.lists.rows_pane import RowsPane
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button, icon_button

if TYPE_CHECKING:  # the window is painted before the services are loaded
    import builtins

    from desktop.services.workspace import Workspace
    from desktop.views.journal.filters import Choice, FilterPanel

Counted = Sequence[tuple[str, int]]


class ListPane(RowsPane):
    """Owns the model of the list, the filters and the calendar; lives on the GUI thread."""

    day_chosen = Signal(object)  # date
    narrowest = 270

    def __init__(self, kit: RoomKit, today: date, parent: QWidget | None = None) -> None:
        super().__init__(kit, lambda workspace: workspace.journal, parent)
        self.model = EntriesModel(self.fetch, self)
        self.above = PaneCalendar(self, today, _days)
        self.list = EntryList(kit.look, self.model, self.place)
        self.calendar = self.above.days
        self._today = today
        self._filters: FilterPanel | None = None
        self.new_button = button(self.tr("New entry"), "primary", self)
        self.filter_button = icon_button(kit.look.icons, "filter", self.tr("Filter (Ctrl+Shift+F)"))
        self.filter_button.setCheckable(True)
        self.trash_button = icon_button(kit.look.icons, "trash-2", self.tr("Trash (Ctrl+Shift+T)"))
        self.fold = self.above.fold
        self._lay_out()
        self._connect()

    @property
    def filters(self) -> FilterPanel:
        """The filters; made when they are first needed."""
        if self._filters is None:
            from desktop.views.journal.filters import FilterPanel

            self._filters = FilterPanel(self.kit.look, self._today)
            self._filters.hide()
            self._filters.choice_changed.connect(self._on_choice_changed)
            self._box.insertWidget(self._box.count() - 1, self._filters)
            self._filters.tab_after(self.calendar.last_stop())
            self.fold.share_with(self._filters)
        return self._filters

    def complete(self) -> None:
        """The first page has been painted: bring the whole list and the days of the calendar."""
        self.calendar.fill()
        self.reload()

    def reload(self) -> None:
        """Read ids, marks and what there is to filter by again."""
        super().reload()
        self.above.read()

    def wish(self) -> Choice | None:
        """What the member filters by."""
        return self._filters.choice() if self._filters is not None else None

    def ids(self, workspace: Workspace, wanted: Choice | None) -> builtins.list[str]:
        """The ids of the entries that are wanted; called in the lane."""
        from desktop.services.journal import EntryFilter

        if not wanted:
            return workspace.journal.ids()
        return workspace.journal.ids(
            EntryFilter(wanted.tag, wanted.mood, wanted.since, wanted.until)
        )

    def learn_filters(self) -> None:
        """Read which tags and moods there are."""
        self.kit.lane.ask(
            lambda workspace: (workspace.journal.tags(), workspace.journal.moods()),
            self._on_filters_known,
        )

    def show_filters(self, shown: bool) -> None:
        """Unfold or fold the filters."""
        self.filter_button.setChecked(shown)
        if self._filters is not None or shown:
            self.filters.setVisible(shown)
            (self.fold.give_way if shown else self.fold.look)()
        if shown:
            self.learn_filters()
            self.filters.tag.setFocus()

    def toggle_filters(self) -> None:
        """Unfold the filters, or fold them."""
        self.show_filters(not self.filter_button.isChecked())

    # Parts

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 10, 0)
        head.setSpacing(2)
        head.addWidget(self.new_button)
        head.addStretch(1)
        for made in (self.above.button, self.filter_button, self.trash_button):
            head.addWidget(made)
        self.place.hold(self.list)
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(6, 8, 0, 0)
        box.setSpacing(10)
        box.addLayout(head)
        box.addWidget(self.above)
        box.addWidget(self.place, 1)
        self.tools_first(self.new_button, self.above.button, self.filter_button, self.trash_button)
        self.new_button.setToolTip(self.tr("Write a new entry (Ctrl+N)"))
        self.kit.look.icons.dress(self.new_button, "plus", "on_accent")

    def _connect(self) -> None:
        self.calendar.day_chosen.connect(self.day_chosen)
        self.new_button.clicked.connect(self.new_requested)
        self.place.way_taken.connect(self._on_way_out)
        self.trash_button.clicked.connect(self.trash_requested)
        self.fold.turned.connect(self._on_calendar_turned)
        self.filter_button.clicked.connect(self.show_filters)

    def _on_calendar_turned(self) -> None:
        # In a low window calendar and filters take turns, so that entries stay in view.
        filters = self._filters
        if filters is None or not filters.isVisible() or not self.fold.is_unfolded:
            return
        if not self.fold.has_room_beside(filters):
            self.show_filters(False)

    # What comes from the lane

    def _on_filters_known(self, known: tuple[Counted, Counted]) -> None:
        self.filters.set_known(*known)

    def _on_choice_changed(self, choice: Choice) -> None:
        # Folded away, a filter that is on can still be seen.
        role = "accent_text" if choice else "text_muted"
        self.kit.look.icons.dress(self.filter_button, "filter", role)
        self.filter_button.setToolTip(
            self.tr("Filter, on (Ctrl+Shift+F)") if choice else self.tr("Filter (Ctrl+Shift+F)")
        )
        self.reload()

    def say_empty(self) -> None:
        """Show the entries, or what an empty list says."""
        if self.model.rowCount():
            self.place.show_rows()
        elif self.wish():
            self.place.say(self.tr("No entry matches this filter."), self.tr("Show all entries"))
        else:
            self.place.say(
                self.tr("Your entries will stand here, the newest first."),
                self.tr("Write the first one"),
            )

    def _on_way_out(self) -> None:
        if self.wish():
            self.filters.clear()
        else:
            self.new_requested.emit()


def _days(workspace: Workspace, first: date, last: date) -> Marks:
    return workspace.journal.days(first, last)

"""The left half of the Journal: calendar, filters and the list of entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop.core.errors import AppError
from desktop.qt.itemmodels.entries import EntriesModel
from desktop.views.journal.entry_list import EntryList
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button, icon_button
from desktop.widgets.calendar import Calendar
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.journal import EntryLine
    from desktop.services.workspace import Workspace
    from desktop.views.journal.filters import Choice, FilterPanel

Counted = Sequence[tuple[str, int]]

_FIRST_PAGE = 40
_NARROWEST = 270
# In less height than this, calendar and filters take turns, so that entries stay in view.
_ROOM_FOR_BOTH = 740
# Own saves come twice a second while one writes; the whole list need not follow each.
_FOLLOW_MS = 700


class ListPane(QWidget):
    """Owns the model of the list, the filters and the calendar; lives on the GUI thread."""

    day_chosen = Signal(object)  # date
    new_requested = Signal()
    trash_requested = Signal()
    first_listed = Signal()  # the newest entries have come
    listed = Signal()  # the ids have come
    problem_met = Signal(str)

    def __init__(self, kit: RoomKit, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._asked = 0
        self._known = False
        self.model = EntriesModel(self._fetch, self)
        # Each is made where it stays: a widget that gets another parent is styled once more.
        self._bodies = QStackedWidget(self)
        self._calendar_box = QWidget(self)
        self.list = EntryList(kit.look, self.model, self._bodies)
        self.calendar = Calendar(kit.look, today, self._calendar_box, later=True)
        self._today = today
        self._filters: FilterPanel | None = None
        self.new_button = button(self.tr("New entry"), "primary", self)
        self.calendar_button = self._toggle("calendar-days", self.tr("Calendar (Ctrl+D)"))
        self.filter_button = self._toggle("filter", self.tr("Filter (Ctrl+Shift+F)"))
        self.trash_button = icon_button(kit.look.icons, "trash-2", self.tr("Trash (Ctrl+Shift+T)"))
        self._empty = words("", "muted")
        self._write = button(self.tr("Write the first one"), "link")
        self._following = QTimer(self)
        self._following.setSingleShot(True)
        self._following.setInterval(_FOLLOW_MS)
        self._following.timeout.connect(self.reload)
        self._lay_out()
        self._connect()

    @property
    def filters(self) -> FilterPanel:
        """The filters; made when they are first needed."""
        if self._filters is None:
            from desktop.views.journal.filters import FilterPanel

            self._filters = FilterPanel(self._kit.look, self._today)
            self._filters.hide()
            self._filters.choice_changed.connect(self._on_choice_changed)
            self._box.insertWidget(self._box.count() - 1, self._filters)
        return self._filters

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its buttons, whatever the size of their words."""
        return super().minimumSizeHint().expandedTo(QSize(_NARROWEST, 0))

    def start(self) -> None:
        """Show the first page at once; `complete` brings the rest."""
        self._kit.lane.ask(
            lambda workspace: workspace.journal.first_page(_FIRST_PAGE), self._on_first_page
        )

    def complete(self) -> None:
        """The first page has been painted: bring the whole list and the days of the calendar."""
        self.calendar.fill()
        self.reload()

    def reload(self) -> None:
        """Read ids, marks and what there is to filter by again."""
        self._following.stop()
        self._asked += 1
        asked, choice = self._asked, self._choice()

        def read(workspace: Workspace) -> list[str]:
            from desktop.services.journal import EntryFilter

            if not choice:
                return workspace.journal.ids()
            wanted = EntryFilter(choice.tag, choice.mood, choice.since, choice.until)
            return workspace.journal.ids(wanted)

        self._kit.lane.ask(read, partial(self._on_listed, asked))
        self._read_marks()

    def follow(self) -> None:
        """Read again soon: this window wrote something that moves rows."""
        if not self._following.isActive():
            self._following.start()

    def learn_filters(self) -> None:
        """Read which tags and moods there are."""
        self._kit.lane.ask(
            lambda workspace: (workspace.journal.tags(), workspace.journal.moods()),
            self._on_filters_known,
        )

    def show_filters(self, shown: bool) -> None:
        """Unfold or fold the filters."""
        self.filter_button.setChecked(shown)
        if shown and self.height() < _ROOM_FOR_BOTH:
            self.show_calendar(False)
        if self._filters is not None or shown:
            self.filters.setVisible(shown)
        if shown:
            self.learn_filters()
            self.filters.tag.setFocus()

    def show_calendar(self, shown: bool) -> None:
        """Unfold or fold the calendar."""
        self.calendar_button.setChecked(shown)
        if shown and self.height() < _ROOM_FOR_BOTH and self.filter_button.isChecked():
            self.show_filters(False)
        self._calendar_box.setVisible(shown)

    def toggle_filters(self) -> None:
        """Unfold the filters, or fold them."""
        self.show_filters(not self.filter_button.isChecked())

    def toggle_calendar(self) -> None:
        """Unfold the calendar and go there, or fold it."""
        shown = not self.calendar_button.isChecked()
        self.show_calendar(shown)
        if shown:
            self.calendar.focus_day()

    def _choice(self) -> Choice | None:
        return self._filters.choice() if self._filters is not None else None

    # Parts

    def _toggle(self, icon: str, name: str) -> QToolButton:
        made = icon_button(self._kit.look.icons, icon, name)
        made.setCheckable(True)
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 10, 0)
        head.setSpacing(2)
        head.addWidget(self.new_button)
        head.addStretch(1)
        for made in (self.calendar_button, self.filter_button, self.trash_button):
            head.addWidget(made)
        around = QVBoxLayout(self._calendar_box)
        around.setContentsMargins(14, 0, 14, 4)
        around.addWidget(self.calendar)
        nothing = QWidget(self._bodies)
        inside = QVBoxLayout(nothing)
        inside.setContentsMargins(18, 24, 18, 0)
        inside.addWidget(self._empty)
        inside.addWidget(self._write, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        self._bodies.addWidget(self.list)
        self._bodies.addWidget(nothing)
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(6, 8, 0, 0)
        box.setSpacing(10)
        box.addLayout(head)
        box.addWidget(self._calendar_box)
        box.addWidget(self._bodies, 1)
        self.new_button.setToolTip(self.tr("Write a new entry (Ctrl+N)"))
        self._kit.look.icons.dress(self.new_button, "plus", "on_accent")

    def _connect(self) -> None:
        self.calendar.day_chosen.connect(self.day_chosen)
        self.calendar.month_shown.connect(lambda _first, _last: self._read_marks())
        self.new_button.clicked.connect(self.new_requested)
        self._write.clicked.connect(self._on_way_out)
        self.trash_button.clicked.connect(self.trash_requested)
        self.calendar_button.clicked.connect(self.show_calendar)
        self.filter_button.clicked.connect(self.show_filters)

    # What comes from the lane

    def _fetch(self, ids: Sequence[str], done: Callable[[Sequence[EntryLine]], None]) -> None:
        self._kit.lane.ask(
            lambda workspace: workspace.journal.lines(ids),
            done,
            partial(self._on_fetch_failed, done),
        )

    def _on_fetch_failed(
        self, done: Callable[[Sequence[EntryLine]], None], error: AppError
    ) -> None:
        self.problem_met.emit(str(error))
        done(())

    def _on_first_page(self, lines: list[EntryLine]) -> None:
        if not self._known:
            self.model.show_first(lines)
            self._say_empty()
        self.first_listed.emit()

    def _read_marks(self) -> None:
        first, last = self.calendar.sheet()

        self._kit.lane.ask(
            lambda workspace: workspace.journal.days(first, last),
            partial(self._on_marks, (first, last)),
        )

    def _on_marks(self, sheet: tuple[date, date], marks: dict[date, int]) -> None:
        if self.calendar.sheet() == sheet:
            self.calendar.set_marks(marks)

    def _on_filters_known(self, known: tuple[Counted, Counted]) -> None:
        self.filters.set_known(*known)

    def _on_listed(self, asked: int, ids: list[str]) -> None:
        if asked != self._asked:
            return
        self._known = True
        self.model.set_ids(ids)
        self._say_empty()
        self.listed.emit()

    def _on_choice_changed(self, choice: Choice) -> None:
        # Folded away, a filter that is on can still be seen.
        role = "accent_text" if choice else "text_muted"
        self._kit.look.icons.dress(self.filter_button, "filter", role)
        self.filter_button.setToolTip(
            self.tr("Filter, on (Ctrl+Shift+F)") if choice else self.tr("Filter (Ctrl+Shift+F)")
        )
        self.reload()

    def _say_empty(self) -> None:
        empty = not self.model.rowCount()
        self._bodies.setCurrentIndex(1 if empty else 0)
        if not empty:
            return
        if self._choice():
            self._empty.setText(self.tr("No entry matches this filter."))
            self._write.setText(self.tr("Show all entries"))
        else:
            self._empty.setText(self.tr("Your entries will stand here, the newest first."))
            self._write.setText(self.tr("Write the first one"))

    def _on_way_out(self) -> None:
        if self._choice():
            self.filters.clear()
        else:
            self.new_requested.emit()

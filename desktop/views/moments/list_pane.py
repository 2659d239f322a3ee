"""The left half of a room of moments: all of them, the newest first, and what to see of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.clock import SystemClock
from desktop.domain.moments import MomentFilter
from desktop.qt.itemmodels.lines import LineRole, LinesModel
from desktop.views.lists.line_list import LineList
from desktop.views.lists.rows_pane import RowsPane
from desktop.views.moments.wording import RoomWords, counted, row_look, spoken
from desktop.views.room import RoomKit
from desktop.widgets.buttons import icon_button
from desktop.widgets.choosing.drop_down import DropDown
from desktop.widgets.cut_label import CutLabel
from desktop.widgets.rows.line_delegate import LineDelegate

_DAYS = ("7", "30", "90", "365")


class MomentsPane(RowsPane):
    """Owns the model of the list and what it is narrowed to; lives on the GUI thread."""

    def __init__(self, kit: RoomKit, names: RoomWords, parent: QWidget | None = None) -> None:
        super().__init__(kit, names.keeper, parent)
        self._unsaved: Callable[[str], bool] = lambda _row_id: False
        self._names = names
        self._filling = False
        today = SystemClock().today
        self.model = LinesModel(self.fetch, partial(spoken, today, self._is_unsaved), self)
        delegate = LineDelegate(kit.look, LineRole.LINE, partial(row_look, today, self._is_unsaved))
        self.list = LineList(kit.look, self.model, delegate, self.place)
        self._count = CutLabel(self)
        self._filters = QWidget(self)
        self.word = self._combo(names.form.word)
        self.period = self._combo(self.tr("Period"))
        self.filter_button = icon_button(
            kit.look.icons, "filter", self.tr("Filter (Ctrl+Shift+F)"), parent=self
        )
        self.trash_button = icon_button(
            kit.look.icons, "trash-2", self.tr("Trash (Ctrl+Shift+T)"), parent=self
        )
        self.more = icon_button(
            kit.look.icons, "ellipsis", self.tr("All actions and their keys"), parent=self
        )
        self._lay_out()
        self._fill_filters()
        self._connect()

    def watch_unsaved(self, unsaved: Callable[[str], bool]) -> None:
        """Mark the rows of which this tells that a change waits."""
        self._unsaved = unsaved

    def mark_unsaved(self) -> None:
        """Other changes wait now: draw the rows anew."""
        self.list.view.viewport().update()

    def wish(self) -> MomentFilter:
        """Which moments are listed."""
        days = self.period.currentData()
        since = SystemClock().today() - timedelta(days=int(days) - 1) if days else None
        return MomentFilter(self.word.currentData(), since)

    def toggle_filters(self) -> None:
        """Unfold what to narrow the list by, or fold it."""
        shown = not self._filters.isVisible()
        self._filters.setVisible(shown)
        if shown:
            self.kit.lane.ask(
                lambda workspace: self._names.keeper(workspace).words(newest=None), self._on_words
            )
            self.word.setFocus()

    def clear_filters(self) -> None:
        """List everything again."""
        self._filling = True
        self.word.setCurrentIndex(0)
        self.period.setCurrentIndex(0)
        self._filling = False
        self._on_narrowed()

    def _is_unsaved(self, row_id: str) -> bool:
        return self._unsaved(row_id)

    # Parts

    def _combo(self, name: str) -> QComboBox:
        combo = DropDown(parent=self._filters)
        combo.setAccessibleName(name)
        combo.setMaxVisibleItems(16)
        combo.setMinimumContentsLength(8)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return combo

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 10, 0)
        head.setSpacing(2)
        head.addWidget(self._count, 1)
        for made in (self.filter_button, self.trash_button, self.more):
            head.addWidget(made)
        self.more.setPopupMode(self.more.ToolButtonPopupMode.InstantPopup)
        narrow = QHBoxLayout(self._filters)
        narrow.setContentsMargins(14, 0, 10, 0)
        narrow.addWidget(self.word, 1)
        narrow.addWidget(self.period, 1)
        self._filters.hide()
        self.place.hold(self.list)
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 8, 0, 0)
        box.setSpacing(10)
        box.addLayout(head)
        box.addWidget(self._filters)
        box.addWidget(self.place, 1)
        self.tools_first(self.filter_button, self.trash_button, self.more, self.word, self.period)
        self.list.view.setAccessibleName(self._names.list_name)

    def _fill_filters(self) -> None:
        self._filling = True
        self.period.addItem(self.tr("Any time"), None)
        for days in _DAYS:
            self.period.addItem(self.tr("The last {days} days").format(days=days), days)
        self._filling = False
        self._on_words([])

    def _connect(self) -> None:
        self.filter_button.clicked.connect(self.toggle_filters)
        self.trash_button.clicked.connect(self.trash_requested)
        self.place.way_taken.connect(self.clear_filters)
        self.word.currentIndexChanged.connect(self._on_narrowed)
        self.period.currentIndexChanged.connect(self._on_narrowed)

    # What comes from the lane

    def _on_words(self, known: Sequence[tuple[str, int]]) -> None:
        chosen = self.word.currentData()
        self._filling = True
        self.word.clear()
        self.word.addItem(self._names.any_word, None)
        for word, number in known:
            self.word.addItem(f"{word}  ({number:,})", word)
        if chosen is not None:
            if self.word.findData(chosen) < 0:
                self.word.addItem(chosen, chosen)
            self.word.setCurrentIndex(self.word.findData(chosen))
        self._filling = False

    def _on_narrowed(self) -> None:
        if self._filling:
            return
        # Folded away, a filter that is on can still be seen.
        on = self.wish() != MomentFilter()
        role = "accent_text" if on else "text_muted"
        self.kit.look.icons.dress(self.filter_button, "filter", role)
        self.filter_button.setToolTip(
            self.tr("Filter, on (Ctrl+Shift+F)") if on else self.tr("Filter (Ctrl+Shift+F)")
        )
        self.reload()

    def say_empty(self) -> None:
        """Show the moments and how many there are, or what an empty list says."""
        number = self.model.rowCount()
        known = number and self.model.is_whole
        self._count.setText(counted(self._names, number) if known else self._names.list_name)
        if number:
            self.place.show_rows()
        elif self.wish() != MomentFilter():
            self.place.say(self._names.nothing_matches, self.tr("Show all"))
        else:
            self.place.say(self._names.empty)

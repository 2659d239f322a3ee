"""The left half of a room of moments: all of them, the newest first, and what to see of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.clock import SystemClock
from desktop.core.errors import AppError
from desktop.domain.moments import MomentFilter, MomentLine
from desktop.qt.itemmodels.lines import LineRole, LinesModel
from desktop.views.lists.line_list import LineList
from desktop.views.moments.wording import RoomWords, counted, row_look, spoken
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button, icon_button
from desktop.widgets.cut_label import CutLabel
from desktop.widgets.rows.line_delegate import LineDelegate
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.workspace import Workspace

_FIRST_PAGE = 40
_DAYS = ("7", "30", "90", "365")


class MomentsPane(QWidget):
    """Owns the model of the list and what it is narrowed to; lives on the GUI thread."""

    first_listed = Signal()  # the newest moments have come
    trash_requested = Signal()
    problem_met = Signal(str)

    def __init__(self, kit: RoomKit, names: RoomWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unsaved: Callable[[str], bool] = lambda _row_id: False
        self._kit = kit
        self._names = names
        self._asked = 0
        self._filling = False
        today = SystemClock().today
        self.model = LinesModel(self._fetch, partial(spoken, today, self._is_unsaved), self)
        delegate = LineDelegate(kit.look, LineRole.LINE, partial(row_look, today, self._is_unsaved))
        self._bodies = QStackedWidget(self)
        self.list = LineList(kit.look, self.model, delegate, self._bodies)
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
        self._empty = words("", "muted")
        self.show_all = button(self.tr("Show all"), "link")
        self._lay_out()
        self._fill_filters()
        self._connect()

    def watch_unsaved(self, unsaved: Callable[[str], bool]) -> None:
        """Mark the rows of which this tells that a change waits."""
        self._unsaved = unsaved

    def mark_unsaved(self) -> None:
        """Other changes wait now: draw the rows anew."""
        self.list.view.viewport().update()

    def start(self) -> None:
        """Show the first page at once; `reload` brings the rest."""
        self._kit.lane.ask(
            lambda workspace: self._names.keeper(workspace).first_page(_FIRST_PAGE),
            self._on_first_page,
        )

    def reload(self) -> None:
        """Read again which moments there are."""
        self._asked += 1
        asked, wanted = self._asked, self.wanted()

        def read(workspace: Workspace) -> list[str]:
            return self._names.keeper(workspace).ids(wanted)

        self._kit.lane.ask(read, partial(self._on_listed, asked))

    def wanted(self) -> MomentFilter:
        """Which moments are listed."""
        days = self.period.currentData()
        since = SystemClock().today() - timedelta(days=int(days) - 1) if days else None
        return MomentFilter(self.word.currentData(), since)

    def toggle_filters(self) -> None:
        """Unfold what to narrow the list by, or fold it."""
        shown = not self._filters.isVisible()
        self._filters.setVisible(shown)
        if shown:
            self._kit.lane.ask(
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
        combo = QComboBox(self._filters)
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
        nothing = QWidget(self._bodies)
        inside = QVBoxLayout(nothing)
        inside.setContentsMargins(18, 16, 18, 0)
        inside.addWidget(self._empty)
        inside.addWidget(self.show_all)
        inside.addStretch(1)
        self._bodies.addWidget(self.list)
        self._bodies.addWidget(nothing)
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 8, 0, 0)
        box.setSpacing(10)
        box.addLayout(head)
        box.addWidget(self._filters)
        box.addWidget(self._bodies, 1)
        self.list.view.setAccessibleName(self._names.list_name)

    def _fill_filters(self) -> None:
        self._filling = True
        self.period.addItem(self.tr("Any time"), None)
        for days in _DAYS:
            self.period.addItem(self.tr("The last {days} days").format(days=days), days)
        self._filling = False
        self._on_words([])

    def _connect(self) -> None:
        self.model.ids_changed.connect(self._on_ids_changed)
        self.filter_button.clicked.connect(self.toggle_filters)
        self.trash_button.clicked.connect(self.trash_requested)
        self.show_all.clicked.connect(self.clear_filters)
        self.word.currentIndexChanged.connect(self._on_narrowed)
        self.period.currentIndexChanged.connect(self._on_narrowed)

    # What comes from the lane

    def _fetch(self, ids: Sequence[str], done: Callable[[Sequence[MomentLine]], None]) -> None:
        self._kit.lane.ask(
            lambda workspace: self._names.keeper(workspace).lines(ids),
            done,
            partial(self._on_fetch_failed, done),
        )

    def _on_fetch_failed(
        self, done: Callable[[Sequence[MomentLine]], None], error: AppError
    ) -> None:
        self.problem_met.emit(str(error))
        done(())

    def _on_first_page(self, lines: list[MomentLine]) -> None:
        if not self.model.is_whole:
            self.model.show_first(lines)
        self.first_listed.emit()

    def _on_listed(self, asked: int, ids: list[str]) -> None:
        if asked == self._asked:
            self.model.set_ids(ids)

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
        on = self.wanted() != MomentFilter()
        role = "accent_text" if on else "text_muted"
        self._kit.look.icons.dress(self.filter_button, "filter", role)
        self.filter_button.setToolTip(
            self.tr("Filter, on (Ctrl+Shift+F)") if on else self.tr("Filter (Ctrl+Shift+F)")
        )
        self.reload()

    def _on_ids_changed(self) -> None:
        number = self.model.rowCount()
        known = number and self.model.is_whole
        self._count.setText(counted(self._names, number) if known else self._names.list_name)
        self._bodies.setCurrentIndex(0 if number else 1)
        narrowed = self.wanted() != MomentFilter()
        self._empty.setText(self._names.nothing_matches if narrowed else self._names.empty)
        self.show_all.setVisible(narrowed)

"""Search: the hits at the left, what was found at the right, help where nothing is asked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import AppError
from desktop.language import translated
from desktop.qt.itemmodels.hits import HitRole, HitsModel
from desktop.views.room import Room, RoomKit
from desktop.views.search.help import SearchHelp
from desktop.views.search.hit_list import HitList
from desktop.views.search.reader import Reader
from desktop.widgets.buttons import button
from desktop.widgets.rows.hit_delegate import HitDelegate
from desktop.widgets.texts import set_kind, words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.search import Hit, SearchResult
    from desktop.services.workspace import Workspace

_PAGE = 50
# While rows wait to be indexed, the same search is asked again.
_AGAIN_MS = 1_500


class SearchRoom(Room):
    """Owns the last query and what it found; lives on the GUI thread.

    One search runs at a time; of those asked for meanwhile only the last is done.
    """

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.title = self.tr("Search")
        self.icon_name = "search"
        self._query = ""
        self._limit = _PAGE
        self._running = False
        self._again = False
        self.model = HitsModel(self)
        self.hits = HitList()
        self.reader = Reader(kit, lambda table: self.homes.get(table, ""))
        self.help = SearchHelp()
        self.more = button(self.tr("Show more"), "link")
        self.summary = words("", "muted")
        self._bodies = QStackedWidget()
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(_AGAIN_MS)
        self._asking.timeout.connect(self._ask_again)
        self._lay_out()
        self._connect()

    # What the shell asks

    def present(self, subject: str) -> None:
        """Search for this, as it is being typed."""
        if subject.strip() != self._query:
            self._query, self._limit = subject.strip(), _PAGE
            self._search()

    def activate(self) -> None:
        """Go to the hits, or to the help while there are none."""
        if self.model.rowCount():
            self.hits.setFocus()
        else:
            self.help.setFocus()

    def refresh(self) -> None:
        """Rows changed: search again."""
        self.reader.forget()
        self._search()

    # Parts

    def _lay_out(self) -> None:
        self.hits.setModel(self.model)
        look = self.kit.look
        self.hits.setItemDelegate(HitDelegate(look, HitRole.HIT, HitRole.CAPTION, self.hits))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(10, 0, 0, 8)
        column.addWidget(self.hits, 1)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.reader)
        split.setStretchFactor(1, 1)
        split.setSizes([430, 540])
        left.setMinimumWidth(280)
        self._bodies.addWidget(self.help)
        self._bodies.addWidget(split)
        head = QHBoxLayout()
        head.setContentsMargins(24, 4, 24, 0)
        head.addWidget(self.summary)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 6, 0, 0)
        box.setSpacing(8)
        box.addLayout(head)
        box.addWidget(self._bodies, 1)
        self.summary.hide()

    def _connect(self) -> None:
        self.hits.selectionModel().currentChanged.connect(self._on_current_changed)
        self.hits.opened.connect(self._on_opened)
        self.reader.open_requested.connect(self._on_opened)
        self.more.clicked.connect(self._on_more)
        self.help.query_requested.connect(self.search_requested)

    # The search

    def _search(self) -> None:
        self._asking.stop()
        if not self._query:
            self._show_help("")
            return
        if self._running:
            self._again = True
            return
        self._running = True
        query, limit = self._query, self._limit

        def find(workspace: Workspace) -> tuple[SearchResult, dict[str, str]]:
            from desktop.services.reading import kind_of

            result = workspace.search.find(query, limit)
            kinds = {hit.table: kind_of(hit.table) for hit in result.hits}
            return result, {t: translated(k) for t, k in kinds.items()}

        self.kit.lane.ask(
            find,
            partial(self._on_found, query),
            partial(self._on_failed, query),
        )

    def _next(self) -> bool:
        """The search is over: begin the one that was asked for meanwhile, if there is one."""
        self._running = False
        again, self._again = self._again, False
        if again:
            self._search()
        return again

    def _on_found(self, query: str, found: tuple[SearchResult, dict[str, str]]) -> None:
        if self._next() or query != self._query:
            return
        result, kinds = found
        self._show_hits(result, kinds)
        self.summary.setVisible(bool(result.hits or result.waiting))
        set_kind(self.summary, "muted")
        self.summary.setText(self._spelt(result))
        if result.waiting:
            self._asking.start()

    def _on_failed(self, query: str, error: AppError) -> None:
        if self._next() or query != self._query:
            return
        self._show_help("")
        self.summary.show()
        set_kind(self.summary, "danger")
        self.summary.setText(translated(error))

    def _show_hits(self, result: SearchResult, kinds: dict[str, str]) -> None:
        if not result.hits:
            self._show_help(self.tr("Nothing was found."))
            return
        chosen = self.model.hit(self.hits.currentIndex().row())
        self.model.show_hits(result.hits, kinds)
        row = self.model.row_of(chosen.table, chosen.row_id) if chosen else -1
        self._bodies.setCurrentIndex(1)
        self.hits.setCurrentIndex(self.model.index(max(row, 0)))
        self.more.setVisible(len(result.hits) < result.total)

    def _show_help(self, sentence: str) -> None:
        self.model.show_hits([], {})
        self.reader.clear()
        self.help.say(sentence)
        self.summary.setVisible(False)
        self._bodies.setCurrentIndex(0)

    def _spelt(self, result: SearchResult) -> str:
        if result.capped:
            found = self.tr("More than 1,000 found, the newest first")
        elif result.total == 1:
            found = self.tr("1 found")
        else:
            found = self.tr("{count} found").format(count=f"{result.total:,}")
        if not result.waiting:
            return found
        waits = self.tr("still indexing {count} changes, more may come")
        return f"{found}  ·  {waits.format(count=f'{result.waiting:,}')}"

    def _ask_again(self) -> None:
        if self.isVisible():
            self._search()

    def _on_more(self) -> None:
        self._limit += 2 * _PAGE
        self._search()

    # One hit

    def _on_current_changed(self, current: QModelIndex) -> None:
        hit = self.model.hit(current.row())
        if hit is not None:
            self.reader.show_hit(hit.table, hit.row_id, *_place(hit))

    def _on_opened(self) -> None:
        hit = self.model.hit(self.hits.currentIndex().row())
        if hit is None:
            return
        if hit.table in self.homes:
            looked_for, around = _place(hit)
            first = looked_for[0] if looked_for else ""
            self.row_requested.emit(hit.table, "\n".join((hit.row_id, first, around)))
        else:
            self.reader.setFocus()


def _place(hit: Hit) -> tuple[list[str], str]:
    """The words that were looked for, and the stretch around the first of them."""
    looked_for = [text for text, marked in hit.snippet if marked]
    around = "".join(text for text, _ in hit.snippet).strip("… \n")
    return looked_for, " ".join(around.split())

"""The versions of the vision at the left: the highest number first, one chosen at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.errors import AppError
from desktop.language import translated
from desktop.qt.itemmodels.lines import LineRole, LinesModel
from desktop.views.lists.line_list import LineList
from desktop.views.room import RoomKit
from desktop.views.vision.version_delegate import VersionDelegate
from desktop.views.vision.wording import spoken
from desktop.widgets.buttons import button, icon_button
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.vision.values import VersionLine

# Some more than are in view: to tell how much is written, each version is read to its end. So
# neither the first page nor what is fetched later holds more than are soon looked at.
_PAGE = 16


class VersionsList(QWidget):
    """Owns the model of the list and what to say while it is empty; lives on the GUI thread."""

    new_requested = Signal()
    trash_requested = Signal()
    menu_requested = Signal(QPoint)  # where on the screen, for the chosen version
    first_listed = Signal()  # the newest versions have come
    listed = Signal()  # all ids have come
    problem_met = Signal(str)

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._asked = 0
        self._known = False
        self.model = LinesModel(self._fetch, spoken, self, window=_PAGE)
        self._bodies = QStackedWidget(self)
        delegate = VersionDelegate(kit.look, LineRole.LINE)
        self.list = LineList(kit.look, self.model, delegate, self._bodies)
        self.new_button = button(self.tr("New draft"), "primary", self)
        self.trash_button = icon_button(kit.look.icons, "trash-2", self.tr("Trash (Ctrl+Shift+T)"))
        self._lay_out()
        self.new_button.clicked.connect(self.new_requested)
        self.trash_button.clicked.connect(self.trash_requested)
        view = self.list.view
        view.setAccessibleName(self.tr("Versions of your Life Vision"))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_menu)

    def start(self) -> None:
        """Show the first page at once; `reload` brings the rest."""
        self._kit.lane.ask(
            lambda workspace: workspace.visions.first_page(_PAGE),
            self._on_first_page,
            self._on_first_failed,
        )

    def reload(self) -> None:
        """Read the ids again."""
        self._asked += 1
        self.model.mark_stale()
        self._kit.lane.ask(
            lambda workspace: workspace.visions.ids(), partial(self._on_listed, self._asked)
        )

    def line(self, row_id: str) -> VersionLine | None:
        """What is known of a version, or None."""
        found: VersionLine | None = self.model.line(row_id)
        return found

    def height_for(self, most: int) -> int:
        """The height in which all versions can be seen, or so many of them."""
        view = self.list.view
        rows = min(max(self.model.rowCount(), 1), most)
        around = self._bodies.mapTo(self, QPoint(0, 0)).y()
        return around + rows * view.verticalHeader().defaultSectionSize() + 6

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 10, 0)
        head.addWidget(self.new_button)
        head.addStretch(1)
        head.addWidget(self.trash_button)
        nothing = QWidget(self._bodies)
        inside = QVBoxLayout(nothing)
        inside.setContentsMargins(18, 18, 18, 0)
        sentence = self.tr(
            "Your Life Vision will stand here: one document of the life you choose, in fourteen "
            "parts. Begin a draft and write the part that calls you first."
        )
        inside.addWidget(words(sentence, "muted"))
        inside.addStretch(1)
        self._bodies.addWidget(self.list)
        self._bodies.addWidget(nothing)
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 8, 0, 0)
        box.setSpacing(10)
        box.addLayout(head)
        box.addWidget(self._bodies, 1)
        self.new_button.setToolTip(self.tr("Begin an empty draft (Ctrl+N)"))
        self._kit.look.icons.dress(self.new_button, "plus", "on_accent")

    def _on_menu(self, place: QPoint) -> None:
        view = self.list.view
        if view.indexAt(place).isValid():
            self.menu_requested.emit(view.viewport().mapToGlobal(place))

    def _fetch(self, ids: Sequence[str], done: Callable[[Sequence[VersionLine]], None]) -> None:
        self._kit.lane.ask(
            lambda workspace: workspace.visions.lines(ids), done, partial(self._on_failed, done)
        )

    def _on_failed(self, done: Callable[[Sequence[VersionLine]], None], error: AppError) -> None:
        self.problem_met.emit(translated(error))
        done(())

    def _on_first_page(self, lines: list[VersionLine]) -> None:
        if not self._known:
            self.model.show_first(lines)
            self._say_empty()
        self.first_listed.emit()

    def _on_first_failed(self, error: AppError) -> None:
        # The room goes on as with an empty page: what it reads next may be more lucky.
        self.problem_met.emit(translated(error))
        self.first_listed.emit()

    def _on_listed(self, asked: int, ids: list[str]) -> None:
        if asked == self._asked:
            self._known = True
            self.model.set_ids(ids)
            self._say_empty()
            self.listed.emit()

    def _say_empty(self) -> None:
        self._bodies.setCurrentIndex(0 if self.model.rowCount() else 1)

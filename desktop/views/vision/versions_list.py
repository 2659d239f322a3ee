"""The versions of the vision at the left: the highest number first, one chosen at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.qt.itemmodels.lines import LineRole, LinesModel
from desktop.views.lists.line_list import LineList
from desktop.views.lists.rows_pane import RowsPane
from desktop.views.room import RoomKit
from desktop.views.vision.version_delegate import VersionDelegate
from desktop.views.vision.wording import spoken
from desktop.widgets.buttons import button, icon_button

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.vision.values import VersionLine

# Some more than are in view: to tell how much is written, each version is read to its end. So
# neither the first page nor what is fetched later holds more than are soon looked at.
_PAGE = 16


class VersionsList(RowsPane):
    """Owns the model of the list and what to say while it is empty; lives on the GUI thread."""

    menu_requested = Signal(QPoint)  # where on the screen, for the chosen version
    first_lines = _PAGE

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, lambda workspace: workspace.visions, parent)
        self.model = LinesModel(self.fetch, spoken, self, window=_PAGE)
        delegate = VersionDelegate(kit.look, LineRole.LINE)
        self.list = LineList(kit.look, self.model, delegate, self.place)
        self.new_button = button(self.tr("New draft"), "primary", self)
        self.trash_button = icon_button(kit.look.icons, "trash-2", self.tr("Trash (Ctrl+Shift+T)"))
        self._lay_out()
        self.new_button.clicked.connect(self.new_requested)
        self.trash_button.clicked.connect(self.trash_requested)
        view = self.list.view
        view.setAccessibleName(self.tr("Versions of your Life Vision"))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_menu)

    def line(self, row_id: str) -> VersionLine | None:
        """What is known of a version, or None."""
        found: VersionLine | None = self.model.line(row_id)
        return found

    def height_for(self, most: int) -> int:
        """The height in which all versions can be seen, or so many of them."""
        view = self.list.view
        rows = min(max(self.model.rowCount(), 1), most)
        around = self.place.mapTo(self, QPoint(0, 0)).y()
        return around + rows * view.verticalHeader().defaultSectionSize() + 6

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 10, 0)
        head.addWidget(self.new_button)
        head.addStretch(1)
        head.addWidget(self.trash_button)
        self.place.hold(self.list)
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 8, 0, 0)
        box.setSpacing(10)
        box.addLayout(head)
        box.addWidget(self.place, 1)
        self.tools_first(self.new_button, self.trash_button)
        self.new_button.setToolTip(self.tr("Begin an empty draft (Ctrl+N)"))
        self.kit.look.icons.dress(self.new_button, "plus", "on_accent")

    def _on_menu(self, place: QPoint) -> None:
        view = self.list.view
        if view.indexAt(place).isValid():
            self.menu_requested.emit(view.viewport().mapToGlobal(place))

    def say_empty(self) -> None:
        """Show the versions, or what this list is for."""
        if self.model.rowCount():
            self.place.show_rows()
            return
        self.place.say(
            self.tr(
                "Your Life Vision will stand here: one document of the life you choose, in "
                "fourteen parts. Begin a draft and write the part that calls you first."
            )
        )

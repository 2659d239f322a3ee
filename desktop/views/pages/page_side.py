"""The right half of a room with a list: the page of the chosen row, or what to do without one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.views.pages.room_page import RoomPage
from desktop.widgets.buttons import button, icon_button
from desktop.widgets.texts import words


class PageSide(QStackedWidget):
    """Owns the frame of a page, with the buttons that every row has; lives on the GUI thread.

    `choose` is the sentence while no row is open, `new` the button below it.
    """

    new_requested = Signal()
    history_requested = Signal()
    delete_requested = Signal()

    def __init__(
        self, page: RoomPage, choose: str, new: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        icons = page.kit.look.icons
        history = icon_button(icons, "history", self.tr("Earlier versions (Ctrl+H)"))
        delete = icon_button(icons, "trash-2", self.tr("Move to the trash (Ctrl+Shift+Del)"))
        self.more = icon_button(icons, "ellipsis", self.tr("All actions and their keys"))
        self.more.setPopupMode(self.more.ToolButtonPopupMode.InstantPopup)
        self.addWidget(self._nothing(choose, new))
        self.addWidget(self._whole(page))
        for one in (history, delete, self.more):
            page.room_form.buttons.addWidget(one)
        history.clicked.connect(self.history_requested)
        delete.clicked.connect(self.delete_requested)

    def show_page(self, *, shown: bool) -> None:
        """Show the page, or that no row is open."""
        self.setCurrentIndex(1 if shown else 0)

    def _nothing(self, choose: str, new: str) -> QWidget:
        made = QWidget()
        middle = QVBoxLayout(made)
        middle.setContentsMargins(40, 0, 40, 60)
        sentence = words(choose, "muted")
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        begin = button(new)
        begin.clicked.connect(self.new_requested)
        middle.addStretch(1)
        middle.addWidget(sentence)
        middle.addWidget(begin, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        return made

    def _whole(self, page: RoomPage) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(26, 8, 18, 14)
        column.addWidget(page)
        return made

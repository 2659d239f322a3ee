"""The right half of a room with a list: the page of the chosen row, or what to do without one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.views.pages.page import Page
from desktop.views.pages.room_words import RoomWords
from desktop.widgets.buttons import icon_button
from desktop.widgets.nothing_open import NothingOpen


class PageSide(QStackedWidget):
    """Owns the frame of a page, with the buttons that every row has; lives on the GUI thread.

    The buttons go behind those of the form, into `buttons`; `column` is where the page stands.
    """

    new_requested = Signal()
    history_requested = Signal()
    delete_requested = Signal()

    def __init__(
        self, page: Page, buttons: QBoxLayout, said: RoomWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        icons = page.kit.look.icons
        history = icon_button(icons, "history", self.tr("Earlier versions (Ctrl+H)"))
        delete = icon_button(icons, "trash-2", self.tr("Move to the trash (Ctrl+Shift+Del)"))
        self.more = icon_button(icons, "ellipsis", self.tr("All actions and their keys"))
        self.more.setPopupMode(self.more.ToolButtonPopupMode.InstantPopup)
        self._words = said
        nothing = self.nothing = NothingOpen(said.choose, said.new, self.tr("Begin with Ctrl+N"))
        whole = QWidget()
        self.column = QVBoxLayout(whole)
        self.column.setContentsMargins(26, 8, 18, 14)
        self.column.setSpacing(10)
        self.column.addWidget(page, 1)
        self.addWidget(nothing)
        self.addWidget(whole)
        for one in (history, delete, self.more):
            buttons.addWidget(one)
        nothing.new_requested.connect(self.new_requested)
        history.clicked.connect(self.history_requested)
        delete.clicked.connect(self.delete_requested)

    def say_nothing_open(self, *, none: bool) -> None:
        """Tell what to do while no row is open, where there is none or some to choose from."""
        self.nothing.say(self._words.first if none else self._words.choose)

    def show_page(self, *, shown: bool) -> None:
        """Show the page, or that no row is open."""
        self.setCurrentIndex(1 if shown else 0)

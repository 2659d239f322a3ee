"""A room with a list at the left and the page of the chosen row at the right, all by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from desktop.views.lists.line_pane import LinePane
from desktop.views.pages.page_side import PageSide
from desktop.views.pages.room_page import RoomPage
from desktop.views.pages.room_words import RoomWords
from desktop.views.pages.rows_room import Add, RowsRoom
from desktop.views.room import RoomKit


class PageRoom(RowsRoom):
    """Owns the list, the page and the dialogs of one table; lives on the GUI thread.

    A room of it makes a pane and a page and furnishes itself with them.
    """

    pane: LinePane
    page: RoomPage

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.menu = QMenu(self)
        self._wrote_on = False

    def furnish(self, pane: LinePane, page: RoomPage, said: RoomWords) -> None:
        """Take the pane and the page in, and begin to read."""
        self.pane, self.page, self.said = pane, page, said
        self.side = PageSide(page, page.room_form.buttons, said, self.split)
        self.lay_out(self.side)
        self.connect_pane()
        self._connect()
        self._fill_menu()
        self.pane.start()

    # What a room of it says

    def offer_more(self, add: Add) -> None:
        """Add actions of the room to its menu."""

    def on_saved(self, row: Any) -> None:
        """A row was saved: let the list follow."""
        row_id = row["id"]
        known = self.pane.model.row_of(row_id) >= 0
        self.pane.renew(row_id)
        if not known and row_id == self.page.row_id:
            self.pane.list.choose(row_id)

    def page_side(self) -> PageSide:
        """The right half of the room."""
        return self.side

    # What the shell asks

    def complete(self) -> None:
        """The list has been painted: bring the whole of it, and its newest row."""
        self.open_first()
        self.pane.reload()

    def activate(self) -> None:
        """Go on in the page, or in the list while none is open."""
        if self.is_complete:
            self.refresh()
        if self.page.row_id:
            self.page.room_form.focus_first()
        else:
            self.pane.take_focus()

    def refresh(self) -> None:
        """Rows changed: read the list and the open row again."""
        self.pane.reload()
        self.page.refresh()

    def leave(self) -> None:
        """Write what is not written yet."""
        self.page.leave()

    # What the member asks

    def show_page(self, *, shown: bool) -> None:
        """Show the page, or that no row is open."""
        self.side.show_page(shown=shown)

    def show_blank(self, lay_out: Callable[[], None]) -> None:
        """Show the page while `lay_out` lays out a new row on it, and go there."""
        super().show_blank(lay_out)
        self.page.room_form.focus_first()

    def undo(self) -> None:
        """Take the last deletion back.

        Whoever has written on since takes back what they write, and nothing more.
        """
        if not (self._wrote_on and self.page.isAncestorOf(self.focusWidget() or self)):
            super().undo()

    # Parts

    def _connect(self) -> None:
        self.pane.list.enter_pressed.connect(self._on_enter)
        self.side.new_requested.connect(self.begin_new)
        self.side.history_requested.connect(self.show_history)
        self.side.delete_requested.connect(self.delete_open)
        self.page.row_saved.connect(self.on_saved)
        self.page.edited.connect(self._on_edited)
        self.page.row_gone.connect(self.on_gone)

    def _fill_menu(self) -> None:
        def add(text: str, keys: str, act: Callable[[], object]) -> None:
            self.menu.addAction(self.offer(text, keys, act))

        add(self.said.new, "Ctrl+N", self.begin_new)
        self.offer_deeds(add)
        self.menu.addSeparator()
        add(self.said.next_one, "Alt+Down", lambda: self.pane.list.step(1))
        add(self.said.one_before, "Alt+Up", lambda: self.pane.list.step(-1))
        add(self.tr("Go to the list"), "Ctrl+L", self.pane.take_focus)
        add(self.tr("Go to the page"), "Ctrl+E", self.page.room_form.focus_first)
        self.offer_more(add)
        self.side.more.setMenu(self.menu)
        # A text with something to undo keeps the key for itself.
        undo = QShortcut(QKeySequence.StandardKey.Undo, self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.undo)

    # What comes of it

    def on_deleted(self, trash_id: int) -> None:
        """A row is in the trash: say so, and offer to take it back."""
        super().on_deleted(trash_id)
        self._wrote_on = False

    def _on_edited(self) -> None:
        self._wrote_on = True

    def _on_enter(self) -> None:
        if self.page.row_id:
            self.page.room_form.focus_first()

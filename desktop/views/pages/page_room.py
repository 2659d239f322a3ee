"""A room with a list at the left and the page of the chosen row at the right, all by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QWidget

from desktop.views.lists.line_pane import LinePane
from desktop.views.pages.page_side import PageSide
from desktop.views.pages.room_page import NOWHERE, Place, RoomPage
from desktop.views.room import Room, RoomKit, Undo

if TYPE_CHECKING:  # the list is painted before the dialogs are loaded
    from desktop.services.workspace import Workspace
    from desktop.views.history import Subject

_LIST_WIDTH = 330


class RoomWords(NamedTuple):
    """What a room of rows says of them."""

    choose: str
    new: str
    next_one: str
    one_before: str
    deleted: str
    gone: str


class PageRoom(Room):
    """Owns the list, the page and the dialogs of one table; lives on the GUI thread.

    A room of it makes a pane and a page and furnishes itself with them; `delete` moves a row to
    the trash, in the lane.
    """

    table = ""

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.split = QSplitter(self)
        self.menu = QMenu(self)
        self._undo: Undo | None = None
        self._wrote_on = False
        self._divided = False
        self._waiting = True

    def furnish(self, pane: LinePane, page: RoomPage, said: RoomWords) -> None:
        """Take the pane and the page in, and begin to read."""
        self.pane, self.page, self._said = pane, page, said
        self.side = PageSide(page, said.choose, said.new, self.split)
        self._lay_out()
        self._connect()
        self._fill_menu()
        self.pane.start()

    # What a room of it says

    def begin_new(self) -> None:
        """Lay out an empty page."""
        raise NotImplementedError

    def delete(self, workspace: Workspace, row_id: str) -> int:
        """Move a row to the trash and give its number there; called in the lane."""
        raise NotImplementedError

    def history_subject(self) -> Subject:
        """What the history shows of the open row."""
        raise NotImplementedError

    def offer_more(self, add: Callable[[str, str, Callable[[], object]], object]) -> None:
        """Add actions of the room to its menu: words, keys, what is done."""

    def on_saved(self, row: Any) -> None:
        """A row was saved: let the list follow."""
        row_id = row["id"]
        known = self.pane.model.row_of(row_id) >= 0
        self.pane.renew(row_id)
        if not known and row_id == self.page.row_id:
            self.pane.list.choose(row_id)

    # What the shell asks

    def begin(self) -> None:
        """Lay out something new, as the palette and the tray ask for it."""
        self.begin_new()

    def complete(self) -> None:
        """The list has been painted: bring the whole of it, and its newest row."""
        self._on_listed()
        self.pane.reload()

    def activate(self) -> None:
        """Go on in the page, or in the list while none is open."""
        self.refresh()
        if self.page.row_id:
            self.page.room_form.focus_first()
        else:
            self.pane.list.setFocus()

    def refresh(self) -> None:
        """Rows changed: read the list and the open row again."""
        self.pane.reload()
        self.page.refresh()

    def leave(self) -> None:
        """Write what is not written yet."""
        self.page.leave()

    def present(self, subject: str) -> None:
        """Open a row: its id, then, each on a line, words to go to and what is around them."""
        row_id, _, place = subject.partition("\n")
        found, _, around = place.partition("\n")
        self.open_row(row_id, (found, around))

    # What the member asks

    def open_row(self, row_id: str, place: Place = NOWHERE) -> None:
        """Show a row on the page at a place, and mark it in the list."""
        self._waiting = False
        self.pane.list.choose(row_id)
        self.side.show_page(shown=True)
        self.page.open_at(row_id, place)

    def delete_open(self) -> None:
        """Move the open row to the trash."""
        if self.page.row_id:
            self.delete_row(self.page.row_id)

    def delete_row(self, row_id: str) -> None:
        """Move a row to the trash."""
        after = self.pane.list.neighbour(row_id)
        open_here = row_id == self.page.row_id
        unwritten = open_here and not self.page.is_kept and not self.page.desk.is_dirty(row_id)
        if open_here:
            self.page.leave()
            self.page.discard()
        if not unwritten:
            self.kit.lane.ask(lambda workspace: self.delete(workspace, row_id), self._on_deleted)
        if open_here:
            self.show_after(after)

    def undo(self) -> None:
        """Take the last deletion back.

        Whoever has written on since takes back what they write, and nothing more.
        """
        if self._wrote_on and self.page.isAncestorOf(self.focusWidget() or self):
            return
        undo, self._undo = self._undo, None
        if undo is not None:
            self.undone.emit(undo)
            undo()

    def show_history(self) -> None:
        """Show the earlier versions of the open row."""
        if self.page.row_id and self.page.is_kept:
            from desktop.views.history import HistoryDialog

            self.page.leave()
            dialog = HistoryDialog(self.kit, self.history_subject(), self)
            dialog.restored.connect(self._on_version_restored)
            dialog.open()

    def show_details(self) -> None:
        """Show all columns of the open row."""
        if self.page.is_kept:
            from desktop.views.details import show_details

            self.page.save_now()
            show_details(self.kit, self.table, self.page.row_id, self)

    def show_trash(self) -> None:
        """Show what was deleted."""
        from desktop.views.trash import TrashDialog

        self.page.save_now()
        dialog = TrashDialog(self.kit, self)
        dialog.restored.connect(self._on_row_restored)
        dialog.open()

    def show_blank(self, lay_out: Callable[[], None]) -> None:
        """Show the page while `lay_out` lays out a new row on it."""
        self._waiting = False
        self.pane.list.choose("")
        self.side.show_page(shown=True)
        lay_out()
        self.page.room_form.focus_first()

    def show_after(self, row_id: str) -> None:
        """The open row is gone: show another one, or none."""
        if row_id:
            self.open_row(row_id)
            self.pane.list.setFocus()
        else:
            self.pane.list.choose("")
            self.side.show_page(shown=False)

    # Parts

    def showEvent(self, event: QShowEvent) -> None:
        """Divide the room the first time: in a narrow window the page has the larger part."""
        super().showEvent(event)
        if not self._divided:
            self._divided = True
            least = max(self.pane.minimumWidth(), self.pane.minimumSizeHint().width())
            list_width = max(least, min(_LIST_WIDTH, self.width() * 3 // 8))
            self.split.setSizes([list_width, self.width() - list_width])

    def _lay_out(self) -> None:
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.split)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.pane)
        self.split.addWidget(self.side)
        self.split.setStretchFactor(1, 1)
        self.pane.setMaximumWidth(480)
        self.side.setMinimumWidth(320)

    def _connect(self) -> None:
        self.pane.new_requested.connect(self.begin_new)
        self.pane.trash_requested.connect(self.show_trash)
        self.pane.problem_met.connect(lambda sentence: self.notice.emit(sentence, None))
        self.pane.first_listed.connect(self.content_stands)
        self.pane.listed.connect(self._on_listed)
        self.pane.list.row_chosen.connect(self.open_row)
        self.pane.list.delete_requested.connect(self.delete_row)
        self.pane.list.enter_pressed.connect(self._on_enter)
        self.side.new_requested.connect(self.begin_new)
        self.side.history_requested.connect(self.show_history)
        self.side.delete_requested.connect(self.delete_open)
        self.page.row_saved.connect(self.on_saved)
        self.page.edited.connect(self._on_edited)
        self.page.row_gone.connect(self._on_gone)

    def _fill_menu(self) -> None:
        def add(text: str, keys: str, act: Callable[[], object]) -> None:
            self.menu.addAction(self.offer(text, keys, act))

        add(self._said.new, "Ctrl+N", self.begin_new)
        add(self.tr("Save now"), "Ctrl+S", self.page.save_now)
        add(self.tr("Earlier versions…"), "Ctrl+H", self.show_history)
        add(self.tr("Details…"), "Alt+Return", self.show_details)
        add(self.tr("Move to the trash"), "Ctrl+Shift+Del", self.delete_open)
        add(self.tr("Trash…"), "Ctrl+Shift+T", self.show_trash)
        self.menu.addSeparator()
        add(self._said.next_one, "Alt+Down", lambda: self.pane.list.step(1))
        add(self._said.one_before, "Alt+Up", lambda: self.pane.list.step(-1))
        add(self.tr("Go to the list"), "Ctrl+L", self.pane.list.setFocus)
        add(self.tr("Go to the page"), "Ctrl+E", self.page.room_form.focus_first)
        self.offer_more(add)
        self.side.more.setMenu(self.menu)
        # A text with something to undo keeps the key for itself.
        undo = QShortcut(QKeySequence.StandardKey.Undo, self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.undo)

    # What comes of it

    def _on_edited(self) -> None:
        self._wrote_on = True

    def _on_listed(self) -> None:
        """Open the newest row when the room is seen for the first time."""
        if self._waiting and self.pane.model.rowCount():
            self.open_row(self.pane.model.ids()[0])

    def _on_enter(self) -> None:
        if self.page.row_id:
            self.page.room_form.focus_first()

    def _on_deleted(self, trash_id: int) -> None:
        self.pane.reload()

        def put_back() -> None:
            self._undo = None
            self.kit.lane.ask(
                lambda workspace: workspace.trash.restore(trash_id),
                partial(self._on_row_restored, self.table),
            )

        self._undo, self._wrote_on = put_back, False
        self.notice.emit(self._said.deleted, put_back)

    def _on_row_restored(self, table: str, row_id: str) -> None:
        self.pane.reload()
        if table == self.table:
            self.open_row(row_id)
        self.notice.emit(self.tr("It is back where it was."), None)

    def _on_version_restored(self, _row_id: str) -> None:
        self.refresh()
        self.notice.emit(
            self.tr("The earlier version is back. What stood here before is kept in the history."),
            None,
        )

    def _on_gone(self, row_id: str) -> None:
        self.show_after(self.pane.list.neighbour(row_id))
        self.pane.reload()
        self.notice.emit(self._said.gone, None)

"""What a room of one table does with its rows: it opens them, deletes them, and takes that back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.views.room import Room, RoomKit, Undo

if TYPE_CHECKING:  # the list is painted before the page and the dialogs are loaded
    from desktop.services.workspace import Workspace
    from desktop.views.history import Subject
    from desktop.views.lists.rows_pane import RowsPane
    from desktop.views.pages.entry_page import EntryPage
    from desktop.views.pages.page_side import PageSide
    from desktop.views.pages.room_page import RoomPage
    from desktop.views.pages.room_words import RoomWords

_LIST_WIDTH = 330
_NOWHERE = ("", "")

Add = Callable[[str, str, Callable[[], object]], object]
"""Offers an action: its words, its keys, what is done."""


class RowsRoom(Room):
    """Owns what a list at the left and a page at the right have in common; lives on the GUI thread.

    A room of it has `pane`, `page` and `said`; it says how a new row is begun, how one is deleted,
    and what its history shows.
    """

    table = ""
    said: RoomWords
    pane: RowsPane

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.split = QSplitter(self)
        self._undo: Undo | None = None
        self._divided = False
        self._waiting = True

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

    def show_page(self, *, shown: bool) -> None:
        """Show the page, or that no row is open."""
        raise NotImplementedError

    def page_side(self) -> PageSide | None:
        """The right half of the room, if it is built."""
        raise NotImplementedError

    # What the shell asks

    def begin(self) -> None:
        """Lay out something new, as the palette and the tray ask for it."""
        self.begin_new()

    def present(self, subject: str) -> None:
        """Open a row: its id, then, each on a line, words to go to and what is around them."""
        row_id, _, place = subject.partition("\n")
        found, _, around = place.partition("\n")
        self.open_row(row_id, (found, around))

    def standing(self) -> str:
        """The row on the page, once it stands in the store."""
        return self.page.row_id if self.page.is_kept else ""

    # What the member asks

    def open_row(self, row_id: str, place: tuple[str, str] = _NOWHERE) -> None:
        """Show a row on the page at a place (words, what is around), and mark it in the list."""
        self._waiting = False
        self.pane.list.choose(row_id)
        self.show_page(shown=True)
        self.page.open_at(row_id, place)

    def show_blank(self, lay_out: Callable[[], None]) -> None:
        """Show the page while `lay_out` lays out a new row on it."""
        self._waiting = False
        self.pane.list.choose("")
        self.show_page(shown=True)
        lay_out()

    def show_after(self, row_id: str) -> None:
        """The open row is gone: show another one, or none."""
        if row_id:
            self.open_row(row_id)
            self.pane.list.setFocus()
        else:
            self.pane.list.choose("")
            self.show_page(shown=False)

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
            self.kit.lane.ask(lambda workspace: self.delete(workspace, row_id), self.on_deleted)
        if open_here:
            self.show_after(after)

    def undo(self) -> None:
        """Take the last deletion back."""
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

    # Parts

    def showEvent(self, event: QShowEvent) -> None:
        """Divide the room the first time: in a narrow window the page has the larger part."""
        super().showEvent(event)
        if not self._divided:
            self._divided = True
            least = max(self.pane.minimumWidth(), self.pane.minimumSizeHint().width())
            list_width = max(least, min(_LIST_WIDTH, self.width() * 3 // 8))
            self.split.setSizes([list_width, self.width() - list_width])

    def lay_out(self, right: QWidget) -> None:
        """Put the pane at the left and `right` beside it."""
        # From the outside in: a widget that gets another parent is styled once more.
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.split, 1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.pane)
        self.split.addWidget(right)
        self.split.setStretchFactor(1, 1)
        self.pane.setMaximumWidth(480)
        right.setMinimumWidth(320)

    def connect_pane(self) -> None:
        """Do what the list and its buttons ask for."""
        self.pane.new_requested.connect(self.begin_new)
        self.pane.trash_requested.connect(self.show_trash)
        self.pane.problem_met.connect(lambda sentence: self.notice.emit(sentence, None))
        self.pane.first_listed.connect(self.content_stands)
        self.pane.listed.connect(self._on_listed)
        self.pane.list.row_chosen.connect(self.open_row)
        self.pane.list.delete_requested.connect(self.delete_row)

    def offer_deeds(self, add: Add) -> None:
        """What can be done with the open row."""
        add(self.tr("Save now"), "Ctrl+S", self.page.save_now)
        add(self.tr("Earlier versions…"), "Ctrl+H", self.show_history)
        add(self.tr("Details…"), "Alt+Return", self.show_details)
        add(self.tr("Move to the trash"), "Ctrl+Shift+Del", self.delete_open)
        add(self.tr("Trash…"), "Ctrl+Shift+T", self.show_trash)

    # What comes of it

    def open_first(self) -> None:
        """Open the newest row when the room is seen for the first time."""
        if self._waiting and self.pane.model.rowCount():
            self.open_row(self.pane.model.ids()[0])

    def _on_listed(self) -> None:
        self.open_first()
        if (side := self.page_side()) is not None:
            # A filter that nothing matches leaves something to choose from.
            side.say_nothing_open(none=not self.pane.model.rowCount() and not self.pane.wish())

    def on_deleted(self, trash_id: int) -> None:
        """A row is in the trash: say so, and offer to take it back."""
        self.pane.reload()

        def put_back() -> None:
            self._undo = None
            self.kit.lane.ask(
                lambda workspace: workspace.trash.restore(trash_id),
                partial(self._on_row_restored, self.table),
            )

        self._undo = put_back
        self.notice.emit(self.said.deleted, put_back)

    def on_gone(self, row_id: str) -> None:
        """The open row was deleted elsewhere: show what stands beside it."""
        self.show_after(self.pane.list.neighbour(row_id))
        self.pane.reload()
        self.notice.emit(self.said.gone, None)

    def _on_row_restored(self, table: str, row_id: str) -> None:
        if table == self.table:
            self.pane.reload()
            self.open_row(row_id)
        else:
            self.refresh()  # it may be a part of what is shown, as a track is
        self.notice.emit(self.tr("It is back where it was."), None)

    def _on_version_restored(self, _row_id: str) -> None:
        self.refresh()
        self.notice.emit(
            self.tr("The earlier version is back. What stood here before is kept in the history."),
            None,
        )

    # At the end, for the translator's tools lose sight of a class after a condition in it.
    if TYPE_CHECKING:

        @property
        def page(self) -> EntryPage | RoomPage:
            """The page of the open row."""

"""The Journal: the list at the left, the page at the right, everything by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QWidget

from desktop.core.clock import SystemClock
from desktop.domain.journal import first_line
from desktop.views.journal.list_pane import ListPane
from desktop.views.room import Room, RoomKit, Undo

if TYPE_CHECKING:  # the list is painted before the page and the dialogs are loaded
    from desktop.services.journal import Entry, EntryLine
    from desktop.views.history import Subject
    from desktop.views.journal.memories import Memories
    from desktop.views.journal.page_side import PageSide
    from desktop.views.pages.entry_page import EntryPage

_TABLE = "journal_entries"
_TALL_ENOUGH_FOR_CALENDAR = 720
_LIST_WIDTH = 330


class JournalRoom(Room):
    """Owns the list, the page and the dialogs of the Journal; lives on the GUI thread.

    The list is painted first; the page beside it is built after that, or when it is first used.
    """

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.title = self.tr("Journal")
        self.icon_name = "book-open"
        self._clock = SystemClock()
        self._split = QSplitter(self)
        self.pane = ListPane(kit, self._clock.today(), self._split)
        self._side: PageSide | None = None
        self._menu: QMenu
        self._undo: Undo | None = None
        self._waiting = True
        self._fresh = True
        self._right = QStackedWidget(self._split)
        self._lay_out()
        self._connect()
        self.pane.start()

    @property
    def page(self) -> EntryPage:
        """The page of the open entry."""
        return self._page_side().page

    @property
    def memories(self) -> Memories:
        """Other years of the day of the open entry."""
        return self._page_side().memories

    @property
    def menu(self) -> QMenu:
        """All that one can do here, with its keys."""
        self._page_side()
        return self._menu

    # What the shell asks

    def complete(self) -> None:
        """The list has been painted: bring the page with its newest entry, and the whole list."""
        self._page_side()
        self._on_listed()
        self.pane.complete()
        self.page.learn_suggestions()

    def activate(self) -> None:
        """Go on in the text, or in the list while none is open."""
        if self._side is None:
            self.pane.list.setFocus()
            return
        # The room that was left may have written just now, behind the back of the window.
        self.refresh()
        self.pane.calendar.set_today(self._clock.today())
        if self.page.row_id:
            self.page.form.text.setFocus()
        else:
            self.pane.list.setFocus()

    def begin(self) -> None:
        """Lay out an empty page for today."""
        self.write_today()

    def refresh(self) -> None:
        """Rows changed: read the list and the open entry again."""
        self.pane.reload()
        if self._side is not None:
            self.page.refresh()
            self.memories.forget()
            self._side.evidence.refresh()

    def leave(self) -> None:
        """Write what is not written yet."""
        if self._side is not None:
            self.page.leave()

    def present(self, subject: str) -> None:
        """Open an entry: its id, then, each on a line, words to go to and what is around them."""
        entry_id, _, place = subject.partition("\n")
        found, _, around = place.partition("\n")
        self.open_entry(entry_id, (found, around))

    # What the member asks

    def open_entry(self, entry_id: str, place: tuple[str, str] = ("", "")) -> None:
        """Show an entry on the page at a place (words, what is around), and mark it in the list."""
        self._waiting = False
        self.pane.list.choose(entry_id)
        self._page_side().show_page(shown=True)
        self.page.open_at(entry_id, place)

    def write_today(self) -> None:
        """Lay out an empty page for today."""
        today = self._clock.today()
        self.pane.calendar.set_today(today)
        self.write_on(today)

    def write_on(self, day: date) -> None:
        """Lay out an empty page for a day."""
        self._waiting = False
        self.pane.list.choose("")
        self._page_side().show_page(shown=True)
        self.page.begin_on(day)
        self.page.form.text.setFocus()

    def delete_open(self) -> None:
        """Move the open entry to the trash."""
        if self.page.row_id:
            self.delete_entry(self.page.row_id)

    def delete_entry(self, entry_id: str) -> None:
        """Move an entry to the trash."""
        after = self.pane.list.neighbour(entry_id)
        open_here = entry_id == self.page.row_id
        unwritten = open_here and not self.page.is_kept and not self.page.desk.is_dirty(entry_id)
        if open_here:
            self.page.leave()
            self.page.discard()
            self._show_after(after)
        if not unwritten:
            self.kit.lane.ask(
                lambda workspace: workspace.journal.delete(entry_id),
                self._on_deleted,
            )

    def undo(self) -> None:
        """Take the last deletion back."""
        undo, self._undo = self._undo, None
        if undo is not None:
            self.undone.emit(undo)
            undo()

    def show_history(self) -> None:
        """Show the earlier versions of the open entry."""
        if self.page.row_id and self.page.is_kept:
            from desktop.views.history import HistoryDialog

            self.page.leave()
            dialog = HistoryDialog(self.kit, self._history_subject(), self)
            dialog.restored.connect(self._on_version_restored)
            dialog.open()

    def show_details(self) -> None:
        """Show all columns of the open entry."""
        if self.page.is_kept:
            from desktop.views.details import show_details

            self.page.save_now()
            show_details(self.kit, _TABLE, self.page.row_id, self)

    def show_trash(self) -> None:
        """Show what was deleted."""
        from desktop.views.trash import TrashDialog

        self.page.save_now()
        dialog = TrashDialog(self.kit, self)
        dialog.restored.connect(self._on_row_restored)
        dialog.open()

    def choose_day(self, day: date) -> None:
        """Open the first entry of a day, or an empty page for it."""
        self.kit.lane.ask(
            lambda workspace: workspace.journal.entries_of(day),
            partial(self._on_day_read, day),
        )

    # Parts

    def showEvent(self, event: QShowEvent) -> None:
        """Divide the room, and unfold the calendar where there is room for it, the first time."""
        super().showEvent(event)
        if self._fresh:
            self._fresh = False
            least = max(self.pane.minimumWidth(), self.pane.minimumSizeHint().width())
            list_width = max(least, min(_LIST_WIDTH, self.width() * 3 // 8))
            self._split.setSizes([list_width, self.width() - list_width])
            self.pane.show_calendar(self.window().height() >= _TALL_ENOUGH_FOR_CALENDAR)

    def _page_side(self) -> PageSide:
        if self._side is None:
            from desktop.views.journal.page_side import PageSide

            side = self._side = PageSide(self.kit, self._clock.today())
            self._connect_side(side)
            self._menu = self._made_menu(side.page)
            self._add_tools(side)
            side.more.setMenu(self._menu)
            self._right.addWidget(side)
        return self._side

    def _lay_out(self) -> None:
        # From the outside in: a widget that gets another parent is styled once more.
        split = self._split
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(split)
        split.setChildrenCollapsible(False)
        split.addWidget(self.pane)
        split.addWidget(self._right)
        split.setStretchFactor(1, 1)
        self.pane.setMaximumWidth(480)
        self._right.setMinimumWidth(320)

    def _made_menu(self, page: EntryPage) -> QMenu:
        menu, pane, form = QMenu(self), self.pane, page.form

        def offer(text: str, keys: str, act: Callable[[], object]) -> None:
            menu.addAction(self.offer(text, keys, act))

        offer(self.tr("New entry"), "Ctrl+N", self.write_today)
        offer(
            self.tr("Another entry on this day"),
            "Ctrl+Shift+N",
            lambda: self.write_on(form.day.day()),
        )
        offer(self.tr("Save now"), "Ctrl+S", page.save_now)
        offer(self.tr("Earlier versions…"), "Ctrl+H", self.show_history)
        offer(self.tr("Details…"), "Alt+Return", self.show_details)
        offer(self.tr("Move to the trash"), "Ctrl+Shift+Del", self.delete_open)
        offer(self.tr("Trash…"), "Ctrl+Shift+T", self.show_trash)
        menu.addSeparator()
        offer(self.tr("Next entry"), "Alt+Down", lambda: pane.list.step(1))
        offer(self.tr("Entry before"), "Alt+Up", lambda: pane.list.step(-1))
        offer(self.tr("Go to the list"), "Ctrl+L", pane.list.setFocus)
        offer(self.tr("Go to the text"), "Ctrl+E", form.text.setFocus)
        offer(self.tr("Go to mood and tags"), "Ctrl+M", form.mood.setFocus)
        offer(self.tr("Calendar"), "Ctrl+D", pane.toggle_calendar)
        offer(self.tr("Filter"), "Ctrl+Shift+F", pane.toggle_filters)
        undo = QShortcut(QKeySequence.StandardKey.Undo, pane.list)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.undo)
        return menu

    def _add_tools(self, side: PageSide) -> None:
        from desktop.views.pages.entry_tools import EntryTools

        tools = EntryTools(self, side.page, side.page.form.buttons)
        tools.linked.connect(side.evidence.refresh)
        self._menu.addSeparator()
        self._menu.addActions([tools.begin_action, tools.link_action])

    def _connect(self) -> None:
        self.pane.new_requested.connect(self.write_today)
        self.pane.trash_requested.connect(self.show_trash)
        self.pane.day_chosen.connect(self.choose_day)
        self.pane.problem_met.connect(lambda sentence: self.notice.emit(sentence, None))
        self.pane.first_listed.connect(self.content_stands)
        self.pane.listed.connect(self._on_listed)
        self.pane.list.row_chosen.connect(self.open_entry)
        self.pane.list.delete_requested.connect(self.delete_entry)
        self.pane.list.enter_pressed.connect(self.activate)

    def _connect_side(self, side: PageSide) -> None:
        side.new_requested.connect(self.write_today)
        side.history_requested.connect(self.show_history)
        side.delete_requested.connect(self.delete_open)
        side.page.row_saved.connect(self._on_saved)
        side.page.row_opened.connect(self._on_opened)
        side.page.row_gone.connect(self._on_gone)
        side.memories.entry_requested.connect(self.open_entry)
        side.evidence.row_requested.connect(self.row_requested)
        side.evidence.notice.connect(self.notice)

    def _history_subject(self) -> Subject:
        from desktop.views.history import Subject

        return Subject(
            _TABLE,
            self.page.row_id,
            self.tr("History of this entry"),
            texts={"content": self.tr("Text")},
            fields={
                "entry_date": self.tr("Day"),
                "mood": self.tr("Mood"),
                "tags": self.tr("Tags"),
            },
        )

    def _on_day_read(self, day: date, lines: list[EntryLine]) -> None:
        if lines:
            self.open_entry(lines[0].id)
        else:
            self.write_on(day)

    def _on_listed(self) -> None:
        """Open the newest entry when the room is seen for the first time."""
        if self._waiting and self.pane.model.rowCount():
            self.open_entry(self.pane.model.ids()[0])

    def _on_opened(self, _entry_id: str) -> None:
        day = self.page.form.day.day()
        self.pane.calendar.set_day(day)
        self.memories.show_for(day, self.page.row_id)
        self._page_side().evidence.show_entry(self.page.row_id)

    def _on_saved(self, entry: Entry) -> None:
        from desktop.services.journal import EntryLine

        model = self.pane.model
        row = model.row_of(entry.id)
        known = model.line(entry.id)
        line = EntryLine(
            entry.id, entry.entry_date, entry.mood, entry.tags, first_line(entry.content)
        )
        model.put_line(line)
        if row < 0 or known is None or known.entry_date != entry.entry_date:
            if entry.id == self.page.row_id:
                self.pane.list.choose(entry.id)
            self.pane.follow()

    def _on_deleted(self, trash_id: int) -> None:
        self.pane.reload()

        def put_back() -> None:
            self._undo = None
            self.kit.lane.ask(
                lambda workspace: workspace.trash.restore(trash_id),
                partial(self._on_row_restored, _TABLE),
            )

        self._undo = put_back
        self.notice.emit(self.tr("The entry is in the trash."), put_back)

    def _on_row_restored(self, table: str, row_id: str) -> None:
        self.pane.reload()
        if table == _TABLE:
            self.open_entry(row_id)
        self.notice.emit(self.tr("It is back where it was."), None)

    def _on_version_restored(self, _entry_id: str) -> None:
        self.page.refresh()
        self.pane.reload()
        self.notice.emit(
            self.tr("The earlier version is back. What stood here before is kept in the history."),
            None,
        )

    def _on_gone(self, entry_id: str) -> None:
        self._show_after(self.pane.list.neighbour(entry_id))
        self.pane.reload()
        self.notice.emit(
            self.tr("This entry was deleted on another device. It is in the trash here."), None
        )

    def _show_after(self, entry_id: str) -> None:
        if entry_id:
            self.open_entry(entry_id)
            self.pane.list.setFocus()
        else:
            self.pane.list.choose("")
            self._page_side().show_page(shown=False)
            self.memories.show_for(None, "")

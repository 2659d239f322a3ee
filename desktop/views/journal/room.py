"""The Journal: the list at the left, the page at the right, everything by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from desktop.core.clock import SystemClock
from desktop.domain.journal import first_line
from desktop.views.journal.list_pane import ListPane
from desktop.views.pages.room_words import RoomWords
from desktop.views.pages.rows_room import RowsRoom
from desktop.views.room import RoomKit

if TYPE_CHECKING:  # the list is painted before the page and the dialogs are loaded
    from desktop.services.journal import Entry, EntryLine
    from desktop.services.workspace import Workspace
    from desktop.views.history import Subject
    from desktop.views.journal.memories import Memories
    from desktop.views.journal.page_side import EntrySide
    from desktop.views.pages.entry_page import EntryPage


class JournalRoom(RowsRoom):
    """Owns the list, the page and the dialogs of the Journal; lives on the GUI thread.

    The list is painted first; the page beside it is built after that, or when it is first used.
    """

    table = "journal_entries"
    pane: ListPane

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.title = self.tr("Journal")
        self.icon_name = "book-open"
        self._clock = SystemClock()
        self.pane = ListPane(kit, self._clock.today(), self.split)
        self.said = self._words()
        self._side: EntrySide | None = None
        self._menu: QMenu
        self._right = QStackedWidget(self.split)
        self.lay_out(self._right)
        self.connect_pane()
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

    def page_side(self) -> EntrySide | None:
        """The right half of the room, if it is built."""
        return self._side

    # What the shell asks

    def complete(self) -> None:
        """The list has been painted: bring the page with its newest entry, and the whole list."""
        self._page_side()
        self.open_first()
        self.pane.complete()
        self.page.learn_suggestions()

    def activate(self) -> None:
        """Go on in the text, or in the list while none is open."""
        if self._side is None:
            self.pane.take_focus()
            return
        # The room that was left may have written just now, behind the back of the window.
        self.refresh()
        self.pane.calendar.set_today(self._clock.today())
        if self.page.row_id:
            self.page.form.text.setFocus()
        else:
            self.pane.take_focus()

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

    # What the member asks

    def show_page(self, *, shown: bool) -> None:
        """Show the page, or that no entry is open."""
        self._page_side().show_page(shown=shown)

    def begin_new(self) -> None:
        """Lay out an empty page for today."""
        today = self._clock.today()
        self.pane.calendar.set_today(today)
        self.write_on(today)

    def write_on(self, day: date) -> None:
        """Lay out an empty page for a day."""
        self.show_blank(lambda: self.page.begin_on(day))
        self.page.form.text.setFocus()

    def show_after(self, row_id: str) -> None:
        """The open entry is gone: show another one, or none."""
        super().show_after(row_id)
        if not row_id:
            self.memories.show_for(None, "")

    def delete(self, workspace: Workspace, row_id: str) -> int:
        """Move an entry to the trash; called in the lane."""
        return workspace.journal.delete(row_id)

    def choose_day(self, day: date) -> None:
        """Open the first entry of a day, or an empty page for it."""
        self.kit.lane.ask(
            lambda workspace: workspace.journal.entries_of(day),
            partial(self._on_day_read, day),
        )

    def history_subject(self) -> Subject:
        """What the history shows of the open entry."""
        from desktop.views.history import Subject

        return Subject(
            self.table,
            self.page.row_id,
            self.tr("History of this entry"),
            texts={"content": self.tr("Text")},
            fields={
                "entry_date": self.tr("Day"),
                "mood": self.tr("Mood"),
                "tags": self.tr("Tags"),
            },
        )

    # Parts

    def _page_side(self) -> EntrySide:
        if self._side is None:
            from desktop.views.journal.page_side import EntrySide
            from desktop.views.pages.entry_page import EntryPage

            side = self._side = EntrySide(EntryPage(self.kit, self._clock.today()), self.said)
            self._connect_side(side)
            self._menu = self._made_menu(side.page)
            self._add_tools(side)
            side.more.setMenu(self._menu)
            self._right.addWidget(side)
        return self._side

    def _words(self) -> RoomWords:
        return RoomWords(
            choose=self.tr("Choose an entry, or write a new one."),
            first=self.tr("Write what is on your mind. It is saved while you type."),
            new=self.tr("New entry"),
            next_one=self.tr("Next entry"),
            one_before=self.tr("Entry before"),
            deleted=self.tr("The entry is in the trash."),
            gone=self.tr("This entry was deleted on another device. It is in the trash here."),
        )

    def _made_menu(self, page: EntryPage) -> QMenu:
        menu, pane, form = QMenu(self), self.pane, page.form

        def offer(text: str, keys: str, act: Callable[[], object]) -> None:
            menu.addAction(self.offer(text, keys, act))

        offer(self.said.new, "Ctrl+N", self.begin_new)
        offer(
            self.tr("Another entry on this day"),
            "Ctrl+Shift+N",
            lambda: self.write_on(form.day.day()),
        )
        self.offer_deeds(offer)
        menu.addSeparator()
        offer(self.said.next_one, "Alt+Down", lambda: pane.list.step(1))
        offer(self.said.one_before, "Alt+Up", lambda: pane.list.step(-1))
        offer(self.tr("Go to the list"), "Ctrl+L", pane.take_focus)
        offer(self.tr("Go to the text"), "Ctrl+E", form.text.setFocus)
        offer(self.tr("Go to mood and tags"), "Ctrl+M", form.mood.setFocus)
        offer(self.tr("Calendar"), "Ctrl+D", pane.above.toggle)
        offer(self.tr("Filter"), "Ctrl+Shift+F", pane.toggle_filters)
        undo = QShortcut(QKeySequence.StandardKey.Undo, pane.list)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.undo)
        return menu

    def _add_tools(self, side: EntrySide) -> None:
        from desktop.views.pages.entry_tools import EntryTools

        tools = EntryTools(self, side.page, side.page.form.buttons)
        tools.linked.connect(side.evidence.refresh)
        self._menu.addSeparator()
        self._menu.addActions([tools.begin_action, tools.link_action])

    def _connect(self) -> None:
        self.pane.day_chosen.connect(self.choose_day)
        self.pane.list.enter_pressed.connect(self.activate)

    def _connect_side(self, side: EntrySide) -> None:
        side.new_requested.connect(self.begin_new)
        side.history_requested.connect(self.show_history)
        side.delete_requested.connect(self.delete_open)
        side.page.row_saved.connect(self._on_saved)
        side.page.row_opened.connect(self._on_opened)
        side.page.row_gone.connect(self.on_gone)
        side.memories.entry_requested.connect(self.open_row)
        side.evidence.row_requested.connect(self.row_requested)
        side.evidence.notice.connect(self.notice)

    def _on_day_read(self, day: date, lines: list[EntryLine]) -> None:
        if lines:
            self.open_row(lines[0].id)
        else:
            self.write_on(day)

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

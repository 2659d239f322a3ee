"""The daily paper: one page a day, ready to be written when the room is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.core.clock import SystemClock
from desktop.domain.papers import Action
from desktop.views.pages.page_room import PageRoom
from desktop.views.pages.room_words import RoomWords
from desktop.views.paper.page import PaperPage
from desktop.views.paper.pane import PaperPane
from desktop.views.room import RoomKit

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.workspace import Workspace
    from desktop.views.history import Subject

Found = tuple[str, "dict[str, Any] | None"]


class PaperRoom(PageRoom):
    """Owns the list, the calendar and the page; lives on the GUI thread."""

    table = "daily_papers"
    pane: PaperPane
    page: PaperPage

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.title = self.tr("Daily paper")
        self.icon_name = "newspaper"
        self._clock = SystemClock()
        self._today = self._clock.today()
        self._wanted = 0
        said = RoomWords(
            choose=self.tr("Choose a day, or go on with today's paper."),
            first=self.tr("Begin with today's paper."),
            new=self.tr("Today's paper"),
            next_one=self.tr("Next paper in the list"),
            one_before=self.tr("Paper before in the list"),
            deleted=self.tr("The paper is in the trash."),
            gone=self.tr("This paper was deleted on another device. It is in the trash here."),
        )
        pane = PaperPane(kit, self._today, self.split)
        self.furnish(pane, PaperPage(kit, self._today), said)
        pane.day_chosen.connect(self.go_to_day)
        form = self.page.form
        form.bar.turned.connect(self.turn)
        form.bar.today_requested.connect(self.begin_new)
        form.carry_requested.connect(self.carry_over)
        self.page.row_opened.connect(self._on_opened)

    # What the shell asks

    def complete(self) -> None:
        """The list has been painted: bring the days of the calendar and the whole list."""
        self.pane.calendar.fill()
        super().complete()

    def activate(self) -> None:
        """Go on with the open paper; with today's at first, and when another day has begun."""
        today = self._clock.today()
        turned = today != self._today and self._day() == self._today
        self._today = today
        self.pane.calendar.set_today(today)
        self.page.form.bar.set_today(today)
        if turned or not self.page.row_id:
            if self.is_complete:
                self.pane.reload()
            self.go_to_day(today)
        else:
            super().activate()

    def refresh(self) -> None:
        """Rows changed: read again; a paper that came for the day of an empty page is shown."""
        super().refresh()
        day = self._day()
        if day is not None and self.page.row_id and not self.page.is_kept and self.page.is_blank():
            self.kit.lane.ask(
                lambda workspace: workspace.papers.paper_of(day),
                partial(self._on_came, self.page.row_id),
            )

    # What the member asks

    def open_row(self, row_id: str, place: tuple[str, str] = ("", "")) -> None:
        """Show a paper on the page at a place, and mark it in the list."""
        self._wanted += 1
        if row_id == self.page.row_id and not self.page.is_kept and self.page.is_blank():
            self.page.discard()  # the empty page of this very paper makes room for it
        super().open_row(row_id, place)

    def begin_new(self) -> None:
        """Go on with today's paper."""
        self.go_to_day(self._clock.today())

    def turn(self, days: int) -> None:
        """Go so many days on, or back."""
        day = self._day()
        if day is not None and date.min < day < date.max:
            self.go_to_day(day + timedelta(days=days))

    def go_to_day(self, day: date) -> None:
        """Open the paper of a day, or an empty page for it."""
        self._waiting = False
        self._wanted += 1
        # What is on the page is written before the day is looked up.
        self.page.leave()
        self.kit.lane.ask(
            lambda workspace: workspace.papers.paper_of(day),
            partial(self._on_found, self._wanted, day),
        )

    def carry_over(self) -> None:
        """Bring what stayed open the day before into the free places."""
        form = self.page.form
        before, after = form.paper().actions, form.carried().actions
        if not self.page.row_id or before == after:
            self.notice.emit(self.tr("There is nothing to bring over."), None)
            return
        form.put_actions(after)
        count = sum(a != b for a, b in zip(before, after, strict=True))
        form.focus_actions()
        self.notice.emit(
            self.tr("1 action was brought over.")
            if count == 1
            else self.tr("{count} actions were brought over.").format(count=count),
            partial(self._take_back, self.page.row_id, before, after),
        )

    def toggle_done(self) -> None:
        """Mark the paper as done, or take the mark away."""
        if self.page.row_id:
            self.page.form.done_box.click()

    # What a room of rows says

    def delete(self, workspace: Workspace, row_id: str) -> int:
        """Move a paper to the trash; called in the lane."""
        return workspace.papers.delete(row_id)

    def show_after(self, row_id: str) -> None:
        """The open paper is gone: its day stays, on an empty page.

        Whoever deletes in the list goes on there, with the next paper.
        """
        day = self._day()
        walking = bool(row_id) and self.pane.list.view.hasFocus()
        if day is None or walking:
            super().show_after(row_id)
        else:
            self.go_to_day(day)

    def history_subject(self) -> Subject:
        """What the history shows of the open paper."""
        from desktop.views.history import Subject
        from desktop.views.paper import told

        return Subject(
            self.table,
            self.page.row_id,
            self.tr("History of this paper"),
            texts=told.texts(),
            fields=told.fields(),
            told=told.told,
        )

    def offer_more(self, add: Callable[[str, str, Callable[[], object]], object]) -> None:
        """The days, and what one does on a paper."""
        form = self.page.form
        add(self.tr("Next day"), "Alt+Right", lambda: self.turn(1))
        add(self.tr("Day before"), "Alt+Left", lambda: self.turn(-1))
        add(self.tr("Calendar"), "Ctrl+D", self.pane.above.toggle)
        self.menu.addSeparator()
        add(self.tr("Go to the actions"), "Ctrl+M", form.focus_actions)
        add(self.tr("Go to the fun thing"), "Ctrl+Shift+M", form.focus_fun)
        add(self.tr("Bring over open actions"), "Ctrl+Shift+B", self.carry_over)
        add(self.tr("This paper is done"), "Ctrl+Shift+D", self.toggle_done)

    def on_saved(self, row: Mapping[str, Any]) -> None:
        """Let the list follow; words that went to another row of the day take the page there."""
        super().on_saved(row)
        shown = self.page.row_id
        if row["id"] == shown or self.pane.model.row_of(shown) >= 0:
            return  # the paper on the page, or a late word for the one before
        if self._day() is not None and row["paper_date"] == self.page.draft()["paper_date"]:
            self._show(row)

    # Parts

    def _day(self) -> date | None:
        return self.page.form.day()

    def _on_found(self, wanted: int, day: date, found: Found) -> None:
        if wanted != self._wanted:
            return  # another day was asked for meanwhile
        row_id, row = found
        if row is None:
            self.show_blank(partial(self.page.begin_on, day, row_id))
        else:
            self._show(row)
            self.page.room_form.focus_first()

    def _on_came(self, shown: str, found: Found) -> None:
        row = found[1]
        same = shown == self.page.row_id and not self.page.is_kept and self.page.is_blank()
        if row is not None and same:
            self._show(row)

    def _show(self, row: Mapping[str, Any]) -> None:
        self.pane.list.choose(str(row["id"]))
        self.side.show_page(shown=True)
        self.page.show_paper(row)

    def _on_opened(self, row_id: str) -> None:
        day = self._day()
        self.page.form.offer_carry(())
        if day is None:
            return
        self.pane.calendar.set_day(day)
        self.kit.lane.ask(
            lambda workspace: workspace.papers.open_actions(day),
            partial(self._on_open_actions, row_id),
        )

    def _on_open_actions(self, row_id: str, actions: list[str]) -> None:
        if row_id == self.page.row_id:
            self.page.form.offer_carry(actions)

    def _take_back(
        self, row_id: str, before: tuple[Action, ...], after: tuple[Action, ...]
    ) -> None:
        form = self.page.form
        if self.page.row_id == row_id and form.paper().actions == after:
            form.put_actions(before)
        else:
            self.notice.emit(self.tr("The actions were changed since; they stay."), None)

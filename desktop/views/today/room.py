"""Today: the day, today's entry ready for writing, a small look back, and what waits."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.clock import SystemClock
from desktop.views.pages.entry_page import EntryPage
from desktop.views.room import Room, RoomKit
from desktop.views.today.others import OtherEntries
from desktop.views.today.side import TodaySide
from desktop.widgets.buttons import button
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.journal import Entry, EntryLine
    from desktop.services.practice import Ritual, Section
    from desktop.services.status import StatusSummary
    from desktop.services.workspace import Workspace
    from desktop.views.today.ritual import RitualCard

_ENTRIES = "journal_entries"
_VISIONS = "vision_versions"
_WIDE = 900
_MOST_MEMORIES = 3
_MINUTE_MS = 60_000
# Who has typed nothing for so long is not writing any more: neither over midnight nor in a sleep
# of the computer. A minute without a key is the least, whatever the clock on the wall says.
_PAUSE = timedelta(minutes=15)
_LEAST_PAUSE = timedelta(minutes=1)
# What the day, the small fields and some lines of writing need, before anything stands below.
_LINES_TO_WRITE = 11
# A room as low as these lines keeps them for writing: the date and the count of words stay away.
_FEW_LINES = 9

Found = tuple[list["EntryLine"], list["EntryLine"]]


class TodayRoom(Room):
    """Owns the page of today; lives on the GUI thread."""

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.title = self.tr("Today")
        self.icon_name = "sun"
        self._clock = SystemClock()
        self._today = self._clock.today()
        self._opened = False
        self._wrote_at = self._moments()
        self.page = EntryPage(kit, self._today)
        self.minute = QTimer(self)
        self.others = OtherEntries()
        self.side = TodaySide(kit.look)
        self._ritual: RitualCard | None = None
        self._practised = False  # today, as the ritual was shown last
        self.new_button = button(self.tr("Another entry"))
        self._weekday = words("", "display")
        self._day = words("", "muted")
        self._lay_out()
        self._connect()
        self._write_day()
        self._read_first()

    # What the shell asks

    def complete(self) -> None:
        """Today's entry has been painted: bring what stands around it."""
        from desktop.views.pages.entry_tools import EntryTools

        EntryTools(self, self.page, self._head, 1)
        self._add_ritual()
        self._read()
        self.page.learn_suggestions()

    def activate(self) -> None:
        """Go on writing, on a fresh page if another day has begun."""
        self._follow_the_day()
        if self.page.row_id:
            # The room that was left may have written just now, behind the back of the window.
            self.refresh()
        self.page.form.text.setFocus()

    def refresh(self) -> None:
        """Rows changed: read today again."""
        if self.page.row_id:
            self.page.refresh()
            self._read()
        else:
            self._read_first()

    def leave(self) -> None:
        """Write what is not written yet."""
        self.page.leave()

    def present(self, subject: str) -> None:
        """Open one of today's entries."""
        self.page.open_at(subject)

    def standing(self) -> str:
        """The entry on the page, once it stands in the store."""
        return self.page.row_id if self.page.is_kept else ""

    # What the member asks

    def write_another(self) -> None:
        """Lay out one more page for today."""
        self.page.begin_on(self._today)
        self.page.form.text.setFocus()

    # Parts

    def _lay_out(self) -> None:
        head = self._head = QHBoxLayout()
        spelt = QVBoxLayout()
        spelt.setSpacing(0)
        spelt.addWidget(self._weekday)
        spelt.addWidget(self._day)
        head.addLayout(spelt, 1)
        head.addWidget(self.new_button)
        self.new_button.setToolTip(self.tr("Write another entry for today (Ctrl+N)"))
        self.kit.look.icons.dress(self.new_button, "plus", "text")
        self.page.form.hide_day()
        writing = QWidget()
        column = QVBoxLayout(writing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.others)
        column.addWidget(self.page, 1)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(40, 16, 32, 18)
        self._box.setSpacing(36)
        self._box.addWidget(writing, 1)
        self._box.addWidget(self.side)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.write_another)
        self.page.form.side_changed.connect(self._keep_in_line)
        self.kit.look.changed.connect(self._share_height)
        self.others.entry_requested.connect(self._open_other)
        self.side.entry_requested.connect(partial(self.row_requested.emit, _ENTRIES))
        self.side.account_requested.connect(lambda: self.room_requested.emit("account"))
        self.page.edited.connect(self._on_edited)
        self.page.row_saved.connect(self._on_saved)
        self.page.row_opened.connect(self._on_opened)
        self.page.row_gone.connect(lambda _id: self._read_first())
        self.offer(self.tr("Another entry"), "Ctrl+N", self.write_another)
        self.offer(self.tr("Save now"), "Ctrl+S", self.page.save_now)
        self.minute.setInterval(_MINUTE_MS)
        self.minute.timeout.connect(self._on_minute)
        self.minute.start()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            # Whoever comes back to the window finds the day that it is by now.
            application.focusWindowChanged.connect(self._on_minute)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the look back beside the page where there is room, else below it."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._box.setSpacing(36 if wide else 12)
        self.side.set_wide(wide)
        self._share_height()

    def _share_height(self) -> None:
        line = self.page.form.text.fontMetrics().lineSpacing()
        # Not what the layout knows: that is nothing, until it has laid out what changed.
        edges = self._box.contentsMargins()
        room, writing = self.height() - edges.top() - edges.bottom(), _LINES_TO_WRITE * line
        few = room < _FEW_LINES * line
        self._day.setVisible(not few)
        self._weekday.setToolTip(self._day.text() if few else "")
        self.page.form.be_brief(few)
        self.side.set_height(room if self.width() >= _WIDE else room - writing)

    def _keep_in_line(self, side: int) -> None:
        self._head.setContentsMargins(side, 0, side, 0)
        self.others.setContentsMargins(side, 0, side, 0)
        self.side.keep_in_line(side)

    def _on_opened(self, _entry_id: str) -> None:
        # Whoever comes back today goes on where they stopped.
        self.page.form.text.moveCursor(QTextCursor.MoveOperation.End)
        if self._opened:
            self._read()
        else:
            self._opened = True
            self.content_stands()

    # The ritual

    def _open_other(self, entry_id: str) -> None:
        # Its button goes as it comes onto the page, and would take the focus along.
        self.page.open_at(entry_id)
        self.page.form.text.setFocus()

    def _add_ritual(self) -> None:
        from desktop.views.today.ritual import CHECK_IN, KEYS, LISTEN, PAPER, SECTION

        self._ritual = self.side.add_ritual()
        self._share_height()
        self._ritual.step_requested.connect(self._begin_step)
        for step, text in (
            (PAPER, self.tr("Ritual: daily paper")),
            (CHECK_IN, self.tr("Ritual: check-in")),
            (SECTION, self.tr("Ritual: read today's section")),
            (LISTEN, self.tr("Ritual: listen")),
        ):
            self.offer(text, KEYS[step], partial(self._begin_step, step))

    def _begin_step(self, step: str) -> None:
        from desktop.views.today.ritual import SECTION

        if step != SECTION:
            self.room_requested.emit(step)
            return
        today = self._today

        def begin(workspace: Workspace) -> Section | None:
            section = workspace.practice.section(today)
            if section is not None:
                workspace.practice.mark_read(today)
            return section

        self.kit.lane.ask(begin, self._on_section)

    def _on_section(self, section: Section | None) -> None:
        if section is None:
            self.notice.emit(self.tr("There is no vision to read yet."), None)
        else:
            subject = "\n".join((section.vision_id, section.opening, section.opening))
            self.row_requested.emit(_VISIONS, subject)

    def _on_ritual(self, today: date, ritual: Ritual) -> None:
        if today == self._today and self._ritual is not None:
            self._practised = today in ritual.days
            self._ritual.show_ritual(ritual, today)

    def _read_ritual(self) -> None:
        today = self._today
        if self._ritual is not None:
            self.kit.lane.ask(
                lambda workspace: workspace.practice.ritual(today), partial(self._on_ritual, today)
            )

    # The day

    def _write_day(self) -> None:
        locale, day = QLocale(), QDate(self._today.year, self._today.month, self._today.day)
        self._weekday.setText(locale.standaloneDayName(self._today.isoweekday()))
        self._day.setText(locale.toString(day, "d MMMM yyyy"))

    def _on_minute(self) -> None:
        # Who writes over midnight goes on writing on the same page.
        if not (self.page.form.text.hasFocus() and self._is_writing()):
            self._follow_the_day()

    def _on_edited(self) -> None:
        self._wrote_at = self._moments()

    def _moments(self) -> tuple[datetime, float]:
        """The time on the wall, which may jump, and the time awake, which stops in a sleep."""
        return self._clock.now(), self._clock.monotonic()

    def _is_writing(self) -> bool:
        (then, before), (now, awake) = self._wrote_at, self._moments()
        passed = timedelta(seconds=awake - before)
        return passed < _LEAST_PAUSE or max(passed, now - then) < _PAUSE

    def _follow_the_day(self) -> None:
        today = self._clock.today()
        if today != self._today:
            self._today, self._practised = today, False
            self._write_day()
            self.page.take_off()
            self._read_first()

    # What comes from the lane

    def _read_first(self) -> None:
        """Read the entry to go on with, and nothing that it would have to wait for."""
        today = self._today

        def read(workspace: Workspace) -> Entry | None:
            lines = workspace.journal.entries_of(today)
            return workspace.journal.get(lines[0].id) if lines else None

        self.kit.lane.ask(read, partial(self._on_first, today))

    def _on_first(self, today: date, entry: Entry | None) -> None:
        if today != self._today or self.page.row_id:
            return
        if entry is not None:
            self.page.show_entry(entry)
        else:
            self.page.begin_on(today)

    def _read(self) -> None:
        """Read what stands around the page."""
        today = self._today

        def read(workspace: Workspace) -> Found:
            journal = workspace.journal
            return journal.entries_of(today), journal.on_this_day(today, _MOST_MEMORIES)

        self.kit.lane.ask(read, partial(self._on_read, today))
        self.kit.lane.ask(lambda workspace: workspace.status.summary(), self._on_status)
        self._read_ritual()

    def _on_read(self, today: date, found: Found) -> None:
        if today != self._today:
            return
        lines, memories = found
        self.side.show_memories(memories, today)
        self._share_height()
        self.others.show_lines([line for line in lines if line.id != self.page.row_id])

    def _on_status(self, summary: StatusSummary) -> None:
        self.side.show_waiting(summary.waiting, summary.held, signed_in=bool(summary.signed_in_as))

    def _on_saved(self, entry: Entry) -> None:
        if entry.id != self.page.row_id:
            self._read()
        elif not self._practised:
            self._read_ritual()  # with its first words the day counts

"""The window: navigation, search field, the rooms, the status line, and notices over them.

The shell knows rooms by name alone; who builds them is told by the composer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QByteArray, QObject, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from desktop.theme.appearance import Appearance
from desktop.views.frame.layout import lay_out
from desktop.views.frame.navigation import Navigation, Place
from desktop.views.frame.searchfield import SearchField
from desktop.views.room import Room
from desktop.views.statusline.line import StatusLine

if TYPE_CHECKING:  # loaded when they are needed
    from desktop.views.flipping.ticket import Ticket
    from desktop.views.frame.cover import Cover
    from desktop.views.frame.noticebar import NoticeBar

SEARCH = "search"
FLIPS = "flips"
ACCOUNT = "account"
SETTINGS = "settings"
AUDIO = "audio"
_SMALLEST = (720, 480)
_USUAL = (1180, 760)


class RoomPlan(NamedTuple):
    """A room that the window offers: its place in the navigation and how it is built.

    It is built inside the widget that will show it: widgets that move are styled once more.
    `tables` are those whose rows are opened here.
    """

    place: Place
    build: Callable[[QWidget], Room]
    tables: tuple[str, ...] = ()


class Standing(NamedTuple):
    """What a window had in front: the room, and what `Room.present` would show again."""

    room: str = ""
    subject: str = ""


class Shell(QWidget):
    """The main window; owns the rooms it has built, lives on the GUI thread.

    Rooms are built when they are first shown. A room in the background that missed changes is
    refreshed when it comes to the front again.
    """

    closing = Signal()
    """The window is about to close; every room has left already."""
    went_behind = Signal()
    """The window was put away, and the app goes on without it."""
    cancel_requested = Signal()
    sync_requested = Signal()
    room_shown = Signal(str)
    palette_requested = Signal()
    shortcuts_requested = Signal()
    room_painted = Signal(str)
    """What a room is for has been painted for the first time."""

    def __init__(self, plans: Sequence[RoomPlan], look: Appearance) -> None:
        super().__init__()
        self._plans = {plan.place.name: plan for plan in plans}
        self._homes = {table: plan.place for plan in plans for table in plan.tables}
        self._rooms: dict[str, Room] = {}
        self._stale: set[str] = set()
        self._before_search = ""
        self._staying = self._quitting = False
        self._cover: Cover | None = None
        self.setObjectName("shell")
        self.setWindowTitle("VibrationFit")
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_USUAL)
        self.navigation = Navigation([p.place for p in plans], look.icons, self)
        self.search_field = SearchField(look, self)
        self.status_line = StatusLine(self)
        self._stack = QStackedWidget(self)
        self._right = lay_out(
            self, self.navigation, self.search_field, self._stack, self.status_line
        )
        self._look = look
        self._notices: NoticeBar | None = None
        self._connect()

    @property
    def notices(self) -> NoticeBar:
        """The bar of notices; made for the first one."""
        if self._notices is None:
            from desktop.views.frame.noticebar import NoticeBar

            self._notices = NoticeBar(self._stack, self._look.icons)
        return self._notices

    def show_room(self, name: str) -> Room:
        """Bring a room to the front, built if need be, and give it the focus."""
        room = self._to_front(name)
        room.activate()
        return room

    def show_row(self, table: str, subject: str) -> None:
        """Open a row in the room of its table (see `Room.present`); others have no place yet."""
        home = self._homes.get(table)
        if home is not None:
            self._to_front(home.name).present_row(table, subject)

    def offer(
        self, text: str, keys: Sequence[str | QKeySequence.StandardKey], act: Callable[[], object]
    ) -> QAction:
        """Add something that one can do from anywhere; the palette and the sheet list it."""
        action = QAction(text, self)
        action.setShortcuts(list(dict.fromkeys(QKeySequence(key) for key in keys)))
        action.triggered.connect(lambda _checked=False: act())
        self.addAction(action)
        return action

    @property
    def places(self) -> list[Place]:
        """The rooms, in the order of the navigation."""
        return [plan.place for plan in self._plans.values()]

    def home_of(self, table: str) -> Place | None:
        """The room in which rows of a table are opened, or None."""
        return self._homes.get(table)

    def room(self, name: str) -> Room | None:
        """A room if it has been built."""
        return self._rooms.get(name)

    @property
    def current(self) -> Room | None:
        """The room in front."""
        widget = self._stack.currentWidget()
        return widget if isinstance(widget, Room) else None

    def notice(self, text: str, undo: object = None) -> None:
        """Tell the member something, with a way back if `undo` can be called.

        A window that is covered tells nothing: it may be of what lies beneath.
        """
        if self._cover is not None:
            return
        self.notices.show_notice(text, undo if callable(undo) else None)

    def put_at_foot(self, bar: QWidget) -> None:
        """Set something below every room, above the status line."""
        self._right.insertWidget(self._right.indexOf(self.status_line), bar)

    def crown(self, strip: QWidget) -> None:
        """Put a strip above everything but the navigation, for what must always be seen."""
        self._right.insertWidget(0, strip)

    def store_changed(self, *, elsewhere: bool) -> None:
        """Rows changed: a room in the background reads again when it is shown.

        What this window wrote itself, the room in front knows already.
        """
        front = self.current
        self._stale = {name for name, room in self._rooms.items() if room is not front}
        if elsewhere and front is not None:
            front.refresh()

    def forget_rooms(self) -> None:
        """Another profile is open now: every room is built anew."""
        front = self.current.name if self.current else next(iter(self._plans))
        self._let_rooms_go()
        self.show_room(front)

    def cover(self, page: QWidget) -> Standing:
        """Let every room go and show nothing but a page; gives what stood in front.

        Keys of the window rest until it is uncovered, all but that which ends the app.
        """
        from desktop.views.frame.cover import Cover

        room = self.current
        before = Standing(room.name, room.standing()) if room is not None else Standing()
        self.search_field.forget()
        self._let_rooms_go()
        if self._notices is not None:
            self._notices.hide()
            self._notices.deleteLater()
            self._notices = None
        self._before_search = ""
        self._cover = Cover(self, page, self._quit_action)
        return before

    def uncover(self, before: Standing) -> None:
        """Take the page away, and show what stood in front; rooms are built anew."""
        cover, self._cover = self._cover, None
        if cover is not None:
            cover.lift()
        name = before.room if before.room in self._plans else next(iter(self._plans))
        room = self._to_front(name)
        if before.subject:
            room.present(before.subject)
        if not room.isAncestorOf(self.focusWidget()):  # the page took the focus with it
            room.activate()

    def leave_rooms(self) -> None:
        """Have every room save what it has not saved yet."""
        for room in self._rooms.values():
            room.leave()

    def words_stand(self, desk: QObject, *, saved: bool) -> None:
        """The words of a desk could not be written, or they are now: the status line says so."""
        self.status_line.saved.words_stand(desk, saved=saved)

    def set_staying(self, staying: bool) -> None:
        """Whether the app stays when the window is closed."""
        self._staying = staying

    def quit(self) -> None:
        """Close the window for good."""
        self._quitting = True
        self.close()

    def stay(self) -> None:
        """The member stays after all: the next closing is one like any other."""
        self._quitting = False

    def geometry_text(self) -> str:
        """Size and place of the window as text for the settings."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def take_geometry(self, text: str) -> None:
        """Take size and place from such a text; nonsense is ignored."""
        if text:
            self.restoreGeometry(QByteArray.fromBase64(text.encode("ascii", "replace")))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is open, then close; or only go out of sight, where the app stays."""
        self.leave_rooms()
        if self._staying and not self._quitting:
            event.ignore()
            self.hide()
            self.went_behind.emit()
            return
        self.closing.emit()
        super().closeEvent(event)

    def _connect(self) -> None:
        self.navigation.room_requested.connect(self.show_room)
        self.search_field.typed.connect(self._on_search_typed)
        self.search_field.submitted.connect(self._on_search_requested)
        self.search_field.left.connect(self._on_search_left)
        self.status_line.details_requested.connect(lambda: self.show_room(ACCOUNT))
        self.status_line.cancel_requested.connect(self.cancel_requested)
        keys = QKeySequence.StandardKey
        self.offer(self.tr("Search everything"), ("Ctrl+K", keys.Find), self.search_field.call)
        self.offer(self.tr("Sync now"), ("F5",), self.sync_requested.emit)
        self.offer(self.tr("All that one can do…"), ("Ctrl+Shift+P",), self.palette_requested.emit)
        self.offer(self.tr("Keys…"), ("F1", "Ctrl+/"), self.shortcuts_requested.emit)
        self._quit_action = self.offer(self.tr("Quit"), (keys.Quit, "Ctrl+Q"), self.quit)

    def _let_rooms_go(self) -> None:
        for room in self._rooms.values():
            self._stack.removeWidget(room)
            room.deleteLater()
        self._rooms.clear()
        self._stale.clear()
        self.status_line.saved.forget_words()

    def _to_front(self, name: str) -> Room:
        before = self.current
        room = self._rooms.get(name) or self._build(name)
        if before is not room:
            if before is not None:
                before.leave()
            if name == SEARCH and before is not None:
                self._before_search = before.name
            self._stack.setCurrentWidget(room)
            self.navigation.show_place(name)
            if self._notices is not None:
                self._notices.raise_()
                self._notices.hasten()
            self.room_shown.emit(name)
        if name in self._stale:
            self._stale.discard(name)
            room.refresh()
        return room

    def _build(self, name: str) -> Room:
        room = self._plans[name].build(self._stack)
        room.name = name
        room.homes = {table: place.title for table, place in self._homes.items()}
        room.setAccessibleName(self._plans[name].place.title)
        room.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        room.row_requested.connect(self.show_row)
        room.search_requested.connect(self._on_search_requested)
        room.room_requested.connect(self.show_room)
        room.place_requested.connect(self._on_place_requested)
        room.flip_requested.connect(partial(self._on_flip_requested, room))
        room.flip_returned.connect(self._on_flip_returned)
        room.notice.connect(self.notice)
        room.undone.connect(self._on_undone)
        room.painted.connect(partial(self.room_painted.emit, name))
        self._rooms[name] = room
        self._stack.addWidget(room)
        return room

    def _on_place_requested(self, name: str, subject: str) -> None:
        self._to_front(name).present(subject)

    def _on_undone(self, undo: object) -> None:
        if self._notices is not None:
            self._notices.withdraw(undo)

    def _on_flip_requested(self, room: Room) -> None:
        from desktop.views.flipping.way import ticket_of

        ticket = ticket_of(room)
        if ticket is None:
            self.notice(self.tr("Select the words that you want to flip first."))
        elif FLIPS in self._plans:
            self._to_front(FLIPS).take_words(ticket)

    def _on_flip_returned(self, ticket: Ticket, clarity: str) -> None:
        from desktop.views.flipping.way import WayBack

        WayBack(self, ticket, clarity, self).go()

    def _on_search_typed(self, query: str) -> None:
        # The focus stays in the field while one types.
        if query.strip() or self.current is self._rooms.get(SEARCH):
            self._to_front(SEARCH).present(query)

    def _on_search_requested(self, query: str) -> None:
        self.search_field.setText(query)
        room = self._to_front(SEARCH)
        room.present(query)
        room.activate()

    def _on_search_left(self) -> None:
        room = self.current
        if room is not None and room.name == SEARCH and self._before_search in self._plans:
            # This search is over: field and room forget it together.
            self.search_field.clear()
            room.present("")
            self.show_room(self._before_search)
        elif room is not None:
            room.activate()
        if QApplication.focusWidget() is self.search_field:
            self.search_field.clearFocus()

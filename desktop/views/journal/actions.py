"""What one can do in the Journal, each with its key, gathered in a menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from desktop.views.journal.room import JournalRoom


class JournalActions(QObject):
    """Owns the actions and their keys; lives on the GUI thread.

    The keys work while the room is to be seen; those of the list only while it has the focus.
    """

    def __init__(self, room: JournalRoom) -> None:
        super().__init__(room)
        self._room = room
        self.menu = QMenu(room)
        self._fill()

    def _fill(self) -> None:
        room = self._room
        pane, page = room.pane, room.page
        self._add(self.tr("New entry"), "Ctrl+N", room.write_today)
        self._add(
            self.tr("Another entry on this day"),
            "Ctrl+Shift+N",
            lambda: room.write_on(page.form.day.day()),
        )
        self._add(self.tr("Save now"), "Ctrl+S", page.save_now)
        self._add(self.tr("Earlier versions…"), "Ctrl+H", room.show_history)
        self._add(self.tr("Move to the trash"), "Ctrl+Shift+Del", room.delete_open)
        self._add(self.tr("Trash…"), "Ctrl+Shift+T", room.show_trash)
        self.menu.addSeparator()
        self._add(self.tr("Next entry"), "Alt+Down", lambda: pane.list.step(1))
        self._add(self.tr("Entry before"), "Alt+Up", lambda: pane.list.step(-1))
        self._add(self.tr("Go to the list"), "Ctrl+L", pane.list.setFocus)
        self._add(self.tr("Go to the text"), "Ctrl+E", page.form.text.setFocus)
        self._add(self.tr("Go to mood and tags"), "Ctrl+M", page.form.mood.setFocus)
        self._add(self.tr("Calendar"), "Ctrl+D", self._toggle_calendar)
        self._add(self.tr("Filter"), "Ctrl+Shift+F", self._toggle_filters)
        undo = QShortcut(QKeySequence.StandardKey.Undo, pane.list)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(room.undo)

    def _add(self, name: str, keys: str, act: Callable[[], object]) -> None:
        action = QAction(name, self._room)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: act())
        self._room.addAction(action)
        self.menu.addAction(action)

    def _toggle_calendar(self) -> None:
        pane = self._room.pane
        shown = not pane.calendar.isVisible()
        pane.show_calendar(shown)
        if shown:
            pane.calendar.focus_day()

    def _toggle_filters(self) -> None:
        pane = self._room.pane
        pane.show_filters(not pane.filter_button.isChecked())

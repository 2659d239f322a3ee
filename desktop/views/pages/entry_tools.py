"""What one can do with an open entry in any room: begin with a template, link it as evidence."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.pages.entry_page import EntryPage
from desktop.views.room import Room
from desktop.widgets.buttons import icon_button


class EntryTools(QObject):
    """Owns the actions of a page of entries, offered by its room; lives on the GUI thread.

    Their buttons are put into `row`, at a place in it.
    """

    linked = Signal()

    def __init__(self, room: Room, page: EntryPage, row: QHBoxLayout, place: int = 0) -> None:
        super().__init__(room)
        self._room = room
        self._page = page
        self.begin_action: QAction = room.offer(
            self.tr("Begin with a template or prompt…"), "Ctrl+T", self.begin_with
        )
        self.link_action: QAction = room.offer(
            self.tr("Link to a sentence of the vision…"), "Ctrl+Shift+E", self.link
        )
        icons = room.kit.look.icons
        buttons = (
            ("lightbulb", self.tr("Begin with a template or prompt (Ctrl+T)"), self.begin_with),
            ("link", self.tr("Evidence: link to your vision (Ctrl+Shift+E)"), self.link),
        )
        for number, (icon, name, act) in enumerate(buttons):
            made = icon_button(icons, icon, name)
            made.clicked.connect(act)
            row.insertWidget(place + number, made)
        # They were made last; in the row, Tab goes as the eye does.
        stops = (item.widget() for at in range(place, row.count()) if (item := row.itemAt(at)))
        for before, after in pairwise(stop for stop in stops if stop is not None):
            QWidget.setTabOrder(before, after)

    def begin_with(self) -> None:
        """Lay a template or a prompt out where the cursor stands, or on a new page."""
        from desktop.views.starters.dialog import StartersDialog

        if not self._page.row_id:
            self._room.begin()
        dialog = StartersDialog(self._room.kit, self._page.form.text.text(), self._room)
        dialog.used.connect(self._lay_out)
        dialog.open()

    def link(self) -> None:
        """Link the selected words, or the whole entry, to a sentence of the vision."""
        from desktop.views.evidence.dialog import EvidenceDialog

        if not self._page.row_id:
            self._room.notice.emit(self.tr("Open the entry first that you want to link."), None)
            return
        chosen = self._page.form.text.textCursor().selection().toPlainText()
        self._page.save_now()  # an entry is written before something is said of it
        dialog = EvidenceDialog(self._room.kit, self._page.row_id, chosen, self._room)
        dialog.linked.connect(lambda _id: self.linked.emit())
        dialog.open()

    def _lay_out(self, words: str) -> None:
        text = self._page.form.text
        cursor = text.textCursor()
        cursor.clearSelection()
        cursor.insertText(words if cursor.atBlockStart() else f"\n\n{words}")
        text.setTextCursor(cursor)
        text.setFocus()

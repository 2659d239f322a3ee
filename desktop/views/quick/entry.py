"""The quick entry: an empty page at once, saved while one writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from desktop.core.clock import SystemClock
from desktop.views.pages.entry_page import EntryPage
from desktop.views.quick.window import QuickWindow
from desktop.views.room import RoomKit

_SIZE = (600, 440)


class QuickEntry(QuickWindow):
    """Owns a page of the journal; lives on the GUI thread.

    Ctrl+Enter is done with the entry: the next call brings an empty page. Escape keeps it as a
    draft: the next call goes on with it. Either way it is an entry of the journal from its first
    word on, and the window only goes when the words are on the disk.
    """

    def __init__(self, kit: RoomKit, today: Callable[[], date] | None = None) -> None:
        super().__init__("", "")
        self._today = today or SystemClock().today
        self._done = True
        self.setWindowTitle(self.tr("Quick entry"))
        self.hint.setText(self.tr("Ctrl+Enter: done. Escape: close, the draft stays."))
        self.page = EntryPage(kit, self._today(), self)
        self.content.addWidget(self.page, 1)
        self.content.addWidget(self.hint)
        self.resize(*_SIZE)
        done = QAction(self)
        done.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        done.triggered.connect(lambda _checked=False: self.finish())
        self.addAction(done)
        self.page.edited.connect(self._on_edited)
        self.page.row_gone.connect(self._on_gone)

    def call(self) -> None:
        """Come to the front, with the draft that was left or with an empty page of today."""
        if self._done or (self.page.is_blank() and not self.isVisible()):
            self._done = False
            self.page.begin_on(self._today())
            self.page.learn_suggestions()
        else:
            self.page.refresh()
        super().call()
        self.page.form.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Be done with this entry."""
        self._done = True
        self.close()

    def _on_edited(self) -> None:
        # Whoever stays, because the words could not be saved, and writes on is not done yet.
        self._done = False

    def _on_gone(self, _entry_id: str) -> None:
        # The draft was deleted elsewhere; it lies in the trash.
        self.page.begin_on(self._today())

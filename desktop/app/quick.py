"""The small windows, made when they are first called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.views.room import RoomKit

if TYPE_CHECKING:
    from desktop.views.quick.entry import QuickEntry
    from desktop.views.quick.moment import QuickMoment


class QuickWindows(QObject):
    """Owns the quick entry and the quick check-in; lives on the GUI thread.

    `alone` tells that there is no other window, so that what is put aside is not called again.
    """

    def __init__(self, kit: RoomKit, parent: QObject | None = None, *, alone: bool = False) -> None:
        super().__init__(parent)
        self._kit = kit
        self._alone = alone
        self._entry: QuickEntry | None = None
        self._moment: QuickMoment | None = None

    @property
    def entry(self) -> QuickEntry:
        """The quick entry."""
        if self._entry is None:
            from desktop.views.quick.entry import QuickEntry

            self._entry = QuickEntry(self._kit)
        return self._entry

    @property
    def check_in(self) -> QuickMoment:
        """The quick check-in."""
        if self._moment is None:
            from desktop.views.moments.editor import MomentEditor
            from desktop.views.moments.wording import check_in
            from desktop.views.quick.moment import QuickMoment

            editor = MomentEditor(self._kit, check_in())
            self._moment = QuickMoment(editor, alone=self._alone)
        return self._moment

    def refresh(self) -> None:
        """Rows changed elsewhere: show the newer state of the draft."""
        if self._entry is not None:
            self._entry.page.refresh()

    def leave(self) -> None:
        """Have the draft saved."""
        if self._entry is not None:
            self._entry.page.leave()

    def forget(self) -> None:
        """Another journal is open now, or the end has come: the windows are made anew."""
        self.leave()
        for window in (self._entry, self._moment):
            if window is not None:
                window.hide()
                window.deleteLater()
        self._entry = self._moment = None

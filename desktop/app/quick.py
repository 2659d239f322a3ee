"""The small windows, made when they are first called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.views.room import RoomKit

if TYPE_CHECKING:
    from desktop.views.quick.entry import QuickEntry
    from desktop.views.quick.moment import QuickMoment
    from desktop.views.quick.window import QuickWindow


class QuickWindows(QObject):
    """Owns the quick entry and the quick check-in; lives on the GUI thread.

    In the demo (`demo`) each says that it is one.
    """

    def __init__(self, kit: RoomKit, parent: QObject | None = None, *, demo: bool = False) -> None:
        super().__init__(parent)
        self._kit = kit
        self._demo = demo
        self._entry: QuickEntry | None = None
        self._moment: QuickMoment | None = None

    @property
    def entry(self) -> QuickEntry:
        """The quick entry."""
        if self._entry is None:
            from desktop.views.quick.entry import QuickEntry

            self._entry = QuickEntry(self._kit)
            self._mark(self._entry)
        return self._entry

    @property
    def check_in(self) -> QuickMoment:
        """The quick check-in."""
        if self._moment is None:
            from desktop.views.moments.editor import MomentEditor
            from desktop.views.moments.wording import check_in
            from desktop.views.quick.moment import QuickMoment

            # The room has a form of its own, which may hold other words at the same time.
            names = check_in()._replace(keeper=lambda workspace: workspace.check_ins.apart("quick"))
            self._moment = QuickMoment(MomentEditor(self._kit, names))
            self._mark(self._moment)
        return self._moment

    def refresh(self) -> None:
        """Rows changed elsewhere: show the newer state of the draft."""
        if self._entry is not None:
            self._entry.page.refresh()

    def leave(self) -> None:
        """Have what is begun saved or remembered."""
        if self._entry is not None:
            self._entry.page.leave()
        if self._moment is not None:
            self._moment.editor.remember()

    def forget(self) -> None:
        """Another journal is open now, or the end has come: the windows are made anew."""
        self.leave()
        for window in (self._entry, self._moment):
            if window is not None:
                window.hide()
                window.deleteLater()
        self._entry = self._moment = None

    def _mark(self, window: QuickWindow) -> None:
        self._kit.look.dress(window)
        if self._demo:
            from desktop.views.frame.demostrip import DemoStrip

            window.content.insertWidget(0, DemoStrip(window))

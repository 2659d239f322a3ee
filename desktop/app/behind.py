"""The app behind its window: the small windows, and the tray where the member wants one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.app.quick import QuickWindows
from desktop.app.tray import Tray, TrayCalls
from desktop.core.settings import Settings
from desktop.views.room import RoomKit
from desktop.views.shell import Shell

if TYPE_CHECKING:
    from desktop.app.locking import Locking


class Behind(QObject):
    """Owns tray and small windows; lives on the GUI thread.

    With the tray the window is only put away when it is closed; what ends the app is Quit.
    """

    def __init__(self, kit: RoomKit, shell: Shell, *, demo: bool = False) -> None:
        super().__init__(shell)
        self._kit = kit
        self._shell = shell
        self._told = False
        self.tray: Tray | None = None
        self.quick = QuickWindows(kit, self, demo=demo)
        shell.offer(self.tr("Quick entry"), (), self.write)
        shell.offer(self.tr("Quick check-in"), (), self.check_in)
        shell.went_behind.connect(self._on_went_behind)
        self._locking: Locking | None = None

    def offer_lock(self, locking: Locking) -> None:
        """The window can be locked: the tray offers it, and leads to the window while it is."""
        self._locking = locking
        if self.tray is not None:
            self.tray.offer_lock(locking.action)

    def follow(self, settings: Settings) -> None:
        """Have an icon in the tray, or none, as the member wants and the desktop can."""
        self._told = settings.tray_told
        wanted = settings.keep_in_tray and Tray.is_there()
        if wanted and self.tray is None:
            sync = self._shell.sync_requested.emit
            calls = TrayCalls(self.write, self.check_in, sync, self.open, self._shell.quit)
            self.tray = Tray(calls, self._kit.look.icons, self)
            if self._locking is not None:
                self.tray.offer_lock(self._locking.action)
        elif not wanted and self.tray is not None:
            self.open()
            self.tray.take_away()
            self.tray = None
        self._shell.set_staying(wanted)
        QApplication.setQuitOnLastWindowClosed(not wanted)

    def open(self) -> None:
        """Bring the window to the front."""
        self._shell.show()
        self._shell.raise_()
        self._shell.activateWindow()

    def write(self) -> None:
        """Call the quick entry."""
        if self._is_covered():
            self.open()
        else:
            self.quick.entry.call()

    def check_in(self) -> None:
        """Call the quick check-in."""
        if self._is_covered():
            self.open()
        else:
            self.quick.check_in.call()

    def end(self) -> None:
        """The app ends: nothing stays in the tray, and the draft is saved."""
        self.quick.forget()
        if self.tray is not None:
            self.tray.take_away()
            self.tray = None

    def _is_covered(self) -> bool:
        return self._locking is not None and self._locking.is_covered

    def _on_went_behind(self) -> None:
        if self.tray is None or self._told:
            return
        self._told = True
        self.tray.tell(
            self.tr("VibrationFit stays in the tray, and everything is saved. Quit ends it.")
        )
        self._kit.lane.ask(lambda workspace: workspace.settings.change(tray_told=True))

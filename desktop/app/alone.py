"""A small window by itself, without the big one: `--quick-entry` and `--check-in`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.app.beginning import first_settings, pulse, qt_application
from desktop.app.ending import hear_faults
from desktop.app.quick import QuickWindows
from desktop.app.signals import SignalWatch
from desktop.app.unlocking import Unlocking
from desktop.core import messages
from desktop.core.paths import DataFolder
from desktop.core.startwords import CHECK_IN
from desktop.language import translated
from desktop.qt.garbage import GarbageCollector
from desktop.qt.lanes import DatabaseLane, FreeLane
from desktop.theme.appearance import Appearance
from desktop.views.room import RoomKit

if TYPE_CHECKING:
    from desktop.services.workspace import Workspace
    from desktop.views.quick.window import QuickWindow
    from desktop.views.unlock.dialog import UnlockDialog


class Alone(QObject):
    """Owns the lanes and one small window; ends when that is put away; lives on the GUI thread."""

    def __init__(self, folder: DataFolder, which: str, app: QApplication | None = None) -> None:
        super().__init__()
        self._app = app or qt_application()
        settings = first_settings(folder)
        self.lane: DatabaseLane[Workspace] = DatabaseLane(pulse())
        self.free = FreeLane()
        self._garbage = GarbageCollector(self)
        self.unlocking = Unlocking(folder, self.lane, self.free, self._unlock_dialog, self)
        self.unlocking.open()
        self.look = Appearance(self._app, settings.theme, settings.text_percent / 100)
        kit = RoomKit(self.lane, self.free, self.look)
        self.quick = QuickWindows(kit, self, demo=folder.is_demo)
        self.window: QuickWindow = self.quick.check_in if which == CHECK_IN else self.quick.entry
        self._closed = False
        self.window.put_away.connect(self._on_put_away)
        self.unlocking.declined.connect(self.window.close)
        self.lane.problem_met.connect(self.window.hint.setText)

    def run(self, signals: SignalWatch | None = None) -> int:
        """Show the window and stay until it is put away."""
        signals = signals or SignalWatch()
        hear_faults(lambda: self.window.hint.setText(translated(messages.UNEXPECTED)))
        QTimer.singleShot(0, self, partial(signals.listen, self.window.close))
        self.start()
        code = self._app.exec()
        self.close()
        signals.stop()
        return code

    def start(self) -> None:
        """Show the window; what is typed waits in the lane until the journal is open."""
        self.window.call()
        self._garbage.start()

    def close(self) -> None:
        """End everything: what is asked of the lane is finished first."""
        if self._closed:
            return
        self._closed = True
        self.quick.leave()
        self.lane.close()
        self.free.close()
        self._garbage.stop()

    def _unlock_dialog(self) -> UnlockDialog:
        from desktop.views.unlock.dialog import UnlockDialog

        return UnlockDialog(self.look.icons, self.window)

    def _on_put_away(self) -> None:
        self.close()
        self._app.quit()

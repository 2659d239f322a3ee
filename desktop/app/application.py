"""The application with its window: makes everything, in the order that paints soonest."""

from __future__ import annotations

import gc
import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop.app.beginning import (
    door,
    first_settings,
    identity,
    is_current,
    lock_facts,
    nothing,
    pulse,
    qt_application,
)
from desktop.app.ending import hear_faults
from desktop.app.rooms import plans
from desktop.app.signals import SignalWatch
from desktop.app.unlocking import Unlocking
from desktop.core import messages
from desktop.core.paths import DataFolder
from desktop.core.settings import Settings
from desktop.language import translated
from desktop.qt.garbage import GarbageCollector
from desktop.qt.lanes import DatabaseLane, FreeLane
from desktop.theme.appearance import Appearance
from desktop.views.room import RoomKit
from desktop.views.shell import ACCOUNT, SEARCH, Shell

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.app.behind import Behind
    from desktop.app.commanding import Commanding
    from desktop.app.copying import Copying
    from desktop.app.locking import Locking
    from desktop.app.sounding import Sounding
    from desktop.app.syncing import Syncing
    from desktop.services.workspace import Workspace
    from desktop.views.account.room import AccountRoom
    from desktop.views.settings.room import SettingsRoom
    from desktop.views.unlock.dialog import UnlockDialog

_log = logging.getLogger(__name__)

# The first page is painted and the window answers before anything else is loaded.
_WARM_UP_MS = 400
_SETTLED_MS = 1_500
_FIRST_ROOM = "today"
_WRITING_ROOMS = ("today", "journal")


class Application(QObject):
    """Owns the lanes, the appearance, the window and the sync; lives on the GUI thread."""

    def __init__(self, folder: DataFolder, app: QApplication | None = None) -> None:
        super().__init__()
        self._app = app or qt_application()
        settings = first_settings(folder)
        self.lane: DatabaseLane[Workspace] = DatabaseLane(pulse())
        self.free = FreeLane()
        self._garbage = GarbageCollector(self)
        self.unlocking = Unlocking(folder, self.lane, self.free, self._unlock_dialog, self)
        self.unlocking.open()  # the lane opens the journal while the window is made
        self.look = Appearance(self._app, settings.theme, settings.text_percent / 100)
        kit = RoomKit(
            self.lane, self.free, self.look,
            lambda: self.sounding.hearing, lambda: self.sounding.background,
        )  # fmt: skip
        self.shell = Shell(plans(kit, door, self._on_account, self._on_settings), self.look)
        self.look.follow(self.shell)
        self._demo = folder.is_demo
        if self._demo:
            self._mark_demo()
        self._kit = kit
        self._commanding: Commanding | None = None
        self._behind: Behind | None = None
        self._syncing: Syncing | None = None
        self._copying: Copying | None = None
        self._sounding: Sounding | None = None
        self.locking: Locking | None = None  # made where a passphrase guards the key
        self._settings = settings
        self._profile = ""
        self._opened = False
        self._settling = False
        self._closed = False
        self._connect()

    @property
    def syncing(self) -> Syncing:
        """The sync of this window; made when it is first needed, after the first page."""
        if self._syncing is None:
            from desktop.app.syncing import Syncing

            self._syncing = Syncing(self.lane, self.shell)
        return self._syncing

    @property
    def copying(self) -> Copying:
        """The copies of the journal that are made beside this window; after the first page."""
        if self._copying is None:
            from desktop.app.copying import Copying

            self._copying = Copying(self.lane, self.shell)
        return self._copying

    @property
    def sounding(self) -> Sounding:
        """The sound of this window; made when it is first needed, after the first page."""
        if self._sounding is None:
            from desktop.app.sounding import Sounding

            self._sounding = Sounding(self._kit, self.shell)
        return self._sounding

    @property
    def behind(self) -> Behind:
        """Tray and small windows; made when they are first needed, after the first page."""
        if self._behind is None:
            from desktop.app.behind import Behind

            self._behind = Behind(self._kit, self.shell, demo=self._demo)
            if self.locking is not None:
                self._behind.offer_lock(self.locking)
        return self._behind

    @property
    def commanding(self) -> Commanding:
        """What can be done from anywhere; made when it is first called."""
        if self._commanding is None:
            from desktop.app.commanding import Commanding

            self._commanding = Commanding(self._kit, self.shell)
            self.behind.follow(self._settings)  # what it offers belongs to the palette
        return self._commanding

    def run(self, signals: SignalWatch | None = None) -> int:
        """Show the window and stay until it is closed."""
        signals = signals or SignalWatch()
        hear_faults(lambda: self.shell.notice(translated(messages.UNEXPECTED)))
        listen = partial(signals.listen, self.shell.quit)
        self.shell.room_painted.connect(lambda _name: listen())
        QTimer.singleShot(_SETTLED_MS, self, listen)  # a dialog may stand before the first page
        self.start()
        code = self._app.exec()
        self.close()
        signals.stop()
        return code

    def start(self) -> None:
        """Show the window; what it asks of the journal waits in the lane."""
        self.shell.take_geometry(self._settings.window_geometry)
        room = self._settings.room
        self.shell.show_room(room if room in _WRITING_ROOMS else _FIRST_ROOM)
        self.shell.show()
        QTimer.singleShot(_SETTLED_MS, self, self._collect_again)

    def _mark_demo(self) -> None:
        from desktop.views.frame.demostrip import DemoStrip

        self.shell.crown(DemoStrip(self.shell))
        self.shell.setWindowTitle(self.tr("VibrationFit: Demo"))

    def _collect_again(self) -> None:
        """The start is over: look for garbage again, but not among what stays to the end."""
        if not self._closed:
            gc.freeze()
            self._garbage.start()

    def close(self) -> None:
        """End everything: what is asked of the lane is finished first."""
        if self._closed:
            return
        self._closed = True
        if self.locking is not None:
            self.locking.end()
        if self._syncing is not None:
            self._syncing.process.say_farewell()
        if self._sounding is not None:
            self._sounding.close()
        if self._copying is not None:
            self._copying.rest()
        self.lane.close()
        if self._syncing is not None:
            self._syncing.process.stop()
        self.free.close()
        self._garbage.stop()

    def _connect(self) -> None:
        lane, shell = self.lane, self.shell
        lane.opened.connect(self._on_opened)
        lane.store_changed_here.connect(self._on_changed_here)
        lane.store_changed_elsewhere.connect(self._on_changed_elsewhere)
        lane.problem_met.connect(shell.notice)
        self.free.problem_met.connect(shell.notice)
        shell.room_painted.connect(self._on_first_painted)
        shell.closing.connect(self._on_closing)
        shell.palette_requested.connect(self._on_palette_requested)
        shell.shortcuts_requested.connect(self._on_shortcuts_requested)
        self.unlocking.declined.connect(self._on_declined)
        self._app.commitDataRequest.connect(lambda _session: shell.leave_rooms())

    def _on_first_painted(self) -> None:
        self.shell.room_painted.disconnect(self._on_first_painted)
        _log.info("window painted")

    def _unlock_dialog(self) -> UnlockDialog:
        from desktop.views.unlock.dialog import UnlockDialog

        return UnlockDialog(self.look.icons, self.shell)

    def _on_opened(self) -> None:
        self._opened = True
        self._settling = False
        self.lane.ask(identity, self._on_identity)
        QTimer.singleShot(_WARM_UP_MS, self, self._warm_up)

    def _on_identity(self, found: tuple[str, bytes]) -> None:
        profile, key = found
        self.unlocking.learn_key(key)
        before, self._profile = self._profile, profile
        if self.locking is not None and self.locking.is_covered:
            self.locking.open_again(same=before == profile)
        elif before:
            # The workspace was opened anew, for another profile or a new state of this one.
            self.shell.forget_rooms()
            if self._behind is not None:
                self._behind.quick.forget()
            if self._sounding is not None:
                self._sounding.renew()
            self.syncing.look()

    def _warm_up(self) -> None:
        """What the first page did without: validation, the sync worker, the network's word."""
        if self._closed or not self._opened:
            return
        self.lane.ask(lambda workspace: workspace.rows.warm_up())
        self.syncing.look()
        self.syncing.watch_network()
        self.sounding.warm_up()
        self.copying.begin()
        self._look_at_guard()
        if self._settings.keep_in_tray:
            self.behind.follow(self._settings)

    def _is_listening(self) -> bool:
        return self._sounding is not None and self._sounding.is_playing

    def _look_at_guard(self) -> None:
        self.lane.ask(lock_facts, self._on_guard)

    def _on_guard(self, facts: tuple[bool, Settings]) -> None:
        """Where a passphrase guards the key, the window can be locked with it."""
        asks, settings = facts
        if asks and self.locking is None:
            from desktop.app.locking import Locking

            self.locking = Locking(
                self._kit, self.shell, self.unlocking, lambda: self._settling, self._is_listening
            )
            self.locking.leaving.connect(self._on_leaving)
            self.locking.locked.connect(self.syncing.rest)
            if self._behind is not None:
                self._behind.offer_lock(self.locking)
        if self.locking is not None:
            self.locking.allow(allowed=asks)
            self.locking.follow(settings)

    def _on_leaving(self) -> None:
        """The window is being locked: nothing goes on with its journal."""
        self._opened = False
        if self._syncing is not None:
            self._syncing.process.say_farewell()
        if self._sounding is not None:
            self._sounding.rest()
        if self._copying is not None:
            self._copying.rest()
        if self._behind is not None:
            self._behind.quick.forget()

    def _on_lock_requested(self) -> None:
        if self.locking is not None:
            self.locking.lock_now()

    def _on_declined(self) -> None:
        if self.locking is None or not self.locking.is_covered:
            self.shell.quit()

    def _on_changed_here(self) -> None:
        self.shell.store_changed(elsewhere=False)
        self.syncing.look_soon()

    def _on_changed_elsewhere(self) -> None:
        self.shell.store_changed(elsewhere=True)
        if self._behind is not None:
            self._behind.quick.refresh()
        self.syncing.look_soon()
        if self._sounding is not None:
            self._sounding.look()
        self.lane.ask(is_current, self._on_whose)

    def _on_whose(self, current: bool) -> None:
        # Somebody signed in by the command line: the journal is another one, or another's.
        if not current and not self._settling:
            self._reopen()

    def _on_account(self, room: AccountRoom) -> None:
        self.syncing.attend(room)
        room.flow.about_to_settle.connect(self._on_about_to_settle)
        room.flow.settled.connect(lambda _settled: self._reopen())
        room.flow.signed_out.connect(lambda _left: self._reopen())
        room.flow.turned.connect(self._reopen)
        room.flow.refused.connect(self._on_refused)

    def _on_settings(self, room: SettingsRoom) -> None:
        room.settings_changed.connect(self._on_settings_changed)
        room.guard_changed.connect(self._look_at_guard)
        room.lock_requested.connect(self._on_lock_requested)

    def _on_settings_changed(self, settings: Settings) -> None:
        self._settings = settings
        self.syncing.look()
        self.behind.follow(settings)
        if self._sounding is not None:
            self._sounding.follow(settings)
        if self.locking is not None:
            self.locking.follow(settings)

    def _on_refused(self, _sentence: str) -> None:
        self._settling = False
        self.syncing.look()

    def _on_about_to_settle(self) -> None:
        self._settle()
        self.shell.leave_rooms()
        self.syncing.rest()

    def _settle(self) -> None:
        """Another journal will be open soon; until then the window is not locked."""
        self._settling = True
        if self.locking is not None:
            self.locking.give_up()

    def _reopen(self) -> None:
        if self.locking is not None and self.locking.is_covered:
            return  # the journal of that time will be opened, whichever it is
        self._settle()  # until it is open, whose journal it was is no question any more
        # What was typed meanwhile belongs to the journal that is open now.
        self.shell.leave_rooms()
        self.lane.ask(nothing, self._on_left)

    def _on_left(self, _nothing: None) -> None:
        """Every write has been answered: what was refused must not go with its page."""
        from desktop.qt.autosave import Autosave, SaveState

        refused = [a for a in self.shell.findChildren(Autosave) if a.state is SaveState.FAILED]
        if not refused:
            self.unlocking.open()
            return
        self.shell.notice(self.tr("Your last words are not saved. What is open stays until then."))
        # It is tried again every few seconds; each change of its state is a reason to look.
        once = Qt.ConnectionType.SingleShotConnection
        refused[0].state_changed.connect(lambda _state: self._reopen(), once)

    def _on_palette_requested(self) -> None:
        self.commanding.open_palette()

    def _on_shortcuts_requested(self) -> None:
        self.commanding.open_sheet()

    def _on_closing(self) -> None:
        room = self.shell.current
        name = room.name if room is not None and room.name not in {ACCOUNT, SEARCH} else ""
        changes = {"window_geometry": self.shell.geometry_text()}
        if name in _WRITING_ROOMS:
            changes["room"] = name
        if self._opened:
            self.lane.ask(lambda workspace: workspace.settings.change(**changes))
        if self._behind is not None:
            self._behind.end()
        self.close()
        self._app.quit()

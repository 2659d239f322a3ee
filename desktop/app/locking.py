"""The lock of a running window: all is saved, the journal is closed, and its key is let go.

A locked window is one at its start that waits for the passphrase: no room, no connection, no key.
"""

from __future__ import annotations

import gc
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication

from desktop.app.beginning import nothing
from desktop.app.otherwindows import OtherWindows
from desktop.core.errors import AppError
from desktop.language import translated
from desktop.qt.autosave import Autosave, SaveState
from desktop.qt.away.watch import AwayWatch
from desktop.qt.idle import IdleWatch
from desktop.views.room import RoomKit
from desktop.views.shell import Shell, Standing
from desktop.views.unlock.locked import LockedPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.app.unlocking import Unlocking
    from desktop.core.settings import Settings

KEYS = "Ctrl+Shift+X"
# How soon a lock that waits for a window of the app looks again.
_LOOK_MS = 150


class _State(Enum):
    """Where the lock stands."""

    OPEN = "open"
    WAITING = "waiting"  # for a window beside ours
    WRITING = "writing"  # what was typed is on its way to the disk
    CLOSING = "closing"  # nothing is to be seen any more; the lane ends its work
    LOCKED = "locked"


class Locking(QObject):
    """Owns the page of a locked window, and the watches for the member who is idle or goes away.

    It lives on the GUI thread. It is made where a passphrase guards the key, and offered as long as
    one does (`allow`). While the window turns to another journal (`is_turning`) it is not locked,
    and while sound is heard (`is_listening`) not for the screen's sake.
    """

    leaving = Signal()
    """Everything is written and the journal closes now: end what else works with it."""
    locked = Signal()
    """The journal is closed and the key is gone from here."""

    def __init__(
        self,
        kit: RoomKit,
        shell: Shell,
        unlocking: Unlocking,
        is_turning: Callable[[], bool],
        is_listening: Callable[[], bool],
    ) -> None:
        super().__init__(shell)
        self._kit = kit
        self._shell = shell
        self._unlocking = unlocking
        self._is_turning = is_turning
        self._is_listening = is_listening
        self._state = _State.OPEN
        self._allowed = False
        self._minutes = 0
        self._with_screen = False
        self._before = Standing()
        self._others = OtherWindows(shell)
        self.page: LockedPage | None = None
        self.idle = IdleWatch(self)
        self.idle.idle.connect(self.lock)
        self.away = AwayWatch(self)
        self.away.away.connect(self._on_away)
        self.action = shell.offer(self.tr("Lock now"), (KEYS,), self.lock_now)
        self._look_again = QTimer(self)
        self._look_again.setSingleShot(True)
        self._look_again.setInterval(_LOOK_MS)
        self._look_again.timeout.connect(self._close_others)
        kit.lane.was_shut.connect(self._on_shut)
        kit.lane.open_failed.connect(self._on_open_failed)
        self.allow(allowed=False)

    @property
    def is_open(self) -> bool:
        """Whether the window is neither locked nor on its way there."""
        return self._state is _State.OPEN

    @property
    def is_covered(self) -> bool:
        """Whether the window shows nothing of the journal any more."""
        return self._state in {_State.CLOSING, _State.LOCKED}

    @property
    def is_locked(self) -> bool:
        """Whether the journal is closed and its key is gone."""
        return self._state is _State.LOCKED

    def allow(self, *, allowed: bool) -> None:
        """Whether there is a passphrase that would open it again."""
        self._allowed = allowed
        self.action.setVisible(allowed)
        if not self.is_covered:
            self.action.setEnabled(allowed)
            self._watch()
            self._listen()

    def follow(self, settings: Settings) -> None:
        """Lock after as many minutes without the member, and for such reasons, as settings say."""
        if settings.lock_minutes != self._minutes:
            self._minutes = settings.lock_minutes
            self._watch()
        if settings.lock_with_screen != self._with_screen:
            self._with_screen = settings.lock_with_screen
            self._listen()

    def lock_now(self) -> None:
        """The member asks for it: between two events, so that the palette has gone by then."""
        QTimer.singleShot(0, self, self._on_asked)

    def lock(self) -> None:
        """Save everything, close the journal, and ask for the passphrase."""
        if self._allowed and self.is_open and not self._is_turning():
            self._state = _State.WAITING
            self._others = OtherWindows(self._shell)
            self._close_others()

    def give_up(self) -> None:
        """Another journal is being opened: the lock, if it waits, is for another time."""
        if not self.is_covered:
            self._look_again.stop()
            self._state = _State.OPEN

    def end(self) -> None:
        """The app ends: watch nothing any more."""
        self.idle.end()
        self.away.end()

    def open_again(self, *, same: bool) -> None:
        """The journal is open: show what was in front, if it is the `same` journal."""
        if not self.is_covered:
            return
        before, self._before = self._before, Standing()
        self.page = None
        self._state = _State.OPEN
        self._shell.uncover(before if same else Standing(before.room))
        self.allow(allowed=self._allowed)

    def _watch(self) -> None:
        self.idle.begin(self._minutes if self._allowed and not self.is_covered else 0)

    def _listen(self) -> None:
        if self._with_screen and self._allowed and not self.is_covered:
            self.away.begin()
        else:
            self.away.end()

    def _on_away(self, asleep: bool) -> None:
        # Who listens in the dark is still there; once the sound has ended, it is told again.
        if asleep or not self._is_listening():
            self.lock()

    def _on_asked(self) -> None:
        self.lock()
        if self._state is _State.WAITING:
            self._others.call()

    # Step by step

    def _close_others(self) -> None:
        if self._state is not _State.WAITING:
            return
        if self._others.are_gone():
            self._state = _State.WRITING
            self._write()
        else:
            self._look_again.start()

    def _write(self) -> None:
        self._shell.leave_rooms()
        self._kit.lane.ask(nothing, self._on_written)

    def _on_written(self, _nothing: None) -> None:
        """Every write has been answered: what was refused must not go with its page."""
        if self._state is not _State.WRITING:
            return
        desks = [desk for desk in _desks() if desk.state is not SaveState.SAVED]
        refused = [desk for desk in desks if desk.state is SaveState.FAILED]
        if refused:
            self._shell.notice(
                self.tr("Your last words are not saved. The window locks when they are.")
            )
            # Each change of its state is a reason to look: a key, or another try.
            once = Qt.ConnectionType.SingleShotConnection
            refused[0].state_changed.connect(lambda _state: self._write(), once)
        elif desks:
            self._write()  # a key came in between
        else:
            self._close()

    def _close(self) -> None:
        self._state = _State.CLOSING
        self._shell.leave_rooms()  # what is only remembered, not saved, as it stands now
        self.idle.end()
        self.leaving.emit()
        page = self.page = LockedPage(self._kit.look.icons, self._shell)
        page.given.connect(self._on_given)
        page.lost.connect(self._unlocking.begin_recovery)
        self._before = self._shell.cover(page)
        page.wait_for_answer()
        self._kit.lane.shut()

    def _on_shut(self) -> None:
        if self._state is not _State.CLOSING:
            return
        self._unlocking.forget_key()
        self._state = _State.LOCKED
        self.away.end()  # the computer, if it waits for us, may sleep now
        self.locked.emit()
        # Between two events: the rooms have ended by then, and nothing but circles holds on.
        QTimer.singleShot(0, self, _collect)

    # The way back

    def _on_given(self, passphrase: str) -> None:
        self._unlocking.unlock(passphrase, self._on_refused)

    def _on_refused(self, error: AppError) -> None:
        if self.page is not None:
            self.page.refuse(translated(error))

    def _on_open_failed(self, _error: AppError) -> None:
        if self.page is not None:
            self.page.form.setEnabled(True)


def _desks() -> list[Autosave]:
    """Who writes what is typed, in every window there is."""
    windows = QApplication.topLevelWidgets()
    return [desk for window in windows for desk in window.findChildren(Autosave)]


def _collect() -> None:
    """Let go what the garbage collector was told to leave alone since the start (see `gc`)."""
    QPixmapCache.clear()
    gc.unfreeze()
    gc.collect()
    gc.freeze()

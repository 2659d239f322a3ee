"""The loop behind `sync --watch`: waits, notices changes, runs, and backs off after faults."""

from __future__ import annotations

import contextlib
import time

from desktop import headless
from desktop.commands.base import DONE, SIGN_IN, warn
from desktop.commands.pace import Pace
from desktop.commands.tell import Teller
from desktop.commands.wishes import NOW, Wishes
from desktop.core.errors import AppError
from desktop.core.paths import DataFolder
from desktop.services.faults import FaultKind, explain
from desktop.services.workspace import Workspace

_TICK = 1.0
_ASLEEP = 60.0
_WAIT_FOR_OTHERS = 600.0
# A session that the server refused though nobody has ended it: the server may come round.
_REFUSED_PAUSE = 900.0


class Watch:
    """Owns the open workspace while it watches; lives on the main thread."""

    def __init__(
        self,
        folder: DataFolder,
        unlock: headless.Unlock,
        wishes: Wishes,
        teller: Teller,
    ) -> None:
        self._folder = folder
        self._unlock = unlock
        self._wishes = wishes
        self._teller = teller
        self._key: bytes | None = None
        self._changes: headless.Changes | None = None
        self._choice = headless.SyncChoice()
        self._sends_own = False
        # What the last refused run stood on, and when.
        self._refused: tuple[object, float] = (None, 0.0)

    def run(
        self,
        every: float,
        choice: headless.SyncChoice,
        *,
        key: bytes | None = None,
        stays: bool = False,
    ) -> int:
        """Watch until the end is asked for.

        `stays` is for the worker of a window: it waits for a sign-in, too, and leaves the member's
        own files and the copy of the day to the window, which sees to both by itself.
        """
        self._key = key
        self._sends_own = not stays
        self._choice = choice
        workspace = self._open()
        pace = Pace(every)
        self._teller.ready()
        try:
            while not self._wishes.over:
                if pace.due(time.monotonic()):
                    workspace = self._current(workspace)
                    went_well = self._run_once(workspace, pace)
                    # The member's word on deletes holds for one run alone.
                    timed = headless.SyncChoice(on_demand=False)
                    self._choice = timed if went_well else self._choice.once_tried()
                    if not stays:
                        keep_copy(workspace, self._wishes)
                    if pace.waits_for_sign_in and not stays:
                        return SIGN_IN
                self._wait(workspace, pace)
        finally:
            workspace.close()
        return DONE

    def _open(self) -> Workspace:
        workspace = headless.open_workspace(self._folder, self._unlock, key=self._key)
        self._key = workspace.key
        self._changes = headless.Changes(workspace)
        return workspace

    def _current(self, workspace: Workspace) -> Workspace:
        """The same workspace, or another one when the member changed the profile meanwhile."""
        if headless.is_current(workspace):
            return workspace
        workspace.close()
        return self._open()

    def _run_once(self, workspace: Workspace, pace: Pace) -> bool:
        token = self._wishes.token()
        if self._changes is not None:
            self._changes.begin()
        self._teller.started()
        try:
            if self._sends_own:
                headless.send_own(workspace, token, self._teller.progress)
            report = headless.run_sync(
                workspace, token, self._teller.progress, self._choice, wait=_WAIT_FOR_OTHERS
            )
        except Exception as error:  # noqa: BLE001 - every fault becomes a sentence
            fault = explain(error)
            self._teller.failed(fault)
            if fault.kind is FaultKind.CANCELLED:
                pace.done(time.monotonic())
            else:
                pace.failed(time.monotonic(), fault)
            if pace.waits_for_sign_in:
                self._refused = headless.footing(workspace), time.monotonic()
            return False
        self._teller.finished(report)
        pace.done(time.monotonic())
        return True

    def _wait(self, workspace: Workspace, pace: Pace) -> None:
        """Pass one tick, or less when a wish comes."""
        before = time.time()
        # What came is indexed in small steps, as long as nothing else is wanted.
        wish = self._wishes.next(0.0 if _indexed(workspace) else _TICK)
        if wish == NOW:
            self._choice = self._choice._replace(on_demand=True)
        if wish == NOW or time.time() - before > _ASLEEP:
            pace.at_once()
        # A database that is busy, or a file that is just being written, is looked at next time.
        with contextlib.suppress(AppError):
            self._look_around(workspace, pace)

    def _look_around(self, workspace: Workspace, pace: Pace) -> None:
        if pace.waits_for_sign_in and self._may_try(workspace):
            pace.at_once()
        if not headless.is_current(workspace):
            pace.at_once()
        if self._changes is not None and self._changes.seen():
            pace.changed(time.monotonic())

    def _may_try(self, workspace: Workspace) -> bool:
        """Whether a run has better prospects now than the one that was refused."""
        footing, at = self._refused
        changed = headless.footing(workspace) != footing
        later = time.monotonic() - at > _REFUSED_PAUSE
        return (changed or later) and headless.may_sync(workspace)


def keep_copy(workspace: Workspace, wishes: Wishes) -> None:
    """Make the copy of the day, unless the end is asked for; damage is told."""
    try:
        headless.keep_copy(workspace, lambda: wishes.over)
    except AppError as error:
        warn(error.sentence)


def _indexed(workspace: Workspace) -> bool:
    with contextlib.suppress(AppError):
        return workspace.search.drain() > 0
    return False

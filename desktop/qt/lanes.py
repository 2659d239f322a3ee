"""Where work runs that must never hold the window up: one database lane, one free lane.

The database lane is a single thread that opens and owns the workspace and does what it is asked
in order; the free lane is a small pool for the network. What comes of it is delivered on the GUI
thread. A function that is asked gets everything it needs as plain values: no widget goes in.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from desktop.qt.delivery import Delivery, Failed, Task, outcome_of_fault

_log = logging.getLogger(__name__)

T = TypeVar("T")


class Closable(Protocol):
    """What the database lane owns: something that can be closed."""

    def close(self) -> None:
        """Give back files and connections; called in the lane's thread."""


W = TypeVar("W", bound=Closable)


class Pulse(NamedTuple, Generic[W]):
    """How the lane feels the store between two requests; all run in the lane's thread.

    `elsewhere` is a value that changes when another process wrote, `here` a number that changes
    when this connection did. `chore` does a small slice of background work and tells whether more
    waits.
    """

    elsewhere: Callable[[W], object]
    here: Callable[[W], int]
    chore: Callable[[W], bool]
    seconds: float = 1.0


class _Opening(NamedTuple):
    """The wish to open a workspace in place of the present one, or none (no opener)."""

    opener: Callable[[], Any] | None


class DatabaseLane(QObject, Generic[W]):
    """Owns the workspace and the thread it lives in; made and used on the GUI thread.

    Requests that come before a workspace is open wait for it. Closing finishes what was asked.
    """

    opened = Signal()
    open_failed = Signal(object)
    was_shut = Signal()
    """The workspace is closed; what is asked from now on waits for another one."""
    store_changed_elsewhere = Signal()
    store_changed_here = Signal()
    problem_met = Signal(str)

    def __init__(self, pulse: Pulse[W], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pulse = pulse
        self._delivery = Delivery(self)
        self._delivery.problem_met.connect(self.problem_met)
        self._requests: queue.SimpleQueue[Task | _Opening | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._live, name="database lane", daemon=True)
        self._closing = False
        self._thread.start()

    def open(self, opener: Callable[[], W]) -> None:
        """Open a workspace in the lane; an earlier one is closed first, after its requests."""
        self._requests.put(_Opening(opener))

    def shut(self) -> None:
        """Finish what was asked and close the workspace; `was_shut` tells. The thread stays."""
        self._requests.put(_Opening(None))

    def ask(
        self,
        function: Callable[[W], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run a function with the workspace; `done` or `failed` is called on the GUI thread.

        Without `failed` the sentence of a fault goes to `problem_met`.
        """
        if self._closing:
            _log.info("a request came after closing and is dropped")
            return
        self._requests.put(self._delivery.take_order(function, done, failed))

    def close(self, seconds: float = 10.0) -> bool:
        """Finish all that was asked, close the workspace and end the thread."""
        if not self._closing:
            self._closing = True
            self._requests.put(None)
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _live(self) -> None:
        _LaneLife(self._requests, self._pulse, self, self._delivery).run()


class _LaneLife(Generic[W]):
    """The loop of the database lane; owns the workspace, lives in the lane's thread alone."""

    def __init__(
        self,
        requests: queue.SimpleQueue[Task | _Opening | None],
        pulse: Pulse[W],
        lane: DatabaseLane[W],
        delivery: Delivery,
    ) -> None:
        self._requests = requests
        self._pulse = pulse
        self._lane = lane
        self._delivery = delivery
        self._workspace: W | None = None
        self._parked: list[Task] = []
        self._last_beat = 0.0
        self._elsewhere: object = None
        self._here = 0
        self._more_chores = False
        self._chore_due = False

    def run(self) -> None:
        """Serve requests until the end is asked for; rest and tidy up in between."""
        while True:
            try:
                request = self._requests.get(timeout=self._patience())
            except queue.Empty:
                self._rest()
                continue
            if request is None:
                break
            if isinstance(request, _Opening):
                self._open(request)
            else:
                self._serve(request)
            if time.monotonic() - self._last_beat >= self._pulse.seconds:
                self._beat()
        self._close()

    def _patience(self) -> float | None:
        if self._workspace is None:
            return None
        # A few milliseconds between slices, so that a request never waits behind a long chore.
        return 0.004 if self._more_chores else self._pulse.seconds

    def _open(self, opening: _Opening) -> None:
        self._close()
        if opening.opener is None:
            self._delivery.announce(self._lane.was_shut)
            return
        try:
            self._workspace = workspace = opening.opener()
            self._elsewhere = self._pulse.elsewhere(workspace)
            self._here = self._pulse.here(workspace)
        except Exception as fault:  # noqa: BLE001 - whatever it was, the window must be told
            self._delivery.announce(self._lane.open_failed, outcome_of_fault(fault))
            return
        # Whoever opened it wants to read first; chores begin at the next heartbeat.
        self._chore_due = True
        self._last_beat = time.monotonic()
        self._delivery.announce(self._lane.opened)
        parked, self._parked = self._parked, []
        for task in parked:
            self._serve(task)

    def _serve(self, task: Task) -> None:
        if self._workspace is None:
            self._parked.append(task)
            return
        outcome = task.run(self._workspace)
        self._delivery.post(task.ticket, outcome)
        self._notice_own_writes(self._workspace)

    def _notice_own_writes(self, workspace: W) -> None:
        here = self._pulse.here(workspace)
        if here != self._here:
            self._here = here
            self._more_chores = True
            self._delivery.announce(self._lane.store_changed_here)

    def _rest(self) -> None:
        """Between requests: a slice of work when some waits, and a heartbeat each second."""
        workspace = self._workspace
        if workspace is None:
            return
        try:
            if self._more_chores:
                self._more_chores = self._pulse.chore(workspace)
                self._here = self._pulse.here(workspace)
        except Exception as fault:  # noqa: BLE001 - tried again at the next heartbeat
            self._more_chores = False
            self._chore_due = True
            outcome_of_fault(fault)
        if time.monotonic() - self._last_beat >= self._pulse.seconds:
            self._beat()

    def _beat(self) -> None:
        self._last_beat = time.monotonic()
        self._more_chores, self._chore_due = self._more_chores or self._chore_due, False
        workspace = self._workspace
        if workspace is None:
            return
        try:
            elsewhere = self._pulse.elsewhere(workspace)
        except Exception as fault:  # noqa: BLE001 - a poll that fails is tried again
            outcome_of_fault(fault)
            return
        if elsewhere != self._elsewhere:
            self._elsewhere = elsewhere
            self._more_chores = True
            self._delivery.announce(self._lane.store_changed_elsewhere)

    def _close(self) -> None:
        workspace, self._workspace = self._workspace, None
        if workspace is None:
            return
        try:
            workspace.close()
        except Exception as fault:  # noqa: BLE001 - nothing more can be done with it
            outcome_of_fault(fault)


class FreeLane(QObject):
    """A small pool of threads for work without the database; made and used on the GUI thread."""

    problem_met = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._delivery = Delivery(self)
        self._delivery.problem_met.connect(self.problem_met)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)

    def ask(
        self,
        function: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run a function beside the window; `done` or `failed` is called on the GUI thread."""
        task = self._delivery.take_order(function, done, failed)
        self._pool.start(_FreeTask(task, self._delivery))

    def close(self, seconds: float = 1.0) -> bool:
        """Wait for what still runs, but not for long: nothing here may lose anything."""
        self._pool.clear()
        return self._pool.waitForDone(int(seconds * 1000))


class _FreeTask(QRunnable):
    """One request to the free lane; lives in a thread of the pool."""

    def __init__(self, task: Task, delivery: Delivery) -> None:
        super().__init__()
        self._task = task
        self._delivery = delivery

    def run(self) -> None:
        """Run the request once."""
        outcome = self._task.run()
        if shiboken6.isValid(self._delivery):
            self._delivery.post(self._task.ticket, outcome)

"""Helpers that wait for the server while the run's own thread works on the database."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, Generic, TypeVar

from sync.errors import Garbled, Rejected, ShapeChanged, SyncError

T = TypeVar("T")
A = TypeVar("A")
# So many patient requests go beside others that are no walk.
_BESIDE = 2
_Queue = deque[tuple[Future[Any], Callable[[], Any]]]


class NotSent(SyncError):
    """Stands for the answer to a request that was left out because another one failed."""


class Asked(Generic[T]):
    """What was asked for; calling it waits for the answer and gives it, or raises its fault.

    Belongs to whoever asked; made by a Crew alone.
    """

    def __init__(self, wait: Callable[[], T], answer: Future[T] | None = None) -> None:
        self._wait = wait
        self._answer = answer

    def __call__(self) -> T:
        """The answer."""
        return self._wait()

    def is_here(self) -> bool:
        """Whether calling it would give an answer at once, and no fault."""
        answer = self._answer
        return answer is not None and answer.done() and answer.exception() is None


class Crew:
    """Owns the threads of one run; requests alone run there, never the database.

    Without workers everything happens at once on the caller's thread, in a fixed order: that is
    how simulations run.
    """

    def __init__(self, workers: int) -> None:
        self._pool = ThreadPoolExecutor(workers, "sync") if workers else None
        self._idle = workers
        self._closed = False
        self._lock = threading.Lock()
        self._waiting: dict[bool, _Queue] = {False: deque(), True: deque()}
        self._under_way = {False: 0, True: 0}
        self._walks: set[object] = set()
        # How many wait for patient requests right now.
        self._awaited = 0

    def ask(self, request: Callable[[], T], *, patient: bool = False) -> Asked[T]:
        """Start a request; calling what is returned waits for its answer or its fault.

        A patient one waits until no other does. While others are under way, few patient ones go
        beside them, lest the server serves all of these first; while a walk goes on, none does,
        unless somebody waits for the answer of one.
        """
        if self._pool is None:
            return Asked(request)
        answer: Future[T] = Future()
        with self._lock:
            self._waiting[patient].append((answer, request))
            self._start()
        return Asked(partial(self._waited, answer) if patient else answer.result, answer)

    def walk(self) -> Callable[[], None]:
        """Begin a walk, which has the server to itself; calling what is returned ends it."""
        walk = object()
        with self._lock:
            self._walks.add(walk)
        return partial(self._end, walk)

    def _end(self, walk: object) -> None:
        with self._lock:
            self._walks.discard(walk)
            self._start()

    def _waited(self, answer: Future[T]) -> T:
        """Wait for a patient request: whoever does that waits for no walk, nor for a later one."""
        if answer.done():
            return answer.result()
        with self._lock:
            self._awaited += 1
            self._walks.clear()
            self._start()
        try:
            return answer.result()
        finally:
            with self._lock:
                self._awaited -= 1

    def _start(self) -> None:
        pool = None if self._closed else self._pool
        while pool is not None and self._idle and (queue := self._next()) is not None:
            patient = queue is self._waiting[True]
            self._idle -= 1
            self._under_way[patient] += 1
            pool.submit(self._serve, patient, *queue.popleft())

    def _next(self) -> _Queue | None:
        """The queue whose first request may start."""
        if self._waiting[False]:
            return self._waiting[False]
        if not self._waiting[True] or (self._walks and not self._awaited):
            return None
        beside = not self._under_way[False] or self._under_way[True] < _BESIDE
        return self._waiting[True] if beside else None

    def _serve(self, patient: bool, answer: Future[Any], request: Callable[[], Any]) -> None:
        try:
            answer.set_result(request())
        except BaseException as fault:  # noqa: BLE001 - whoever waits for the answer raises it
            answer.set_exception(fault)
        with self._lock:
            self._idle += 1
            self._under_way[patient] -= 1
            self._start()

    def each(self, request: Callable[[A], T], items: Iterable[A]) -> list[T | SyncError]:
        """Send a request for each item and give answers or faults in the same order.

        After a fault that does not concern one row alone nothing more is sent.
        """
        stopped = threading.Event()

        def one(item: A) -> T | SyncError:
            if stopped.is_set():
                return NotSent()
            try:
                return request(item)
            except (Garbled, Rejected, ShapeChanged) as fault:
                return fault
            except SyncError as fault:
                stopped.set()
                return fault

        if self._pool is None:
            return [one(item) for item in items]
        return list(self._pool.map(one, items))

    def close(self) -> None:
        """Wait for what is under way and end the threads."""
        with self._lock:
            self._closed = True
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)


def first_fault(outcomes: Iterable[object]) -> SyncError | None:
    """The fault that ended a round of requests, if there was one that concerns all rows."""
    for outcome in outcomes:
        if isinstance(outcome, SyncError) and not isinstance(
            outcome, Rejected | ShapeChanged | NotSent
        ):
            return outcome
    return None

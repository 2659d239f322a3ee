"""Helpers that wait for the server while the run's own thread works on the database."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sync.errors import Rejected, ShapeChanged, SyncError

T = TypeVar("T")
A = TypeVar("A")


class NotSent(SyncError):
    """Stands for the answer to a request that was left out because another one failed."""


class Crew:
    """Owns the threads of one run; requests alone run there, never the database.

    Without workers everything happens at once on the caller's thread, in a fixed order: that is
    how simulations run.
    """

    def __init__(self, workers: int) -> None:
        self._pool = ThreadPoolExecutor(workers, "sync") if workers else None

    def ask(self, request: Callable[[], T]) -> Callable[[], T]:
        """Start a request; calling what is returned waits for its answer or its fault."""
        if self._pool is None:
            return request
        return self._pool.submit(request).result

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
            except (Rejected, ShapeChanged) as fault:
                return fault
            except SyncError as fault:
                stopped.set()
                return fault

        if self._pool is None:
            return [one(item) for item in items]
        return list(self._pool.map(one, items))

    def close(self) -> None:
        """Wait for what is under way and end the threads."""
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

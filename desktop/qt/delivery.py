"""How what was done in another thread comes back to the GUI thread: orders, tasks, faults."""

from __future__ import annotations

import contextlib
import itertools
import logging
import queue
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, SignalInstance, Slot

from desktop.core.errors import AppError
from desktop.language import translated
from desktop.services.faults import explain

_log = logging.getLogger(__name__)

Failed = Callable[[AppError], None]


class _Order(NamedTuple):
    """What was asked, kept on the GUI thread so that no widget is ever let go in another one."""

    function: Callable[..., Any]
    done: Callable[[Any], None] | None
    failed: Failed | None


class Delivery(QObject):
    """Brings results and facts from any thread to the thread that made it, in order.

    It keeps the callbacks: other threads know a task by its ticket alone. What arrives travels in
    a queue of Python's, and the signal only wakes the owner: Python objects as arguments of a
    signal between threads crashed Qt's binding once in some thousand deliveries (Python 3.12).
    """

    problem_met = Signal(str)
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._orders: dict[int, _Order] = {}
        self._tickets = itertools.count(1)
        self._inbox: queue.SimpleQueue[tuple[int | SignalInstance, Any]] = queue.SimpleQueue()
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def take_order(
        self,
        function: Callable[..., Any],
        done: Callable[[Any], None] | None,
        failed: Failed | None,
    ) -> Task:
        """Register a request on the owner's thread."""
        ticket = next(self._tickets)
        self._orders[ticket] = _Order(function, done, failed)
        return Task(ticket, function)

    def post(self, ticket: int, outcome: Any) -> None:
        """Send the outcome of a task, a result or an AppError; from any thread."""
        self._inbox.put((ticket, outcome))
        self._arrived.emit()

    def announce(self, signal: SignalInstance, *arguments: Any) -> None:
        """Have a signal emitted on the owner's thread; from any thread."""
        self._inbox.put((signal, arguments))
        self._arrived.emit()

    @Slot()
    def _on_arrived(self) -> None:
        what, content = self._inbox.get_nowait()  # one waits for each time we are woken
        if not isinstance(what, int):
            what.emit(*content)
            return
        order = self._orders.pop(what)
        if not isinstance(content, Fault):
            _call(order.done, content)
        elif order.failed is not None:
            _call(order.failed, content.error)
        else:
            self.problem_met.emit(translated(content.error))


def _call(callback: Callable[[Any], None] | None, argument: Any) -> None:
    """Call back, unless there is nobody or a receiver is gone by now."""
    if callback is not None and not any(_is_gone(r) for r in _receivers(callback)):
        callback(argument)


def _receivers(callback: Callable[..., None]) -> Iterator[object]:
    """The objects that a callback will reach: of a method, of a partial, or in a closure."""
    inner = getattr(callback, "func", callback)
    yield getattr(inner, "__self__", None)
    yield from getattr(callback, "args", ())
    for cell in getattr(inner, "__closure__", None) or ():
        with contextlib.suppress(ValueError):  # a cell that is still empty
            yield cell.cell_contents


def _is_gone(receiver: object) -> bool:
    return isinstance(receiver, QObject) and not shiboken6.isValid(receiver)


class Task:
    """One request on its way through a lane."""

    __slots__ = ("_function", "ticket")

    def __init__(self, ticket: int, function: Callable[..., Any]) -> None:
        self.ticket = ticket
        self._function: Callable[..., Any] | None = function

    def run(self, *arguments: Any) -> Any:
        """Run the function once, and give its result or a Fault."""
        try:
            return self._take()(*arguments)
        except Exception as fault:  # noqa: BLE001 - a lane must outlive any fault
            return Fault(outcome_of_fault(fault))

    def _take(self) -> Callable[..., Any]:
        function, self._function = self._function, None
        assert function is not None, "a task runs once"  # noqa: S101 - a bug of ours
        return function


class Fault(NamedTuple):
    """What went wrong, as a sentence for the member."""

    error: AppError


def outcome_of_fault(fault: Exception) -> AppError:
    """Turn any fault into one that a member may read; bugs of ours are logged with a trace."""
    if not isinstance(fault, AppError):
        return AppError(explain(fault).sentence)
    _log.info("a task ended in %s", type(fault).__name__)
    # The trace holds frames with connections; they must not travel to another thread.
    fault.__cause__ = fault.__context__ = None
    return fault.with_traceback(None)

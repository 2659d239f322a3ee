"""Runs the sync in a child process and tells the window how it goes.

Python threads would make the window stutter while rows are merged, so the engine lives in a
process of its own: the same program with the words `sync --watch --stdio`. It hears wishes as
JSON lines on its standard input and tells facts as JSON lines on its standard output; when its
input ends, it ends. The database key goes through the same pipe, never through arguments.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from desktop.core.phrases import unpacked
from desktop.language import translated

_log = logging.getLogger(__name__)

_FIRST_PAUSE_MS = 1_000
_LONGEST_PAUSE_MS = 60_000
_GOODBYE_MS = 700


@dataclass(frozen=True, slots=True)
class Start:
    """How to start the worker: the program, its words, and the key as 64 hex digits or None.

    A worker that runs `once` is not started again when it ends.
    """

    program: str
    arguments: Sequence[str]
    key: str | None = None
    once: bool = False


class SyncProcess(QObject):
    """Owns the worker process; lives on the GUI thread.

    `start` keeps a worker alive, started again with growing pauses when it dies, until `stop`.
    The worker notices by itself what is written here, and runs at its start and by the clock.
    """

    ready = Signal()
    started = Signal()
    progressed = Signal(str, str, int, object)
    """Phase, table, rows done, rows in all or None."""
    finished = Signal(dict)
    """The report of a run."""
    failed = Signal(str, str)
    """The kind (offline, elsewhere, server, sign_in, config, error) and a sentence, as spoken."""
    cancelled = Signal()
    died = Signal()
    """The worker ended by itself; unless it ran once, it is started again after a pause."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._how: Callable[[], Start] | None = None
        self._process: QProcess | None = None
        self._rest = b""
        self._running = False
        self._wanted_now = False
        self._pause_ms = _FIRST_PAUSE_MS
        self._once = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._launch)

    @property
    def is_running(self) -> bool:
        """Tell whether a run is under way."""
        return self._running

    @property
    def is_alive(self) -> bool:
        """Tell whether there is a worker."""
        return self._process is not None

    def start(self, how: Callable[[], Start]) -> None:
        """Keep a worker alive from now on; `how` is asked before each launch."""
        self.stop()
        self._how = how
        self._pause_ms = _FIRST_PAUSE_MS
        self._launch()

    def say_farewell(self) -> None:
        """Ask the worker to end, without waiting for it; `stop` does the rest."""
        self._how = None
        self._wanted_now = False
        self._again.stop()
        if self._process is not None:
            self._say({"do": "quit"}, self._process)
            self._process.closeWriteChannel()

    def stop(self) -> None:
        """End the worker: it stops at its next safe point; one that hangs is ended for it."""
        self.say_farewell()
        process, self._process = self._process, None
        if process is None:
            return
        process.blockSignals(True)
        if not process.waitForFinished(_GOODBYE_MS):
            process.kill()
            process.waitForFinished(_GOODBYE_MS)
        process.deleteLater()
        self._over()

    def sync_now(self) -> None:
        """Ask for a run at once."""
        if self._process is None:
            self._wanted_now = self._how is not None
            if self._again.isActive():
                self._again.start(0)
            return
        self._say({"do": "now"}, self._process)

    def cancel(self) -> None:
        """Ask the run under way to stop at its next safe point."""
        if self._process is not None:
            self._say({"do": "cancel"}, self._process)

    def _launch(self) -> None:
        if self._how is None or self._process is not None:
            return
        start = self._how()
        self._once = start.once
        process = self._process = QProcess(self)
        self._rest = b""
        process.setProcessEnvironment(_environment())
        process.readyReadStandardOutput.connect(self._on_output)
        process.readyReadStandardError.connect(self._on_noise)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        process.start(start.program, list(start.arguments))
        if start.key is not None:
            self._say({"key": start.key}, process)

    @staticmethod
    def _say(wish: dict[str, str], process: QProcess) -> None:
        process.write(json.dumps(wish).encode() + b"\n")

    def _on_output(self) -> None:
        if self._process is None:
            return
        data = self._rest + self._process.readAllStandardOutput().data()
        *lines, self._rest = data.split(b"\n")
        for line in lines:
            self._hear(line)

    def _on_noise(self) -> None:
        # The worker keeps its own log; what a library prints must not fill the pipe.
        if self._process is not None:
            self._process.readAllStandardError()

    def _hear(self, line: bytes) -> None:
        try:
            fact = json.loads(line)
            event = fact["event"]
        except (ValueError, KeyError, TypeError):
            _log.info("the sync worker said something that is no fact")
            return
        tell = {
            "ready": self._on_ready,
            "started": self._on_started,
            "progress": self._on_progress,
            "finished": self._on_report,
            "failed": self._on_failed,
            "cancelled": self._on_cancelled,
        }.get(event)
        if tell is not None:
            tell(fact)

    def _on_ready(self, _fact: dict[str, Any]) -> None:
        self.ready.emit()
        if self._wanted_now:
            self._wanted_now = False
            self.sync_now()

    def _on_started(self, _fact: dict[str, Any]) -> None:
        self._running = True
        self.started.emit()

    def _on_progress(self, fact: dict[str, Any]) -> None:
        total = fact.get("total")
        self.progressed.emit(
            str(fact.get("phase", "")),
            str(fact.get("table", "")),
            int(fact.get("done") or 0),
            int(total) if total is not None else None,
        )

    def _on_report(self, fact: dict[str, Any]) -> None:
        self._over()
        self._pause_ms = _FIRST_PAUSE_MS
        self.finished.emit(dict(fact.get("report") or {}))

    def _on_failed(self, fact: dict[str, Any]) -> None:
        self._over()
        self.failed.emit(str(fact.get("kind", "error")), _sentence(fact))

    def _on_cancelled(self, _fact: dict[str, Any]) -> None:
        self._over()
        self.cancelled.emit()

    def _on_finished(self, code: int) -> None:
        self._on_output()
        self._gone(f"the sync worker ended with code {code}")

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._gone("the sync worker did not start")

    def _gone(self, what: str) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.deleteLater()
        self._over()
        if self._once:
            self._how = None
            self.died.emit()
            return
        _log.info("%s; again in %d ms", what, self._pause_ms)
        self._again.start(self._pause_ms)
        self._pause_ms = min(self._pause_ms * 2, _LONGEST_PAUSE_MS)
        self.died.emit()

    def _over(self) -> None:
        self._running = False


def _sentence(fact: dict[str, Any]) -> str:
    try:
        return translated(unpacked(fact["said"]))
    except (LookupError, TypeError, ValueError):
        return str(fact.get("sentence", ""))


def _environment() -> QProcessEnvironment:
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("PYTHONUNBUFFERED", "1")
    environment.insert("PYTHONIOENCODING", "utf-8")
    return environment

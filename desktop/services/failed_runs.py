"""Keeps a report of a sync run which the journal's own file broke: full disk, lock, damage.

The engine keeps the reports of its runs, also of those that the network or the server ended. When
the database is what fails, it cannot; so the report is written here once more, into the database
if that goes by now, else into a small file beside it, from which the next run takes it over.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from desktop.core import messages
from desktop.core.errors import AppError, StoreProblem
from desktop.core.files import write_atomically
from desktop.store import faults
from desktop.store.transactions import Connection, writing
from sync.report import Report, What

_log = logging.getLogger(__name__)
UNFORESEEN = "Unforeseen"
"""The outcome of a run that a fault of ours ended."""


class FailedRuns:
    """Owns the file of a report that waits; lives in the thread of the connection.

    `keep_report` writes a report, its outcome and its moment into the database.
    """

    def __init__(
        self,
        folder: Path,
        connection: Connection,
        keep_report: Callable[[Report, str, str], None],
    ) -> None:
        self._file = folder / "failed-run.json"
        self._connection = connection
        self._keep_report = keep_report

    def keep(self, fault: Exception) -> None:
        """Keep what ended a run; where nothing at all can be written, the log has it."""
        foreseen = isinstance(fault, StoreProblem)
        outcome = type(fault).__name__ if foreseen else UNFORESEEN
        sentence = str(fault) if foreseen else messages.UNEXPECTED
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        _log.info("the database ended a sync run: %s", outcome)
        if not self._wrote(outcome, sentence, at):
            self._lay_beside(outcome, sentence, at)

    def take_over(self) -> None:
        """Write a report that waits beside the database into it, if that goes by now."""
        if not self._file.exists():
            return
        try:
            waiting = json.loads(self._file.read_text(encoding="utf-8"))
            outcome, sentence, at = (str(waiting[name]) for name in ("outcome", "sentence", "at"))
        except (OSError, ValueError, KeyError, TypeError):
            _log.info("the report of a failed run cannot be read")
            self._file.unlink(missing_ok=True)
            return
        if self._wrote(outcome, sentence, at):
            self._file.unlink(missing_ok=True)

    def _wrote(self, outcome: str, sentence: str, at: str) -> bool:
        report = Report(started_at=at)
        report.notice(What.SAID, detail=sentence)
        try:
            with writing(self._connection):
                self._keep_report(report, outcome, at)
        except (AppError, faults.Error) as problem:
            _log.info("the report could not be kept: %s", type(problem).__name__)
            return False
        return True

    def _lay_beside(self, outcome: str, sentence: str, at: str) -> None:
        data = {"outcome": outcome, "sentence": sentence, "at": at}
        try:
            write_atomically(self._file, json.dumps(data).encode())
        except OSError as error:
            _log.info("nor beside the database: %s", error.strerror)

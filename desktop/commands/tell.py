"""How a sync is told: in sentences, as one report per line, or as events for the window."""

from __future__ import annotations

import sys
import time
from typing import Any, Protocol

from desktop.commands.base import give_json, warn
from desktop.core.messages import count
from desktop.core.nouns import noun
from desktop.services.faults import Fault, FaultKind
from desktop.services.telling import (
    absent_sentences,
    held_sentence,
    notice_sentence,
    told,
    vanished_sentence,
)
from sync.report import Report

_BEAT_SECONDS = 0.1
_PHASES = {
    "discover": "Asking what the server has",
    "pull": "Fetching",
    "compare": "Comparing",
    "push": "Sending",
    "upload": "Sending a sound of your own",
    "verify": "Checking",
}


class Teller(Protocol):
    """Hears what a sync does; called on the main thread alone."""

    def ready(self) -> None:
        """The database is open and wishes are heard."""

    def started(self) -> None:
        """A run begins."""

    def progress(self, phase: str, table: str, done: int, total: int | None) -> None:
        """A run got on; called often."""

    def finished(self, report: Report) -> None:
        """A run ended well."""

    def failed(self, fault: Fault) -> None:
        """A run ended with a fault, or was cancelled."""


def teller(*, stdio: bool, json: bool) -> Teller:
    """The teller that the arguments ask for."""
    if stdio:
        return Events()
    return Lines() if json else Sentences()


class Quiet:
    """Says nothing; the others differ from it."""

    def ready(self) -> None:
        """Nothing to say."""

    def started(self) -> None:
        """Nothing to say."""

    def progress(self, phase: str, table: str, done: int, total: int | None) -> None:
        """Nothing to say."""


class Events(Quiet):
    """JSON events on standard output, for the window."""

    def __init__(self) -> None:
        self._place = ("", "")
        self._done = 0
        self._told_at = 0.0

    def ready(self) -> None:
        """Tell that wishes are heard."""
        _event("ready")

    def started(self) -> None:
        """Tell that a run begins."""
        self._place = ("", "")
        _event("started")

    def progress(self, phase: str, table: str, done: int, total: int | None) -> None:
        """Tell how far a run is, ten times a second at most."""
        now = time.monotonic()
        goes_on = (phase, table) == self._place and bool(done) == bool(self._done)
        if goes_on and now - self._told_at < _BEAT_SECONDS:
            return
        self._place = (phase, table)
        self._done = done
        self._told_at = now
        _event("progress", phase=phase, table=table, done=done, total=total)

    def finished(self, report: Report) -> None:
        """Tell the report."""
        _event("finished", report=told(report))

    def failed(self, fault: Fault) -> None:
        """Tell the kind and the sentence, or that the run was cancelled."""
        if fault.kind is FaultKind.CANCELLED:
            _event("cancelled")
            return
        kind = "error" if fault.kind is FaultKind.LOCKED else str(fault.kind)
        _event("failed", kind=kind, sentence=fault.sentence, said=fault.sentence.packed())


class Lines(Quiet):
    """One JSON report per line on standard output; faults as sentences on stderr."""

    def finished(self, report: Report) -> None:
        """Print the report."""
        give_json(told(report))
        sys.stdout.flush()

    def failed(self, fault: Fault) -> None:
        """Print the sentence."""
        warn(fault.sentence)


class Sentences(Quiet):
    """Plain words for a reader."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty()
        self._width = 0

    def progress(self, phase: str, table: str, done: int, total: int | None) -> None:
        """Show one line that changes, on a terminal alone."""
        if self._shows:
            line = " ".join(filter(None, (_PHASES.get(phase, phase), table and noun(table, 2))))
            line += f": {done:,}" + (f" of {total:,}" if total else "")
            sys.stderr.write("\r" + line.ljust(self._width))
            sys.stderr.flush()
            self._width = len(line)

    def finished(self, report: Report) -> None:
        """Print the report and what waits for the member."""
        self._clean()
        print(summary(report), flush=True)  # noqa: T201 - the command line prints
        for line in remarks(report):
            warn(line)

    def failed(self, fault: Fault) -> None:
        """Print the sentence."""
        self._clean()
        warn(fault.sentence)

    def _clean(self) -> None:
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            self._width = 0


def summary(report: Report) -> str:
    """The figures of a run in one line; deletions are told where there were any."""
    deleted = ""
    if report.deleted_here or report.deleted_there:
        there = report.deleted_there
        deleted = f", {report.deleted_here} deleted here, {there} deleted on the server"
    return (
        f"Synchronised: {report.pulled} pulled, {report.pushed} pushed, {report.merged} merged, "
        f"{count(report.conflicts, 'conflict')}, {len(report.held)} held back{deleted}; "
        f"{count(report.requests, 'request')}, {report.bytes:,} bytes, {report.seconds:.1f} s"
    )


def remarks(report: Report) -> list[str]:
    """What is held back, what waits for the member's word, and what else there is to know."""
    return [
        *map(held_sentence, report.held),
        *(vanished_sentence(*item) for item in report.suspicious_deletes.items()),
        *absent_sentences(report),
        *map(notice_sentence, report.notices),
    ]


def _event(name: str, **facts: Any) -> None:
    give_json({"event": name, **facts})
    sys.stdout.flush()

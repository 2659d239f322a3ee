"""How the Account room speaks of rows, tables and runs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from desktop.core import nouns

_FIGURES = (
    ("pulled", "fetched"),
    ("pushed", "sent"),
    ("merged", "joined"),
    ("deleted_here", "deleted here"),
    ("deleted_there", "deleted on the server"),
    ("restored", "restored"),
)
_DONE = "done"
_UNFINISHED = "Did not finish"
_OUTCOMES = {
    "Offline": "Offline",
    "NotTheServer": "Something else answered in the server's place",
    "ServerBusy": "The server was busy",
    "Garbled": "The server's answer could not be read",
    "SignInNeeded": "Sign-in needed",
    "Misconfigured": "The server refused the key",
    "Cancelled": "Stopped",
    "DiskFull": "No room left on the disk",
    "DatabaseBusy": "Another program held the journal",
    "DatabaseDamaged": "The journal file is damaged",
    "StoreProblem": "The journal file could not be used",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("account", text)


def counted_rows(number: int, one: str, many: str) -> str:
    """A number with its noun, in the member's way of writing numbers."""
    return f"{QLocale().toString(number)} {one if number == 1 else many}"


def table_title(table: str) -> str:
    """A table's rows as words: journal_entries is “Journal entries”."""
    return nouns.title(table)


def moment(text: str) -> str:
    """A moment of a report in the member's time, or the text as it is."""
    try:
        local = datetime.fromisoformat(text).astimezone()
    except ValueError:
        return text
    seconds = int(local.timestamp())
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(seconds), "d MMM yyyy, HH:mm")


def report_line(report: dict[str, Any]) -> str:
    """What a run did, in one line; a run that did not finish says why."""
    outcome = str(report.get("outcome", _DONE))
    parts = [] if outcome == _DONE else [_tr(_OUTCOMES.get(outcome, _UNFINISHED))]
    parts += [
        f"{QLocale().toString(int(report[name]))} {_tr(word)}"
        for name, word in _FIGURES
        if report.get(name)
    ]
    held = len(report.get("held") or ())
    if held:
        parts.append(f"{QLocale().toString(held)} {_tr('held back')}")
    return ", ".join(parts) or _tr("nothing new")

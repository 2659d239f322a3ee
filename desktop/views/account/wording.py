"""How the Account room speaks of rows, tables and runs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QDateTime, QLocale

from desktop.core import nouns
from desktop.core.phrases import Counted, Phrase
from desktop.language import tr, translated

_FIGURES = (
    ("pulled", Phrase("fetched")),
    ("pushed", Phrase("sent")),
    ("merged", Phrase("joined")),
    ("deleted_here", Phrase("deleted here")),
    ("deleted_there", Phrase("deleted on the server")),
    ("restored", Phrase("restored")),
)
_DONE = "done"
_UNFINISHED = Phrase("Did not finish")
_OUTCOMES = {
    "Offline": Phrase("Offline"),
    "NotTheServer": Phrase("Something else answered in the server's place"),
    "ServerBusy": Phrase("The server was busy"),
    "Garbled": Phrase("The server's answer could not be read"),
    "SignInNeeded": Phrase("Sign-in needed"),
    "Misconfigured": Phrase("The server refused the key"),
    "Cancelled": Phrase("Stopped"),
    "DiskFull": Phrase("No room left on the disk"),
    "DatabaseBusy": Phrase("Another program held the journal"),
    "DatabaseDamaged": Phrase("The journal file is damaged"),
    "StoreProblem": Phrase("The journal file could not be used"),
}


def table_title(table: str) -> str:
    """A table's rows as words: journal_entries is “Journal entries”."""
    return translated(nouns.title(table))


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
    parts = [] if outcome == _DONE else [translated(_OUTCOMES.get(outcome, _UNFINISHED))]
    parts += [
        f"{QLocale().toString(int(report[name]))} {translated(word)}"
        for name, word in _FIGURES
        if report.get(name)
    ]
    held = len(report.get("held") or ())
    if held:
        parts.append(translated(Counted("{n} held back", "{n} held back", held)))
    return ", ".join(parts) or tr("nothing new")

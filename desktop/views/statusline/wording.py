"""How the status line speaks of numbers and moments."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QLocale

from desktop.language import tr

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def ago(moment: datetime, now: datetime) -> str:
    """How long ago something was, as one says it."""
    passed = now - moment
    if passed < _MINUTE:
        return tr("just now")
    if passed < _HOUR:
        return tr("{} min ago").format(passed // _MINUTE)
    if passed < _DAY:
        return tr("{} h ago").format(passed // _HOUR)
    local = moment.astimezone()
    day = QDate(local.year, local.month, local.day)
    return tr("on {}").format(QLocale().toString(day, "d MMM yyyy"))

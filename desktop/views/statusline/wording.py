"""How the status line speaks of numbers and moments."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("statusline", text, "", number)


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: “1 change”, “2 changes”, “1,200 changes”."""
    noun = _tr(one) if number == 1 else _tr(many)
    return f"{QLocale().toString(number)} {noun}"


def ago(moment: datetime, now: datetime) -> str:
    """How long ago something was, as one says it."""
    passed = now - moment
    if passed < _MINUTE:
        return _tr("just now")
    if passed < _HOUR:
        return _tr("{} min ago").format(passed // _MINUTE)
    if passed < _DAY:
        return _tr("{} h ago").format(passed // _HOUR)
    local = moment.astimezone()
    day = QDate(local.year, local.month, local.day)
    return _tr("on {}").format(QLocale().toString(day, "d MMM yyyy"))

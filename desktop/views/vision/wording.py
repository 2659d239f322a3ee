"""What the Vision room says of versions, in the member's language."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale

from desktop.core.phrases import Counted
from desktop.domain.vision import PLURAL, State
from desktop.language import isolated, tr, translated

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.vision.values import VersionLine


def state_words(state: State) -> str:
    """Where a version stands, in a word."""
    return {
        State.DRAFT: tr("Draft"),
        State.COMPLETE: tr("Complete"),
        State.ACTIVE: tr("Active"),
    }[state]


def perspective_words(perspective: str | None) -> str:
    """In which perspective a version is written."""
    return tr("we / our") if perspective == PLURAL else tr("I / my")


def day_words(moment: datetime | None) -> str:
    """The day of a moment in the zone of this computer."""
    if moment is None:
        return ""
    local = QDateTime.fromMSecsSinceEpoch(int(moment.timestamp() * 1000))
    return QLocale().toString(local, "d MMM yyyy")


def words_count(count: int) -> str:
    """So many words."""
    return translated(Counted("{n} words", "{n} word", count))


def below_words(line: VersionLine) -> str:
    """What stands below the title of a version in a list."""
    parts = [state_words(line.state), day_words(line.changed_at)]
    return "  ·  ".join(part for part in parts if part)


def number_words(number: int | None) -> str:
    """The number of a version as a name."""
    return tr("Version {number}").format(number=number) if number is not None else ""


def spoken(line: VersionLine) -> str:
    """A version as a screen reader says it."""
    parts = [
        number_words(line.number),
        isolated(line.title),
        state_words(line.state),
        tr("{percent} % written").format(percent=line.completion),
        day_words(line.changed_at),
    ]
    return ", ".join(part for part in parts if part)

"""What the review of a perspective says, in the member's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.perspective import Doubt
from desktop.domain.review import Spot


def doubt_words(doubt: Doubt | None) -> str:
    """Why a place deserves a look, or an empty text."""
    if doubt is None:
        return ""
    return {
        Doubt.NUMERAL: _tr("This may be a number, as in Part I."),
        Doubt.ABBREVIATION: _tr("This may be an abbreviation, as in the US."),
        Doubt.WORD: _tr("This may be another word, as in a gold mine."),
        Doubt.QUOTED: _tr("Somebody else may be speaking here."),
        Doubt.TOGETHER: _tr("Somebody is named beside it, as in my wife and I."),
        Doubt.GROUP: _tr("Several people are meant, as in all of us."),
        Doubt.AGREEMENT: _tr("Other words of the sentence may have to follow."),
        Doubt.MIXED: _tr("This sentence speaks of me and of us already."),
    }[doubt]


def spoken(spot: Spot, *, accepted: bool) -> str:
    """A place as a screen reader says it."""
    place = spot.place
    decided = _tr("accepted") if accepted else _tr("left as it is")
    change = _tr("“{old}” becomes “{new}”").format(old=place.old, new=place.new)
    around = f"{place.before}{place.old}{place.after}".strip()
    parts = (change, decided, doubt_words(place.doubt), _tr("in: {words}").format(words=around))
    return ", ".join(part for part in parts if part)


def _tr(text: str) -> str:
    return QCoreApplication.translate("vision", text)

"""What the review of a perspective says, in the member's language."""

from __future__ import annotations

from desktop.domain.perspective import Doubt
from desktop.domain.review import Spot
from desktop.language import isolated, tr


def doubt_words(doubt: Doubt | None) -> str:
    """Why a place deserves a look, or an empty text."""
    if doubt is None:
        return ""
    return {
        Doubt.NUMERAL: tr("This may be a number, as in Part I."),
        Doubt.ABBREVIATION: tr("This may be an abbreviation, as in the US."),
        Doubt.WORD: tr("This may be another word, as in a gold mine."),
        Doubt.QUOTED: tr("Somebody else may be speaking here."),
        Doubt.TOGETHER: tr("Somebody is named beside it, as in my wife and I."),
        Doubt.GROUP: tr("Several people are meant, as in all of us."),
        Doubt.AGREEMENT: tr("Other words of the sentence may have to follow."),
        Doubt.MIXED: tr("This sentence speaks of me and of us already."),
    }[doubt]


def spoken(spot: Spot, *, accepted: bool) -> str:
    """A place as a screen reader says it."""
    place = spot.place
    decided = tr("accepted") if accepted else tr("left as it is")
    change = tr("“{old}” becomes “{new}”").format(old=isolated(place.old), new=isolated(place.new))
    around = f"{place.before}{place.old}{place.after}".strip()
    parts = (
        change,
        decided,
        doubt_words(place.doubt),
        tr("in: {words}").format(words=isolated(around)),
    )
    return ", ".join(part for part in parts if part)

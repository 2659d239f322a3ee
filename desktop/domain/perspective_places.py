"""One place of a text where a change of perspective would change words, and what is doubtful."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Doubt(Enum):
    """Why a place should be looked at before it is accepted."""

    NUMERAL = "numeral"
    """It may be a number, as in Part I."""
    ABBREVIATION = "abbreviation"
    """It may be an abbreviation, as in the US."""
    WORD = "word"
    """It may be another word, as in a gold mine."""
    QUOTED = "quoted"
    """Somebody else may be speaking."""
    TOGETHER = "together"
    """Somebody is named beside the pronoun, as in my wife and I."""
    GROUP = "group"
    """Several people are meant, as in all of us."""
    AGREEMENT = "agreement"
    """Other words of the sentence may have to follow, as in I am a mother."""
    MIXED = "mixed"
    """The sentence speaks of both already, of me and of us."""


# Worth a look, but right in most cases.
LIKELY = {Doubt.AGREEMENT, Doubt.MIXED}


@dataclass(frozen=True, slots=True)
class Place:
    """One place that could change; `before` and `after` are what stands around it."""

    start: int
    end: int
    old: str
    new: str
    before: str
    after: str
    doubt: Doubt | None = None

    @property
    def is_likely(self) -> bool:
        """Whether most members would accept it."""
        return self.doubt is None or self.doubt in LIKELY

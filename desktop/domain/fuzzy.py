"""Finds what somebody means by a few letters: letters in order, best at the beginnings of words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

_LONGEST = 200
_FIRST, _WORD, _NEXT, _LETTER = 12.0, 8.0, 6.0, 1.0
_GAP, _WIDEST_GAP = 0.2, 3.0
# Letters that are strewn over a text mean nothing: so much a letter must earn on average.
_WORTH = 3.0


class Match(NamedTuple):
    """How well letters fit a text, and where in it they stand."""

    score: float
    places: tuple[int, ...] = ()


def match(query: str, text: str, beside: str = "") -> Match | None:
    """How the words of a query fit a text, each on its own, in whatever order; None if not.

    Nothing asked fits everything. Case and accents do not matter. A word may also be the
    beginning of one `beside` the text.
    """
    folded, names = fold(text), fold(beside).split()
    score, places = 0.0, set[int]()
    for word in fold(query).split():
        found = _best(word, folded)
        if found is None and any(name.startswith(word) for name in names):
            found = Match(_LETTER)
        if found is None:
            return None
        score += found.score
        places.update(found.places)
    # Of two texts that fit alike the shorter one is meant.
    return Match(score - len(folded) / 100, tuple(sorted(places)))


def fold(text: str) -> str:
    """The text without case and accents, letter for letter as long as it was."""
    return "".join(_plain(letter) for letter in text[:_LONGEST])


def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter)[0].casefold()
    return base if len(base) == 1 else letter


def _best(word: str, text: str) -> Match | None:
    """The best way of finding the letters of a word, in order, in a text."""
    rows: list[dict[int, Match]] = []
    for letter in word:
        before = rows[-1] if rows else None
        row = {}
        for place, other in enumerate(text):
            if other == letter:
                found = _step(before, place, text)
                if found is not None:
                    row[place] = found
        if not row:
            return None
        rows.append(row)
    best = max(rows[-1].values())
    return best if best.score >= _WORTH * len(word) else None


def _step(before: dict[int, Match] | None, place: int, text: str) -> Match | None:
    """The best match that ends with the letter at a place."""
    own = _LETTER + _beginning(text, place)
    if before is None:
        return Match(own, (place,))
    ways = [
        Match(
            found.score + (max(own, _NEXT) if last == place - 1 else own - _gap(place - last)),
            (*found.places, place),
        )
        for last, found in before.items()
        if last < place
    ]
    return max(ways) if ways else None


def _beginning(text: str, place: int) -> float:
    if place == 0:
        return _FIRST
    return 0.0 if text[place - 1].isalnum() else _WORD


def _gap(width: int) -> float:
    return min(_WIDEST_GAP, _GAP * width)


def ranked(query: str, texts: Sequence[str], beside: Sequence[str] = ()) -> list[tuple[int, Match]]:
    """Which of the texts fit, by their numbers, the best first; equals in their order."""
    pairs = zip_longest(texts, beside, fillvalue="")
    found = [(number, match(query, *pair)) for number, pair in enumerate(pairs)]
    fitting = [(number, m) for number, m in found if m is not None]
    if query.strip():
        fitting.sort(key=lambda pair: -pair[1].score)
    return fitting

"""Words to offer where a member names a moment: with short definitions, the member's own first.

The words lie as data in `resources/text/`; they are suggestions only, an own word is as good.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from desktop.core.paths import resource
from desktop.core.phrases import Phrase, kept

EMOTIONS, EVENTS = "emotions", "events"
# A shorter beginning would be found in nearly every definition.
_LONG_ENOUGH_FOR_MEANINGS = 4
_MARKS = re.compile(r"[\u0300-\u036f]")


class Word(NamedTuple):
    """A word with what it means, and the group that it stands in with the group's colour role."""

    text: str
    meaning: str = ""
    group: str = ""
    role: str = ""


class _Said(NamedTuple):
    """A word of ours as it lies in its file."""

    text: Phrase
    meaning: Phrase
    group: Phrase
    role: str


Translate = Callable[[Phrase], str]


def words(name: str, translate: Translate = str) -> tuple[Word, ...]:
    """The words of a vocabulary in its order, put into the member's language."""
    return tuple(
        Word(translate(word.text), translate(word.meaning), translate(word.group), word.role)
        for word in _read(name)
    )


def find(text: str, known: Iterable[Word]) -> Word | None:
    """The word of a vocabulary that a member wrote, whatever its case."""
    wanted = _folded(text)
    return next((word for word in known if _folded(word.text) == wanted), None)


def suggestions(
    typed: str, used: Sequence[str], known: Sequence[Word], limit: int = 200
) -> list[Word]:
    """What to offer for what is typed: the member's words first, in their order, then ours.

    A word that begins with what is typed stands before one that merely has it inside, and that
    before one whose definition speaks of it.
    """
    wanted = _folded(typed)
    offered: dict[str, Word] = {}
    by_name = {_folded(word.text): word for word in known}
    for text in used:
        own = _folded(text)
        known_word = by_name.get(own, Word(text))
        offered.setdefault(own, known_word._replace(text=text))
    for own, word in by_name.items():
        offered.setdefault(own, word)
    ranked = [(_rank(wanted, own, word), word) for own, word in offered.items()]
    ranked = [(rank, word) for rank, word in ranked if rank is not None]
    ranked.sort(key=lambda pair: pair[0] or 0)  # stable: the order within a rank stays
    return [word for _, word in ranked[:limit]]


def begins(typed: str, word: Word) -> bool:
    """Whether a word begins with what is typed."""
    return bool(typed.strip()) and _folded(word.text).startswith(_folded(typed))


def _rank(wanted: str, own: str, word: Word) -> int | None:
    if not wanted or own == wanted:
        return 0
    if own.startswith(wanted):
        return 1
    if any(part.startswith(wanted) for part in own.split()):
        return 2
    if wanted in own:
        return 3
    if len(wanted) >= _LONG_ENOUGH_FOR_MEANINGS and wanted in _folded(word.meaning):
        return 4
    return None


def _folded(text: str) -> str:
    # Whoever types without accents finds the words that have some.
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return " ".join(plain.casefold().split())


@cache
def _read(name: str) -> tuple[_Said, ...]:
    import tomllib  # late: a start reads no vocabulary

    text = resource(f"text/{name}.toml").read_text(encoding="utf-8")
    groups = tomllib.loads(text)["group"]
    return tuple(
        _Said(kept(word), kept(meaning), kept(group["name"]), group["role"])
        for group in groups
        for word, meaning in group["words"].items()
    )

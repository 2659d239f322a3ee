"""How rich a text is: its words, its sentences, and how much of it the senses can take part in.

Sensory density is the share of words that name something to see, hear, feel on the skin, taste,
smell, or feel inside; which words these are stands in a lexicon (`resources/text/senses.json`),
where a word belongs to one sense. It is a mirror for the writer and no mark: a plain text is not
a worse one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from desktop.domain.journal import plain_text
from desktop.domain.markdown import word_count

# Under this key of `richness_metadata` stands what is ours; the other keys are the server's.
OWN_KEY = "desktop"
SENSES: tuple[str, ...] = ("sight", "sound", "touch", "taste", "smell", "feeling")

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
# Closing marks belong to the sentence that they close.
_END = re.compile(r"[.!?\u2026]+[\"'\u201d\u2019)\]*_]*(?=\s|$)")
_HAS_WORD = re.compile(r"\w")
# Endings that leave the word what it is: lights, warmer, sparkling, hugged.
_ENDINGS = ("ing", "est", "ed", "er", "es", "ly", "s", "d", "r")


@dataclass(frozen=True, slots=True)
class Richness:
    """The figures of one text; `senses` counts the words of each sense."""

    words: int
    sentences: int
    senses: Mapping[str, int]

    @property
    def sensory(self) -> int:
        """How many words speak to a sense."""
        return sum(self.senses.values())

    @property
    def density(self) -> Decimal:
        """How many of a hundred words speak to a sense, to one place."""
        share = Decimal(100 * self.sensory) / self.words if self.words else Decimal(0)
        return share.quantize(Decimal("0.1"))


class Lexicon:
    """Which words speak to which sense; holds nothing else and never changes."""

    def __init__(self, senses: Mapping[str, Iterable[str]]) -> None:
        self._senses = {word: sense for sense in SENSES for word in senses.get(sense, ())}

    def sense_of(self, word: str) -> str | None:
        """The sense that a word speaks to, in whatever form it stands, or None."""
        word = word.casefold().replace("\u2019", "'").removesuffix("'s")
        return next((self._senses[f] for f in _forms(word) if f in self._senses), None)


def measure(text: str, lexicon: Lexicon) -> Richness:
    """The figures of a text; Markdown's marks are no words."""
    plain = plain_text(text)
    senses = dict.fromkeys(SENSES, 0)
    # Each word is looked up once, however often it stands there: texts can be long.
    for word, times in Counter(_WORD.findall(plain)).items():
        for piece in (word,) if lexicon.sense_of(word) else word.split("-"):
            if sense := lexicon.sense_of(piece):
                senses[sense] += times
    return Richness(word_count(plain), _sentences(plain), senses)


def added(figures: Iterable[Richness]) -> Richness:
    """The figures of several texts together."""
    words = sentences = 0
    senses = dict.fromkeys(SENSES, 0)
    for one in figures:
        words, sentences = words + one.words, sentences + one.sentences
        for sense in SENSES:
            senses[sense] += one.senses.get(sense, 0)
    return Richness(words, sentences, senses)


def kept_in(metadata: Any, figures: Mapping[str, Richness]) -> Any:
    """`richness_metadata` with the figures of these parts under our own key.

    Nothing that is there is touched; where it is no object, there is no place for ours and it
    stays as it is. A part without words has no figures.
    """
    if metadata is not None and not isinstance(metadata, dict):
        return metadata
    kept = dict(metadata or {})
    found = kept.get(OWN_KEY)
    if found is not None and not isinstance(found, dict):
        return metadata
    own = dict(found or {})
    for part, richness in figures.items():
        before = own.pop(part, None)
        if richness.words:
            # What another version of this program knows of a part stays beside ours.
            own[part] = {**(before if isinstance(before, dict) else {}), **_stored(richness)}
    if own:
        kept[OWN_KEY] = own
    else:
        kept.pop(OWN_KEY, None)
    return kept if kept or metadata is not None else None


def beside(metadata: Any) -> Any:
    """What `richness_metadata` holds that is not ours, for showing; None for nothing."""
    if not isinstance(metadata, dict):
        return metadata
    return {name: value for name, value in metadata.items() if name != OWN_KEY} or None


def _stored(richness: Richness) -> dict[str, Any]:
    return {
        "words": richness.words,
        "sentences": richness.sentences,
        "senses": {sense: count for sense, count in richness.senses.items() if count},
        "sensory_density": richness.density,
    }


def _sentences(plain: str) -> int:
    """Sentences end with their mark or with their paragraph."""
    return sum(
        1
        for line in plain.splitlines()
        for sentence in _END.split(line)
        if _HAS_WORD.search(sentence)
    )


def _forms(word: str) -> Iterable[str]:
    """The word as it stands, then what it may come from."""
    yield word
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        # A seed is not what one has seen.
        if stem == word or len(stem) < (4 if ending in {"d", "r"} else 3):
            continue
        yield stem
        if ending not in {"s", "d", "r"}:
            yield stem + "e"
        if stem[-1] == "i":
            yield stem[:-1] + "y"
        if stem[-1] == stem[-2]:
            yield stem[:-1]

"""What is doubtful about a place that a change of perspective would change, and why."""

from __future__ import annotations

from functools import cached_property

from desktop.domain import perspective_tables as tables
from desktop.domain.perspective_places import Doubt
from desktop.domain.perspective_words import Prose, Word


class Doubts:
    """Looks at the pronouns of one text on their way to one perspective; lives for one reading."""

    def __init__(self, prose: Prose, *, plural: bool) -> None:
        self._prose = prose
        self._plural = plural
        self._pronouns = tables.TO_PLURAL if plural else tables.TO_SINGULAR
        self._others = set(tables.TO_SINGULAR if plural else tables.TO_PLURAL)

    def of(self, place: int) -> Doubt | None:
        """What is doubtful about the pronoun at a place."""
        word = self._prose.words[place]
        own = self._own_doubt(place, word)
        if own is not None:
            return own
        if self._prose.is_quoted(word):
            return Doubt.QUOTED
        company = self._company(place)
        if company is not None:
            return company
        if not self._plural and self._prose.sentence(word)[0] in self._shared:
            return Doubt.GROUP
        mixed = self._prose.sentence(word)[0] in self._mixed
        return Doubt.MIXED if mixed else self._after_contraction(place)

    def of_verb(self, verb: int) -> Doubt | None:
        """A noun that follows, as in I am a mother, asks for more than another verb."""
        prose = self._prose
        return Doubt.AGREEMENT if prose.low(verb + 1) in {"a", "an"} else None

    def _after_contraction(self, place: int) -> Doubt | None:
        return self.of_verb(place) if self._prose.low(place) == "i'm" else None

    @cached_property
    def _mixed(self) -> set[int]:
        """Where the sentences begin that speak of the others already: of us, or of me."""
        return {
            self._prose.sentence(word)[0]
            for word in self._prose.words
            if word.low in self._others or contraction(word.low, plural=not self._plural)
        }

    @cached_property
    def _shared(self) -> set[int]:
        """Where the sentences begin that tell of what only several do, such as eating together."""
        prose = self._prose
        return {
            prose.sentence(word)[0]
            for place, word in enumerate(prose.words)
            if word.low == "together"
            or (word.low in {"each", "one"} and prose.low(place + 1) in {"other", "another"})
        }

    def _own_doubt(self, place: int, word: Word) -> Doubt | None:
        prose, after = self._prose, self._prose.text[word.end : word.end + 1]
        if word.low == "i" and self._is_numeral(place, after):
            return Doubt.NUMERAL
        if word.low == "mine" and prose.low(place - 1) in tables.BEFORE_A_MINE:
            return Doubt.WORD if prose.touching(place - 1, place) else None
        if word.low in {"my", "our"} and (after in set(",.!?;:") or after == "\u2026"):
            return Doubt.WORD
        if word.text == "US" and not prose.is_shouted(word):
            return Doubt.ABBREVIATION
        if word.low == "let's" or (word.low == "us" and prose.low(place - 1) == "let"):
            return Doubt.GROUP
        return None

    def _is_numeral(self, place: int, after: str) -> bool:
        prose, word = self._prose, self._prose.words[place]
        if after in {".", ")"} and after and prose.opens_line(word):
            return True
        if prose.low(place + 1) in tables.ROMAN or prose.low(place + 2) in tables.ROMAN:
            return True
        if not prose.touching(place - 1, place):
            return False
        before = prose.words[place - 1]
        named = before.text[0].isupper() and not prose.is_shouted(word)
        ends = not after or after in set(".,;:!?)")
        return named and (
            before.low in tables.NUMBERED or (ends and before.low not in tables.HELPING)
        )

    def _company(self, place: int) -> Doubt | None:
        prose = self._prose
        before = prose.low(place - 1) if prose.joined(place - 1, place) else ""
        after = prose.low(place + 1) if prose.joined(place, place + 1) else ""
        if prose.low(place) in {"my", "our"} and self._is_beside_owner(place):
            return Doubt.TOGETHER
        if prose.low(place) in {"i", "me", "myself", "we", "us", "ourselves"}:
            if before == "and" and self.names_one(place - 2):
                return Doubt.TOGETHER
            if after == "and" and self._goes_with(place + 2):
                return Doubt.TOGETHER
            several = after in tables.SEVERAL or before == "between"
            if not self._plural and (
                several
                or (before == "of" and prose.low(place - 2) in tables.OF_SEVERAL | tables.SEVERAL)
            ):
                return Doubt.GROUP
        return None

    def _is_beside_owner(self, place: int) -> bool:
        """In "my sister and I", what becomes of "my" depends on what becomes of "I"."""
        prose = self._prose
        one = prose.touching(place, place + 1) and prose.touching(place + 1, place + 2)
        return one and prose.low(place + 2) == "and" and prose.low(place + 3) in {"i", "me", "we"}

    def names_one(self, place: int) -> bool:
        """Whether a word may be somebody's name or kin, rather than the end of a clause."""
        prose = self._prose
        # A comma before the "and" parts two clauses more often than two people.
        if not prose.touching(place, place + 1):
            return False
        before = prose.low(place - 1) if prose.joined(place - 1, place) else ""
        word = prose.words[place]
        named = word.text[0].isupper() and word.low != "i"
        return (
            before in tables.POSSESSIVES or named or word.low in tables.THEM | {"he", "she", "they"}
        )

    def _goes_with(self, place: int) -> bool:
        """Whether a word after "me and" names who is there as well."""
        prose = self._prose
        if not prose.joined(place - 1, place):
            return False
        word = prose.words[place]
        named = word.text[0].isupper() and word.low not in self._pronouns
        return named or word.low in tables.POSSESSIVES | tables.THEM


def contraction(low: str, *, plural: bool) -> str:
    """I'm, I've, I'd, I'll and what they become, or ""."""
    pronoun, mark, rest = low.partition("'")
    if not mark or not rest:
        return ""
    if plural and pronoun == "i":
        return "we're" if rest == "m" else f"we'{rest}"
    if not plural and pronoun == "we":
        return "I'm" if rest == "re" else f"I'{rest}"
    return ""

"""From I to we and back: every place of an English text that would change, one by one.

Nothing is changed here but what is accepted: `places` says what could be, with what makes it
doubtful, and `applied` does what was chosen, to the letter. A pronoun and the verb that goes
with it are one place, so that no choice leaves "we am" behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain import perspective_tables as tables
from desktop.domain.perspective_doubts import Doubts, contraction
from desktop.domain.perspective_places import LIKELY, Doubt, Place
from desktop.domain.perspective_words import Prose, Word
from desktop.domain.vision import PLURAL, SINGULAR

__all__ = ["PLURAL", "SINGULAR", "Doubt", "Place", "applied", "places"]

_CONTEXT = 48


@dataclass(frozen=True, slots=True)
class _Edit:
    """What becomes of the word at a place; `subject` is the place of the pronoun it follows."""

    place: int
    new: str
    doubt: Doubt | None = None
    subject: int | None = None

    @property
    def reach(self) -> int:
        """The last place that goes with it."""
        return self.place if self.subject is None else max(self.place, self.subject)


def places(text: str, perspective: str) -> list[Place]:
    """All places that would change if the text spoke in this perspective, in order."""
    reading = _Reading(text, perspective)
    return [reading.place(group) for group in reading.groups()]


def applied(text: str, accepted: Iterable[Place]) -> str:
    """The text with these places of it changed and nothing else."""
    for place in sorted(accepted, key=lambda place: place.start, reverse=True):
        text = text[: place.start] + place.new + text[place.end :]
    return text


class _Reading:
    """One text read towards one perspective; lives for one call."""

    def __init__(self, text: str, perspective: str) -> None:
        self._prose = Prose(text)
        self._plural = perspective == PLURAL
        self._pronouns = tables.TO_PLURAL if self._plural else tables.TO_SINGULAR
        self._verbs = tables.VERBS_TO_PLURAL if self._plural else tables.VERBS_TO_SINGULAR
        self._subject = "i" if self._plural else "we"
        self._doubts = Doubts(self._prose, plural=self._plural)

    def groups(self) -> list[list[_Edit]]:
        """The edits in order, a verb together with its pronoun and what stands between them."""
        edits = [edit for place in range(len(self._prose.words)) if (edit := self._edit(place))]
        groups: list[list[_Edit]] = []
        for edit in edits:
            # The pronoun may stand on either side, and "myself" between it and its verb.
            start = edit.place if edit.subject is None else min(edit.place, edit.subject)
            group = [edit]
            while groups and groups[-1][-1].reach >= start:
                group = [*groups.pop(), *group]
            groups.append(group)
        return groups

    def place(self, group: list[_Edit]) -> Place:
        """A group as it is shown: everything from its first word to its last."""
        text, words = self._prose.text, self._prose.words
        start, end = words[group[0].place].start, words[group[-1].place].end
        new, at = "", start
        for edit in group:
            word = words[edit.place]
            new += text[at : word.start] + self._cased(word, edit.new)
            at = word.end
        doubts = [edit.doubt for edit in group if edit.doubt]
        before, after = _around(text, start, end)
        return Place(start, end, text[start:end], new, before, after, _worst(doubts))

    def _edit(self, place: int) -> _Edit | None:
        low = self._prose.low(place)
        if low in self._pronouns:
            return _Edit(place, self._pronouns[low], self._doubts.of(place))
        if low in self._verbs:
            return self._verb(place)
        new = contraction(low, plural=self._plural)
        return _Edit(place, new, self._doubts.of(place)) if new else None

    def _verb(self, place: int) -> _Edit | None:
        low = self._prose.low(place)
        if low == "am" and self._is_hour(place):
            return None
        subject = self._subject_of(place)
        if subject is not None:
            doubt = self._doubts.of_verb(place) if low in {"am", "was"} else None
            stays = self._is_unreal(place, subject)
            return None if stays else _Edit(place, self._verbs[low], doubt, subject)
        if low == "am":
            shouted = self._prose.words[place].text.isupper()
            return _Edit(place, self._verbs[low], Doubt.ABBREVIATION if shouted else None)
        return _Edit(place, self._verbs[low], Doubt.AGREEMENT) if self._goes_on(place) else None

    def _subject_of(self, verb: int) -> int | None:
        """The place of the pronoun that a verb goes with, if it does."""
        prose, place = self._prose, verb - 1
        while place >= 0 and verb - place <= 4 and prose.joined(place, place + 1):
            if prose.low(place) == self._subject:
                return None if self._is_beside_another(place) else place
            if not _is_adverb(prose.low(place)):
                break
            place -= 1
        turned = prose.low(verb + 1) == self._subject and prose.touching(verb, verb + 1)
        return verb + 1 if turned and self._asks(verb) else None

    def _asks(self, verb: int) -> bool:
        return (
            self._prose.low(verb) == "am"
            or self._prose.opens(self._prose.words[verb])
            or not self._prose.joined(verb - 1, verb)
            or self._prose.low(verb - 1) in tables.ASKING
        )

    def _is_beside_another(self, place: int) -> bool:
        """In "my wife and we were", the verb goes with both: it stays as it is."""
        prose = self._prose
        beside = prose.low(place - 1) == "and" and prose.joined(place - 1, place)
        return not self._plural and beside and self._doubts.names_one(place - 2)

    def _is_unreal(self, verb: int, subject: int) -> bool:
        """Whether the verb stays as it is: if we were, were we to."""
        prose = self._prose
        if prose.low(verb) == "aren't":
            return subject > verb  # "aren't we" becomes "aren't I"
        if prose.low(verb) not in {"were", "weren't"}:
            return False
        if subject > verb:
            return prose.low(subject + 1) in {"to", "not"} or prose.low(verb - 1) == "as"
        return prose.joined(subject - 1, subject) and prose.low(subject - 1) in tables.UNREAL

    def _goes_on(self, verb: int) -> bool:
        """Whether a verb goes on with the subject of its sentence: "I came and was glad"."""
        prose = self._prose
        link = verb - 1
        while link >= 0 and _is_adverb(prose.low(link)) and prose.joined(link, link + 1):
            link -= 1
        if prose.low(link) not in {"and", "but", "or"} or not prose.joined(link, link + 1):
            return False
        start, _end = prose.sentence(prose.words[verb])
        for place in range(link - 1, -1, -1):
            if prose.words[place].start < start:
                return False
            low = prose.low(place)
            if low == self._subject or contraction(low, plural=self._plural):
                return True
            if low.split("'")[0] in tables.SUBJECTS:
                return False
        return False

    def _is_hour(self, place: int) -> bool:
        before = self._prose.text[: self._prose.words[place].start].rstrip()
        return before[-1:].isdigit()

    def _cased(self, word: Word, new: str) -> str:
        """The new word with the capitals that it needs where it stands."""
        shouted = self._prose.is_shouted(word)
        mark = next((sign for sign in word.text if sign in "\u2019\u02bc"), "'")
        new = new.replace("'", mark)
        if new[0] == "I" and not new[1:2].isalpha():
            return new.upper() if shouted else new
        if word.low == "i" or word.low.startswith("i'"):
            if shouted:
                return new.upper()
            return new.capitalize() if self._prose.opens(word) else new
        if word.text.isupper() and len(word.text) > 1:
            return new.upper()
        return new[0].upper() + new[1:] if word.text[0].isupper() else new


def _is_adverb(low: str) -> bool:
    return low in tables.ADVERBS or (low.endswith("ly") and len(low) > 4)


def _worst(doubts: list[Doubt]) -> Doubt | None:
    return min(doubts, key=lambda doubt: doubt in LIKELY) if doubts else None


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands around a place, cut between words, on one line."""
    before, after = text[max(start - _CONTEXT, 0) : start], text[end : end + _CONTEXT]
    if start > _CONTEXT and " " in before:
        before = "\u2026" + before[before.index(" ") + 1 :]
    if end + _CONTEXT < len(text) and " " in after:
        after = after[: after.rindex(" ")] + "\u2026"
    return before.replace("\n", " "), after.replace("\n", " ")

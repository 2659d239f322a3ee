"""A text as the change of perspective sees it: its words, its sentences, and what is no prose."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019\u02bc][^\W\d_]+)*")
_APOSTROPHES = str.maketrans("\u2019\u02bc", "''")
# Addresses, code and the targets of links are copied, never read.
_NO_PROSE = re.compile(r"`+[^`\n]*`+|\]\([^()\s]*\)|\b(?:https?://|www\.)\S+|\S+@\S+")
_SENTENCE_END = re.compile(r"[.!?\u2026]+[\"'\u201d\u2019)\]*_]*\s+|\n\s*")
# Only blanks, commas and marks of emphasis stand between words that belong together.
_JOINED = re.compile(r"[ \t\u00a0,*_~]*")
# What may open a line or a sentence before its first word.
_OPENING = re.compile(
    r"[\s>#*_~(\[\"'\u201c\u2018\u00ab\u2014\u2013+-]*(?:\d{1,9}[.)]\s+)?[*_~\"\u201c]*"
)
_QUOTED = re.compile(r'"[^"\n]*"|\u201c[^\u201d\n]*\u201d|\u00ab[^\u00bb\n]*\u00bb')
_ENDED = re.compile(r"[.!?:\u2026][\"'\u201d\u2019)\]*_]*$")
# A line that was broken only because it was full goes on in the next one.
_FULL_LINE = 60


class Word(NamedTuple):
    """One word of prose; `low` is how it is looked up."""

    start: int
    end: int
    text: str
    low: str


class Prose:
    """The words of a text that can be read as prose; owns nothing else and never changes."""

    def __init__(self, text: str) -> None:
        self.text = text
        off = [match.span() for match in _NO_PROSE.finditer(text)]
        self.words = [
            Word(match.start(), match.end(), match[0], match[0].casefold().translate(_APOSTROPHES))
            for match in _WORD.finditer(text)
            if self._is_prose(match, off)
        ]
        self._bounds = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]

    def low(self, place: int) -> str:
        """The word at a place as it is looked up; "" beyond the text."""
        return self.words[place].low if 0 <= place < len(self.words) else ""

    def joined(self, place: int, after: int) -> bool:
        """Whether nothing stands between two words that would part them."""
        if not (0 <= place < len(self.words) and 0 <= after < len(self.words)):
            return False
        between = self.text[self.words[place].end : self.words[after].start]
        return _JOINED.fullmatch(between) is not None

    def touching(self, place: int, after: int) -> bool:
        """Whether a single blank stands between two words."""
        return self.joined(place, after) and self.words[after].start - self.words[place].end == 1

    def sentence(self, word: Word) -> tuple[int, int]:
        """Where the sentence of a word begins and ends."""
        number = bisect_right(self._bounds, word.start)
        end = self._bounds[number] if number < len(self._bounds) else len(self.text)
        return self._bounds[number - 1], end

    def is_shouted(self, word: Word) -> bool:
        """Whether the whole sentence of a word is in capitals."""
        start, end = self.sentence(word)
        sentence = self.text[start:end]
        return sentence.isupper() and any(len(w) > 1 for w in _WORD.findall(sentence))

    def opens(self, word: Word) -> bool:
        """Whether a word stands where a sentence, a line or a quotation begins."""
        before = self.text[: word.start]
        if before[-1:] in {'"', "\u201c"}:
            return True
        start, _end = self.sentence(word)
        if not _OPENING.fullmatch(self.text, start, word.start):
            return False
        return self._begins(start)

    def is_quoted(self, word: Word) -> bool:
        """Whether a word stands within quotation marks: somebody else may be speaking."""
        number = bisect_right(self._quotes, (word.start, len(self.text) + 1))
        return number > 0 and self._quotes[number - 1][1] >= word.end

    def opens_line(self, word: Word) -> bool:
        """Whether nothing but blanks and brackets stands before a word on its line."""
        line = self.text[self.text.rfind("\n", 0, word.start) + 1 : word.start]
        return not line.strip(" \t>(")

    @cached_property
    def _quotes(self) -> list[tuple[int, int]]:
        return [match.span() for match in _QUOTED.finditer(self.text)]

    def _begins(self, start: int) -> bool:
        """Whether what begins here is a sentence, or the rest of one whose line was full."""
        before = self.text[:start]
        if not before.strip() or "\n" not in before[len(before.rstrip()) :]:
            # An ellipsis inside a line is a pause more often than an end.
            return not before.rstrip().endswith(("\u2026", "..."))
        line = before.rstrip()
        gap = before[len(line) :]
        full = len(line) - (line.rfind("\n") + 1) >= _FULL_LINE
        return gap.count("\n") > 1 or _ENDED.search(line) is not None or not full

    def _is_prose(self, match: re.Match[str], off: list[tuple[int, int]]) -> bool:
        start, end = match.span()
        if off and any(low < end and start < high for low, high in off):
            return False
        before, after = self.text[max(start - 2, 0) : start], self.text[end : end + 2]
        return not (_bound_before(before) or _bound_after(after))


def _bound_before(before: str) -> bool:
    """Whether a word goes on from what stands before it: self-made, A.I, 9am, #I."""
    last = before[-1:]
    if last.isdigit() or last in set("@#/\\_&$%"):
        return not (last == "_" and not before[:1].isalnum())
    return last in {"-", "."} and before[:1].isalnum() and len(before) == 2


def _bound_after(after: str) -> bool:
    """Whether a word goes on in what stands after it: I-95, i.e., me@, I/O."""
    first = after[:1]
    if first.isdigit() or first in set("@/\\&%"):
        return True
    if first == "_":
        return after[1:].isalnum()
    return first in {"-", "."} and after[1:].isalnum()

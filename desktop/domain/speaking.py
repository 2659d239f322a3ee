"""A text as it is read aloud: sentence by sentence, and how long that takes, as far as one knows.

Pure. The system's voice tells neither length nor place, so both are measured by the letters: fine
enough to show how far one is, and to go on with the sentence where one stopped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from desktop.domain.sentences import sentences

# The ending, as of a file's name, that tells a player to read rather than to play.
SUFFIX = "spoken"
# Calm reading aloud; the pause after a sentence counts as some letters more.
_LETTERS_A_SECOND = 14.0
_PAUSE_LETTERS = 8
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"(?<!\w)[*_`~]+|[*_`~]+(?!\w)|^-{3,}$")


class Sentence(NamedTuple):
    """A sentence, and when it begins, in seconds."""

    text: str
    begin: float


class Speech(NamedTuple):
    """What is read aloud: its sentences, and how long all of it takes."""

    sentences: tuple[Sentence, ...]
    length: float

    def at(self, position: float) -> int:
        """Which sentence is on at a place."""
        found = [n for n, one in enumerate(self.sentences) if one.begin <= max(0.0, position)]
        return found[-1] if found else 0


def speech_of(text: str) -> Speech:
    """A text to be read aloud, without the marks that nobody would speak."""
    spoken = [_MARKS.sub("", _LINK.sub(r"\1", one)).strip() for one in sentences(text)]
    spoken = [one for one in spoken if any(letter.isalnum() for letter in one)]
    ends = list(accumulate(_seconds(one) for one in spoken))
    begins = [0.0, *ends[:-1]]
    found = tuple(Sentence(one, begin) for one, begin in zip(spoken, begins, strict=False))
    return Speech(found, ends[-1] if ends else 0.0)


def plain(pieces: Sequence[Sentence]) -> str:
    """All sentences as one text, for a voice that reads by itself."""
    return "\n".join(one.text for one in pieces)


def _seconds(sentence: str) -> float:
    return (len(sentence) + _PAUSE_LETTERS) / _LETTERS_A_SECOND

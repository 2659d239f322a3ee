"""How words reach the index, and how a query must spell them to meet them there.

The tokenizer splits at everything that is no letter, digit, pictograph or private character.
Private characters, which are taken out of a member's text, carry what it cannot:

* `OPENING`, `CLOSING` and `JOINING` make one token of a whole tag or mood, whatever is in it, so
  that it is not taken for a part of a longer one and is looked up at once;
* `CATEGORY` begins the one token of a category, which therefore is no ordinary word;
* `EVERY` is in each document: what a query without any word of its own looks for;
* `MARK_ON` and `MARK_OFF` stand around what was found in a snippet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

OPENING, CLOSING = "\ue000", "\ue001"
CATEGORY, EVERY = "\ue002", "\ue003"
MARK_ON, MARK_OFF = "\ue004", "\ue005"
JOINING = "\ue006"
TOKENIZER = "unicode61 remove_diacritics 2 categories 'L* N* Co So'"
# Splits words and is never seen: put between characters that have to be found one by one.
JOINT = "\u200b"

_OURS = re.compile("[\x00\ud800-\udfff\ue000-\ue00f\U000f0000-\U000fffff]")
# Scripts without spaces between words, and pictographs, which would else hang together.
_UNSPACED = re.compile(
    "([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u00a6\u00a9\u00ae\u00b0\u2100-\u214f\u2190-\u23ff\u2460-\u27bf\u2900-\u2bff"
    "\U0001f000-\U0001faff])"
)
# Characters that part the words of a tag without changing which tag it is.
_PARTING = re.compile(r"[\s\-_'\u2018\u2019.,/]+")
_SIGNS_FROM = 0xF0000
# The marks that the tokenizer takes off letters, and characters without any look.
_ACCENTS = range(0x300, 0x332)
_UNSEEN = frozenset("\u200b\u200c\u200d\ufe0e\ufe0f")


def clean(text: str) -> str:
    """A text without the characters that mean something to us or nothing to anybody."""
    if text.isascii():
        return text.replace("\x00", " ")
    return _OURS.sub(" ", text)


def spread(text: str) -> str:
    """A clean text whose unspaced characters are words of their own; looks the same as before."""
    text = clean(text)
    return text if text.isascii() else _UNSPACED.sub(rf"{JOINT}\1{JOINT}", text)


def has_word(text: str) -> bool:
    """Tell whether a text holds anything that the index knows as a word."""
    return any(c.isalnum() or unicodedata.category(c) in {"So", "Co"} for c in text)


def whole(value: str) -> str:
    """The one token of a tag or mood; “c++” is not “c”."""
    return beginning(value) + CLOSING


def beginning(value: str) -> str:
    """How the token of every tag or mood begins that begins with this text."""
    parts = _PARTING.split(clean(value))
    return OPENING + JOINING.join("".join(map(_sign, part)) for part in parts if part)


def _sign(character: str) -> str:
    # What the tokenizer would split at is written in private characters.
    number = ord(character)
    if character.isalnum() or number in _ACCENTS or unicodedata.category(character) == "So":
        return character
    return "" if character in _UNSEEN or number > 0xFFFD else chr(_SIGNS_FROM + number)


def wholes(values: Iterable[str]) -> str:
    """Several tags or moods, each as its token and as ordinary words beside it."""
    return " ".join(f"{whole(value)} {spread(value)}" for value in values)


def category(code: str) -> str:
    """The one token of a category; "" for none."""
    letters = "".join(c for c in clean(code).casefold() if c.isalnum())
    return CATEGORY + letters if letters else ""

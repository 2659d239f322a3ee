"""How words reach the index, and how a query must spell them to meet them there.

The tokenizer splits at everything that is no letter, digit, pictograph or private character.
Private characters, which are taken out of a member's text, carry what it cannot:

* `OPENING` and `CLOSING` stand around each tag and mood, so that a phrase of all three is the
  whole tag and not a part of a longer one;
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
_PARTING = frozenset("-_'’‘.,/")  # noqa: RUF001 - curly quotes are meant
_SIGNS_FROM = 0xF0000


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
    """A tag or mood as the words that stand for exactly it: “c++” is not “c”."""
    return f"{OPENING} {inner(value)} {CLOSING}"


def inner(value: str) -> str:
    """The words of a tag or mood, its signs as words of their own."""
    return "".join(_sign(character) for character in spread(value))


def _sign(character: str) -> str:
    if character in _PARTING or unicodedata.category(character)[0] not in "PS":
        return character
    if unicodedata.category(character) == "So" or ord(character) > 0xFFFD:
        return character
    return f" {chr(_SIGNS_FROM + ord(character))} "


def wholes(values: Iterable[str]) -> str:
    """Several tags or moods side by side."""
    return " ".join(whole(value) for value in values)


def category(code: str) -> str:
    """The one token of a category; "" for none."""
    letters = "".join(c for c in clean(code).casefold() if c.isalnum())
    return CATEGORY + letters if letters else ""

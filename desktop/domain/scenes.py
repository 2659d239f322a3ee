"""The rules of scenes: their one essence word."""

from __future__ import annotations

import unicodedata

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase

LONGEST_ESSENCE = 60

_ONE_WORD = Phrase("The essence is one single word. Choose the one that holds the scene.")
_TOO_LONG = Phrase(
    "The essence word can be up to {longest_essence} characters long. Shorten it.",
    longest_essence=LONGEST_ESSENCE,
)


def essence(text: str | None) -> str | None:
    """An essence word as it is stored, None for none; raises InvalidInput for more than a word."""
    clean = "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in text or "")
    words = unicodedata.normalize("NFC", clean).split()
    if not words:
        return None
    if len(words) > 1:
        raise InvalidInput(_ONE_WORD, "essence_word")
    if len(words[0]) > LONGEST_ESSENCE:
        raise InvalidInput(_TOO_LONG, "essence_word")
    return words[0]

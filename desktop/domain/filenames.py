"""Names for files, made of what a member wrote, that every system takes."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
"""In bytes of UTF-8: most systems count these."""

_UNSAFE = '<>:"/\\|?*'
_BLANKED = dict.fromkeys([*range(32), 127, *map(ord, _UNSAFE)], " ")
# Emoji are joined by it; all other signs that are not seen would only mislead.
_JOINER = "\u200d"
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³]|conin\$|conout\$|clock\$) *(?:\.|$)", re.IGNORECASE
)


def safe_name(text: str, longest: int = LONGEST) -> str:
    """A name for a file on any system, made of a title; never empty, never a path."""
    seen = text.translate(_BLANKED)
    if not seen.isascii():
        seen = "".join(letter if _is_seen(letter) else " " for letter in seen)
    name = unicodedata.normalize("NFC", " ".join(seen.split()))
    name = _cut(name, longest).strip(f". {_JOINER}")
    return f"_{name}" if not name or _RESERVED.match(name) else name


def _cut(name: str, longest: int) -> str:
    """The beginning of a name: never a part of a letter, and whole words where that is most."""
    whole = name.encode()
    if len(whole) <= longest:
        return name
    cut = whole[:longest].decode("utf-8", "ignore")
    words = cut if name[len(cut)] == " " else cut.rpartition(" ")[0]
    return words if len(words) > len(cut) // 2 else cut


def _is_seen(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return letter == _JOINER or (kind[0] != "C" and kind not in {"Zl", "Zp"})

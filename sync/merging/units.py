"""Taking a text apart into paragraphs or sentences, and putting units together again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

# A blank line or several, with the spaces that end the line before; an indent stays a text's own.
# The look-behinds keep long runs of spaces or stops from being tried at each of their places.
_PARAGRAPH_END = re.compile(r"(?<![ \t\r])[ \t\r]*\n(?:[ \t\r]*\n)+")
# A full stop and what closes with it before white space; the East Asian ones (\u3002 full stop,
# \uff01 \uff1f) need no space; a line end always, since lists and verses have no full stops.
_STOP = r"[.!?\u2026]"
_CLOSE = r"[\"'\u201d\u2019)\]\u00bb*_]*"
_WIDE_STOP = r"[\u3002\uff01\uff1f]"
_WIDE_CLOSE = r"[\u201d\u2019\u300d\u300f\uff09]*"
_SENTENCE_END = re.compile(
    rf"(?<!{_STOP}){_STOP}+{_CLOSE}(?P<after>\s+)"
    rf"|(?<!{_WIDE_STOP}){_WIDE_STOP}+{_WIDE_CLOSE}(?P<close>\s*)"
    r"|(?<![ \t\r])(?P<line>[ \t\r]*\n\s*)"
)
_STOPPED = re.compile(rf"{_STOP}+{_CLOSE}$|{_WIDE_STOP}+{_WIDE_CLOSE}$")
_STOPPED_WIDE = re.compile(rf"{_WIDE_STOP}+{_WIDE_CLOSE}$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a text with the white space that stood before and after it."""

    body: str
    before: str = ""
    after: str = ""


class Grain(Enum):
    """How finely a text is taken apart."""

    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"

    def split(self, text: str) -> list[Unit]:
        """Take a text apart that neither begins nor ends with white space."""
        ends = _PARAGRAPH_END if self is Grain.PARAGRAPH else _SENTENCE_END
        units: list[Unit] = []
        start, before = 0, ""
        for match in ends.finditer(text):
            space = match[0] if self is Grain.PARAGRAPH else match[match.lastgroup or 0]
            body = text[start : match.end() - len(space)]
            if body:
                units.append(Unit(body, before, space))
                start, before = match.end(), space
        if start < len(text):
            units.append(Unit(text[start:], before, ""))
        elif units:
            units[-1] = replace(units[-1], after="")
        return units

    def join(self, units: Iterable[Unit]) -> str:
        """Put units together, so that taking the text apart gives the same bodies again."""
        parts: list[str] = []
        last: Unit | None = None
        for unit in units:
            if last is not None:
                parts.append(self._between(last, unit))
            parts.append(unit.body)
            last = unit
        return "".join(parts)

    def _between(self, left: Unit, right: Unit) -> str:
        space = right.before or left.after
        if self is Grain.PARAGRAPH:
            return space or "\n\n"
        if "\n" in space:
            return space
        if not _STOPPED.search(left.body[-40:]):
            return left.after if "\n" in left.after else "\n"
        if not space and not _STOPPED_WIDE.search(left.body[-40:]):
            return " "
        return space


def frame(text: str) -> tuple[str, str, str]:
    """The white space at the start, the text proper, and the white space at the end."""
    body = text.strip()
    if not body:
        return "", "", text
    start = text.index(body)
    return text[:start], body, text[start + len(body) :]

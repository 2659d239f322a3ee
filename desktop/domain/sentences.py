"""The sentences of a text as a person would count them."""

from __future__ import annotations

import re

# A full stop ends a sentence where white space and no small letter follows; a line always does.
_END = re.compile(r"([.!?…][\"'”\u2019)\]*_]*)\s+(?=[^a-zà-öø-ÿ\s])")
_MARKS = re.compile(r"^\s*(?:#{1,6}|[-*+>]|\d{1,3}[.)])\s+")


def sentences(text: str) -> list[str]:
    """The sentences of a text in their order, without the marks of lists and headings."""
    found = []
    for line in text.splitlines():
        bare = _MARKS.sub("", line).strip()
        found += [" ".join(one.split()) for one in _END.sub(r"\1\n", bare).split("\n")]
    return [sentence for sentence in found if sentence]

"""Taking off what three long texts share at their ends, so that little is left to be merged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

_BREAK = "\n\n"


class Trimmed(NamedTuple):
    """What all texts begin and end with, by whole paragraphs, and what each has in between."""

    head: str
    rests: tuple[str, ...]
    tail: str


def trim(texts: Sequence[str]) -> Trimmed:
    """Cut off the paragraphs that all texts share at the start and at the end."""
    start = _length(texts, lambda text, n: text[:n])
    head = texts[0][: texts[0].rfind(_BREAK, 0, start) + len(_BREAK)] if start else ""
    if not head.endswith(_BREAK):
        head = ""
    rests = [text[len(head) :] for text in texts]
    end = _length(rests, lambda text, n: text[len(text) - n :])
    shared = rests[0][len(rests[0]) - end :]
    at = shared.find(_BREAK)
    tail = shared[at:] if at >= 0 else ""
    return Trimmed(head, tuple(rest[: len(rest) - len(tail)] for rest in rests), tail)


def _length(texts: Sequence[str], part: Callable[[str, int], str]) -> int:
    """The greatest length in which the parts of all texts are the same."""
    low, high = 0, min(len(text) for text in texts)
    while low < high:
        middle = (low + high + 1) // 2
        if len({part(text, middle) for text in texts}) == 1:
            low = middle
        else:
            high = middle - 1
    return low

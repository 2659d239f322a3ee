"""What stands after `vibrationfit` when the window is meant: a few words, read without a parser.

Everything else belongs to the command line, which says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

QUICK_ENTRY, CHECK_IN = "--quick-entry", "--check-in"


class StartWords(NamedTuple):
    """How the window shall be opened; a plain value."""

    data_dir: str | None = None
    demo: bool = False
    fresh: bool = False
    demo_size: int = 0
    quick: str = ""
    """QUICK_ENTRY or CHECK_IN: that small window alone."""


def start_words(words: Sequence[str]) -> StartWords | None:
    """The words of a start, or None when they are meant for the command line."""
    found = StartWords()
    rest = list(words)
    while rest:
        word, _, value = rest.pop(0).partition("=")
        if word in {"--data-dir", "--demo-size"} and not value and rest:
            value = rest.pop(0)
        taken = _taken(found, word, value)
        if taken is None:
            return None
        found = taken
    return found if found.demo or not (found.fresh or found.demo_size) else None


def _taken(found: StartWords, word: str, value: str) -> StartWords | None:
    if word == "--data-dir" and value:
        return found._replace(data_dir=value)
    if word == "--demo-size" and value.isdecimal() and int(value):
        return found._replace(demo_size=int(value))
    return None if value else _flagged(found, word)


def _flagged(found: StartWords, word: str) -> StartWords | None:
    if word == "--demo":
        return found._replace(demo=True)
    if word == "--fresh":
        return found._replace(fresh=True)
    if word in {QUICK_ENTRY, CHECK_IN}:
        return found._replace(quick=word)
    return None

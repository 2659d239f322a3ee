"""Where words stand in a text that is edited, however they were spaced and in whatever case."""

from __future__ import annotations

import re

from PySide6.QtGui import QTextCursor, QTextDocument


def loosely(words: str) -> re.Pattern[str]:
    """These words in whatever case, with whatever white space between them."""
    return re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)


def place_of(text: str, words: str, around: str = "") -> tuple[int, int] | None:
    """Where these words begin and end, first where they stand in `around`; None for nowhere."""
    start = 0
    if around and (stretch := loosely(around).search(text)):
        start = stretch.start()
    found = loosely(words).search(text, start) if words.strip() else None
    return found.span() if found else None


def selection(document: QTextDocument, text: str, start: int, end: int) -> QTextCursor:
    """A cursor over these characters of the document's text."""
    cursor = QTextCursor(document)
    cursor.setPosition(units(text[:start]))
    cursor.setPosition(units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def units(text: str) -> int:
    """The length of a text as Qt counts it, in UTF-16 units; Python counts characters."""
    return len(text) + sum(1 for letter in text if letter > "\uffff")

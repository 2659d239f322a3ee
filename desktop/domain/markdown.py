"""Light Markdown, as much of it as a journal shows while one writes, and the count of words.

This is no renderer: it tells which characters of a line are strong, quoted and so on, and which
are only marks, so that an editor can colour them. A text is never changed by it.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

# A line longer than this is shown plain: colouring must never make typing wait.
LONGEST_LINE = 5_000


class Style(Enum):
    """How a stretch of a line is shown."""

    HEADING = "heading"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    STRIKE = "strike"
    CODE = "code"
    QUOTE = "quote"
    LINK = "link"
    MARK = "mark"


class Span(NamedTuple):
    """A stretch of one line, in characters, and its style; later spans lie over earlier ones."""

    start: int
    length: int
    style: Style


# Strings, not compiled: most lines are plain prose and never need one of them, so that an editor
# opens without compiling any. `re` remembers those that it compiled.
_FENCE = r"\s{0,3}(```+|~~~+)"
_HEADING = r"(#{1,6})\s+\S"
_QUOTE = r"(\s{0,3}>+\s?)"
_LIST = r"\s*([-*+]|\d{1,9}[.)])\s+(\[[ xX]\]\s)?"
_RULE = r"\s{0,3}([-*_])(\s*\1){2,}\s*"
_CODE = r"(`+)(.+?)\1"
_LINK = r"(\[)([^\[\]]+)(\]\()([^()\s]+)(\))"
_ADDRESS = r"https?://[^\s<>()]+"
# The mark, the words, the mark: never beginning or ending with a space, never inside a word.
_INLINE = (
    ("*_", Style.STRONG, r"(?<![\w*])(\*\*|__)(?=\S)(.+?)(?<=\S)\1(?![\w*])"),
    ("*_", Style.EMPHASIS, r"(?<![\w*])([*_])(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*])"),
    ("~", Style.STRIKE, r"(~~)(?=\S)(.+?)(?<=\S)\1"),
)
_WORD = r"\w+(?:['\u2019-]\w+)*"
_BLOCK_MARKS = frozenset("#>-*+`~_0123456789")


def spans(line: str, *, in_code: bool = False) -> tuple[list[Span], bool]:
    """The styled stretches of a line, and whether a code block goes on after it."""
    if len(line) > LONGEST_LINE:
        return [], in_code
    marked = line.lstrip()[:1] in _BLOCK_MARKS
    if marked and re.match(_FENCE, line):
        return [Span(0, len(line), Style.MARK)], not in_code
    if in_code:
        return [Span(0, len(line), Style.CODE)], True
    return [*(_block(line) if marked else ()), *_inline(line)], False


def word_count(text: str) -> int:
    """The number of words; marks alone are none, and a number is one."""
    return sum(1 for _ in re.finditer(_WORD, text))


def _block(line: str) -> list[Span]:
    if heading := re.match(_HEADING, line):
        marks = len(heading[1])
        return [Span(0, len(line), Style.HEADING), Span(0, marks, Style.MARK)]
    if re.fullmatch(_RULE, line):
        return [Span(0, len(line), Style.MARK)]
    if quote := re.match(_QUOTE, line):
        return [Span(0, len(line), Style.QUOTE), Span(0, len(quote[1]), Style.MARK)]
    if item := re.match(_LIST, line):
        return [Span(0, item.end(), Style.MARK)]
    return []


def _inline(line: str) -> list[Span]:
    found: list[Span] = []
    # What is code is not looked at again: the same length of blanks keeps the places right.
    rest = line
    for code in re.finditer(_CODE, line) if "`" in line else ():
        found += _marked(code.start(), len(code[1]), len(code[2]), Style.CODE)
        rest = rest[: code.start()] + " " * len(code[0]) + rest[code.end() :]
    for link in re.finditer(_LINK, rest) if "](" in rest else ():
        found.append(Span(link.start(), len(link[0]), Style.MARK))
        found.append(Span(link.start(2), len(link[2]), Style.LINK))
    for address in re.finditer(_ADDRESS, rest) if "://" in rest else ():
        found.append(Span(address.start(), len(address[0]), Style.LINK))
    for marks, style, pattern in _INLINE:
        if any(mark in rest for mark in marks):
            for match in re.finditer(pattern, rest):
                found += _marked(match.start(), len(match[1]), len(match[2]), style)
    return found


def _marked(start: int, mark: int, length: int, style: Style) -> list[Span]:
    return [
        Span(start + mark, length, style),
        Span(start, mark, Style.MARK),
        Span(start + mark + length, mark, Style.MARK),
    ]

"""Light Markdown, as much of it as a journal shows while one writes, and the count of words.

This is no renderer: it tells which characters of a line are strong, quoted and so on, and which
are only marks, so that an editor can colour them. A text is never changed by it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

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


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line, in characters, and its style; later spans lie over earlier ones."""

    start: int
    length: int
    style: Style


_FENCE = re.compile(r"\s{0,3}(```+|~~~+)")
_HEADING = re.compile(r"(#{1,6})\s+\S")
_QUOTE = re.compile(r"(\s{0,3}>+\s?)")
_LIST = re.compile(r"\s*([-*+]|\d{1,9}[.)])\s+(\[[ xX]\]\s)?")
_RULE = re.compile(r"\s{0,3}([-*_])(\s*\1){2,}\s*")
_CODE = re.compile(r"(`+)(.+?)\1")
_LINK = re.compile(r"(\[)([^\[\]]+)(\]\()([^()\s]+)(\))")
_ADDRESS = re.compile(r"https?://[^\s<>()]+")
# The mark, the words, the mark: never beginning or ending with a space, never inside a word.
_INLINE = (
    (Style.STRONG, re.compile(r"(?<![\w*])(\*\*|__)(?=\S)(.+?)(?<=\S)\1(?![\w*])")),
    (Style.EMPHASIS, re.compile(r"(?<![\w*])([*_])(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*])")),
    (Style.STRIKE, re.compile(r"(~~)(?=\S)(.+?)(?<=\S)\1")),
)
_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")


def spans(line: str, *, in_code: bool = False) -> tuple[list[Span], bool]:
    """The styled stretches of a line, and whether a code block goes on after it."""
    if len(line) > LONGEST_LINE:
        return [], in_code
    if _FENCE.match(line):
        return [Span(0, len(line), Style.MARK)], not in_code
    if in_code:
        return [Span(0, len(line), Style.CODE)], True
    return [*_block(line), *_inline(line)], False


def word_count(text: str) -> int:
    """The number of words; marks alone are none, and a number is one."""
    return sum(1 for _ in _WORD.finditer(text))


def _block(line: str) -> list[Span]:
    if heading := _HEADING.match(line):
        marks = len(heading[1])
        return [Span(0, len(line), Style.HEADING), Span(0, marks, Style.MARK)]
    if _RULE.fullmatch(line):
        return [Span(0, len(line), Style.MARK)]
    if quote := _QUOTE.match(line):
        return [Span(0, len(line), Style.QUOTE), Span(0, len(quote[1]), Style.MARK)]
    if item := _LIST.match(line):
        return [Span(0, item.end(), Style.MARK)]
    return []


def _inline(line: str) -> list[Span]:
    found: list[Span] = []
    # What is code is not looked at again: the same length of blanks keeps the places right.
    rest = line
    for code in _CODE.finditer(line):
        found += _marked(code.start(), len(code[1]), len(code[2]), Style.CODE)
        rest = rest[: code.start()] + " " * len(code[0]) + rest[code.end() :]
    for link in _LINK.finditer(rest):
        found.append(Span(link.start(), len(link[0]), Style.MARK))
        found.append(Span(link.start(2), len(link[2]), Style.LINK))
    for address in _ADDRESS.finditer(rest):
        found.append(Span(address.start(), len(address[0]), Style.LINK))
    for style, pattern in _INLINE:
        for match in pattern.finditer(rest):
            found += _marked(match.start(), len(match[1]), len(match[2]), style)
    return found


def _marked(start: int, mark: int, length: int, style: Style) -> list[Span]:
    return [
        Span(start + mark, length, style),
        Span(start, mark, Style.MARK),
        Span(start + mark + length, mark, Style.MARK),
    ]

"""Light Markdown as a compositor reads it: blocks of a text with their styled stretches.

What counts as a mark is told by `desktop.domain.markdown`, so that a page reads as it looked
while it was written. Single line breaks stay: a member who ends a line means it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from itertools import groupby, pairwise
from typing import NamedTuple

from desktop.domain.markdown import LONGEST_LINE, Span, Style, spans

_FENCE = re.compile(r"\s{0,3}(```+|~~~+)")
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_RULE = re.compile(r"\s{0,3}([-*_])(\s*\1){2,}\s*")
_QUOTE = re.compile(r"\s{0,3}>+\s?")
_ITEM = re.compile(r"(\s*)([-*+]|\d{1,9}[.)])\s+(?:\[([ xX])\]\s)?")
_INDENT = 2
# How a block is set, not how its words are: its own style of a line is taken off them.
_OF_BLOCKS = frozenset({Style.HEADING, Style.QUOTE})


class Kind(Enum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"
    RULE = "rule"


class Run(NamedTuple):
    """Words in one style; a line feed is a line break inside the block."""

    text: str
    styles: frozenset[Style] = frozenset()


class Block(NamedTuple):
    """One block; `depth` is the level of a heading or of an item, `mark` what an item begins with.

    A mark is a bullet, a number with its stop, or an open or ticked box.
    """

    kind: Kind
    runs: tuple[Run, ...]
    depth: int = 0
    mark: str = ""

    @property
    def text(self) -> str:
        """Its words without their styles."""
        return "".join(run.text for run in self.runs)


def blocks(text: str) -> list[Block]:
    """The blocks of a text in order, blank lines left out."""
    found: list[Block] = []
    # Several lines make one paragraph, quotation or piece of code while nothing parts them.
    parted = True
    for block in _lines(text):
        if block is None:
            parted = True
            continue
        last = found[-1] if found else None
        if last is not None and not parted and _goes_on(last, block):
            found[-1] = last._replace(runs=(*last.runs, Run("\n"), *block.runs))
        else:
            found.append(block)
        parted = block.kind in {Kind.HEADING, Kind.RULE}
    return found


def _lines(text: str) -> Iterator[Block | None]:
    """Each line as a block of its own; None for what only parts them."""
    in_code = False
    for raw in text.splitlines():
        line = raw.rstrip() if not in_code else raw
        if _FENCE.match(line):
            in_code = not in_code
            yield None
        elif in_code:
            yield Block(Kind.CODE, (Run(line),))
        elif not line.strip():
            yield None
        else:
            yield _line(line)


def _line(line: str) -> Block:
    if len(line) > LONGEST_LINE:
        return Block(Kind.PARAGRAPH, (Run(line.strip()),))
    if heading := _HEADING.match(line):
        return Block(Kind.HEADING, _runs(line, heading.end()), depth=len(heading[1]))
    if _RULE.fullmatch(line):
        return Block(Kind.RULE, ())
    if quote := _QUOTE.match(line):
        return Block(Kind.QUOTE, _runs(line, quote.end()))
    if item := _ITEM.match(line):
        depth = len(item[1].expandtabs(4)) // _INDENT
        return Block(Kind.ITEM, _runs(line, item.end()), depth, _mark(item))
    start = len(line) - len(line.lstrip())
    return Block(Kind.PARAGRAPH, _runs(line, start))


def _mark(item: re.Match[str]) -> str:
    if item[3] is not None:
        return "☐" if item[3] == " " else "☑"
    return item[2] if item[2][0].isdigit() else "•"


def _goes_on(last: Block, block: Block) -> bool:
    if last.kind is Kind.ITEM:
        return block.kind is Kind.PARAGRAPH
    return last.kind is block.kind and block.kind in {Kind.PARAGRAPH, Kind.QUOTE, Kind.CODE}


def _runs(line: str, start: int) -> tuple[Run, ...]:
    """The words of a line from a place on, without the marks that style them."""
    marked, _in_code = spans(line)
    if not marked:
        return (Run(line[start:]),)  # plain prose, as most lines are
    found = _without_addresses(marked)
    styles = ((letter, _at(found, place)) for place, letter in enumerate(line) if place >= start)
    kept = ((letter, style) for letter, style in styles if style is not None)
    return tuple(
        _both(Run("".join(letter for letter, _ in group), style))
        for style, group in groupby(kept, key=lambda each: each[1])
    )


def _both(run: Run) -> Run:
    """Three marks are strong and emphasis at once; the strong words keep the inner pair."""
    text = run.text
    if Style.STRONG in run.styles and len(text) > 2 and text[0] == text[-1] and text[0] in "*_":
        return Run(text[1:-1], run.styles | {Style.EMPHASIS})
    return run


def _without_addresses(found: list[Span]) -> list[Span]:
    """The spans without the addresses inside links: a reader sees the words of a link alone."""
    links = [
        span
        for span, after in pairwise(found)
        if after.style is Style.LINK and span.style is Style.MARK and after.start == span.start + 1
    ]
    return [
        span
        for span in found
        if span.style is not Style.LINK
        or not any(link.start + 1 < span.start < link.start + link.length for link in links)
    ]


def _at(found: list[Span], place: int) -> frozenset[Style] | None:
    """The styles of one character; None for a mark that is not to be read."""
    over = [span.style for span in found if span.start <= place < span.start + span.length]
    if over and over[-1] is Style.MARK:
        return None
    return frozenset(over) - {Style.MARK} - _OF_BLOCKS

"""Which lines of a text share a page: no line alone at an edge, no heading without its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """A line of the text laid out in one long column.

    `left` is how many lines of its block follow it, `done` how many came before. `opens` tells
    that a page of its own begins with it, `holds` that it must not be the last of its page.
    """

    top: float
    bottom: float
    done: int = 0
    left: int = 0
    opens: bool = False
    holds: bool = False


class Leaf(NamedTuple):
    """A page: the rows from `first` up to, but without, `last`, and the height it begins at."""

    first: int
    last: int
    top: float


def paginate(rows: Sequence[Row], height: float, sink: float) -> list[Leaf]:
    """Share rows out to pages of a height; a page that opens begins `sink` above its first row."""
    leaves: list[Leaf] = []
    first = 0
    while first < len(rows):
        top = rows[first].top - (sink if rows[first].opens else 0)
        last = _best(rows, first, _full(rows, first, top + height))
        leaves.append(Leaf(first, last, top))
        first = last
    return leaves


def _full(rows: Sequence[Row], first: int, bottom: float) -> int:
    """The first row that has no room any more, at least one further."""
    last = first + 1
    while last < len(rows) and rows[last].bottom <= bottom and not rows[last].opens:
        last += 1
    return last


def _best(rows: Sequence[Row], first: int, last: int) -> int:
    """A better place for the end of a page, some rows earlier, if there is one."""
    if last >= len(rows) or rows[last].opens:
        return last
    better = last
    while better > first + 1 and _is_bad(rows, better):
        better -= 1
    # Rather a line alone than a page that is almost empty.
    return better if better - first > (last - first) // 2 else last


def _is_bad(rows: Sequence[Row], last: int) -> bool:
    """Whether a page that ends before this row leaves a line alone, or a heading."""
    before, after = rows[last - 1], rows[last]
    alone_below = before.done == 0 and before.left > 0
    alone_above = after.left == 0 and after.done > 0
    return before.holds or alone_below or alone_above

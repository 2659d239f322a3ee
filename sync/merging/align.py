"""Finding what two sequences of texts have in common, in bounded time."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

# Beyond this many comparisons a stretch without unique anchors counts as changed altogether: a
# coarser answer merges just as safely, only less finely.
_WORK = 90_000
Pair = tuple[int, int]


def align(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Pairs of places that hold the same text, rising on both sides.

    Texts that occur once on each side anchor the rest, so that long texts take n log n steps.
    """
    pairs: list[Pair] = []
    _stretch(old, new, (0, len(old)), (0, len(new)), pairs)
    return pairs


def _stretch(
    old: Sequence[str], new: Sequence[str], of_old: Pair, of_new: Pair, pairs: list[Pair]
) -> None:
    (a, a_end), (b, b_end) = of_old, of_new
    while a < a_end and b < b_end and old[a] == new[b]:
        pairs.append((a, b))
        a, b = a + 1, b + 1
    tail: list[Pair] = []
    while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
        a_end, b_end = a_end - 1, b_end - 1
        tail.append((a_end, b_end))
    if a < a_end and b < b_end:
        _middle(old, new, (a, a_end), (b, b_end), pairs)
    pairs.extend(reversed(tail))


def _middle(
    old: Sequence[str], new: Sequence[str], of_old: Pair, of_new: Pair, pairs: list[Pair]
) -> None:
    (a, a_end), (b, b_end) = of_old, of_new
    anchors = _anchors(old, new, of_old, of_new)
    if not anchors:
        if (a_end - a) * (b_end - b) <= _WORK:
            matcher = SequenceMatcher(None, old[a:a_end], new[b:b_end], autojunk=False)
            for block in matcher.get_matching_blocks():
                pairs.extend((a + block.a + k, b + block.b + k) for k in range(block.size))
        return
    for at_old, at_new in anchors:
        _gap(old, new, (a, at_old), (b, at_new), pairs)
        pairs.append((at_old, at_new))
        a, b = at_old + 1, at_new + 1
    _gap(old, new, (a, a_end), (b, b_end), pairs)


def _gap(
    old: Sequence[str], new: Sequence[str], of_old: Pair, of_new: Pair, pairs: list[Pair]
) -> None:
    if of_old[0] < of_old[1] and of_new[0] < of_new[1]:
        _stretch(old, new, of_old, of_new, pairs)


def _anchors(old: Sequence[str], new: Sequence[str], of_old: Pair, of_new: Pair) -> list[Pair]:
    """The longest rising run of texts that occur exactly once on each side (patience)."""
    times_old = Counter(old[slice(*of_old)])
    times_new = Counter(new[slice(*of_new)])
    place = {new[j]: j for j in range(*of_new) if times_new[new[j]] == 1}
    shared = [
        (i, place[old[i]]) for i in range(*of_old) if times_old[old[i]] == 1 and old[i] in place
    ]
    return _rising(shared)


def _rising(pairs: list[Pair]) -> list[Pair]:
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(j)
            ends.append(index)
        else:
            tops[pile], ends[pile] = j, index
    chain: list[Pair] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]

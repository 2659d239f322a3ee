"""Merging texts of two devices so that no edit is lost, and showing how two texts differ.

The merge aligns both sides with their common base: first by paragraphs; where both sides changed
one passage, by sentences; never by words, which would weave two thoughts into one sentence. What
is new on either side stays, what one side deleted goes unless the other side changed it, and
where both wrote at one place the server's part stands first. Every result is then taken apart
again and counted against what it must hold; if it fails, a plainer merge takes its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from sync.merging.align import align
from sync.merging.hunks import Cluster, Side, cluster, compare
from sync.merging.trimming import trim
from sync.merging.units import Grain, Unit, frame

# Up to here three texts together are merged in every way; up to there by paragraphs alone, if
# they are not all lines and stops. Beyond it only what they share at their ends stands once.
_LONG = 4_000_000
_LONGEST = 24_000_000
_BREAKS = 200_000
# Where a side kept less than this share of a passage, it wrote it anew.
_KEPT_SHARE = 1 / 3
_WORD = re.compile(r"\w+")
_PIECE = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class TextMerge:
    """A merged text; `overlapped` tells that both sides wrote at one place: worth a look.

    `unmerged` tells that two long texts stand one after the other, for taking them apart would
    have taken too long.
    """

    text: str
    overlapped: bool
    unmerged: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a difference for showing; the pieces but the added ones are the old text."""

    kind: Literal["same", "removed", "added"]
    text: str


def merge_texts(base: str | None, ours: str, theirs: str) -> TextMerge:
    """Merge what was written here (ours) with what the server has (theirs).

    Without a base both texts are kept, paragraphs that they share once.
    """
    without = _without_merge(base, ours, theirs)
    if without is not None:
        return without
    if len(ours) + len(theirs) + len(base or "") <= _LONG:
        return _framed(base, ours, theirs)
    if base is None:
        return _of_long(None, ours, theirs)
    head, (before, here, there), tail = trim((base, ours, theirs))
    merged = _without_merge(before, here, there) or _of_long(before, here, there)
    return replace(merged, text=f"{head}{merged.text}{tail}")


def _of_long(base: str | None, ours: str, theirs: str) -> TextMerge:
    """Merge what long texts do not share at their ends, in bounded time."""
    texts = (base or "", ours, theirs)
    size = sum(map(len, texts))
    if size <= _LONG:
        return _framed(base, ours, theirs)
    if base is not None and size <= _LONGEST and max(map(_breaks, texts)) <= _BREAKS:
        merged = _merge(Grain.PARAGRAPH, base, ours, theirs)
        if _sound((base, ours, theirs, merged.text)):
            return merged
    return TextMerge(f"{theirs.rstrip()}\n\n{ours.lstrip()}", overlapped=True, unmerged=True)


def _breaks(text: str) -> int:
    return text.count("\n") + text.count(". ")


def _without_merge(base: str | None, ours: str, theirs: str) -> TextMerge | None:
    """The answer where one of the texts is it already."""
    if ours in (theirs, base):
        return TextMerge(theirs, overlapped=False)
    if base == theirs:
        return TextMerge(ours, overlapped=False)
    if not ours.strip() or not theirs.strip():
        # Emptied on one side, edited on the other: the edit wins.
        return TextMerge(max(theirs, ours, key=_weight), overlapped=bool(base and base.strip()))
    if _holds(theirs, ours, base):
        return TextMerge(theirs, overlapped=False)
    if _holds(ours, theirs, base):
        return TextMerge(ours, overlapped=False)
    return None


def difference(old: str, new: str) -> list[Piece]:
    """How two texts differ, word by word, for showing."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    pieces: list[Piece] = []
    i = j = 0
    for a, b in [*align(before, after), (len(before), len(after))]:
        _extend(pieces, "removed", before[i:a])
        _extend(pieces, "added", after[j:b])
        _extend(pieces, "same", before[a : a + 1])
        i, j = a + 1, b + 1
    return pieces


def _extend(
    pieces: list[Piece], kind: Literal["same", "removed", "added"], words: list[str]
) -> None:
    if not words:
        return
    text = "".join(words)
    if pieces and pieces[-1].kind == kind:
        text = pieces.pop().text + text
    pieces.append(Piece(kind, text))


def _framed(base: str | None, ours: str, theirs: str) -> TextMerge:
    """Merge the texts proper and, each by itself, the white space around them."""
    here, there = frame(ours), frame(theirs)
    common = frame(base) if base is not None else there
    merged = _proper(common[1] if base is not None else None, here[1], there[1])
    start = _pick(common[0], here[0], there[0])
    end = _pick(common[2], here[2], there[2])
    return TextMerge(f"{start}{merged.text}{end}", merged.overlapped)


def _proper(base: str | None, ours: str, theirs: str) -> TextMerge:
    if ours == theirs:
        return TextMerge(theirs, overlapped=False)
    if base is not None:
        for grain in (Grain.PARAGRAPH, Grain.SENTENCE):
            merged = _merge(grain, base, ours, theirs)
            texts = (base, ours, theirs, merged.text)
            if _sound(texts):
                return TextMerge(merged.text, merged.overlapped or _more_than_asked(texts))
    grain = Grain.PARAGRAPH
    both = _union(grain.split(theirs), grain.split(ours))
    return TextMerge(grain.join(both), overlapped=True)


def _merge(grain: Grain, base: str, ours: str, theirs: str) -> TextMerge:
    """A three-way merge of units: kept ones in the order of the base, new ones at their places."""
    common = grain.split(base)
    even = grain is Grain.PARAGRAPH
    here = compare(common, grain.split(ours), even=even)
    there = compare(common, grain.split(theirs), even=even)
    out: list[Unit] = []
    overlapped = False
    last = Cluster(0, 0, (), ())
    for group in [*cluster(here.hunks, there.hunks), Cluster(len(common), len(common), (), ())]:
        out.extend(
            _kept(common[i], here.kept[i], there.kept[i]) for i in range(last.high, group.low)
        )
        units, met = _resolve(grain, group, common, here, there)
        out.extend(units)
        overlapped = overlapped or met or last.touches(group)
        last = group
    return TextMerge(grain.join(out), overlapped)


def _kept(base: Unit, ours: Unit, theirs: Unit) -> Unit:
    return Unit(
        base.body,
        _pick(base.before, ours.before, theirs.before),
        _pick(base.after, ours.after, theirs.after),
    )


def _pick(base: str, ours: str, theirs: str) -> str:
    """Merge white space: the changed one, and of two changed ones the longer."""
    if ours == base:
        return theirs
    if theirs == base:
        return ours
    return max(ours, theirs, key=lambda space: (space.count("\n"), len(space), space))


def _resolve(
    grain: Grain, group: Cluster, common: list[Unit], here: Side, there: Side
) -> tuple[list[Unit], bool]:
    """What stands in the place of a cluster, and whether both sides met in it."""
    mine = [unit for hunk in group.ours for unit in hunk.new]
    its = [unit for hunk in group.theirs for unit in hunk.new]
    if not group.ours or not group.theirs:
        return mine + its, False
    ours = here.passage(group.low, group.high, group.ours)
    theirs = there.passage(group.low, group.high, group.theirs)
    if [u.body for u in ours] == [u.body for u in theirs]:
        return theirs, False
    old = common[group.low : group.high]
    if grain is Grain.PARAGRAPH and _revised(old, ours) and _revised(old, theirs):
        return _by_sentences(old, ours, theirs)
    first, second = grain.join(its), grain.join(mine)
    if mine and its and (_continues(first, second) or _continues(second, first)):
        return (its if len(first) >= len(second) else mine), False
    return _union(its, mine), bool(mine or its)


def _revised(old: list[Unit], new: list[Unit]) -> bool:
    """Whether a passage was revised, not written anew: a third of its sentences stand."""
    if not old or not new:
        return False
    before = Grain.SENTENCE.split(Grain.PARAGRAPH.join(old))
    after = Grain.SENTENCE.split(Grain.PARAGRAPH.join(new))
    kept = compare(before, after, even=False).kept
    whole = sum(len(unit.body) for unit in before)
    return sum(len(before[i].body) for i in kept) >= whole * _KEPT_SHARE


def _by_sentences(old: list[Unit], ours: list[Unit], theirs: list[Unit]) -> tuple[list[Unit], bool]:
    join = Grain.PARAGRAPH.join
    merged = _merge(Grain.SENTENCE, join(old), join(ours), join(theirs))
    if not merged.text:
        return [], merged.overlapped
    before = _pick(old[0].before, ours[0].before, theirs[0].before)
    after = _pick(old[-1].after, ours[-1].after, theirs[-1].after)
    return [Unit(merged.text, before, after)], merged.overlapped


def _union(first: list[Unit], second: list[Unit]) -> list[Unit]:
    """All units of both in their orders; a unit that both have stands as often as in one."""
    left, right = [u.body for u in first], [u.body for u in second]
    pairs = align(left, right)
    spare = Counter(left) - Counter(left[a] for a, _ in pairs)
    out: list[Unit] = []
    i = j = 0
    for a, b in [*pairs, (len(left), len(right))]:
        out.extend(first[i:a])
        for unit in second[j:b]:
            if spare[unit.body] > 0:
                spare[unit.body] -= 1
            else:
                out.append(unit)
        out.extend(first[a : a + 1])
        i, j = a + 1, b + 1
    return out


def _weight(text: str) -> int:
    return len(text.strip())


def _holds(longer: str, shorter: str, base: str | None) -> bool:
    """Whether one text is the other plus more, so that nothing needs a merge."""
    if base is None:
        return _stands_in(longer, shorter)
    return _continues(longer, shorter) and _continues(shorter, base)


def _continues(longer: str, shorter: str) -> bool:
    """Whether a text begins with another, whole words only."""
    rest = longer[len(shorter) :]
    inside_word = shorter[-1:].isalnum() and rest[:1].isalnum()
    return longer.startswith(shorter) and not inside_word


def _stands_in(longer: str, shorter: str) -> bool:
    """Whether a text holds another anywhere, whole words only."""
    words = shorter.strip()
    at = longer.find(words)
    while at >= 0:
        before, after = longer[at - 1 : at] if at else "", longer[at + len(words) :][:1]
        glued_left = before.isalnum() and words[:1].isalnum()
        if not glued_left and not (after.isalnum() and words[-1:].isalnum()):
            return True
        at = longer.find(words, at + 1)
    return False


Texts = tuple[str, str, str, str]


def _sound(texts: Texts) -> bool:
    """Count what the merged text must hold: no word less, no sentence less or doubled."""
    for _, need, _, have in _counts([Counter(_WORD.findall(text)) for text in texts]):
        if have < need:
            return False
    for body, need, bound, have in _counts(_sentences(texts)):
        if have > bound or (have < need and not _stands_in(texts[3], body)):
            return False
    return True


def _more_than_asked(texts: Texts) -> bool:
    """Whether a sentence stands that one side had deleted, since the other had moved it."""
    return any(have > need for _, need, _, have in _counts(_sentences(texts)))


def _sentences(texts: Texts) -> list[Counter[str]]:
    return [Counter(u.body for u in Grain.SENTENCE.split(frame(text)[1])) for text in texts]


def _counts(counters: list[Counter[str]]) -> Iterator[tuple[str, int, int, int]]:
    """For each item: how often it must stand at least, may stand at most, and stands."""
    base, ours, theirs, merged = counters
    for item in base.keys() | ours.keys() | theirs.keys() | merged.keys():
        was = base[item]
        mine, its = ours[item] - was, theirs[item] - was
        added = max(mine, 0), max(its, 0)
        left = max(was + min(mine, 0) + min(its, 0), 0)
        yield item, left + max(added), was + sum(added), merged[item]

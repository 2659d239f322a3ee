"""The three-way merge of JSON values: objects by key, lists by item, prose by paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sync.merging.hunks import Cluster, Side, cluster, compare
from sync.merging.text import merge_texts
from sync.merging.units import Unit
from sync.values import canonical_json, parse_body

_ABSENT = object()


@dataclass(frozen=True, slots=True)
class MergedJson:
    """A merged value; `lost` tells that a leaf gave way, `joined` that two parts stand in one."""

    value: Any
    lost: bool
    joined: bool


def merge_json(values: Sequence[Any], *, known: bool, local_wins: bool) -> MergedJson:
    """Merge base, local and remote; `known` tells that there is a base at all."""
    base, local, remote = values
    merge = _Merge(local_wins)
    value = merge.value(base if known else _ABSENT, local, remote)
    return MergedJson(value, merge.lost, merge.joined)


class _Merge:
    """One merge under way: remembers what was lost or joined in any leaf. Lives for one call."""

    def __init__(self, local_wins: bool) -> None:
        self._local_wins = local_wins
        self.lost = False
        self.joined = False

    def value(self, base: Any, ours: Any, theirs: Any) -> Any:
        """Merge one value; any of the three may be absent."""
        if _same(ours, theirs) or _same(ours, base):
            return theirs
        if _same(theirs, base):
            return ours
        if ours is _ABSENT or theirs is _ABSENT:
            # Removed on one side, edited on the other: the edit wins.
            self.joined = True
            return theirs if ours is _ABSENT else ours
        return self._both_changed(base, ours, theirs)

    def _both_changed(self, base: Any, ours: Any, theirs: Any) -> Any:
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return self._objects(base if isinstance(base, dict) else {}, ours, theirs)
        if isinstance(ours, list) and isinstance(theirs, list):
            return self._lists(base if isinstance(base, list) else [], ours, theirs)
        if isinstance(ours, str) and isinstance(theirs, str) and not (ours and theirs):
            # Emptied on one side, or never filled: the words of the other stand.
            self.joined = self.joined or base is not _ABSENT
            return ours or theirs
        if isinstance(ours, str) and isinstance(theirs, str) and _is_prose(ours, theirs):
            merged = merge_texts(base if isinstance(base, str) else None, ours, theirs)
            self.joined = self.joined or merged.overlapped
            return merged.text
        self.lost = True
        return ours if self._local_wins else theirs

    def _objects(
        self, base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any]
    ) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key in dict.fromkeys((*theirs, *ours)):
            sides = (values.get(key, _ABSENT) for values in (base, ours, theirs))
            merged = self.value(*sides)
            if merged is not _ABSENT:
                out[key] = merged
        return out

    def _lists(self, base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Any]:
        """Merge items that carry ids by these, others as the paragraphs of a text."""
        named = [_by_id(items) for items in (base, ours, theirs)]
        if named[0] is not None and named[1] is not None and named[2] is not None:
            return list(self._objects(named[0], named[1], named[2]).values())
        common = _units(base)
        here = compare(common, _units(ours), even=True)
        there = compare(common, _units(theirs), even=True)
        out: list[Any] = []
        at = 0
        for group in cluster(here.hunks, there.hunks):
            out.extend(base[at : group.low])
            out.extend(self._items(group, common, here, there))
            at = group.high
        return [*out, *base[at:]]

    def _items(self, group: Cluster, common: list[Unit], here: Side, there: Side) -> list[Any]:
        if not (group.ours and group.theirs):
            own = (*group.ours, *group.theirs)
            return [parse_body(unit.body) for hunk in own for unit in hunk.new]
        old = common[group.low : group.high]
        ours = here.passage(group.low, group.high, group.ours)
        theirs = there.passage(group.low, group.high, group.theirs)
        if [u.body for u in ours] == [u.body for u in theirs]:
            return [parse_body(unit.body) for unit in theirs]
        if len(old) == len(ours) == len(theirs):
            rows = zip(old, ours, theirs, strict=True)
            return [self.value(*(parse_body(u.body) for u in row)) for row in rows]
        self.joined = True
        mine = [unit.body for hunk in group.ours for unit in hunk.new]
        its = [unit.body for hunk in group.theirs for unit in hunk.new]
        return [parse_body(body) for body in (*its, *_beyond(its, mine))]


def _by_id(items: list[Any]) -> dict[str, Any] | None:
    """The items by their `id`, if each has one of its own."""
    named = {str(i["id"]): i for i in items if isinstance(i, dict) and i.get("id") is not None}
    return named if len(named) == len(items) else None


def _same(one: Any, other: Any) -> bool:
    if one is _ABSENT or other is _ABSENT:
        return one is other
    return canonical_json(one) == canonical_json(other)


def _units(items: list[Any]) -> list[Unit]:
    return [Unit(canonical_json(item)) for item in items]


def _beyond(first: list[str], second: list[str]) -> list[str]:
    """What the second list has beyond the first."""
    spare = list(first)
    out: list[str] = []
    for item in second:
        if item in spare:
            spare.remove(item)
        else:
            out.append(item)
    return out


def _is_prose(ours: str, theirs: str) -> bool:
    """Whether a text is more than a word, a number, a date or an address."""
    return any(len(text.split()) > 1 for text in (ours, theirs))

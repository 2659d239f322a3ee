"""What one side changed against a base, and which changes of two sides meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sync.merging.align import align
from sync.merging.units import Unit


@dataclass(frozen=True, slots=True)
class Hunk:
    """The units low..high of the base gave way to new ones; low == high is an insertion."""

    low: int
    high: int
    new: tuple[Unit, ...]

    @property
    def uneven(self) -> bool:
        """Whether it is a guess which new unit stands for which old one."""
        return bool(self.new) and self.high > self.low and len(self.new) != self.high - self.low


@dataclass(frozen=True, slots=True)
class Side:
    """One side against the base: which units it kept (with its own white space) and its hunks."""

    kept: dict[int, Unit]
    hunks: tuple[Hunk, ...]

    def passage(self, low: int, high: int, own: Sequence[Hunk]) -> list[Unit]:
        """What this side has in the place of base units low..high; `own` are its hunks there."""
        units: list[Unit] = []
        at = low
        for hunk in own:
            units.extend(self.kept[i] for i in range(at, hunk.low))
            units.extend(hunk.new)
            at = hunk.high
        units.extend(self.kept[i] for i in range(at, high))
        return units


@dataclass(frozen=True, slots=True)
class Cluster:
    """Hunks of both sides that share base units or insert at the same point."""

    low: int
    high: int
    ours: tuple[Hunk, ...]
    theirs: tuple[Hunk, ...]

    def touches(self, other: Cluster) -> bool:
        """Whether this cluster ends where the other begins and it is a guess what comes first."""
        near = self.high == other.low
        sides = bool(self.ours and other.theirs) or bool(self.theirs and other.ours)
        every = (*self.ours, *self.theirs, *other.ours, *other.theirs)
        return near and sides and any(hunk.uneven for hunk in every)


def compare(base: Sequence[Unit], side: Sequence[Unit], *, even: bool) -> Side:
    """What a side changed. With `even`, n units that replace n are taken one for one."""
    kept: dict[int, Unit] = {}
    found: list[Hunk] = []
    i = j = 0
    pairs = align([u.body for u in base], [u.body for u in side])
    for a, b in [*pairs, (len(base), len(side))]:
        new = tuple(side[j:b])
        if even and len(new) == a - i:
            found.extend(Hunk(i + k, i + k + 1, (unit,)) for k, unit in enumerate(new))
        elif new or a > i:
            found.append(Hunk(i, a, new))
        if a < len(base):
            kept[a] = side[b]
        i, j = a + 1, b + 1
    return Side(kept, tuple(found))


def cluster(ours: Sequence[Hunk], theirs: Sequence[Hunk]) -> list[Cluster]:
    """Gather the hunks of both sides that meet, in the order of the base."""
    marked = [(h.low, h.high, 0, h) for h in ours] + [(h.low, h.high, 1, h) for h in theirs]
    marked.sort(key=lambda entry: entry[:3])
    groups: list[Cluster] = []
    for low, high, side, hunk in marked:
        own = ((hunk,), ()) if side == 0 else ((), (hunk,))
        last = groups[-1] if groups else None
        if last is not None and (low < last.high or (last.low, last.high) == (low, high)):
            groups[-1] = Cluster(
                last.low, max(high, last.high), last.ours + own[0], last.theirs + own[1]
            )
        else:
            groups.append(Cluster(low, high, *own))
    return groups

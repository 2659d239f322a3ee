"""A change of perspective under review: every place, and which of them were accepted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from desktop.domain.perspective import Place


class Spot(NamedTuple):
    """One place under review, in its part."""

    part: str
    place: Place


class Stretch(NamedTuple):
    """Words of the outcome; `spot` is the number of the place they stand at, if they do."""

    text: str
    spot: int | None = None
    accepted: bool = False


class Review:
    """Holds the places and what was decided; a plain object of one thread.

    What most members would accept is accepted from the start, what is doubtful is not. Every
    decision can be taken back.
    """

    def __init__(self, texts: Mapping[str, str], found: Mapping[str, Sequence[Place]]) -> None:
        self._texts = dict(texts)
        self.spots = tuple(Spot(part, place) for part, some in found.items() for place in some)
        self._accepted = frozenset(
            number for number, spot in enumerate(self.spots) if spot.place.is_likely
        )
        self._before: list[frozenset[int]] = []

    @property
    def accepted(self) -> int:
        """How many places are accepted."""
        return len(self._accepted)

    def is_accepted(self, number: int) -> bool:
        """Whether a place is accepted."""
        return number in self._accepted

    def parts(self) -> list[str]:
        """The parts with places, in order."""
        return list(dict.fromkeys(spot.part for spot in self.spots))

    def of_part(self, part: str) -> list[int]:
        """The numbers of the places of a part."""
        return [number for number, spot in enumerate(self.spots) if spot.part == part]

    def decide(self, numbers: Iterable[int], *, accept: bool) -> bool:
        """Accept or refuse some places; False when nothing is new."""
        chosen = frozenset(numbers)
        decided = self._accepted | chosen if accept else self._accepted - chosen
        if decided == self._accepted:
            return False
        self._before.append(self._accepted)
        self._accepted = decided
        return True

    def undo(self) -> bool:
        """Take the last decision back; False when there is none."""
        if not self._before:
            return False
        self._accepted = self._before.pop()
        return True

    def take_over(self, earlier: Review) -> None:
        """Decide as an earlier review did where a place is the same in both."""
        known = {spot: earlier.is_accepted(number) for number, spot in enumerate(earlier.spots)}
        self._accepted = frozenset(
            number
            for number, spot in enumerate(self.spots)
            if known.get(spot, spot.place.is_likely)
        )

    def chosen(self) -> dict[str, list[Place]]:
        """The accepted places of each part."""
        found: dict[str, list[Place]] = {}
        for number in sorted(self._accepted):
            found.setdefault(self.spots[number].part, []).append(self.spots[number].place)
        return found

    def outcome(self, part: str) -> list[Stretch]:
        """The text of a part as it would become."""
        text, at, found = self._texts.get(part, ""), 0, []
        for number in self.of_part(part):
            place, accepted = self.spots[number].place, number in self._accepted
            if place.start > at:
                found.append(Stretch(text[at : place.start]))
            found.append(Stretch(place.new if accepted else place.old, number, accepted))
            at = place.end
        if at < len(text):
            found.append(Stretch(text[at:]))
        return found

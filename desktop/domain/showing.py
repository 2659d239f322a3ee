"""Which slide of the cinema is on: round and round, and beside the voice where there is one.

Pure: the window tells what happened, and gets the showing as it is from then on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from desktop.domain.cinema import Kind, Slide

_SLOWEST = 2.0


@dataclass(frozen=True, slots=True)
class Showing:
    """The slides, which of them is on, and which part the voice is in, empty for none.

    `narrated` are the parts that the voice comes to. While it is in one of them, the slides of
    that part go round, with those of the parts behind it that no voice comes to: so whatever
    there is gets its turn.
    """

    slides: tuple[Slide, ...]
    narrated: frozenset[str] = frozenset()
    place: int = 0
    part: str = ""

    @property
    def current(self) -> Slide | None:
        """The slide that is on."""
        return self.slides[self.place] if self.slides else None

    def next(self) -> Showing:
        """The showing when the time of a slide is over."""
        span = self.span()
        if self.place in span:
            return replace(self, place=span[(span.index(self.place) + 1) % len(span)])
        return self.step(1)

    def step(self, by: int) -> Showing:
        """The showing when the member goes on or back, whatever the voice says."""
        return replace(self, place=(self.place + by) % len(self.slides)) if self.slides else self

    def hear(self, part: str) -> Showing:
        """The voice is in a part: its first slide, unless one that goes with it is on.

        With a part that it was not in before go its own slides alone.
        """
        heard = replace(self, part=part)
        span = heard.span()
        fits = self.place in span and (part == self.part or self.slides[self.place].part == part)
        return heard if not span or fits else replace(heard, place=span[0])

    def span(self) -> Sequence[int]:
        """The slides that go with what the voice is in; none where it is in nothing shown."""
        return self._span_of(self.part) if self.part else ()

    def voice_at(self, place: int) -> str:
        """The narrated part with which a slide goes, or an empty one."""
        for part in self._heads():
            if place in self._span_of(part):
                return part
        return ""

    def pace(self, length: float) -> float:
        """By what the time of slides is multiplied, so that they last as long as the voice."""
        own = sum(self.slides[place].seconds for place in self.span())
        return min(_SLOWEST, max(1.0, length / own)) if own else 1.0

    def ahead(self, count: int) -> list[Slide]:
        """The slides that come after this one."""
        found: list[Slide] = []
        showing = self
        for _turn in range(min(count, len(self.slides) - 1)):
            showing = showing.next()
            found.append(showing.slides[showing.place])
        return found

    def without(self, media: str) -> Showing:
        """The showing without a picture that cannot be shown; words stay without it."""
        kept: list[Slide] = []
        place = 0
        for number, slide in enumerate(self.slides):
            lost = slide.media == media
            if lost and slide.kind is Kind.PICTURE:
                continue
            if number < self.place:
                place = len(kept) + 1
            kept.append(replace(slide, media="") if lost else slide)
        return replace(self, slides=tuple(kept), place=place % len(kept) if kept else 0)

    def renewed(self, slides: tuple[Slide, ...], narrated: Collection[str]) -> Showing:
        """The showing of other slides, such as when pictures have come; what is on stays on."""
        same = [n for n, slide in enumerate(slides) if slide == self.current]
        near = min(self.place, max(0, len(slides) - 1))
        return Showing(slides, frozenset(narrated), same[0] if same else near, self.part)

    def _heads(self) -> dict[str, int]:
        """The first slide of each narrated part that has any, in their order."""
        heads: dict[str, int] = {}
        for number, slide in enumerate(self.slides):
            if slide.part in self.narrated:
                heads.setdefault(slide.part, number)
        return heads

    def _span_of(self, part: str) -> list[int]:
        heads = self._heads()
        if part not in heads:
            return []
        begins = sorted(heads.values())
        begin = heads[part]
        end = next((one for one in begins if one > begin), len(self.slides))
        # What stands before the first voice goes with the last one: it is a round.
        head = range(begins[0]) if begin == begins[-1] else range(0)
        return [*range(begin, end), *head]

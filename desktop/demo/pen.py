"""What every part of the made-up life is written with: chance from a seed, days, ids, moments."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")
Row = dict[str, Any]

YEAR = 365
_SEED = "a made-up life"
_PAUSES = ((70, 8), (208, 6), (301, 5))  # days ago when one began, and its length
_QUIET_CHANCE = 0.2


class Span(NamedTuple):
    """The time that the life is told for: up to now, over so many years."""

    now: datetime
    years: int = 1

    @property
    def today(self) -> date:
        """The last day."""
        return self.now.astimezone().date()

    def days(self) -> list[date]:
        """All days, the oldest first, today the last."""
        today, count = self.today, self.years * YEAR
        return [today - timedelta(days=back) for back in range(count - 1, -1, -1)]

    def is_quiet(self, day: date) -> bool:
        """Whether nothing was written on a day: there are such days, alone and in a row."""
        return day in _quiet_days(self)

    def progress(self, day: date) -> float:
        """How far the last year has come on a day, from 0 to 1; 0 before it."""
        return max(0.0, 1 - (self.today - day).days / YEAR)


class Pen:
    """Draws by chance, the same at each start for one subject and one day; owned by its user."""

    def __init__(self, subject: str, span: Span) -> None:
        self.span = span
        # No secret is made of it: the same life has to come out of the same seed.
        self.draw = random.Random(f"{_SEED}: {subject}, {span.today}")  # noqa: S311

    def new_id(self) -> str:
        """An id like any other, but for its being the same each time."""
        return str(uuid.UUID(int=self.draw.getrandbits(128), version=4))

    def moment(self, day: date, first_hour: int, last_hour: int) -> datetime:
        """A moment on a day between two hours of the clock on the wall."""
        seconds = self.draw.randrange(first_hour * 3600, last_hour * 3600)
        wall = datetime.combine(day, time()) + timedelta(seconds=seconds)
        return wall.astimezone(UTC)

    def back(self, days: int) -> datetime:
        """A moment so many days ago."""
        return self.moment(self.span.today - timedelta(days=days), 8, 21)

    def has_been(self, moment: datetime) -> bool:
        """Whether a moment is not still to come."""
        return moment <= self.span.now

    def weighted(self, weights: dict[T, float]) -> T:
        """One of these, by weight."""
        return self.draw.choices(list(weights), list(weights.values()))[0]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The same in another order."""
        return self.draw.sample(items, len(items))

    def endless(self, items: Sequence[T]) -> Iterator[T]:
        """All of these in another order, again and again: none comes twice in a breath."""
        while True:
            yield from self.shuffled(items)


@cache
def _quiet_days(span: Span) -> frozenset[date]:
    pen = Pen("quiet days", span)
    quiet = {day for day in span.days() if pen.draw.random() < _QUIET_CHANCE}
    for begun, length in _PAUSES:
        quiet |= {span.today - timedelta(days=begun - number) for number in range(length)}
    return frozenset(quiet - {span.today, span.today - timedelta(days=1)})


def stamp(moment: datetime) -> str:
    """A moment as a row holds it."""
    return moment.isoformat(timespec="microseconds")

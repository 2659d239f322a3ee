"""The journal of the made-up life.

The last year is told in four parts (arc1 to arc4) whose entries follow one another; between them
stand entries that fit a season, entries that fit any day, and short ones put together from
fragments. Earlier years have less, but always something on the days around today, so that On This
Day has what to show.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from desktop.demo.pen import YEAR, Pen, Row, Span, stamp
from desktop.demo.texts import Leaf, headed, pool
from desktop.domain.journal import days_back

USUAL = 340
_A_DAY = {0: 0.2, 1: 0.56, 2: 0.18, 3: 0.06}
_ARCS = ("arc1", "arc2", "arc3", "arc4")
_TRIES = 5  # for a text that was not told yet
_SEASONS = ("winter", "spring", "summer", "autumn")
_YEARS_BACK = (2, 3, 4)
_EARLIER = 12  # entries of each earlier year that may stand anywhere


class _Slot(NamedTuple):
    """A place for one entry: its day, and which of that day's entries it is."""

    day: date
    number: int


def entries(span: Span, count: int = USUAL) -> list[Row]:
    """The rows of the journal, the oldest first; about so many."""
    pen = Pen("diary", span)
    writer = _Composer(pen)
    last_year = _told(pen, _slots(pen), writer)
    missing = max(0, count - len(last_year))
    rows = [*_earlier(pen, writer, missing), *last_year]
    rows.sort(key=lambda row: (row["entry_date"], row["created_at"]))
    return rows


class _Composer:
    """Puts short entries together from fragments; remembers what it has told."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen
        self._told: set[str] = set()
        self._openings = pen.endless(pool("fragments", "opening"))
        self._middles = pen.endless(pool("fragments", "middle"))
        self._closes = pen.endless(pool("fragments", "close"))
        (moods,) = headed("fragments", "mood")
        (tags,) = headed("fragments", "tags")
        self._moods = [mood.strip() for mood in moods.text.split(",")]
        self._tags = [tag.strip() for tag in tags.text.split(",")]

    def leaf(self) -> Leaf:
        """One short entry."""
        draw = self._pen.draw
        text = next((t for t in (self._text() for _ in range(_TRIES)) if t not in self._told), "")
        text = text or self._text()
        self._told.add(text)
        mood = draw.choice(self._moods) if draw.random() < 0.85 else ""
        tags = draw.sample(self._tags, draw.choice((0, 1, 1, 2)))
        return Leaf(("composed", mood, ", ".join(tags)), text)

    def _text(self) -> str:
        draw = self._pen.draw
        parts = [next(self._middles) for _ in range(draw.choice((1, 1, 2)))]
        if draw.random() < 0.6:
            parts.insert(0, next(self._openings))
        text = ("\n\n" if len(parts) == 3 else " ").join(parts)
        if len(parts) == 1 or draw.random() < 0.5:
            text += f" {next(self._closes)}"
        return text


def _slots(pen: Pen) -> list[_Slot]:
    """Where the last year has entries: none on some days, several on others, one today."""
    today = pen.span.today
    found = []
    for back in range(YEAR - 1, -1, -1):
        number = pen.weighted(_A_DAY)
        day = today - timedelta(days=back)
        if pen.span.is_quiet(day):
            number = 0
        if back <= 1:
            number = 1
        found += [_Slot(day, n) for n in range(number)]
    return found


def _told(pen: Pen, slots: Sequence[_Slot], writer: _Composer) -> list[Row]:
    """A row for each place: the story in its order, seasons in their months, the rest between."""
    chosen: dict[_Slot, Leaf] = {}
    for number, arc in enumerate(_ARCS):
        part = slots[len(slots) * number // 4 : len(slots) * (number + 1) // 4]
        _spread(headed("journal", arc), part, chosen)
    for season in _SEASONS:
        free = [s for s in slots if s not in chosen and _season(s.day) == season]
        _sprinkle(pen, headed("journal", season), free, chosen)
    free = [s for s in slots if s not in chosen]
    _sprinkle(pen, headed("journal", "any"), free, chosen)
    rows = [_row(pen, slot, chosen.get(slot) or writer.leaf()) for slot in slots]
    return [row for row in rows if row is not None]


def _spread(story: Sequence[Leaf], part: Sequence[_Slot], chosen: dict[_Slot, Leaf]) -> None:
    for number, leaf in enumerate(story):
        chosen[part[number * len(part) // len(story)]] = leaf


def _sprinkle(
    pen: Pen, texts: Sequence[Leaf], free: Sequence[_Slot], chosen: dict[_Slot, Leaf]
) -> None:
    places = pen.draw.sample(free, min(len(free), len(texts)))
    chosen.update(zip(places, texts, strict=False))


def _earlier(pen: Pen, writer: _Composer, missing: int) -> Iterator[Row]:
    """Entries of the years before: on this day, and here and there."""
    texts = iter(pen.shuffled(headed("journal", "past")))
    today = pen.span.today
    on_this_day = [
        near + timedelta(days=later)
        for years in (1, *_YEARS_BACK)
        for near in days_back(today, today.year - years)
        for later in (0, pen.draw.randint(1, 3), pen.draw.randint(4, 8))
    ]
    anywhere = [
        today - timedelta(days=YEAR * years - pen.draw.randint(20, 340))
        for years in _YEARS_BACK
        for _ in range(_EARLIER)
    ]
    rest = max(0, missing - len(on_this_day) - len(anywhere))
    first = YEAR * max(4, pen.span.years)
    more = [today - timedelta(days=pen.draw.randint(YEAR, first)) for _ in range(rest)]
    for number, day in enumerate([*on_this_day, *anywhere, *more]):
        # A fifth place on one day is still a place: the clock only goes on.
        row = _row(pen, _Slot(day, number % 3), next(texts, None) or writer.leaf())
        if row is not None and day < today:
            yield row


def _row(pen: Pen, slot: _Slot, leaf: Leaf) -> Row | None:
    first = (6, 12, 19)[slot.number]
    written = pen.moment(slot.day, first, first + 3)
    if not pen.has_been(written):
        # Today's entry was written before anybody looks at it.
        written = pen.span.now - timedelta(minutes=7)
        if written.astimezone().date() != slot.day:
            return None
    mood = leaf.heads[1] or None
    return {
        "id": pen.new_id(),
        "entry_date": slot.day.isoformat(),
        "content": leaf.text,
        "mood": mood,
        "tags": leaf.words(2) or None,
        "created_at": stamp(written),
        "updated_at": stamp(written),
    }


def _season(day: date) -> str:
    return _SEASONS[day.month % 12 // 3]

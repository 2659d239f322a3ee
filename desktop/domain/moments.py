"""The rules of moments that a member records: how they felt, what happened, on a scale to ten.

A check-in and an event are the same kind of thing under other names: a moment, a word for it, a
level from 1 to 10, and notes. Moments are kept in UTC and shown in the zone of the device.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase

LOWEST, HIGHEST = 1, 10
LONGEST_WORD = 100

_NO_WORD = Phrase("Give it a word: your own, or one of the suggestions.")
_WORD_TOO_LONG = Phrase(
    "A word can be up to {longest_word} characters long. Shorten it.", longest_word=LONGEST_WORD
)
_NO_LEVEL = Phrase("Choose a level from {lowest} to {highest}.", lowest=LOWEST, highest=HIGHEST)
_FUTURE = Phrase("This moment is still to come. Choose one that has been.")
_NEVER_WAS = Phrase(
    "There was no such time on that day: the clocks were put forward. Choose one before or after."
)
_BEYOND = Phrase("This time lies outside of what the calendar of this computer can tell.")

_SPACE = re.compile(r"\s+")
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


class MomentKind(NamedTuple):
    """What a kind of moments is called in the database: its table and the columns of its parts."""

    table: str
    moment: str
    word: str
    level: str
    notes: str


CHECK_IN = MomentKind("emotional_snapshots", "snapshot_date", "emotion_type", "intensity", "notes")
EVENT = MomentKind(
    "vibrational_events", "event_date", "event_type", "vibration_level", "description"
)


class MomentDraft(NamedTuple):
    """What a member can change of a moment; there is no time where a server's row has none."""

    moment: datetime | None
    word: str = ""
    level: int | None = None
    notes: str = ""


class Moment(NamedTuple):
    """A whole moment as it is kept, whatever a server put into it."""

    id: str
    draft: MomentDraft
    created_at: datetime | None = None


class MomentLine:
    """What a list shows of a moment.

    No tuple, because item models would hand it on as a list of its parts.
    """

    __slots__ = ("first_line", "id", "level", "moment", "word")

    def __init__(
        self, row_id: str, moment: datetime | None, word: str, level: int | None, first_line: str
    ) -> None:
        self.id = row_id
        self.moment = moment
        self.word = word
        self.level = level
        self.first_line = first_line


class MomentFilter(NamedTuple):
    """Which moments to list: what is None does not matter; both days are included."""

    word: str | None = None
    since: date | None = None
    until: date | None = None


class DayFigure(NamedTuple):
    """What the moments of one day come to."""

    day: date
    number: int
    mean: float
    low: int
    high: int


class Point(NamedTuple):
    """One moment with its level."""

    moment: datetime
    level: int
    word: str


class Figures(NamedTuple):
    """The moments of a period, by day and one by one; `left_out` have no level from 1 to 10."""

    first: date
    last: date
    days: tuple[DayFigure, ...]
    points: tuple[Point, ...]
    left_out: int = 0

    @property
    def number(self) -> int:
        """How many moments count."""
        return sum(day.number for day in self.days)

    @property
    def mean(self) -> float:
        """The average of all moments, 0 where there are none."""
        return sum(d.mean * d.number for d in self.days) / self.number if self.days else 0.0


def word(text: str) -> str:
    """A word for a moment as it is stored: the member's own, tidied; raises InvalidInput."""
    # Line breaks and control characters would tear a word apart in lists and in search.
    clean = "".join(" " if unicodedata.category(c) in {"Cc", "Cs", "Co"} else c for c in text)
    shown = _SPACE.sub(" ", unicodedata.normalize("NFC", clean)).strip()
    if not shown:
        raise InvalidInput(_NO_WORD, "word")
    if len(shown) > LONGEST_WORD:
        raise InvalidInput(_WORD_TOO_LONG, "word")
    return shown


def level(number: int | None) -> int:
    """A level that can be stored; raises InvalidInput."""
    if number is None or not is_level(number):
        raise InvalidInput(_NO_LEVEL, "level")
    return number


def is_level(number: int) -> bool:
    """Whether a number is on the scale."""
    return LOWEST <= number <= HIGHEST


def notes(text: str) -> str:
    """Notes as they are stored: as they were written, but for what no database takes."""
    clean = _NOT_TEXT.sub("", text)
    return clean if clean.strip() else ""


def past(moment: datetime, now: datetime) -> datetime:
    """A moment that has been, in UTC; raises InvalidInput for one to come."""
    if moment > now:
        raise InvalidInput(_FUTURE, "moment")
    return moment.astimezone(UTC)


def is_to_come(moment: datetime, now: datetime) -> bool:
    """Whether a moment is still to come."""
    return moment > now


# ---- the clock on the wall ----


def here(moment: datetime, zone: tzinfo | None = None) -> datetime:
    """A moment in the zone of this device; at the very edge of the calendar in UTC."""
    try:
        return moment.astimezone(zone)
    except (OverflowError, OSError, ValueError):
        return moment


def at(day: date, clock: time, *, later: bool = False, zone: tzinfo | None = None) -> datetime:
    """The moment in UTC at which clocks here showed a time; raises InvalidInput if none did.

    When the clocks are put back they show an hour twice: `later` means the second time.
    """
    wall = datetime.combine(day, clock.replace(tzinfo=None, fold=int(later)))
    try:
        moment = _aware(wall, zone)
        shown = moment.astimezone(zone).replace(tzinfo=None)
    except (OverflowError, OSError, ValueError):
        raise InvalidInput(_BEYOND, "moment") from None
    if shown != wall.replace(fold=0):
        raise InvalidInput(_NEVER_WAS, "moment")
    return moment


def was_twice(day: date, clock: time, zone: tzinfo | None = None) -> bool:
    """Whether clocks here showed a time twice on a day, because they were put back."""
    try:
        return at(day, clock, zone=zone) != at(day, clock, later=True, zone=zone)
    except InvalidInput:
        return False


def was_second(moment: datetime, zone: tzinfo | None = None) -> bool:
    """Whether clocks here showed the time of a moment for the second time on its day."""
    shown = here(moment, zone)
    try:
        return at(shown.date(), shown.time(), zone=zone) != moment
    except InvalidInput:
        return False


def midnight(day: date, zone: tzinfo | None = None) -> datetime:
    """The moment in UTC at which a day begins here; raises InvalidInput beyond the calendar."""
    try:
        # Where the clocks are put forward at midnight, the day begins at one.
        return _aware(datetime.combine(day, time()), zone)
    except (OverflowError, OSError, ValueError):
        raise InvalidInput(_BEYOND, "moment") from None


def first_day(last: date, weeks: int) -> date:
    """The first day of so many weeks that end with a day."""
    return last - timedelta(days=7 * weeks - 1)


def _aware(wall: datetime, zone: tzinfo | None) -> datetime:
    if zone is None:
        return wall.astimezone(UTC)  # a naive time is one of this device
    return wall.replace(tzinfo=zone).astimezone(UTC)

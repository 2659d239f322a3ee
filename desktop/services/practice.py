"""The practice of a day: its ritual, and on how many days of late there was any practice at all.

What ticks a step of the ritual makes its day one of practice: what is written, and reading and
listening as well. The latter two leave no row, so their days are known to this device alone.
Days are the member's own (decision 2): what has a moment is counted by the zone of this device.
Nothing here counts streaks; a day without practice is a day, not a fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from desktop.domain import vision as visions
from desktop.domain.papers import day_of
from desktop.services.traces import HEARD, READ, Traces
from desktop.store.asking import every_row
from desktop.store.transactions import Connection

SPAN = 30
# Where practice leaves its traces: by the member's own day, or by a moment.
_BY_DAY = (("journal_entries", "entry_date"), ("daily_papers", "paper_date"))
_BY_MOMENT = (
    ("emotional_snapshots", "snapshot_date"),
    ("vibrational_events", "event_date"),
    ("scenes", "created_at"),
    ("frequency_flip", "created_at"),
)
# As much of a moment as tells its ten minutes: a pull of 100,000 rows has few of them.
_TEN_MINUTES = 15


@dataclass(frozen=True, slots=True)
class Section:
    """The section of the vision that is today's to read; `opening` are its first words."""

    vision_id: str
    part: str
    opening: str


@dataclass(frozen=True, slots=True)
class Ritual:
    """What of today's ritual is there already.

    `paper` is begun when it holds words, `paper_done` when it is completed. `section` is None
    while there is no vision to read; `sounds` tells whether there is anything to listen to.
    """

    paper: bool
    paper_done: bool
    check_ins: int
    section: Section | None
    section_read: bool
    sounds: bool
    listened: bool
    days: frozenset[date]


class Practice:
    """Tells what was practised; lives in the thread that owns the connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read, self._heard = Traces(connection, READ), Traces(connection, HEARD)

    def ritual(self, today: date) -> Ritual:
        """The ritual of a day, and the days of practice among the last thirty."""
        paper = every_row(
            self._connection,
            "SELECT max(coalesce(completed, 0)) FROM daily_papers WHERE paper_date = ?",
            (today.isoformat(),),
        )[0][0]
        return Ritual(
            paper=paper is not None,
            paper_done=bool(paper),
            check_ins=self._check_ins(today),
            section=self.section(today),
            section_read=today in self._read.days(),
            sounds=bool(
                every_row(self._connection, "SELECT EXISTS (SELECT 1 FROM audio_tracks)")[0][0]
            ),
            listened=today in self._heard.days(),
            days=self.days(today),
        )

    def section(self, today: date) -> Section | None:
        """One section of the active vision, or of the newest: another one each day, in turn."""
        names = ", ".join(f'"{code}"' for code in visions.CODES)
        found = every_row(
            self._connection,
            f"SELECT id, {names} FROM vision_versions "
            "ORDER BY is_active IS 1 DESC, created_at DESC, id DESC LIMIT 1",
        )
        if not found:
            return None
        vision_id, *texts = found[0]
        filled = [
            (code, text)
            for code, text in zip(visions.CODES, texts, strict=True)
            if visions.holds_text(text)
        ]
        if not filled:
            return None
        part, text = filled[today.toordinal() % len(filled)]
        return Section(vision_id, part, text.strip().splitlines()[0])

    def mark_read(self, today: date) -> None:
        """Today's section was opened for reading; known on this device alone."""
        self._read.leave(today)

    def days(self, today: date, span: int = SPAN) -> frozenset[date]:
        """The days on which something was practised, among the last `span` up to today."""
        first = today - timedelta(days=span - 1)
        days = {
            day
            for table, column in _BY_DAY
            for (text,) in every_row(
                self._connection,
                f"SELECT DISTINCT {column} FROM {table} WHERE {column} BETWEEN ? AND ?",
                (first.isoformat(), today.isoformat()),
            )
            if (day := day_of(text))
        }
        begin, end = _utc(first), _utc(today + timedelta(days=1))
        for table, column in _BY_MOMENT:
            for (text,) in every_row(
                self._connection,
                f"SELECT DISTINCT substr({column}, 1, {_TEN_MINUTES}) FROM {table} "
                f"WHERE {column} >= ? AND {column} < ?",
                (begin, end),
            ):
                days.add(_local_day(text))
        days |= self._read.days() | self._heard.days()
        return frozenset(day for day in days if first <= day <= today)

    def _check_ins(self, today: date) -> int:
        begin, end = _utc(today), _utc(today + timedelta(days=1))
        found = every_row(
            self._connection,
            "SELECT count(*) FROM emotional_snapshots "
            "WHERE snapshot_date >= ? AND snapshot_date < ?",
            (begin, end),
        )
        return int(found[0][0])


def _utc(day: date) -> str:
    """When a day begins on this device, as moments are stored."""
    begins = datetime.combine(day, time.min).astimezone(UTC)
    return begins.isoformat(timespec="microseconds")


def _local_day(ten_minutes: str) -> date:
    """The day on this device of `YYYY-MM-DDTHH:M`."""
    return datetime.fromisoformat(f"{ten_minutes}0:00+00:00").astimezone().date()

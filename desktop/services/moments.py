"""Check-ins and events: recording, listing, changing and adding up moments on a scale to ten.

Reading is plain SQL alone, so that a room is there before the packages that write are loaded.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.core.ids import new_id
from desktop.domain import moments as rules
from desktop.domain.journal import first_line
from desktop.domain.moments import (
    DayFigure,
    Figures,
    Moment,
    MomentDraft,
    MomentFilter,
    MomentKind,
    MomentLine,
    Point,
)
from desktop.services.drafts import Drafts
from desktop.services.unsaved import Unsaved
from desktop.store.asking import every_row, whole
from desktop.store.transactions import Connection, writing

if TYPE_CHECKING:  # a start only reads
    from desktop.store.rows import Rows
    from sync.values import SqlValue

# So many of the newest moments say which words a member uses nowadays.
_NOWADAYS = 1_000
# More single points than this would be a cloud; the averages of the days tell the rest.
_MOST_POINTS = 2_000


class Saved(NamedTuple):
    """What a save came to: the moment as it is kept, and what takes the save back.

    `before` are the columns that were changed as they stood, None for a new moment.
    """

    moment: Moment
    before: Mapping[str, SqlValue] | None = None


_ALL = MomentFilter()


class Moments:
    """The moments of one kind; lives in the thread that owns the connection.

    `rows` gives what writes them, when something is written.
    """

    def __init__(
        self,
        connection: Connection,
        rows: Callable[[], Rows],
        kind: MomentKind,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._connection = connection
        self._rows = rows
        self._kind = kind
        self._now = now
        # Nothing is ever begun blank here: a moment is saved when the member says so.
        self._drafts = Drafts(connection, rows, kind.table, lambda _row: False)
        self._unsaved = Unsaved(connection, kind.table)
        self._order = f"ORDER BY {kind.moment} DESC, rowid DESC"
        self._level = whole(kind.level)
        self._line = f"id, {kind.moment}, {kind.word}, {self._level}, substr({kind.notes}, 1, 1000)"

    def apart(self, name: str) -> Moments:
        """The same moments for another form, whose unsaved words are remembered by its name."""
        other = Moments(self._connection, self._rows, self._kind, self._now)
        other._unsaved = Unsaved(self._connection, f"{self._kind.table}_{name}")
        return other

    def ids(self, wanted: MomentFilter = _ALL) -> list[str]:
        """The ids of all moments that are wanted, newest first; those without a time come last."""
        conditions, bound = self._conditions(wanted)
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        # The plus keeps SQLite from fetching all rows one by one in the order of the index: they
        # are read as they lie and sorted then (100,000 scattered rows: 0.2 s, against 2 s).
        order = f"ORDER BY +{self._kind.moment} DESC, rowid DESC"
        sql = f"SELECT id FROM {self._kind.table} {where} {order}"
        return [row[0] for row in every_row(self._connection, sql, bound)]

    def lines(self, ids: Sequence[str]) -> list[MomentLine]:
        """The lines of moments in the order of the ids; ids that are gone are left out."""
        marks = ", ".join("?" * len(ids))
        sql = f"SELECT {self._line} FROM {self._kind.table} WHERE id IN ({marks})"
        found = {row[0]: _line(row) for row in every_row(self._connection, sql, ids)}
        return [found[row_id] for row_id in ids if row_id in found]

    def first_page(self, limit: int = 50) -> list[MomentLine]:
        """The lines of the newest moments, in one question."""
        sql = f"SELECT {self._line} FROM {self._kind.table} {self._order} LIMIT ?"
        return [_line(row) for row in every_row(self._connection, sql, (limit,))]

    def get(self, row_id: str) -> Moment | None:
        """A whole moment, or None."""
        kind = self._kind
        rows = every_row(
            self._connection,
            f"SELECT id, {kind.moment}, {kind.word}, {self._level}, {kind.notes}, created_at "
            f"FROM {kind.table} WHERE id = ?",
            (row_id,),
        )
        return _moment(rows[0]) if rows else None

    def words(self, newest: int | None = _NOWADAYS) -> list[tuple[str, int]]:
        """The words in use, the most frequent first, with how many moments have each.

        Counted among so many of the newest moments, or among all of them.
        """
        kind = self._kind
        inner = f"SELECT {kind.word} AS word FROM {kind.table}"
        if newest is not None:
            inner = f"{inner} {self._order} LIMIT {newest:d}"
        counts: Counter[str] = Counter()
        spelt: dict[str, str] = {}
        sql = f"SELECT word, count(*) FROM ({inner}) WHERE word > '' GROUP BY word ORDER BY 2 DESC"
        for text, number in every_row(self._connection, sql):
            # “calm” and “Calm” are one word, spelt as it is most of the time.
            counts[spelt.setdefault(text.casefold(), text)] += number
        return sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold()))

    def figures(self, first: date, last: date) -> Figures:
        """What the moments of a period come to, by the days of this device's zone."""
        kind = self._kind
        bound = (_stamp(rules.midnight(first)), _stamp(rules.midnight(last + timedelta(days=1))))
        counted = f"typeof({kind.level}) = 'integer' AND {kind.level} BETWEEN 1 AND 10"
        period = f"FROM {kind.table} WHERE {kind.moment} >= ? AND {kind.moment} < ?"
        days = every_row(
            self._connection,
            f"SELECT date({kind.moment}, 'localtime') AS day, count(*), avg({kind.level}), "
            f"min({kind.level}), max({kind.level}) {period} AND {counted} GROUP BY day",
            bound,
        )
        points = every_row(
            self._connection,
            f"SELECT {kind.moment}, {kind.level}, {kind.word} {period} AND {counted} "
            f"ORDER BY {kind.moment} DESC LIMIT {_MOST_POINTS}",
            bound,
        )
        left_out = every_row(
            self._connection, f"SELECT count(*) {period} AND NOT ({counted})", bound
        )[0][0]
        return Figures(
            first,
            last,
            tuple(DayFigure(date.fromisoformat(day), *rest) for day, *rest in days if day),
            tuple(Point(_known(at), level, word or "") for at, level, word in reversed(points)),
            left_out,
        )

    def new_id(self) -> str:
        """An id for a moment that is about to be recorded."""
        return new_id()

    def save(self, row_id: str, draft: MomentDraft, base: MomentDraft | None = None) -> Saved:
        """Write a moment as it stands in a form and give it back as it is kept.

        `base` is the state that the form began with, None for a new moment: only what was
        changed since is written, woven with what came into the database meanwhile. What was not
        changed stays as it is, even where it is not as we would write it. Raises InvalidInput.
        """
        tidy = self._tidied(draft, base)
        before = None if base is None else self._columns(base)
        with writing(self._connection):
            old = self._stored(row_id)
            # A session of its own: the words before it are kept as a version.
            self._drafts.save(row_id, self._columns(tidy), new_id(), before)
            self._drafts.leave(row_id)
            new = self._stored(row_id) or {}
        changed = None if old is None else {n: v for n, v in old.items() if v != new.get(n)}
        return Saved(self.get(row_id) or Moment(row_id, tidy), changed)

    def put_back(self, row_id: str, before: Mapping[str, SqlValue]) -> None:
        """Take a change back: the columns stand again as they stood, whatever they held."""
        from desktop.store import raw
        from desktop.store.schema import specs

        with raw.putting_back(self._connection):
            raw.update_row(self._connection, specs()[self._kind.table], row_id, before)

    def keep_unsaved(self, drafts: Mapping[str, tuple[MomentDraft, MomentDraft]]) -> None:
        """Remember drafts on this device, each with the state that it began with.

        They go by the ids of their moments, that of a new one by an empty id.
        """
        self._unsaved.keep(
            {row_id: [_written(draft) for draft in pair] for row_id, pair in drafts.items()}
        )

    def unsaved(self) -> dict[str, tuple[MomentDraft, MomentDraft]]:
        """The drafts that were remembered."""
        kept = self._unsaved.read() or {}
        return {row_id: (_draft(*mine), _draft(*base)) for row_id, (mine, base) in kept.items()}

    def delete(self, row_id: str) -> int:
        """Move a moment to the trash and give its number there; raises InvalidInput."""
        return self._rows().delete(self._kind.table, row_id)

    def _tidied(self, draft: MomentDraft, base: MomentDraft | None) -> MomentDraft:
        """The draft as it may be stored; what does not differ from the base is left alone."""
        now = self._now()
        if base is None or draft.word != base.word:
            draft = draft._replace(word=rules.word(draft.word))
        if base is None or draft.level != base.level:
            draft = draft._replace(level=rules.level(draft.level))
        if base is None or draft.moment != base.moment:
            draft = draft._replace(moment=rules.past(draft.moment or now, now))
        if base is None or draft.notes != base.notes:
            draft = draft._replace(notes=rules.notes(draft.notes))
        return draft

    def _columns(self, draft: MomentDraft) -> dict[str, Any]:
        kind = self._kind
        return {
            kind.moment: _stamp(draft.moment) if draft.moment else None,
            kind.word: draft.word or None,
            kind.level: draft.level,
            kind.notes: draft.notes or None,
        }

    def _stored(self, row_id: str) -> dict[str, SqlValue] | None:
        kind = self._kind
        names = (kind.moment, kind.word, kind.level, kind.notes)
        rows = every_row(
            self._connection, f"SELECT {', '.join(names)} FROM {kind.table} WHERE id = ?", (row_id,)
        )
        return dict(zip(names, rows[0], strict=True)) if rows else None

    def _conditions(self, wanted: MomentFilter) -> tuple[list[str], list[str]]:
        kind = self._kind
        conditions, bound = [], []
        if wanted.since:
            conditions.append(f"{kind.moment} >= ?")
            bound.append(_stamp(rules.midnight(wanted.since)))
        if wanted.until:
            conditions.append(f"{kind.moment} < ?")
            bound.append(_stamp(rules.midnight(wanted.until + timedelta(days=1))))
        if wanted.word is not None:
            same = wanted.word.casefold()
            listed = every_row(self._connection, f"SELECT DISTINCT {kind.word} FROM {kind.table}")
            spelt = [text for (text,) in listed if text and text.casefold() == same]
            conditions.append(f"{kind.word} IN (SELECT value FROM json_each(?))")
            bound.append(json.dumps(spelt))
        return conditions, bound


def _line(row: Sequence[Any]) -> MomentLine:
    row_id, moment, word, level, notes = row
    return MomentLine(row_id, _parsed(moment), word or "", level, first_line(notes))


def _moment(row: Sequence[Any]) -> Moment:
    row_id, moment, word, level, notes, created_at = row
    return Moment(row_id, _draft(moment, word, level, notes), _parsed(created_at))


def _draft(
    moment: str | None, word: str | None, level: int | None, notes: str | None
) -> MomentDraft:
    return MomentDraft(_parsed(moment), word or "", level, notes or "")


def _written(draft: MomentDraft) -> list[Any]:
    moment = _stamp(draft.moment) if draft.moment else None
    return [moment, draft.word, draft.level, draft.notes]


def _known(text: str) -> datetime:
    return _parsed(text) or datetime.min.replace(tzinfo=UTC)


def _parsed(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")

"""Daily papers: one page a day, listed, written and found by their day."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desktop.domain import papers as rules
from desktop.services.drafts import Drafts
from desktop.store.asking import every_row
from desktop.store.natural import vacant_id
from desktop.store.transactions import Connection

if TYPE_CHECKING:  # a list only reads
    from desktop.store.rows import Rows

TABLE = "daily_papers"
_NEWEST_FIRST = "ORDER BY paper_date DESC, created_at DESC, id DESC"
_LINE = "id, paper_date, content, completed"

Public = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """What the list shows of a paper; a row of the server may lack a day."""

    id: str
    day: date | None
    first: str
    filled: int
    done: int
    completed: bool


class Papers:
    """The daily papers of one member; lives in the thread that owns the connection.

    It keeps the drafts of a page (`get`, `save`, `leave`, `delete`), whose values are
    `paper_date`, `content` and `completed` in the public form.
    """

    def __init__(self, connection: Connection, rows: Callable[[], Rows], user_id: str) -> None:
        self._connection = connection
        self._user_id = user_id
        self._drafts = Drafts(connection, rows, TABLE, _is_blank)

    def ids(self, _wanted: object = None) -> list[str]:
        """The ids of all papers, the newest day first; those without a day come last."""
        return [
            row[0] for row in every_row(self._connection, f"SELECT id FROM {TABLE} {_NEWEST_FIRST}")
        ]

    def lines(self, ids: Sequence[str]) -> list[PaperLine]:
        """The lines of papers in the order of the ids; ids that are gone are left out."""
        marks = ", ".join("?" * len(ids))
        rows = every_row(
            self._connection, f"SELECT {_LINE} FROM {TABLE} WHERE id IN ({marks})", ids
        )
        found = {row[0]: _line(row) for row in rows}
        return [found[row_id] for row_id in ids if row_id in found]

    def first_page(self, limit: int = 50) -> list[PaperLine]:
        """The lines of the newest papers, in one question."""
        rows = every_row(
            self._connection, f"SELECT {_LINE} FROM {TABLE} {_NEWEST_FIRST} LIMIT ?", (limit,)
        )
        return [_line(row) for row in rows]

    def days(self, first: date, last: date) -> dict[date, bool]:
        """The days of a period that have a paper, and whether it is completed."""
        rows = every_row(
            self._connection,
            f"SELECT paper_date, max(coalesce(completed, 0)) FROM {TABLE} "
            "WHERE paper_date BETWEEN ? AND ? GROUP BY paper_date",
            (first.isoformat(), last.isoformat()),
        )
        return {day: bool(done) for text, done in rows if (day := rules.day_of(text))}

    def id_of(self, day: date) -> str:
        """The id of the paper of a day: of the row that has this day, else of the row to be."""
        key = day.isoformat()
        return self._holder(key) or vacant_id(self._connection, TABLE, self._user_id, [key])

    def paper_of(self, day: date) -> tuple[str, Public | None]:
        """The id of the paper of a day and its row, None while there is none."""
        row_id = self.id_of(day)
        return row_id, self.get(row_id)

    def open_actions(self, day: date) -> list[str]:
        """The actions that stayed unticked on the day before, unless that paper is done."""
        row = self.paper_of(day - timedelta(days=1))[1] if day > date.min else None
        if row is None or row["completed"]:
            return []
        return rules.open_actions(rules.read(row["content"]))

    def get(self, row_id: str) -> Public | None:
        """The whole row, or None."""
        return self._drafts.get(row_id)

    def save(
        self,
        row_id: str,
        draft: Mapping[str, Any],
        session: str,
        base: Mapping[str, Any] | None = None,
    ) -> Public:
        """Write a paper as it stands on its page and give the row back as it is kept.

        Where another row has come to hold the day since the page was laid out (made by the web
        application under an id of its own), the words go there: a day has one paper. What is
        there is woven with what was written, a page without base having been blank. Raises
        InvalidInput.
        """
        day = draft.get("paper_date")
        kept = self.get(row_id)
        if kept is None and isinstance(day, str) and (holder := self._holder(day)):
            row_id, kept = holder, self.get(holder)
        if base is None and kept is not None:
            base = {"paper_date": day, "content": rules.blank_content(), "completed": False}
        return self._drafts.save(row_id, draft, session, base)

    def leave(self, row_id: str) -> None:
        """End the writing session of a paper; one that was begun here and left blank goes."""
        self._drafts.leave(row_id)

    def delete(self, row_id: str) -> int:
        """Move a paper to the trash and give its number there; raises InvalidInput."""
        return self._drafts.delete(row_id)

    def _holder(self, day: str) -> str | None:
        sql = f"SELECT id FROM {TABLE} WHERE paper_date = ? ORDER BY created_at, id LIMIT 1"
        rows = every_row(self._connection, sql, (day,))
        return str(rows[0][0]) if rows else None


def _is_blank(values: Mapping[str, Any]) -> bool:
    return rules.is_blank(values.get("content"), values.get("completed"))


def _line(row: Sequence[Any]) -> PaperLine:
    row_id, day, content, completed = row
    paper = rules.read(_parsed(content))
    return PaperLine(
        row_id, rules.day_of(day), paper.first, paper.filled, paper.done, bool(completed)
    )


def _parsed(content: str | None) -> Any:
    try:
        return json.loads(content) if content else None
    except (ValueError, RecursionError):
        return content  # the server may hold anything: then it is shown as it stands

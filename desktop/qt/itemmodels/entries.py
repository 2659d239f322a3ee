"""The list of journal entries: what their lines look like, and where a month begins."""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from typing import Any, Protocol

from PySide6.QtCore import QDate, QLocale, QObject

from desktop.language import isolated
from desktop.qt.itemmodels.lines import Fetch, LineRole, LinesModel


class Line(Protocol):
    """What a row shows; the journal's EntryLine is one."""

    @property
    def id(self) -> str:
        """The entry's id."""

    @property
    def entry_date(self) -> date:
        """The member's day."""

    @property
    def mood(self) -> str | None:
        """The mood, in the member's word."""

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags."""

    @property
    def first_line(self) -> str:
        """The first words of the text."""


class EntryRole(IntEnum):
    """What a row of the journal tells."""

    ID = LineRole.ID
    LINE = LineRole.LINE
    MONTH_START = LineRole.NEXT  # the first row of its month, as far as known


class EntriesModel(LinesModel):
    """The entries of the journal, newest first; lives on the GUI thread."""

    roles_of_line = LinesModel.roles_of_line | {int(EntryRole.MONTH_START)}

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(fetch, self._in_words, parent)

    def told(self, row: int, line: Any, role: int) -> Any:
        """Whether a month begins, or the entry in words."""
        if role == EntryRole.MONTH_START:
            return line is not None and self._starts_month(row, line)
        return super().told(row, line, role)

    def _starts_month(self, row: int, line: Line) -> bool:
        if row == 0:
            return True
        before = self.line(self.ids()[row - 1])
        return before is not None and _month(before.entry_date) != _month(line.entry_date)

    def _in_words(self, line: Line) -> str:
        day = QDate(line.entry_date.year, line.entry_date.month, line.entry_date.day)
        spelt = QLocale().toString(day, QLocale.FormatType.LongFormat)
        parts = [spelt, isolated(line.first_line) or self.tr("No words yet")]
        if line.mood:
            parts.append(self.tr("mood {mood}").format(mood=isolated(line.mood)))
        if line.tags:
            parts.append(self.tr("tags {tags}").format(tags=", ".join(map(isolated, line.tags))))
        return " · ".join(parts)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month

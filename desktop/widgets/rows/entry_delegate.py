"""How one entry looks in a list: the day at the left, first words, mood and tags beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QLocale, QObject, QRect, Qt
from PySide6.QtGui import QFont, QPainter

from desktop.theme.appearance import Appearance
from desktop.widgets.rows.row_delegate import PAD, AnyIndex, RowDelegate


class EntryDelegate(RowDelegate):
    """Draws entries; lives on the GUI thread.

    `line_role` gives an object with entry_date, mood, tags and first_line, or None while it is on
    its way; `month_role` tells whether a month begins.
    """

    def __init__(
        self, look: Appearance, line_role: int, month_role: int, parent: QObject | None = None
    ) -> None:
        super().__init__(look, line_role, parent)
        self._month_role = month_role

    def draw(
        self, painter: QPainter, rect: QRect, index: AnyIndex, line: Any, *, chosen: bool
    ) -> None:
        """Draw one entry."""
        if index.data(self._month_role):
            self._draw_month(painter, rect, line.entry_date, chosen=chosen)
        else:
            day: date = line.entry_date
            short = QLocale.FormatType.ShortFormat
            weekday = QLocale().standaloneDayName(day.isoweekday(), short)
            self.draw_side(painter, rect, (str(day.day), weekday), chosen=chosen)
        said = (line.first_line, self.tr("No words yet"), _below(line))
        self.draw_words(painter, rect, said, chosen=chosen)

    def _draw_month(self, painter: QPainter, rect: QRect, day: date, *, chosen: bool) -> None:
        """The first entry of a month names it, in the colour of the accent."""
        self.draw_side(painter, rect, (str(day.day), ""), chosen=chosen)
        painter.setFont(self.look.font("small", QFont.Weight.DemiBold))
        painter.setPen(self.look.colour("on_accent_soft" if chosen else "accent_text"))
        below = QRect(rect.left() + PAD - 2, rect.center().y() + 2, self.side + 12, 18)
        name = QLocale().standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)


def _below(line: Any) -> str:
    parts = [line.mood] if line.mood else []
    if line.tags:
        parts.append("  ".join(f"#{tag}" for tag in line.tags))
    return "  ·  ".join(parts)

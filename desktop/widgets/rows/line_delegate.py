"""How one row looks in the lists of the rooms: what marks it at the left, two lines of words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter

from desktop.theme.appearance import Appearance
from desktop.widgets.rows.row_delegate import AnyIndex, RowDelegate


class RowLook(NamedTuple):
    """What a row shows: a large and a small word at the left, a first line, a small line below.

    `instead` stands where the first line is empty.
    """

    large: str
    small: str
    first: str
    below: str = ""
    instead: str = ""


class LineDelegate(RowDelegate):
    """Draws rows as `look_of` puts their lines into words; lives on the GUI thread."""

    def __init__(
        self,
        look: Appearance,
        line_role: int,
        look_of: Callable[[Any], RowLook],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(look, line_role, parent)
        self._look_of = look_of

    def draw(
        self,
        painter: QPainter,
        rect: QRect,
        index: AnyIndex,  # noqa: ARG002
        line: Any,
        *,
        chosen: bool,
    ) -> None:
        """Draw one row."""
        shown = self._look_of(line)
        self.draw_side(painter, rect, (shown.large, shown.small), chosen=chosen)
        self.draw_words(painter, rect, (shown.first, shown.instead, shown.below), chosen=chosen)

"""How one version looks in the list: its number and share at the left, title and state beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter

from desktop.domain.vision import State
from desktop.theme.appearance import Appearance
from desktop.views.vision.wording import below_words
from desktop.widgets.rows.line_delegate import LineDelegate, RowLook
from desktop.widgets.rows.row_delegate import PAD, AnyIndex

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.vision.values import VersionLine

_SIGN = 16
_SIGNS = {
    State.DRAFT: ("pencil", "text_muted"),
    State.COMPLETE: ("check", "text_muted"),
    State.ACTIVE: ("sparkles", "accent_text"),
}


class VersionDelegate(LineDelegate):
    """Draws versions; a sign at the right tells their state once more. Lives on the GUI thread."""

    def __init__(self, look: Appearance, line_role: int, parent: QObject | None = None) -> None:
        super().__init__(look, line_role, _look_of, parent)

    def draw(
        self, painter: QPainter, rect: QRect, index: AnyIndex, line: Any, *, chosen: bool
    ) -> None:
        """Draw one version."""
        beside = rect.adjusted(0, 0, -(_SIGN + PAD), 0)
        super().draw(painter, beside, index, line, chosen=chosen)
        name, role = _SIGNS[line.state]
        ratio = painter.device().devicePixelRatio()
        sign = self.look.icons.pixmap(name, "on_accent_soft" if chosen else role, _SIGN, ratio)
        top = rect.top() + (rect.height() - _SIGN) // 2
        painter.drawPixmap(rect.right() - PAD - 4 - _SIGN, top, sign)


def _look_of(line: VersionLine) -> RowLook:
    number = "" if line.number is None else str(line.number)
    return RowLook(number, f"{line.completion} %", line.title, below_words(line))

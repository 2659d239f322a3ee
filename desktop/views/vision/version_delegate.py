"""How one version looks in the list: its number and share at the left, title and state beside."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter

from desktop.domain.vision import State
from desktop.theme.appearance import Appearance
from desktop.views.vision.wording import below_words
from desktop.widgets.rows.row_delegate import PAD, AnyIndex, RowDelegate

_SIGN = 16
_SIGNS = {
    State.DRAFT: ("pencil", "text_muted"),
    State.COMPLETE: ("check", "text_muted"),
    State.ACTIVE: ("sparkles", "accent_text"),
}


class VersionDelegate(RowDelegate):
    """Draws versions; lives on the GUI thread."""

    def __init__(self, look: Appearance, line_role: int, parent: QObject | None = None) -> None:
        super().__init__(look, line_role, parent)

    def draw(
        self,
        painter: QPainter,
        rect: QRect,
        index: AnyIndex,  # noqa: ARG002
        line: Any,
        *,
        chosen: bool,
    ) -> None:
        """Draw one version; a sign at the right tells its state once more."""
        number = "" if line.number is None else str(line.number)
        self.draw_side(painter, rect, (number, f"{line.completion} %"), chosen=chosen)
        words = rect.adjusted(0, 0, -(_SIGN + PAD), 0)
        self.draw_words(painter, words, (line.title, "", below_words(line)), chosen=chosen)
        name, role = _SIGNS[line.state]
        ratio = painter.device().devicePixelRatio()
        sign = self.look.icons.pixmap(name, "on_accent_soft" if chosen else role, _SIGN, ratio)
        top = rect.top() + (rect.height() - _SIGN) // 2
        painter.drawPixmap(rect.right() - PAD - 4 - _SIGN, top, sign)

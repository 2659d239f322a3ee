"""The part as it would become, with each place marked: live while one decides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from desktop.domain.review import Stretch
from desktop.theme.appearance import Appearance


class Preview(QTextEdit):
    """Owns the text of one part under review; lives on the GUI thread."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._stretches: Sequence[Stretch] = ()
        self._spot: int | None = None
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("kind", "page")
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAccessibleName(self.tr("The part as it would become"))
        look.changed.connect(self._draw)

    def show_outcome(self, stretches: Sequence[Stretch], spot: int | None) -> None:
        """Show the text of a part with its places; the one that is looked at is in view."""
        self._stretches, self._spot = stretches, spot
        self._draw()

    def _draw(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        at: tuple[int, int] | None = None
        for stretch in self._stretches:
            start = cursor.position()
            cursor.insertText(stretch.text, self._format(stretch))
            if stretch.spot is not None and stretch.spot == self._spot:
                at = (start, cursor.position())
        if at is not None:
            self._bring_into_view(*at)

    def _bring_into_view(self, start: int, end: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(end)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        cursor.setPosition(start)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _format(self, stretch: Stretch) -> QTextCharFormat:
        form, colour = QTextCharFormat(), self._look.colour
        form.setForeground(colour("text"))
        if stretch.spot is None:
            return form
        if stretch.spot == self._spot:
            form.setBackground(colour("selection"))
            form.setForeground(colour("on_selection"))
        elif stretch.accepted:
            form.setBackground(colour("accent_soft"))
            form.setForeground(colour("on_accent_soft"))
        else:
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            form.setUnderlineColor(colour("text_muted"))
        return form

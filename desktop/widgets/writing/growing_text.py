"""A text in a form: a field that grows with what is written in it, up to a height."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.appearance import Appearance
from desktop.widgets.writing.line_height import fit_lines
from desktop.widgets.writing.markdown_edit import MarkdownEdit

# What the frame and the margins of a field take beside its lines.
_AROUND = 24


class GrowingText(MarkdownEdit):
    """Owns one text of a form; lives on the GUI thread. Tab goes on to the next field."""

    measure_letters = 1_000  # as wide as the form

    def __init__(
        self, look: Appearance, lines: tuple[int, int], parent: QWidget | None = None
    ) -> None:
        self._lines = lines
        super().__init__(look, parent)
        self.setProperty("kind", "field")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._grow()

    def sizeHint(self) -> QSize:
        """As wide as there is room, as high as it has grown."""
        return QSize(240, self.height())

    def _grow(self) -> None:
        fit_lines(self, self._lines, _AROUND)

"""The place of a list: its rows, or what an empty one says and a way out of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.widgets.buttons import button
from desktop.widgets.texts import words


class RowsOrWords(QStackedWidget):
    """Owns the words in place of an empty list; lives on the GUI thread.

    The list is made with it as its parent and then handed to `hold`.
    """

    way_taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nothing = QWidget(self)
        self._sentence = words("", "muted")
        self.way = button("", "link")
        inside = QVBoxLayout(self._nothing)
        inside.setContentsMargins(18, 24, 18, 0)
        inside.addWidget(self._sentence)
        inside.addWidget(self.way, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        self.way.clicked.connect(self.way_taken)

    def hold(self, rows: QWidget) -> None:
        """Take the list over and show it."""
        self._rows = rows
        self.addWidget(rows)
        self.addWidget(self._nothing)

    def show_rows(self) -> None:
        """Show the list."""
        self.setCurrentIndex(0)

    def say(self, sentence: str, way: str = "") -> None:
        """Show words in place of the list, and a way out of it where there is one."""
        self._sentence.setText(sentence)
        self.way.setText(way)
        self.way.setVisible(bool(way))
        self.setCurrentIndex(1)

    def sentence(self) -> str:
        """What was said last."""
        return self._sentence.text()

    def take_focus(self) -> None:
        """Go to the rows, or to the way out of an empty list, which has nothing else to press."""
        out = self.currentWidget() is self._nothing and self.way.text()
        (self.way if out else self._rows).setFocus(Qt.FocusReason.OtherFocusReason)

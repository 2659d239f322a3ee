"""What stands in place of a page while nothing is open: a sentence, and the button to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.buttons import button
from desktop.widgets.texts import words


class NothingOpen(QWidget):
    """Owns the sentence and the button in the middle of an empty page; lives on the GUI thread."""

    new_requested = Signal()

    def __init__(
        self, sentence: str, new: str, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        said = self._said = words(sentence, "muted")
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        begin = button(new)
        begin.setToolTip(hint)
        begin.clicked.connect(self.new_requested)
        middle = QVBoxLayout(self)
        middle.setContentsMargins(40, 0, 40, 60)
        middle.addStretch(1)
        middle.addWidget(said)
        middle.addWidget(begin, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)

    def say(self, sentence: str) -> None:
        """Say something else."""
        self._said.setText(sentence)

    def sentence(self) -> str:
        """What is said."""
        return self._said.text()

"""One side of a flip: its name, a sentence that helps, the text and its words counted."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme.appearance import Appearance
from desktop.widgets.frames import surface
from desktop.widgets.texts import words
from desktop.widgets.writing.markdown_edit import TEXT_INDENT, MarkdownEdit


class FlipSide(QWidget):
    """Owns one text; lives on the GUI thread. `kind` is that of the sentence which helps."""

    def __init__(
        self, look: Appearance, name: str, kind: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.text = MarkdownEdit(look)
        self.text.setAccessibleName(name)
        self._name = words(name, "heading")
        self._leads = kind == "accent"
        self._says = words("", kind)
        self._says.setWordWrap(True)
        self._count = words("", "small")
        self._foot = QHBoxLayout()
        card, inside = surface("card")
        inside.setContentsMargins(16, 14, 16, 10)
        inside.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(TEXT_INDENT, 0, TEXT_INDENT, 0)
        head.setSpacing(2)
        head.addWidget(self._name)
        head.addWidget(self._says)
        self._foot.setContentsMargins(TEXT_INDENT, 0, 0, 0)
        self._foot.addWidget(self._count)
        self._foot.addStretch(1)
        inside.addLayout(head)
        inside.addWidget(self.text, 1)
        inside.addLayout(self._foot)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card)
        self.text.word_count_changed.connect(self._write_count)
        self._write_count(0)

    def set_low(self, low: bool) -> None:
        """Leave the height to the text: one line above it, either the name or what leads on."""
        self._says.setVisible(self._leads or not low)
        self._name.setVisible(not (self._leads and low))
        self._count.setVisible(not low)

    def say(self, sentence: str) -> None:
        """Say something that helps with the text."""
        self._says.setText(sentence)
        self.text.setAccessibleDescription(sentence)

    def says(self) -> str:
        """What is said."""
        return self._says.text()

    def add_to_foot(self, widget: QWidget) -> None:
        """Set something below the text."""
        self._foot.addWidget(widget)

    def _write_count(self, count: int) -> None:
        one = self.tr("1 word")
        many = self.tr("{count} words").format(count=f"{count:,}")
        self._count.setText(one if count == 1 else many)

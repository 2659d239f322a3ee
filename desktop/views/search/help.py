"""How one searches, with examples to press; and what to do where nothing was found."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.buttons import button
from desktop.widgets.frames import Column, surface
from desktop.widgets.texts import words


class SearchHelp(QWidget):
    """Owns the examples; lives on the GUI thread."""

    query_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = words("", "title")
        self._hint = words("", "muted")
        self.examples: list[QPushButton] = []
        column = Column(640)
        column.content.addWidget(self._title)
        column.content.addWidget(self._hint)
        card, inside = surface("card")
        inside.addWidget(words(self.tr("What you can write into the search field"), "heading"))
        inside.addLayout(self._table())
        column.content.addWidget(card)
        column.content.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(column)
        self.setFocusProxy(self.examples[0])
        self.say("")

    def say(self, sentence: str) -> None:
        """Say that nothing was found, or welcome with an empty sentence."""
        if sentence:
            self._title.setText(sentence)
            self._hint.setText(
                self.tr("Try fewer words, the beginning of a word, or a longer period.")
            )
        else:
            self._title.setText(self.tr("Search everything you wrote"))
            self._hint.setText(
                self.tr("Begin to write in the field above; Ctrl+K brings you there from anywhere.")
            )

    def sentence(self) -> str:
        """What is said at the top."""
        return self._title.text()

    def _table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (example, meaning) in enumerate(self._lines()):
            made = button(example, "chip")
            made.setCheckable(False)
            made.setAccessibleName(self.tr("Search for {query}").format(query=example))
            made.clicked.connect(lambda _checked=False, q=example: self.query_requested.emit(q))
            grid.addWidget(made, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(words(meaning, "muted"), row, 1)
            self.examples.append(made)
        return grid

    def _lines(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("river walk"), self.tr("both words, anywhere")),
            (self.tr('"on the river"'), self.tr("exactly these words, in this order")),
            (self.tr("grat*"), self.tr("words that begin so")),
            (self.tr("river -train"), self.tr("without a word")),
            ("tag:gratitude", self.tr("entries with a tag")),
            ("mood:calm", self.tr("entries with a mood")),
            ("category:work", self.tr("what belongs to one area of life")),
            ("after:2026-01", self.tr("from a day, a month or a year on")),
            ("before:2026", self.tr("earlier than a day, a month or a year")),
        )

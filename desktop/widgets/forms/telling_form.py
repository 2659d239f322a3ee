"""A form that tells where its words are."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from desktop.widgets.texts import set_kind


class TellingForm(QWidget):
    """Owns what is told of the words of a form; lives on the GUI thread.

    A form of it makes the labels where they stand: `_saved`, and `_made` if it has a place for it.
    """

    _saved: QLabel
    _made: QLabel

    def say_saved(self, sentence: str, *, alarm: bool = False) -> None:
        """Tell where the words are."""
        set_kind(self._saved, "danger" if alarm else "small")
        self._saved.setText(sentence)

    def saved_sentence(self) -> str:
        """What is told about where the words are."""
        return self._saved.text()

    def say_made(self, sentence: str) -> None:
        """Tell when it was begun."""
        self._made.setText(sentence)

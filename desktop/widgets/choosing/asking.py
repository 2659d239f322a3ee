"""What a small field asks, in as many words as it has room for, and how wide words make it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit

# What the style sheet and Qt keep free around the words of a quiet field, and a cursor.
_AROUND = 24
# A field with a frame keeps so much more free than a quiet one.
_FRAME = 4
_OTHER_ROOM = {
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.FontChange,
    QEvent.Type.StyleChange,
}


def width_for(field: QLineEdit, words: str) -> int:
    """The width in which a quiet field shows these words whole."""
    return field.fontMetrics().horizontalAdvance(words) + _AROUND


def ask(field: QLineEdit, *questions: str) -> None:
    """Ask in the first of these words that the field has room for, the longest first."""
    _Asker(field, questions)


class _Asker(QObject):
    """Owns what one field asks; lives on the GUI thread."""

    def __init__(self, field: QLineEdit, questions: tuple[str, ...]) -> None:
        super().__init__(field)
        self._field, self._questions = field, questions
        field.setPlaceholderText(questions[0])
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the width of the field and the size of its letters."""
        if event.type() in _OTHER_ROOM:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        field, room = self._field, self._field.width() - _FRAME
        whole = (words for words in self._questions if width_for(field, words) <= room)
        asked = next(whole, self._questions[-1])
        if asked != field.placeholderText():
            field.setPlaceholderText(asked)

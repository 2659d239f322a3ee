"""A mood in the member's own word, with those used before as suggestions."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.widgets.choosing.asking import width_for
from desktop.widgets.choosing.completion import Completion
from desktop.widgets.writing.keys import is_for_the_window


class MoodEdit(QLineEdit):
    """Owns one mood; lives on the GUI thread. Arrow down or a click shows all suggestions."""

    mood_edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = self.tr("How do you feel?")
        self.setPlaceholderText(self._question)
        self.setAccessibleName(self.tr("Mood"))
        self.setAccessibleDescription(self.tr("Your own word, or one of the suggestions"))
        self._completion = Completion(self)
        self._completion.activated.connect(
            lambda _word: self.mood_edited.emit(), Qt.ConnectionType.QueuedConnection
        )
        self.textEdited.connect(lambda _word: self.mood_edited.emit())

    def mood(self) -> str | None:
        """The mood, or None where nothing is said."""
        return " ".join(self.text().split()) or None

    def set_mood(self, mood: str | None) -> None:
        """Show another mood without telling anybody."""
        if mood != self.mood():
            self.setText(mood or "")
            self.setCursorPosition(0)

    def set_suggestions(self, moods: Iterable[str]) -> None:
        """Offer these moods, in this order."""
        self._completion.offer(moods)

    def width_within(self, most: int) -> int:
        """The width in which question and mood stand here whole, as far as `most` allows.

        Where there is no room for the question, a word asks.
        """
        short, question = self.tr("Mood"), width_for(self, self._question)
        self.setPlaceholderText(self._question if question <= most else short)
        asked = question if question <= most else width_for(self, short)
        return min(most, max(asked, width_for(self, self.text())))

    def event(self, event: QEvent) -> bool:
        """Let the window have its keys."""
        if is_for_the_window(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow down opens the suggestions; the rest is Qt's."""
        if event.key() == Qt.Key.Key_Down and not self._completion.is_open():
            self._suggest()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click into the empty field shows what there is."""
        super().mousePressEvent(event)
        if not self.text() and event.button() == Qt.MouseButton.LeftButton:
            self._suggest()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have the suggestions ready."""
        super().focusInEvent(event)
        self._completion.join_window()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the mood as it is kept: single spaces, none around it."""
        super().focusOutEvent(event)
        tidy = self.mood() or ""
        if tidy != self.text():
            self.setText(tidy)
        self.setCursorPosition(0)

    def _suggest(self) -> None:
        if self._completion.words():
            # An exact word would be the only match: show all the others beside it, too.
            self._completion.setCompletionPrefix("" if self._is_known() else self.text())
            self._completion.complete()

    def _is_known(self) -> bool:
        return self.text().casefold() in {mood.casefold() for mood in self._completion.words()}

"""The words that a field offers while one writes: those used before which hold what is written."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

_AT_ONCE = 10


class Completion(QCompleter):
    """Owns the words offered in one field; lives on the GUI thread."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self._known = QStringListModel(self)
        self.setModel(self._known)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(_AT_ONCE)
        field.setCompleter(self)

    def words(self) -> list[str]:
        """What is offered, in its order."""
        return self._known.stringList()

    def offer(self, words: Iterable[str]) -> None:
        """Offer these words, in this order."""
        known = list(words)
        if known != self.words():
            self._known.setStringList(known)

    def is_open(self) -> bool:
        """Whether the member sees the list."""
        popup = self.popup()
        return popup is not None and popup.isVisible()

    def join_window(self) -> None:
        """Have the list ready as a part of the field's window, whose looks it then shares.

        Qt makes it a window without a parent, which no change of theme reaches. Called when the
        keyboard comes to the field: until then nobody needs a list.
        """
        popup = self.popup()
        if popup is not None and popup.parentWidget() is None:
            popup.setProperty("kind", "offered")  # has a ground of its own, unlike other lists
            popup.setParent(self._field, Qt.WindowType.Popup)

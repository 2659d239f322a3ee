"""A field and a list below it: what one types narrows the list, arrows walk it, Enter takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

_PLACE = Qt.ItemDataRole.UserRole + 1
_WALKING = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class Item(NamedTuple):
    """What a row shows: its words, and a quiet line below them."""

    words: str
    below: str = ""


class FilterList(QWidget):
    """Owns the rows and which of them are to be seen; lives on the GUI thread.

    Rows are known by their place among all items.
    """

    chosen = Signal(int)
    """The mark is on another row: its place, or -1."""
    taken = Signal(int)
    """Enter or a double click: this one."""

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.setClearButtonEnabled(True)
        self.rows = QListWidget()
        self.rows.setAccessibleName(name)
        self.rows.setProperty("kind", "rows")
        self.rows.setWordWrap(True)
        self.rows.setSpacing(2)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._items: list[Item] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.field)
        box.addWidget(self.rows, 1)
        self.setFocusProxy(self.field)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._narrow)
        self.field.returnPressed.connect(self._take)
        self.rows.itemActivated.connect(lambda _item: self._take())
        self.rows.currentItemChanged.connect(lambda *_items: self.chosen.emit(self.current()))

    def show_items(self, items: Iterable[Item], current: int = 0) -> None:
        """Show these rows, as far as they match what is typed."""
        self._items = list(items)
        self._narrow()
        self.choose(current)

    def current(self) -> int:
        """The place of the marked row among all items, or -1."""
        item = self.rows.currentItem()
        return int(item.data(_PLACE)) if self.rows.currentRow() >= 0 else -1

    def choose(self, place: int) -> None:
        """Mark a row if it is to be seen."""
        for row in range(self.rows.count()):
            if self.rows.item(row).data(_PLACE) == place:
                self.rows.setCurrentRow(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows walk the list while one types."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in _WALKING
        ):
            self.rows.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _narrow(self) -> None:
        wanted = self.field.text().casefold().split()
        self.rows.clear()
        for place, item in enumerate(self._items):
            text = f"{item.words} {item.below}".casefold()
            if all(word in text for word in wanted):
                row = QListWidgetItem(f"{item.words}\n{item.below}" if item.below else item.words)
                row.setData(_PLACE, place)
                self.rows.addItem(row)
        if self.rows.count():
            self.rows.setCurrentRow(0)

    def _take(self) -> None:
        if self.current() >= 0:
            self.taken.emit(self.current())

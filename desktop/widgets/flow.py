"""A layout that sets widgets side by side and begins a new line when one is full."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

_NARROWEST = 110


class FlowLayout(QLayout):
    """Owns the order of its widgets; the last one may take the rest of its line."""

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 6, last_grows: bool = True
    ) -> None:
        super().__init__(parent)
        self._last_grows = last_grows
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def insertWidget(self, place: int, widget: QWidget) -> None:
        """Set a widget at a place in the order."""
        self.addChildWidget(widget)
        self._items.insert(place, QWidgetItem(widget))
        widget.show()
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Set an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """The number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the item at a place out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes what it is given."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place all widgets."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """One line."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """As high as the highest widget; one that is too wide is cut."""
        heights = [item.minimumSize().height() for item in self._items]
        return QSize(_NARROWEST, max(heights, default=0))

    def _place(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for line in self._lines(rect):
            height = max(size.height() for _, _, size in line)
            for item, x, size in line if move else ():
                # Chips are lower than the field beside them: their words stand in one line.
                down = (height - size.height()) // 2
                item.setGeometry(QRect(QPoint(x, y + down), size))
            y += height + self._gap
        return max(0, y - self._gap - rect.y())

    def _lines(self, rect: QRect) -> list[list[tuple[QLayoutItem, int, QSize]]]:
        """The items line by line, each with its left edge and its size; hidden ones take none."""
        lines: list[list[tuple[QLayoutItem, int, QSize]]] = []
        x = rect.x()
        shown = [item for item in self._items if not item.isEmpty()]
        for place, item in enumerate(shown):
            size = item.sizeHint().expandedTo(item.minimumSize())
            if not lines or (x > rect.x() and x + size.width() > rect.right() + 1):
                x = rect.x()
                lines.append([])
            width = min(size.width(), rect.width())
            if self._last_grows and place == len(shown) - 1:
                width = max(width, rect.right() + 1 - x)
            height = item.heightForWidth(width) if item.hasHeightForWidth() else size.height()
            lines[-1].append((item, x, QSize(width, height)))
            x += width + self._gap
        return lines

"""The page a book is read on, turned by whole lines and by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.domain.book import Place
from desktop.widgets.book.lines import line_after, line_at
from desktop.widgets.book.view import BookView, Reading
from desktop.widgets.writing.keys import is_for_the_window

_SIZES = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
_SELECTING = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)


class BookPage(BookView):
    """A book with its keys; lives on the GUI thread.

    Space and the page keys turn it by whole lines; what was the first line that did not fit is
    the first of the next page.
    """

    size_requested = Signal(int)
    """The letters should be larger or smaller by a step."""

    def step_chapter(self, by: int) -> None:
        """Go to the beginning of another chapter; before the first is the title page."""
        codes = ["", *self.chapters()]
        here = codes.index(self.chapter) if self.chapter in codes else 0
        if by < 0 and self.place.offset:
            by += 1  # first back to where this one begins
        self.go_to(Place(codes[min(max(here + by, 0), len(codes) - 1)]))

    def turn(self, by: int) -> None:
        """Turn a page on or back, by whole lines."""
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        if by > 0:
            edge = bar.value() + height
            top = line_at(self.document(), edge)
            # A line taller than the page, or none: a plain page then.
            bar.setValue(round(top) - 2 if top > bar.value() + height / 3 else edge)
        else:
            first = line_at(self.document(), bar.value() + 3)
            bar.setValue(round(line_after(self.document(), first - height)) - 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and the page keys turn the page, Ctrl with them the chapter."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = modifiers == Qt.KeyboardModifier.ControlModifier
        back = modifiers == Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_Space and (back or not modifiers):
            self.turn(-1 if back else 1)
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp} and (control or not modifiers):
            by = 1 if key == Qt.Key.Key_PageDown else -1
            if control:
                self.step_chapter(by)
            else:
                self.turn(by)
        elif key in _SIZES:
            self.size_requested.emit(_SIZES[Qt.Key(key)])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and not modifiers:
            bar = self.verticalScrollBar()
            bar.setValue(0 if key == Qt.Key.Key_Home else bar.maximum())
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not modifiers:
            bar = self.verticalScrollBar()
            step = round(self.line_height() * (1 if key == Qt.Key.Key_Down else -1))
            bar.setValue(bar.value() + step)
        else:
            if key in _SELECTING and modifiers & Qt.KeyboardModifier.ShiftModifier:
                self._begin_to_select()
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Let the window have its keys."""
        if is_for_the_window(event):
            event.ignore()
            return False
        return super().event(event)

    def _begin_to_select(self) -> None:
        """Selecting by keyboard begins at the first line that is to be seen."""
        by_keyboard = Qt.TextInteractionFlag.TextSelectableByKeyboard
        if not self.textInteractionFlags() & by_keyboard:
            if not self.textCursor().hasSelection():
                self.setTextCursor(self.cursorForPosition(QPoint(1, 4)))
            self.setTextInteractionFlags(self.textInteractionFlags() | by_keyboard)


__all__ = ["BookPage", "Reading"]

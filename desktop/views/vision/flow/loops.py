"""The loops of a blueprint one below the other: added, written, moved and removed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.blueprint import Loop, loops_of, unknown_of, with_loops
from desktop.services.comparison import spelt
from desktop.theme.appearance import Appearance
from desktop.views.vision.flow.loop_row import LoopRow
from desktop.widgets.buttons import button
from desktop.widgets.texts import words
from desktop.widgets.writing.finding import place_of


class LoopsEditor(QScrollArea):
    """Owns the rows of one blueprint, whatever its shape; lives on the GUI thread.

    `edited` tells what the member does; `anchor` is what Tab comes from.
    """

    edited = Signal()
    loop_removed = Signal(int, object)
    """A loop with words was removed: its place and the loop."""

    def __init__(self, look: Appearance, anchor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._anchor = anchor
        self._held: Any = None
        self._writable = False
        self._rows: list[LoopRow] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("kind", "rows")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.unknown = words("", "small")
        self.unknown.setWordWrap(True)
        self.add_button = button(self.tr("&Add a loop"))
        self.add_button.setToolTip(self.tr("Add a loop (Ctrl+Enter)"))
        look.icons.dress(self.add_button, "plus", "text")
        self._inside = QWidget()
        self._box = QVBoxLayout(self._inside)
        self._box.setContentsMargins(0, 0, 10, 0)
        self._box.setSpacing(12)
        self._box.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._box.addWidget(self.unknown)
        self._box.addStretch(1)
        self.setWidget(self._inside)
        self.add_button.clicked.connect(lambda _checked: self.add())
        self.setFocusProxy(self.add_button)

    @property
    def rows(self) -> Sequence[LoopRow]:
        """The rows in order."""
        return tuple(self._rows)

    def data(self) -> Any:
        """The blueprint as it stands, in the shape that it came in."""
        return with_loops(self._held, self._loops())

    def show_data(self, data: Any) -> None:
        """Show another blueprint."""
        for row in self._rows:
            self._take_off(row)
        self._rows.clear()
        self._take(data)

    def weave(self, data: Any) -> None:
        """Show a newer state of this blueprint; what is the same stays where it is."""
        if data == self.data():
            self._held = data
            return
        self._take(data)

    def set_writable(self, writable: bool) -> None:
        """Let the member write, or only read."""
        self._writable = writable
        self.add_button.setVisible(writable)
        for row in self._rows:
            row.set_writable(writable)

    def add(self, place: int | None = None, loop: Loop | None = None) -> LoopRow:
        """Add a loop at the end or at a place, and put the focus into it."""
        row = self._insert(len(self._rows) if place is None else place, loop or Loop())
        self._number()
        if loop is not None:
            self.edited.emit()
        row.focus_first()
        self._show(row)
        return row

    def focus_first(self) -> None:
        """Put the focus where one would begin or go on."""
        if self._rows:
            self._rows[0].focus_first()
        else:
            self.add_button.setFocus()

    def go_to(self, found: str, around: str) -> None:
        """Select these words in the loop in which they stand, first where `around` fits best.

        What is around a find may begin in one field and end in another: of several loops with
        the words that one is meant which shares most with it. Words of what has no field of its
        own are brought into view.
        """
        stretch = set(around.casefold().split())
        for row in sorted(self._rows, key=lambda one: -len(stretch & set(one.said().split()))):
            for field in row.fields.values():
                if field.go_to(found, around):
                    field.setFocus()
                    self._show(field)
                    return
        for label in (*(row.rest for row in self._rows), self.unknown):
            if place_of(label.text(), found):
                self._show(label)
                return

    def _loops(self) -> tuple[Loop, ...]:
        return tuple(row.loop() for row in self._rows)

    def _take(self, data: Any) -> None:
        """Give each loop a row: those there are, as far as they go."""
        self._held = data
        loops = loops_of(data)
        for row, loop in zip(self._rows, loops, strict=False):
            row.show_loop(loop)
        for loop in loops[len(self._rows) :]:
            self._insert(len(self._rows), loop)
        for row in self._rows[len(loops) :]:
            self._take_off(row)
        del self._rows[len(loops) :]
        self._number()
        said = spelt(unknown_of(data))
        self.unknown.setText(self.tr("Kept as it is: {what}").format(what=said) if said else "")
        self.unknown.setVisible(bool(said))

    def _insert(self, place: int, loop: Loop) -> LoopRow:
        row = LoopRow(self._look, loop)
        row.set_writable(self._writable)
        row.edited.connect(self.edited)
        row.moved.connect(lambda by: self._move(row, by))
        row.removed.connect(lambda: self._remove(row))
        row.next_wanted.connect(lambda: self.add(self._rows.index(row) + 1))
        self._rows.insert(place, row)
        self._box.insertWidget(place, row)
        row.show()  # at once, for the focus goes into it
        return row

    def _move(self, row: LoopRow, by: int) -> None:
        here = self._rows.index(row)
        place = here + by
        if not self._writable or not 0 <= place < len(self._rows):
            return
        focused = self.focusWidget()
        self._rows.insert(place, self._rows.pop(here))
        self._box.removeWidget(row)
        self._box.insertWidget(place, row)
        self._number()
        if focused is not None:
            focused.setFocus()
        self.ensureWidgetVisible(row)
        self.edited.emit()

    def _remove(self, row: LoopRow) -> None:
        place, loop = self._rows.index(row), row.loop()
        self._rows.remove(row)
        self._take_off(row)
        self._number()
        if self._rows:
            self._rows[min(place, len(self._rows) - 1)].focus_first()
        else:
            self.add_button.setFocus()
        if loop.is_blank:
            return
        self.edited.emit()
        self.loop_removed.emit(place, loop)

    def _take_off(self, row: LoopRow) -> None:
        self._box.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _show(self, one: QWidget) -> None:
        self._inside.adjustSize()
        self.ensureWidgetVisible(one)

    def _number(self) -> None:
        for number, row in enumerate(self._rows, 1):
            row.show_number(number, len(self._rows))
        self._order_stops()

    def _order_stops(self) -> None:
        """Tab goes from field to field in the order in which they are to be seen."""
        stops = [stop for row in self._rows for stop in row.stops()]
        for one, after in pairwise([self._anchor, *stops, self.add_button]):
            QWidget.setTabOrder(one, after)

"""One loop of a blueprint: being, doing, receiving and their essence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.blueprint import Loop
from desktop.services.comparison import spelt
from desktop.theme.appearance import Appearance
from desktop.widgets.buttons import icon_button
from desktop.widgets.texts import words
from desktop.widgets.writing.growing_text import GrowingText
from desktop.widgets.writing.markdown_edit import as_lines

_SIDE_BY_SIDE = 520
_LINES = (2, 9)


class LoopRow(QFrame):
    """Owns the fields of one loop; what it cannot show as fields is told, and kept. GUI thread."""

    edited = Signal()
    moved = Signal(int)  # by so many rows
    removed = Signal()
    next_wanted = Signal()

    def __init__(self, look: Appearance, loop: Loop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loop = loop
        self.setProperty("kind", "card")
        icons = look.icons
        self.number = words("", "small")
        self.up = icon_button(icons, "chevron-up", self.tr("Move up (Alt+Shift+Up)"))
        self.down = icon_button(icons, "chevron-down", self.tr("Move down (Alt+Shift+Down)"))
        self.remove = icon_button(icons, "x", self.tr("Remove this loop"))
        self.fields: dict[str, GrowingText] = {}
        self._holders: dict[str, QWidget] = {}
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.rest = words("", "small")
        self.rest.setWordWrap(True)
        self._lay_out(look)
        self._connect()
        self.show_loop(loop)

    def loop(self) -> Loop:
        """The loop as it stands; what was not touched is as it came."""
        if self._loop.whole is not None:
            return self._loop
        changes: dict[str, Any] = {
            name: field.text()
            for name, field in self.fields.items()
            if field.text() != as_lines(getattr(self._loop, name))
        }
        return replace(self._loop, **changes) if changes else self._loop

    def said(self) -> str:
        """All words of the fields, in small letters."""
        return " ".join(field.text() for field in self.fields.values()).casefold()

    def show_loop(self, loop: Loop) -> None:
        """Show another loop, or a newer state of this one; the cursor stays where it is."""
        self._loop = loop
        whole = loop.whole is not None
        for name, field in self.fields.items():
            field.weave(getattr(loop, name))
            self._holders[name].setVisible(not whole)
        self._show_rest(loop)

    def show_number(self, number: int, count: int) -> None:
        """Tell which of how many loops this is."""
        said = self.tr("Loop {number}").format(number=number)
        self.number.setText(said)
        for name, field in self.fields.items():
            field.setAccessibleName(f"{said}, {self._names()[name]}")
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < count)

    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        return [*self.fields.values(), self.up, self.down, self.remove]

    def focus_first(self) -> None:
        """Put the focus into the first field."""
        next(iter(self.fields.values())).setFocus()

    def set_writable(self, writable: bool) -> None:
        """Let the member write, or only read."""
        for field in self.fields.values():
            field.setReadOnly(not writable)
        for one in (self.up, self.down, self.remove):
            one.setVisible(writable)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Three columns where there is room, one below the other where there is not."""
        super().resizeEvent(event)
        wide = self.width() >= _SIDE_BY_SIDE
        ways = QBoxLayout.Direction
        self._columns.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    def _names(self) -> dict[str, str]:
        return {
            "being": self.tr("Being"),
            "doing": self.tr("Doing"),
            "receiving": self.tr("Receiving"),
            "essence": self.tr("Essence"),
        }

    def _hints(self) -> dict[str, str]:
        return {
            "being": self.tr("I am…"),
            "doing": self.tr("So I…"),
            "receiving": self.tr("And there comes…"),
            "essence": self.tr("One word, if you like"),
        }

    def _lay_out(self, look: Appearance) -> None:
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.number)
        head.addStretch(1)
        for one in (self.up, self.down, self.remove):
            head.addWidget(one)
        self._columns.setSpacing(12)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 8, 12, 14)
        box.setSpacing(6)
        box.addLayout(head)
        box.addLayout(self._columns)
        for name, said in self._names().items():
            holder = self._holders[name] = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            field = GrowingText(look, _LINES if name != "essence" else (1, 2), holder)
            field.setPlaceholderText(self._hints()[name])
            self.fields[name] = field
            column.addWidget(words(said, "small"))
            column.addWidget(field)
            column.addStretch(1)
            if name == "essence":
                box.addWidget(holder)
            else:
                self._columns.addWidget(holder, 1)
        box.addWidget(self.rest)

    def _connect(self) -> None:
        for field in self.fields.values():
            field.edited.connect(self.edited)
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.remove.clicked.connect(self.removed)
        keys = (
            ("Alt+Shift+Up", lambda: self.moved.emit(-1)),
            ("Alt+Shift+Down", lambda: self.moved.emit(1)),
            ("Ctrl+Return", self.next_wanted.emit),
        )
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _show_rest(self, loop: Loop) -> None:
        kept = loop.whole if loop.whole is not None else dict(loop.rest)
        said = spelt(kept)
        self.rest.setText(self.tr("Kept as it is: {what}").format(what=said) if said else "")
        self.rest.setVisible(bool(said))

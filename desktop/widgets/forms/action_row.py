"""One action of a day: its words, and a tick for when it is done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from desktop.widgets.choosing.asking import ask
from desktop.widgets.writing.plain_field import PlainField


class ActionRow(QWidget):
    """Owns the words and the tick; lives on the GUI thread.

    Ctrl+Enter in the words ticks, Enter goes on. What is no text can be ticked, not written in.
    """

    edited = Signal()
    left_by_enter = Signal()

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = self.tr("Action {number}").format(number=number)
        self.tick = QCheckBox()
        self.tick.setAccessibleName(self.tr("{action} is done").format(action=name))
        self.tick.setToolTip(self.tr("Done (Ctrl+Enter in the words)"))
        self.field = PlainField(name)
        ask(self.field, self.tr("One step in line with what I want"), self.tr("One step"))
        self._odd = self._done = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.tick)
        row.addWidget(self.field, 1)
        self.field.installEventFilter(self)
        self.field.value_edited.connect(self._on_edited)
        self.tick.clicked.connect(self._on_ticked)
        self._dress()

    def text(self) -> str:
        """The words."""
        return self.field.value() or ""

    def is_done(self) -> bool:
        """Whether it is ticked."""
        return self._done

    def show_action(self, text: str, *, done: bool, odd: bool) -> None:
        """Show another action without telling anybody."""
        self.field.set_value(text)
        self._odd, self._done = odd, done
        self.field.setReadOnly(odd)
        hint = self.tr("Written by another program; it is kept as it is")
        self.field.setToolTip(hint if odd else "")
        self._dress()

    def set_writable(self, writable: bool) -> None:
        """Let the member write, or wait."""
        self.field.setReadOnly(self._odd or not writable)
        self.tick.setEnabled(writable and bool(self.text().strip()))

    def toggle(self) -> None:
        """Tick it, or take the tick away."""
        if self.tick.isEnabled():
            self.tick.click()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to the words.

        As their focus proxy the row would catch Tab, which comes upon it where it was made.
        """
        self.field.setFocus(event.reason())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the words."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.toggle()
                return True
            if enter:
                self.left_by_enter.emit()
                return True
        return super().eventFilter(watched, event)

    def _on_edited(self) -> None:
        self._dress()
        self.edited.emit()

    def _on_ticked(self, done: bool) -> None:
        self._done = done
        self._dress()
        self.edited.emit()

    def _dress(self) -> None:
        filled = bool(self.text().strip())
        self.tick.setEnabled(filled)
        self.tick.setChecked(self._done and filled)
        if self.field.property("done") != (self._done and filled):
            # By the style sheet: a font of its own would be gone with the next theme.
            self.field.setProperty("done", self._done and filled)
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)

"""The search field above every room."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.theme.appearance import Appearance

# Long enough that a word is not searched letter by letter, short enough to feel at once.
_PAUSE_MS = 150


class SearchField(QLineEdit):
    """Where one types what to look for; lives on the GUI thread."""

    typed = Signal(str)
    """The text rests for a moment: it may be searched for."""
    submitted = Signal(str)
    """Enter: go to what was found."""
    left = Signal()
    """Escape: go back to the room."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("kind", "search")
        self.setPlaceholderText(self.tr("Search everything you wrote"))
        self.setAccessibleName(self.tr("Search"))
        self.setToolTip(self.tr("Ctrl+K. Words, “a phrase”, tag: mood: category: before: after:"))
        self.setClearButtonEnabled(True)
        self._glass = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._on_look_changed()
        look.changed.connect(self._on_look_changed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_rest)
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._on_return)

    def call(self) -> None:
        """Come here from anywhere, ready to type over what was looked for last."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def forget(self) -> None:
        """Hold no words any more, and look for nothing."""
        self._pause.stop()
        self.setText("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the field."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _on_edited(self, _text: str) -> None:
        self._pause.start()

    def _on_rest(self) -> None:
        self.typed.emit(self.text())

    def _on_return(self) -> None:
        self._pause.stop()
        self.submitted.emit(self.text())

    def _on_look_changed(self) -> None:
        self._glass.setIcon(self._look.icons.icon("search"))

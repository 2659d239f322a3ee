"""Buttons by their weight: one primary thing to do, quiet others, links, chips, bare icons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

from desktop.theme.icons import Icons

KINDS = frozenset({"quiet", "primary", "danger", "link", "chip"})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class Button(QPushButton):
    """A button that Enter presses as Space does; lives on the GUI thread.

    Qt leaves Enter to the default button of a dialog, also while “Cancel” has the focus, and to
    nobody in a window.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Be pressed by Enter."""
        if not _enters(self, event):
            super().keyPressEvent(event)


class ToolButton(QToolButton):
    """A button for an icon that Enter presses as Space does; lives on the GUI thread."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Be pressed by Enter."""
        if not _enters(self, event):
            super().keyPressEvent(event)


def button(text: str, kind: str = "quiet", parent: QWidget | None = None) -> Button:
    """A button with words; never the default of a dialog unless it is made so."""
    if kind not in KINDS:
        raise ValueError(f"{kind} is no kind of button")
    made = Button(text, parent)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if kind == "chip":
        made.setCheckable(True)
    return made


def icon_button(
    icons: Icons, name: str, words: str, role: str = "text_muted", parent: QWidget | None = None
) -> ToolButton:
    """A button that shows an icon alone; `words` name it for screen readers and as a hint."""
    made = ToolButton(parent)
    icons.dress(made, name, role)
    icons.set_size(made, 18)
    made.setToolTip(words)
    made.setAccessibleName(words)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def _enters(pressed: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button that has the focus when the key is Enter; a held key presses it once."""
    if event.key() not in _ENTER or event.modifiers() & ~_KEYPAD:
        return False
    if not event.isAutoRepeat():
        pressed.click()
    return True

"""The windows beside the main one: before it is locked they go, or the lock waits for them."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QToolTip,
    QWidget,
)

_MOST_POPUPS = 20


@runtime_checkable
class Holding(Protocol):
    """A window that knows best whether closing it would lose something."""

    def holds_something(self) -> bool:
        """Whether something is in it that nothing else holds."""


class OtherWindows:
    """Closes what stands beside a window, each one once; lives on the GUI thread.

    A dialog in which something was typed, and which takes it only by a button of its own, is left
    to the member: to close it would lose the words.
    """

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._asked: list[QWidget] = []

    def are_gone(self) -> bool:
        """Close what may be closed; whether nothing is left to be seen."""
        QToolTip.hideText()
        for _ in range(_MOST_POPUPS):
            popup = QApplication.activePopupWidget()
            if popup is None:
                break
            popup.close()
        if any(_would_lose(one) for one in self._seen()):
            return False
        for one in self._seen():
            if one not in self._asked:
                self._asked.append(one)
                one.close()
        return not self._seen()

    def call(self) -> None:
        """Bring what is left to the front."""
        for one in self._seen():
            one.raise_()
            one.activateWindow()

    def _seen(self) -> list[QWidget]:
        passing = {Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen}
        return [
            one
            for one in QApplication.topLevelWidgets()
            if one is not self._window and one.isVisible() and one.windowType() not in passing
        ]


def _would_lose(window: QWidget) -> bool:
    if isinstance(window, Holding):
        return window.holds_something()
    if isinstance(window, QFileDialog):
        return True  # whoever asked for a file waits for the answer in the middle of their work
    return isinstance(window, QDialog) and any(map(_was_typed_in, window.findChildren(QWidget)))


def _was_typed_in(field: QWidget) -> bool:
    if isinstance(field, QLineEdit):
        return field.isModified() and bool(field.text()) and not field.isReadOnly()
    if isinstance(field, QPlainTextEdit | QTextEdit):
        return field.document().isModified() and not field.isReadOnly()
    return False

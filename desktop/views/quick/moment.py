"""The quick check-in: the form of the Check-in room in a small window."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.views.quick.window import QuickWindow
from desktop.widgets.sentences import Sentence

_SIZE = (560, 500)


class _Form(Protocol):
    def focus_first(self) -> None:
        """Put the focus where one begins."""


class Editor(Protocol):
    """A form of moments at work: what is begun stays in it until it is saved."""

    saved: SignalInstance
    problem_met: SignalInstance

    @property
    def form(self) -> _Form:
        """The fields."""

    def begin(self) -> None:
        """Show the form of a new moment, with what was begun there."""

    def recall(self) -> None:
        """Bring back what was not saved when it was closed last."""

    def remember(self) -> None:
        """Write down what is not saved."""


class QuickMoment(QuickWindow):
    """Holds the editor of moments that it is given; lives on the GUI thread.

    A saved check-in closes the window. Escape closes it as well, and what was begun is there at
    the next call, though the app be started anew.
    """

    def __init__(self, editor: QWidget) -> None:
        super().__init__("", "")
        self.editor: Editor = editor  # type: ignore[assignment] # a widget that edits moments
        self.setWindowTitle(self.tr("Check-in"))
        self.hint.setText(self.tr("Ctrl+Enter: save. Escape: close, what is begun stays."))
        self.said = Sentence()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(editor)
        column.addStretch(1)
        scroll.setWidget(page)
        for widget in (scroll, self.said, self.hint):
            self.content.addWidget(widget)
        self.resize(*_SIZE)
        self.editor.saved.connect(self._on_saved)
        self.editor.problem_met.connect(self.said.say)
        self.editor.recall()

    def call(self) -> None:
        """Come to the front, ready for a new check-in or the one that was begun."""
        self.said.clear_away()
        self.editor.begin()
        super().call()
        self.editor.form.focus_first()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember what was begun, then go."""
        self.editor.remember()
        super().closeEvent(event)

    def _on_saved(self, *_: object) -> None:
        self.close()

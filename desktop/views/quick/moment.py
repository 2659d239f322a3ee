"""The quick check-in: the form of the Check-in room in a small window."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import SignalInstance
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

    def has_unsaved(self) -> bool:
        """Whether anything is written that is not saved."""


class QuickMoment(QuickWindow):
    """Holds the editor of moments that it is given; lives on the GUI thread.

    A saved check-in closes the window. Escape closes it and keeps what was begun for the next
    call; where there will be none (`alone`), it asks for a second Escape.
    """

    def __init__(self, editor: QWidget, *, alone: bool = False) -> None:
        super().__init__("", "")
        self._editor: Editor = editor  # type: ignore[assignment] # a widget that edits moments
        self._alone = alone
        self._warned = False
        self.setWindowTitle(self.tr("Check-in"))
        self.hint.setText(self.tr("Ctrl+Enter: save. Escape: close."))
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
        self._editor.saved.connect(self._on_saved)
        self._editor.problem_met.connect(self.said.say)

    def call(self) -> None:
        """Come to the front, ready for a new check-in or the one that was begun."""
        self._warned = False
        self.said.clear_away()
        self._editor.begin()
        super().call()
        self._editor.form.focus_first()

    def put_aside(self) -> None:
        """Close, unless that would lose what was begun."""
        if self._alone and self._editor.has_unsaved() and not self._warned:
            self._warned = True
            self.said.say(
                self.tr("This is not saved yet. Ctrl+Enter saves it; Escape once more lets it go.")
            )
            return
        self.close()

    def _on_saved(self, *_: object) -> None:
        self._warned = False
        self.close()

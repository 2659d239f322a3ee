"""Holds the window open until its words are on the disk, or the member gives them up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.qt.autosave import SaveState
from desktop.qt.writing import WritingDesk

# Writing takes a blink; a disk that does not answer must not hold the window for ever.
PATIENCE_MS = 5_000


@runtime_checkable
class Quitting(Protocol):
    """A window whose closing may be part of the end of the whole app."""

    def stay(self) -> None:
        """It goes on: the next closing is a closing like any other."""


class ClosingGuard(QObject):
    """Watches the window of a page for its closing; lives on the GUI thread.

    A window that is to close stays in sight until the store has answered what was typed last:
    then it goes, or the member is asked. `leave` has the page's words written to the desk, and
    `worry` gives the sentence why a write was refused.
    """

    def __init__(
        self,
        page: QWidget,
        desk: WritingDesk,
        leave: Callable[[], None],
        worry: Callable[[], str],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._leave = leave
        self._worry = worry
        self._watched: QWidget | None = None
        self._question: QMessageBox | None = None
        self._wanted = False  # the member wants the window to close
        self._given_up = False  # and gave up what could not be saved
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._on_waited)
        desk.state_changed.connect(self._on_state)

    def set_patience(self, milliseconds: int) -> None:
        """Wait so long for the store's answer before the member is asked."""
        self._patience.setInterval(milliseconds)

    def watch(self) -> None:
        """Watch the window that the page is in by now."""
        window = self._page.window()
        if window is not self._watched and window is not self._page:
            self._watched = window
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the window close when everything is written; else have it written first."""
        if event.type() == QEvent.Type.Close and not self._given_up and self._holds():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _holds(self) -> bool:
        if self._wanted:
            return True  # the answer is on its way already: the store's, or the member's
        self._leave()
        if self._desk.state is SaveState.SAVED:
            return False
        self._wanted = True
        self._patience.start()
        return True

    def _on_state(self, state: SaveState) -> None:
        if state is SaveState.WAITING:
            self._given_up = False  # these words are new
        elif self._wanted and state is SaveState.SAVED:
            if self._question is not None:
                self._question.close()
            self._close()
        elif self._wanted and state is SaveState.FAILED:
            self._ask(self._worry())

    def _on_waited(self) -> None:
        if self._wanted:
            self._ask(self.tr("Your journal takes unusually long to answer."))

    def _close(self) -> None:
        self._wanted = False
        self._patience.stop()
        # Between two events: what has just been answered is told to the others first.
        QTimer.singleShot(0, self, self._page.window().close)

    def _ask(self, sentence: str) -> None:
        self._patience.stop()
        reason = self.tr("{reason}\n\nIf the window closes now, they are lost.")
        if self._question is not None:
            self._question.setInformativeText(reason.format(reason=sentence))
            return
        window = self._page.window()
        window.show()  # it may be out of sight when the whole app is to end
        box = self._question = QMessageBox(window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Not everything is saved"))
        box.setText(self.tr("Your last words could not be saved."))
        box.setInformativeText(reason.format(reason=sentence))
        stay = box.addButton(self.tr("&Stay"), QMessageBox.ButtonRole.RejectRole)
        box.addButton(self.tr("&Close and lose them"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.finished.connect(self._on_answered)
        box.open()

    def _on_answered(self) -> None:
        box, self._question = self._question, None
        self._wanted = False
        answer = box.clickedButton() if box is not None else None
        if box is not None and answer is not None:
            role = box.buttonRole(answer)
            self._given_up = role is QMessageBox.ButtonRole.DestructiveRole
        window = self._page.window()
        if self._given_up:
            self._close()
        elif isinstance(window, Quitting):
            window.stay()

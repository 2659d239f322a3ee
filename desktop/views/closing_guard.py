"""Holds the window open while words could not be saved, until the member says otherwise."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget


class ClosingGuard(QObject):
    """Watches the window of a page for its closing; lives on the GUI thread.

    `worry` gives the sentence why closing would lose words, or an empty one.
    """

    def __init__(self, page: QWidget, worry: Callable[[], str]) -> None:
        super().__init__(page)
        self._page = page
        self._worry = worry
        self._watched: QWidget | None = None
        self._may_close = False

    def watch(self) -> None:
        """Watch the window that the page is in by now."""
        window = self._page.window()
        if window is not self._watched and window is not self._page:
            self._watched = window
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask before the window closes over words that are nowhere else."""
        if event.type() == QEvent.Type.Close and not self._may_close:
            sentence = self._worry()
            if sentence:
                event.ignore()
                self._ask(sentence)
                return True
        return super().eventFilter(watched, event)

    def _ask(self, sentence: str) -> None:
        box = QMessageBox(self._page.window())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Not everything is saved"))
        box.setText(self.tr("Your last words could not be saved."))
        box.setInformativeText(
            self.tr("{reason}\n\nIf the window closes now, they are lost.").format(reason=sentence)
        )
        stay = box.addButton(self.tr("&Stay"), QMessageBox.ButtonRole.RejectRole)
        lose = box.addButton(
            self.tr("&Close and lose them"), QMessageBox.ButtonRole.DestructiveRole
        )
        lose.clicked.connect(self._on_lose)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.open()

    def _on_lose(self) -> None:
        self._may_close = True
        self._page.window().close()

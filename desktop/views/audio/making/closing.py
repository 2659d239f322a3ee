"""Holds the window open while a recording is not kept yet, and closes it afterwards."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from desktop.views.pages.closing_guard import Quitting


class RecordingGuard(QObject):
    """Watches the window over which a recorder stands; lives on the GUI thread, ends with it.

    `holds` is asked at each closing: it says whether something would be lost, and then asks the
    member, or is at work already. What the member does next is told by `go_on` or `stay`.
    """

    def __init__(self, recorder: QDialog, holds: Callable[[], bool]) -> None:
        super().__init__(recorder)
        self._recorder = recorder
        self._holds = holds
        self._wanted = False
        parent = recorder.parentWidget()
        self._window: QWidget | None = parent.window() if parent is not None else None
        if self._window is not None:
            self._window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the window close when nothing would be lost by it."""
        if event.type() == QEvent.Type.Close and self._holds():
            self._wanted = True
            event.ignore()
            self._come_into_sight()
            return True
        return super().eventFilter(watched, event)

    def go_on(self) -> None:
        """Nothing would be lost any more: a window that was to close does so."""
        window = self._window
        if self._wanted and window is not None:
            self._wanted = False
            # Between two events: the recorder has gone by then.
            QTimer.singleShot(0, window, window.close)

    def stay(self) -> None:
        """The member goes on with the recording: the window stays."""
        window: object = self._window
        wanted = self._wanted
        self._wanted = False
        if wanted and isinstance(window, Quitting):
            window.stay()

    def _come_into_sight(self) -> None:
        """The window may be in the tray, or behind others, when the whole app is to end."""
        if self._window is not None:
            self._window.show()
        self._recorder.show()
        self._recorder.raise_()
        self._recorder.activateWindow()

"""The pointer over the cinema and what comes with it: both go away when the hand rests."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from desktop.theme.icons import Icons
from desktop.views.cinema.controls import Controls

_REST_MS = 2_000


class Stage(QObject):
    """Owns the controls and when they are seen; lives on the GUI thread."""

    step_wanted = Signal(int)
    pause_wanted = Signal()
    keep_wanted = Signal()
    end_wanted = Signal()

    def __init__(self, icons: Icons, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._paused = False
        self.controls = Controls(icons, window)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._on_rest)
        self.controls.step_wanted.connect(self.step_wanted)
        self.controls.pause_wanted.connect(self.pause_wanted)
        self.controls.keep_wanted.connect(self.keep_wanted)
        self.controls.end_wanted.connect(self.end_wanted)
        for child in window.findChildren(QWidget):
            child.setMouseTracking(True)
            child.installEventFilter(self)
        window.installEventFilter(self)

    @property
    def is_pointed_at(self) -> bool:
        """Whether pointer and controls are to be seen."""
        return self._window.cursor().shape() != Qt.CursorShape.BlankCursor

    def point(self) -> None:
        """Show pointer and controls for a while."""
        self._window.unsetCursor()
        self.controls.show()
        self.settle()
        self._rest.start()

    def settle(self) -> None:
        """The window has another size."""
        self.controls.settle()

    def show_paused(self, paused: bool) -> None:
        """Whoever pauses sees how to go on."""
        self._paused = paused
        self.controls.show_paused(paused)
        self.point()

    def say(self, sentence: str) -> None:
        """Tell something with the controls."""
        self.controls.say(sentence)
        self.point()

    def offer_to_keep(self, offered: bool) -> None:
        """Whether pictures can be asked for."""
        self.controls.offer_to_keep(offered)
        self.controls.settle()

    def leave(self) -> None:
        """It is over."""
        self._rest.stop()
        self._window.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A hand on the mouse brings them back; a click beside them pauses."""
        kind = event.type()
        if kind is QEvent.Type.MouseMove:
            self.point()
        elif (
            kind is QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and not self._is_of_controls(watched)
        ):
            self.point()
            if event.button() is Qt.MouseButton.LeftButton and watched is self._window:
                self.pause_wanted.emit()
        return super().eventFilter(watched, event)

    def _is_of_controls(self, watched: QObject) -> bool:
        return isinstance(watched, QWidget) and (
            watched is self.controls or self.controls.isAncestorOf(watched)
        )

    def _on_rest(self) -> None:
        if self._paused or self.controls.underMouse():
            self._rest.start()
            return
        self.controls.hide()
        self._window.setCursor(Qt.CursorShape.BlankCursor)

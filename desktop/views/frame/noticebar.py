"""A sentence that appears for a while over the foot of a room, with Undo where there is one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget
from shiboken6 import isValid

from desktop.theme.icons import Icons
from desktop.widgets.buttons import button, icon_button
from desktop.widgets.sentences import read_out
from desktop.widgets.texts import words

_READING_MS = 8_000
_UNDOING_MS = 20_000
_PASSING_MS = 3_000
_MARGIN = 20


class NoticeBar(QFrame):
    """Floats over the widget it is given; one notice at a time, the latest; GUI thread."""

    def __init__(self, over: QWidget, icons: Icons) -> None:
        super().__init__(over)
        self.setObjectName("noticebar")
        self._over = over
        self._undo: Callable[[], None] | None = None
        self._came_from: QWidget | None = None
        self._words = words("", "body")
        self._words.setWordWrap(False)
        self._undo_button = button(self.tr("&Undo"), "link")
        self._undo_button.clicked.connect(self._on_undo)
        close = icon_button(icons, "x", self.tr("Dismiss"))
        close.clicked.connect(self._go)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 8, 8, 8)
        layout.setSpacing(12)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._undo_button)
        layout.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go)
        over.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        self.hide()

    def show_notice(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show a sentence in place of the last one."""
        self._undo = undo
        self._words.setText(text)
        self._undo_button.setVisible(undo is not None)
        self.show()
        self._place()
        self.raise_()
        self._timer.start(_READING_MS if undo is None else _UNDOING_MS)
        read_out(self, text)

    def withdraw(self, undo: object) -> None:
        """Take the notice away that offers this, if it is still shown: it has been done."""
        if self._undo is not None and undo is self._undo:
            self._undo = None
            self._go()

    def hasten(self) -> None:
        """The member has moved on: the notice goes soon, lest it lies over another room."""
        if self._timer.isActive():
            self._timer.start(min(self._timer.remainingTime(), _PASSING_MS))

    def text(self) -> str:
        """The sentence that is shown, or that was shown last."""
        return self._words.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        over = self._over
        room = over.width() - 2 * _MARGIN
        self._words.setWordWrap(False)
        if self.sizeHint().width() > room:
            self._words.setWordWrap(True)
        width = min(room, self.sizeHint().width())
        height = max(self.sizeHint().height(), self.heightForWidth(width))
        self.setGeometry((over.width() - width) // 2, over.height() - height - _MARGIN,
                         width, height)  # fmt: skip

    def _on_undo(self) -> None:
        undo, self._undo = self._undo, None
        self._go()
        if undo is not None:
            undo()

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        entered = new is not None and self.isAncestorOf(new)
        if entered and old is not None and not self.isAncestorOf(old):
            self._came_from = old

    def _go(self) -> None:
        """Hide, and give the focus back: next in line may be the player, and Space starts it."""
        origin, self._came_from = self._came_from, None
        focused = self.window().focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        if inside and origin is not None and isValid(origin) and origin.isVisible():
            origin.setFocus()
        self.hide()

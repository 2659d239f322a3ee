"""The icon in the tray of the desktop: a few things to do without the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop.core.paths import resource
from desktop.theme.icons import Icons

_TELLING_MS = 8_000


class TrayCalls(NamedTuple):
    """What the menu of the icon leads to."""

    write: Callable[[], object]
    check_in: Callable[[], object]
    sync: Callable[[], object]
    open: Callable[[], object]
    quit: Callable[[], object]


class Tray(QObject):
    """Owns the icon and its menu; made only where the desktop has a tray; GUI thread."""

    def __init__(self, calls: TrayCalls, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls = calls
        self.menu = QMenu()
        for name, text, call in (
            ("feather", self.tr("Quick entry"), calls.write),
            ("smile", self.tr("Check-in"), calls.check_in),
            ("refresh-cw", self.tr("Sync now"), calls.sync),
        ):
            self._offer(text, call).setIcon(icons.icon(name))
        self.menu.addSeparator()
        self._open = self._offer(self.tr("Open VibrationFit"), calls.open)
        self._offer(self.tr("Quit"), calls.quit)
        self.icon = QSystemTrayIcon(QIcon(str(resource("icons/app.svg"))), self)
        self.icon.setToolTip("VibrationFit")
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_activated)
        self.icon.show()

    @staticmethod
    def is_there() -> bool:
        """Whether this desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def tell(self, sentence: str) -> None:
        """Say something beside the icon."""
        kind = QSystemTrayIcon.MessageIcon.Information
        self.icon.showMessage("VibrationFit", sentence, kind, _TELLING_MS)

    def offer_lock(self, action: QAction) -> None:
        """Offer the lock of the window, as long as its action is to be seen."""
        self.menu.insertAction(self._open, action)

    def take_away(self) -> None:
        """Take the icon out of the tray."""
        self.icon.hide()
        self.menu.deleteLater()
        self.deleteLater()

    def _offer(self, text: str, call: Callable[[], object]) -> QAction:
        action = self.menu.addAction(text)
        action.triggered.connect(lambda _checked=False: call())
        return action

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in {
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        }:
            self._calls.open()

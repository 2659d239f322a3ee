"""Says how fresh the exchange with the server is, or why there is none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QWidget

from desktop.views.statusline.wording import ago

_REFRESH_MS = 20_000


class SyncFacts(NamedTuple):
    """What is known of the exchange with the server; a plain value."""

    server_set: bool = False
    signed_in: bool = False
    running: bool = False
    last_success: datetime | None = None
    trouble: str = ""
    """What stopped the last run: empty, or offline, elsewhere, server, sign_in, config, error."""


class SyncedPart(QLabel):
    """“Synced 2 min ago”, “Offline”, “Not signed in”; keeps its own words fresh; GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = SyncFacts()
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()
        self._on_tick()

    def show_facts(self, facts: SyncFacts) -> None:
        """Show another state of things."""
        self._facts = facts
        self._on_tick()

    def _on_tick(self) -> None:
        self.setText(self._sentence(self._facts))

    def _sentence(self, facts: SyncFacts) -> str:
        if not facts.signed_in:
            return self.tr("Not signed in")
        if not facts.server_set:
            return self.tr("No server set")
        if facts.running:
            return self.tr("Syncing…")
        if facts.trouble:
            return self._trouble(facts.trouble)
        if facts.last_success is None:
            return self.tr("Not synced yet")
        return self.tr("Synced {ago}").format(ago=ago(facts.last_success, datetime.now(UTC)))

    def _trouble(self, kind: str) -> str:
        return {
            "offline": self.tr("Offline"),
            "elsewhere": self.tr("Another VibrationFit is syncing"),
            "server": self.tr("The server has trouble"),
            "sign_in": self.tr("Sign in again to sync"),
            "config": self.tr("Server settings need a look"),
        }.get(kind, self.tr("Sync did not finish"))

"""How the member listens, kept on this device: speed, loudness, repeating."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from desktop.domain.listening import Repeat
from desktop.qt.lanes import DatabaseLane
from desktop.qt.sound.listening import Listening

if TYPE_CHECKING:  # loaded in the lane
    from desktop.core.settings import Settings
    from desktop.services.workspace import Workspace

_REST_MS = 800


class Keeping(QObject):
    """Writes settings when the hand rests, so that a slider is no hundred files; GUI thread."""

    def __init__(self, lane: DatabaseLane[Workspace], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._waiting: dict[str, Any] = {}
        self._touched: set[str] = set()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.flush)

    def is_touched(self, name: str) -> bool:
        """Whether the member has changed a setting since: what was read of it is out of date."""
        return name in self._touched

    def keep(self, **changes: Any) -> None:
        """Keep some settings by name."""
        self._touched |= changes.keys()
        self._waiting.update(changes)
        self._rest.start()

    def flush(self) -> None:
        """Write what waits now."""
        self._rest.stop()
        changes, self._waiting = self._waiting, {}
        if changes:
            self._lane.ask(lambda workspace: workspace.settings.change(**changes))


class Habits(QObject):
    """Brings a listening to how it was heard last, and keeps what changes; GUI thread."""

    def __init__(
        self, listening: Listening, lane: DatabaseLane[Workspace], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._listening = listening
        self._keeping = Keeping(lane, self)
        self._reading = False
        listening.speed_changed.connect(self._on_speed)
        listening.volume_changed.connect(self._on_volume)
        listening.repeat_changed.connect(self._on_repeat)
        lane.ask(_settings, self._on_read)

    def close(self) -> None:
        """The window closes: write what waits."""
        self._keeping.flush()

    def _on_read(self, settings: Settings) -> None:
        touched, listening = self._keeping.is_touched, self._listening
        self._reading = True
        if not touched("listening_speed"):
            listening.set_speed(settings.listening_speed / 100)
        if not touched("listening_percent"):
            listening.set_volume(settings.listening_percent / 100)
            listening.set_muted(settings.listening_muted)
        if not touched("listening_repeat"):
            listening.set_repeat(Repeat(settings.listening_repeat), chosen=False)
        self._reading = False

    def _on_speed(self, speed: float) -> None:
        if not self._reading:
            self._keeping.keep(listening_speed=round(speed * 100))

    def _on_volume(self, _loudness: float) -> None:
        if not self._reading:
            percent = round(self._listening.volume * 100)
            muted = self._listening.muted
            self._keeping.keep(listening_percent=percent, listening_muted=muted)

    def _on_repeat(self, repeat: Repeat, chosen: bool) -> None:
        if chosen:
            self._keeping.keep(listening_repeat=repeat.value)


def _settings(workspace: Workspace) -> Settings:
    return workspace.settings.values

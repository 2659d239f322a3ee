"""How loud something is to be heard: a volume, and a switch beside it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Loud(QObject):
    """What has a loudness; lives on the GUI thread. Who plays it follows `volume_changed`."""

    volume_changed = Signal(float)
    """How loud it is to be heard by now: 0 while it is off."""

    def __init__(self, volume: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._volume = volume
        self._muted = False

    @property
    def volume(self) -> float:
        """How loud it is while it is on, between 0 and 1."""
        return self._volume

    @property
    def muted(self) -> bool:
        """Whether it is off meanwhile."""
        return self._muted

    @property
    def loudness(self) -> float:
        """How loud it is to be heard by now."""
        return 0.0 if self._muted else self._volume

    def set_volume(self, volume: float) -> None:
        """Between 0 and 1; who turns it wants to hear it, so it is on."""
        self._volume, self._muted = max(0.0, min(volume, 1.0)), False
        self.volume_changed.emit(self.loudness)

    def set_muted(self, muted: bool) -> None:
        """Off, or back to how loud it was."""
        self._muted = muted
        self.volume_changed.emit(self.loudness)

    def switch(self) -> None:
        """Off, or on again; what was turned down to nothing comes back whole."""
        if self.loudness == 0 and self._volume == 0:
            self.set_volume(1.0)
        else:
            self.set_muted(not self._muted)

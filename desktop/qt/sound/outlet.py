"""Where listening is heard: a sound that is made when it is first needed, and its outputs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.qt.sound.player import NoSound
from desktop.qt.sound.reading_aloud import ReadingSound


class Outlet(QObject):
    """Owns the sound and which output the member chose; lives on the GUI thread.

    `connect` gets the sound once it is made, to follow what it tells.
    """

    problem_met = Signal(str)

    def __init__(
        self, connect: Callable[[ReadingSound], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._connect = connect
        self.sound: ReadingSound | None = None
        self.output = b""  # empty for the system's own choice

    def made(self) -> ReadingSound | None:
        """The sound, or None after telling why there is none."""
        if self.sound is None:
            try:
                sound = self.sound = ReadingSound(self)
            except NoSound as fault:
                self.problem_met.emit(str(fault))
                return None
            self._connect(sound)
            if not sound.outputs():
                self.problem_met.emit(
                    self.tr("This computer has no sound output; nothing is heard until it has one.")
                )
        return self.sound

    def outputs(self) -> list[tuple[bytes, str]]:
        """The outputs there are: ids and names."""
        sound = self.made()
        return sound.outputs() if sound is not None else []

    def choose(self, device_id: bytes) -> None:
        """Use an output; an empty id is the system's own choice."""
        sound = self.made()
        if sound is not None:
            self.output = device_id
            sound.choose_output(device_id)

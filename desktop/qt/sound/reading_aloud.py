"""A player that reads as well: sounds are played, words are spoken, by the same door."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.domain.speaking import SUFFIX
from desktop.qt.sound.player import Sound
from desktop.qt.sound.speech import NoVoice, Reader


class ReadingSound(Sound):
    """Owns a player and, from the first text on, a voice; one of them is on. GUI thread.

    Content with the ending of spoken tracks is text in UTF-8. Raises NoSound when it is made
    where nothing can be played.
    """

    speechless = Signal(str)
    """Words cannot be read aloud here; a sentence."""

    def __init__(self, parent: QObject | None = None, engine: str = "") -> None:
        super().__init__(parent)
        self._engine = engine
        self._reader: Reader | None = None
        self._reads = False
        self._speed_wanted = 1.0
        self._volume_wanted = 1.0

    def load(self, content: bytes, suffix: str, begin_at: float = 0.0, *, play: bool) -> None:
        """Take another sound, or another text, at a place in it."""
        self.unload()
        if suffix != SUFFIX:
            super().load(content, suffix, begin_at, play=play)
            return
        reader = self._made_reader()
        if reader is not None:
            self._reads = True
            reader.set_speed(self._speed_wanted)
            reader.set_volume(self._volume_wanted)
            reader.load(content.decode(), begin_at, play=play)

    def unload(self) -> None:
        """Let the sound, or the text, go."""
        if self._reader is not None:
            self._reader.unload()
        self._reads = False
        super().unload()

    def play(self) -> None:
        """Go on."""
        if self._reads and self._reader is not None:
            self._reader.play()
        else:
            super().play()

    def pause(self) -> None:
        """Stop where it is."""
        if self._reads and self._reader is not None:
            self._reader.pause()
        else:
            super().pause()

    def seek(self, position: float) -> None:
        """Go to a place."""
        if self._reads and self._reader is not None:
            self._reader.seek(position)
        else:
            super().seek(position)

    def set_speed(self, speed: float) -> None:
        """Play or speak slower or faster."""
        self._speed_wanted = speed
        if self._reader is not None:
            self._reader.set_speed(speed)
        super().set_speed(speed)

    def set_volume(self, volume: float) -> None:
        """Between 0 and 1, as loudness is felt."""
        self._volume_wanted = volume
        if self._reader is not None:
            self._reader.set_volume(volume)
        super().set_volume(volume)

    @property
    def position(self) -> float:
        """Where it is."""
        return self._reader.position if self._reads and self._reader else super().position

    @property
    def length(self) -> float:
        """How long it is, 0 while that is not known."""
        return self._reader.length if self._reads and self._reader else super().length

    @property
    def is_playing(self) -> bool:
        """Whether it is to be heard, or about to be."""
        return self._reader.is_playing if self._reads and self._reader else super().is_playing

    def _made_reader(self) -> Reader | None:
        if self._reader is None:
            try:
                reader = self._reader = Reader(self, self._engine)
            except NoVoice as fault:
                self.speechless.emit(str(fault))
                return None
            reader.moved.connect(self.moved)
            reader.length_known.connect(self.length_known)
            reader.ended.connect(self.ended)
            reader.failed.connect(self.speechless)
        return self._reader

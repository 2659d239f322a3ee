"""The cinema's switches of its sound: the voice, and the music under it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.qt.sound.background import Background
from desktop.qt.sound.listening import Listening
from desktop.views.cinema.stage import Stage


class Switches(QObject):
    """Ties the controls to what is heard; lives on the GUI thread.

    The voice is as it was found when all is over. The music stays as the member left it, which is
    how it is heard everywhere.
    """

    def __init__(
        self,
        listening: Listening,
        background: Background | None,
        stage: Stage,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._listening = listening
        self._background = background
        self._stage = stage
        self._was_muted = listening.muted
        listening.volume_changed.connect(self._show)
        if background is not None:
            background.volume_changed.connect(self._show)
            background.choice_changed.connect(self._show)
        stage.controls.voice_wanted.connect(self.switch_voice)
        stage.controls.music_wanted.connect(self.switch_music)
        self._show()

    def switch_voice(self) -> None:
        """Off, or on again."""
        self._listening.switch()
        self._stage.point()

    def switch_music(self) -> None:
        """Off, or on again, where there is any."""
        if self._background is not None and self._background.choice:
            self._background.switch()
            self._stage.point()

    def end(self) -> None:
        """Leave the voice as it was found."""
        self._listening.volume_changed.disconnect(self._show)
        if self._background is not None:
            self._background.volume_changed.disconnect(self._show)
            self._background.choice_changed.disconnect(self._show)
        if self._listening.muted != self._was_muted:
            self._listening.set_muted(self._was_muted)

    def _show(self, _what: object = None) -> None:
        controls, music = self._stage.controls, self._background
        controls.show_voice(on=self._listening.loudness > 0)
        if music is not None:
            controls.show_music(there=bool(music.choice), on=music.loudness > 0)
        self._stage.settle()

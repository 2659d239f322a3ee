"""What is heard under the voice: a track of the library or soft noise, in a loop.

It comes and goes softly with the voice, has a volume of its own, and falls silent with the timer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.listening import Phase
from desktop.qt.lanes import DatabaseLane, FreeLane
from desktop.qt.sound.habits import Keeping
from desktop.qt.sound.listening import Listening
from desktop.qt.sound.loudness import Loud
from desktop.qt.sound.player import NoSound, Sound
from desktop.qt.sound.track_opening import Opened, open_track

if TYPE_CHECKING:  # loaded in the lane
    from desktop.core.settings import Settings
    from desktop.services.workspace import Workspace

TRACK = "track:"
_STEP_MS, _STEP = 50, 0.04  # a little more than a second from nothing to all
_USUAL = 0.3
_QUIET = {Phase.PAUSED, Phase.SILENT, Phase.AWAY}


class Background(Loud):
    """Owns the second sound; lives on the GUI thread.

    `choice` is empty for nothing, the name of a noise, or `track:` and the id of a track. Choice
    and loudness are kept on this device.
    """

    choice_changed = Signal(str)

    problem_met = Signal(str)
    wanted = Signal(str)
    """The file of the chosen track should be fetched: its address."""

    def __init__(
        self,
        listening: Listening,
        lane: DatabaseLane[Workspace],
        free: FreeLane,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(_USUAL, parent)
        self._listening = listening
        self._lane = lane
        self._free = free
        self._sound: Sound | None = None
        self._choice = ""
        self._share = 0.0  # of the volume, while it comes or goes
        self._loaded = ""
        self._asked = 0
        self._fade = QTimer(self)
        self._fade.setInterval(_STEP_MS)
        self._fade.timeout.connect(self._on_fade)
        listening.standing_changed.connect(self._on_standing)
        listening.sleeping.volume_changed.connect(lambda _factor: self._apply())
        self._reading = False
        self._keeping = Keeping(lane, self)
        self.volume_changed.connect(self._on_volume)
        lane.ask(_kept, self._on_kept)

    @property
    def choice(self) -> str:
        """What is chosen."""
        return self._choice

    @property
    def is_playing(self) -> bool:
        """Whether it is to be heard."""
        return self._sound is not None and self._sound.is_playing

    def choose(self, choice: str) -> None:
        """Hear something else under the voice, or nothing."""
        self._choice = choice
        self._keeping.keep(background_sound=choice)
        self.choice_changed.emit(choice)
        self._follow()

    def close(self) -> None:
        """Let the sound go, and keep what is not kept yet."""
        self._keeping.flush()
        self._asked += 1
        self._fade.stop()
        if self._sound is not None:
            self._sound.unload()
        self._loaded = ""

    # Coming and going

    def _on_kept(self, settings: Settings) -> None:
        touched = self._keeping.is_touched
        self._reading = True
        if not touched("background_percent"):
            self.set_volume(settings.background_percent / 100)
            self.set_muted(settings.background_muted)
        self._reading = False
        if not touched("background_sound"):
            self._choice = settings.background_sound
            self.choice_changed.emit(self._choice)
        self._follow()

    def _on_volume(self, _loudness: float) -> None:
        self._apply()
        if not self._reading:
            percent = round(self.volume * 100)
            self._keeping.keep(background_percent=percent, background_muted=self.muted)

    def _on_standing(self, standing: Phase) -> None:
        if standing is Phase.PLAYING or standing in _QUIET:
            self._follow()  # between two tracks it goes on

    @property
    def _is_wanted(self) -> bool:
        return bool(self._choice) and self._listening.standing not in _QUIET

    def _follow(self) -> None:
        """Have the right sound here, and let it come or go."""
        if self._is_wanted and self._loaded != self._choice:
            self._load()
        elif self._is_wanted and self._sound is not None:
            self._sound.play()
        if self._is_wanted or self._share > 0:
            self._fade.start()

    def _on_fade(self) -> None:
        wanted = 1.0 if self._is_wanted and self._loaded == self._choice else 0.0
        step = _STEP if wanted > self._share else -_STEP
        self._share = min(1.0, max(0.0, self._share + step))
        self._apply()
        if self._share == wanted:
            self._fade.stop()
            if not wanted and self._sound is not None:
                self._sound.pause()

    def _apply(self) -> None:
        if self._sound is not None:
            share = self._share * self._listening.sleeping.volume()
            self._sound.set_volume(self.loudness * share)

    # Opening

    def _load(self) -> None:
        self._asked += 1
        asked, choice = self._asked, self._choice

        def made(content: bytes) -> None:
            if asked == self._asked:
                self._take(choice, content, "wav")

        def opened(found: Opened | None) -> None:
            if asked != self._asked or found is None:
                return
            if found.content is None:
                self.wanted.emit(found.address)
                self.problem_met.emit(
                    self.tr("The background sound is not on this computer yet; it is fetched.")
                )
            else:
                self._take(choice, found.content, found.suffix)

        if choice.startswith(TRACK):
            track_id = choice.removeprefix(TRACK)
            self._lane.ask(lambda workspace: open_track(workspace, track_id, (None,)), opened)
        else:
            self._free.ask(lambda: _noise(choice), made)

    def _take(self, choice: str, content: bytes, suffix: str) -> None:
        if self._sound is None:
            try:
                sound = self._sound = Sound(self)
            except NoSound:
                return  # told by the voice
            sound.set_loops(forever=True)
            sound.broken.connect(self._on_broken)
        self._loaded, self._share = choice, 0.0
        self._apply()
        self._sound.load(content, suffix, play=self._is_wanted)
        self._fade.start()

    def _on_broken(self) -> None:
        self._loaded = ""
        self.choose("")
        self.problem_met.emit(self.tr("The background sound cannot be played."))


def _noise(name: str) -> bytes:
    """A loop of noise; what is no noise any more is silence. In the free lane."""
    from desktop.domain.noise import Noise, wav_of

    return wav_of(Noise(name) if name in set(Noise) else Noise.BROWN)


def _kept(workspace: Workspace) -> Settings:
    return workspace.settings.values

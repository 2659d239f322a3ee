"""The voice of the cinema: the window's one listening, and the part that it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.domain.listening import Phase, Queue, Repeat
from desktop.qt.sound.listening import Listening

if TYPE_CHECKING:  # loaded in the lane with the programme
    from desktop.services.audio import Track
    from desktop.services.cinema import Voice


class Narrator(QObject):
    """Plays the set of a vision round and round; owns nothing but what it found; GUI thread.

    At the end everything is as it was: the set that was on, and whether it was to be heard.
    """

    came_to = Signal(str)
    """The voice is in a part now; empty for none that is known."""
    held = Signal(bool)
    """It was paused, or goes on, by whatever other hand."""

    def __init__(self, listening: Listening, voice: Voice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listening = listening
        self._voice = voice
        self._before: Queue | None = None
        self._was_playing = False
        listening.track_changed.connect(self._on_track)
        listening.standing_changed.connect(self._on_standing)

    @property
    def length(self) -> float:
        """How long the voice stays in this part, in seconds."""
        return self._listening.length

    def begin(self) -> None:
        """Go on with the set if it is on already, else begin it."""
        listening, tracks = self._listening, self._voice.tracks
        self._before, self._was_playing = listening.queue, listening.is_playing
        current = listening.queue.current
        if listening.track is not None and current in tracks and listening.is_playing:
            self._on_track(listening.track)
        else:
            listening.play_set(tracks, tracks[0])
        listening.set_repeat(Repeat.SET, chosen=False)

    def go_to(self, part: str) -> None:
        """Go to the track that narrates a part."""
        track_id = next((one for one, said in self._voice.parts.items() if said == part), "")
        if track_id and track_id != self._listening.queue.current:
            self._listening.play_set(self._voice.tracks, track_id, play=self._listening.is_playing)

    def hold(self, held: bool) -> None:
        """Pause it, or let it go on."""
        if held:
            self._listening.pause()
        else:
            self._listening.play()

    def end(self) -> None:
        """Leave the listening as it was found."""
        listening, before = self._listening, self._before
        listening.track_changed.disconnect(self._on_track)
        listening.standing_changed.disconnect(self._on_standing)
        if before is None:
            return
        if not self._was_playing:
            listening.pause()
        ours = self._voice.tracks
        if before.ids and before.current not in ours:
            listening.play_set(before.ids, before.current, play=self._was_playing)
        listening.set_repeat(before.repeat, chosen=False)

    def _on_track(self, track: Track | None) -> None:
        self.came_to.emit(self._voice.parts.get(track.id, "") if track is not None else "")

    def _on_standing(self, standing: Phase) -> None:
        if standing is Phase.PAUSED:
            self.held.emit(True)
        elif standing is Phase.PLAYING:
            self.held.emit(False)
        elif standing in {Phase.AWAY, Phase.SILENT}:
            self.came_to.emit("")

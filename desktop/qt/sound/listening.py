"""Listening: the queue that is on, its sound, and where one stops.

What is played comes from the media library in the database lane, deciphered into memory: playing
touches no disk and no network. The place is kept every few seconds, at pauses and changes of track.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from desktop.domain.listening import Phase, Queue, Repeat, rewind
from desktop.language import translated
from desktop.qt.lanes import DatabaseLane
from desktop.qt.sound.loudness import Loud
from desktop.qt.sound.outlet import Outlet
from desktop.qt.sound.places import Places
from desktop.qt.sound.sleeping import Now, Sleeping
from desktop.qt.sound.track_opening import Opened, open_track

if TYPE_CHECKING:  # loaded in the lane when something is played
    from desktop.qt.sound.reading_aloud import ReadingSound
    from desktop.services.audio import Place, Track
    from desktop.services.workspace import Workspace


class Listening(Loud):
    """Owns the queue and the outlet of the voice; lives on the GUI thread.

    `clock` gives seconds that only go forward.
    """

    standing_changed = Signal(object)  # Phase
    track_changed = Signal(object)  # Track, or None
    moved = Signal(float, float)  # position and length, in seconds
    speed_changed = Signal(float)
    repeat_changed = Signal(object, bool)  # Repeat, and whether the member chose it
    problem_met = Signal(str)
    wanted = Signal(str)
    """A file that is not here should be fetched: its address."""

    def __init__(
        self,
        lane: DatabaseLane[Workspace],
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(1.0, parent)
        self._lane = lane
        self._clock = clock
        self.outlet = Outlet(self._follow, self)
        self.outlet.problem_met.connect(self.problem_met)
        self._queue = Queue()
        self._track: Track | None = None
        self._variant: str | None = None
        self._address = self._key = ""
        self._standing = Phase.SILENT
        self._asked = 0
        self._intends = False
        self._speed = 1.0
        self._paused_at: float | None = None
        self._laid = 0.0, 0.0  # place and length, as long as nothing was loaded
        self._places = Places(lane)
        self.sleeping = Sleeping(self._now, clock, self)
        self.sleeping.volume_changed.connect(lambda _factor: self._apply_volume())
        self.sleeping.over.connect(self._fall_silent)
        self.volume_changed.connect(lambda _loudness: self._apply_volume())

    # What is on

    @property
    def _sound(self) -> ReadingSound | None:
        return self.outlet.sound

    @property
    def standing(self) -> Phase:
        """Where it stands."""
        return self._standing

    @property
    def track(self) -> Track | None:
        """The track that is on."""
        return self._track

    @property
    def variant(self) -> str | None:
        """The variant of it that is chosen, None for the track itself."""
        return self._variant

    @property
    def queue(self) -> Queue:
        """The tracks that are on, in their order."""
        return self._queue

    @property
    def position(self) -> float:
        """Where in the track it is, in seconds."""
        return self._sound.position if self._sound is not None else self._laid[0]

    @property
    def length(self) -> float:
        """How long the track is, in seconds."""
        known = self._sound.length if self._sound is not None else self._laid[1]
        return known or (self._track.length or 0.0 if self._track is not None else 0.0)

    @property
    def speed(self) -> float:
        """How fast it is played."""
        return self._speed

    @property
    def is_playing(self) -> bool:
        """Whether it is to be heard, or about to be."""
        if self._standing is Phase.LOADING:
            return self._intends
        return self._sound is not None and self._sound.is_playing

    # What the member asks

    def play_set(self, ids: Sequence[str], first: str = "", *, play: bool = True) -> None:
        """Put the tracks of a set on, from one of them on, each where the member stopped in it."""
        self._wake()
        queue = Queue(tuple(ids), repeat=self._queue.repeat)
        self._go(queue.at(first) if first else queue, play=play)

    def lay_out(self, ids: Sequence[str], first: str) -> None:
        """Have a set ready without loading any sound: it begins when it is played."""
        self._queue = Queue(tuple(ids), repeat=self._queue.repeat).at(first)
        asked = self._asked

        def told(found: tuple[Track | None, Place]) -> None:
            track, place = found
            if asked == self._asked and track is not None:
                self._track = track
                self._laid = 0.0 if place.finished else place.position, place.length
                self.track_changed.emit(track)

        self._lane.ask(lambda w: (w.audio.track(first), w.audio.place(first)), told)

    def follow_tracks(self, ids: Sequence[str]) -> None:
        """The set has changed: what is on goes on."""
        self._queue = self._queue.with_tracks(ids)

    def renew(self, track_id: str) -> None:
        """A track has another sound now: if it is on, that one is heard, from its beginning."""
        if self._track is not None and self._track.id == track_id:
            self._begin(play=self.is_playing)

    def toggle(self) -> None:
        """Play, or pause."""
        (self.pause if self.is_playing else self.play)()

    def play(self) -> None:
        """Go on, a little before where it was paused: the longer ago, the further."""
        self._wake()
        if self._standing is Phase.LOADING:
            self._intends = True
            return
        if self._sound is None or self._standing is not Phase.PAUSED:
            if self._queue.current and not self.is_playing:
                self._begin(play=True)
            return
        back = 0.0 if self._paused_at is None else rewind(self._clock() - self._paused_at)
        if back:
            self._sound.seek(max(0.0, self.position - back))
        self._paused_at = None
        self._apply_volume()
        self._sound.play()
        self._stand(Phase.PLAYING)

    def _wake(self) -> None:
        if not self.is_playing:
            self.sleeping.wake()

    def pause(self) -> None:
        """Stop where it is, and remember the place."""
        if self._standing is Phase.LOADING:
            self._intends = False
        elif self._sound is not None and self.is_playing:
            self._sound.pause()
            self._paused_at = self._clock()
            self._keep_place()
            self._stand(Phase.PAUSED)

    def stop(self) -> None:
        """Fall silent and take everything off."""
        self.close()
        self._queue, self._track = Queue(repeat=self._queue.repeat), None
        self._stand(Phase.SILENT)
        self.track_changed.emit(None)

    def seek(self, position: float) -> None:
        """Go to a place in the track."""
        if self._sound is not None:
            self._sound.seek(position)
            self.sleeping.moved_by_member()
            self._keep_place()
            self._tell_moved()

    def skip(self, seconds: float) -> None:
        """Go some seconds on, or back."""
        self.seek(max(0.0, self.position + seconds))

    def next(self) -> None:
        """Go to the next track."""
        following = self._queue.next()
        if following is not None:
            self._go(following, play=self.is_playing)

    def previous(self) -> None:
        """Go to the beginning of the track, or to the one before."""
        before = self._queue.previous(self.position if self._sound is not None else 0.0)
        if before.current == self._queue.current:
            self.seek(0.0)
        else:
            self._go(before, play=self.is_playing)

    def choose_variant(self, variant_id: str | None) -> None:
        """Hear another version of the track from the same place on."""
        if self._track is not None and variant_id != self._variant:
            playing = self.is_playing
            self._variant = variant_id
            self._keep_place()
            self._begin(play=playing, variant=(variant_id,))

    def set_speed(self, speed: float) -> None:
        """Between half and twice as fast; the pitch stays."""
        self._speed = max(0.5, min(speed, 2.0))
        if self._sound is not None:
            self._sound.set_speed(self._speed)
        self.speed_changed.emit(self._speed)

    def set_repeat(self, repeat: Repeat, *, chosen: bool = True) -> None:
        """Repeat the track, the set, or neither; for good only where the member chose it."""
        self._queue = replace(self._queue, repeat=repeat)
        self.repeat_changed.emit(repeat, chosen)

    def close(self) -> None:
        """Remember the place and let the sound go."""
        self._keep_place()
        self._asked += 1
        if self._sound is not None:
            self._sound.unload()
        self.sleeping.run(playing=False)

    def file_came(self, key: str) -> None:
        """A file has been fetched: go on if it is the one that was waited for."""
        if self._standing is Phase.AWAY and key == self._key:
            self._begin(play=True)

    # Opening

    def _follow(self, sound: ReadingSound) -> None:
        sound.moved.connect(self._on_moved)
        sound.length_known.connect(lambda _length: self._tell_moved())
        sound.ended.connect(self._on_ended)
        sound.broken.connect(self._on_broken)
        sound.output_lost.connect(self._on_output_lost)
        sound.speechless.connect(self._on_speechless, Qt.ConnectionType.QueuedConnection)

    def _go(self, queue: Queue, *, play: bool) -> None:
        self._keep_place()
        self._queue = queue
        self._begin(play=play)

    def _begin(self, *, play: bool, variant: tuple[str | None] | None = None) -> None:
        track_id, sound = self._queue.current, self.outlet.made()
        if not track_id or sound is None:
            return
        self._asked += 1
        asked = self._asked
        self._intends = play

        def opened(found: Opened | None) -> None:
            if asked == self._asked:
                self._on_opened(found)

        if sound.is_playing:  # after its end a pause would go back to its beginning
            sound.pause()  # while the next one is on its way
        self._stand(Phase.LOADING)
        self._lane.ask(lambda w: open_track(w, track_id, variant), opened, self._on_failed)

    def _on_opened(self, found: Opened | None) -> None:
        sound, play = self._sound, self._intends
        if found is None or sound is None:
            self._stand(Phase.SILENT)
            return
        self._track, self._variant = found.track, found.place.variant_id
        self._address, self._key, self._paused_at = found.address, found.key, None
        self.sleeping.moved_by_member()
        self.track_changed.emit(found.track)
        if found.content is None:
            sound.unload()
            self._stand(Phase.AWAY)
            self.wanted.emit(found.address)
            return
        begin_at = self._places.begin(found.place)
        sound.set_speed(self._speed)
        self._apply_volume()
        sound.load(found.content, found.suffix, begin_at, play=play)
        self._stand(Phase.PLAYING if play else Phase.PAUSED)
        self._tell_moved()

    def _on_failed(self, error: Exception) -> None:
        self._stand(Phase.SILENT)
        self.problem_met.emit(translated(error))

    # What the sound tells

    def _now(self) -> Now:
        return Now(self.position, max(0.0, self.length - self.position), self._speed)

    def _on_moved(self, position: float) -> None:
        if self._places.is_due(position):
            self._keep_place()
        self._tell_moved()

    def _tell_moved(self) -> None:
        self.moved.emit(self.position, self.length)
        self.sleeping.moved_in_silence()

    def _on_ended(self) -> None:
        self._keep_place(finished=True)
        following = None if self.sleeping.track_ended() else self._queue.after_end()
        if following is None:
            self._stand(Phase.PAUSED)
            return
        self._queue = following
        self._begin(play=True)

    def _on_broken(self) -> None:
        """What is here cannot be played: it is let go and fetched anew, and the rest goes on."""
        track, address = self._track, self._address
        if track is None:
            return
        self._lane.ask(lambda workspace: workspace.media.spoilt(address))
        self.problem_met.emit(
            self.tr("“{title}” cannot be played; it is fetched anew.").format(title=track.title)
        )
        self._stand(Phase.AWAY)
        self.wanted.emit(address)
        following = self._queue.next()
        if following is not None and following.current != self._queue.current:
            self._go(following, play=True)

    def _on_speechless(self, sentence: str) -> None:
        self._stand(Phase.PAUSED)
        self.problem_met.emit(sentence)

    def _on_output_lost(self) -> None:
        self._paused_at = self._clock()
        self._keep_place()
        self._stand(Phase.PAUSED)
        self.problem_met.emit(
            self.tr("What you were listening with is gone. It is paused, so that nobody overhears.")
        )

    def _fall_silent(self, place: float) -> None:
        self.pause()
        if self._sound is not None:
            self._sound.seek(place)
        self._paused_at = None  # it goes on from there, and not from before that
        self._keep_place()

    def _apply_volume(self) -> None:
        if self._sound is not None:
            self._sound.set_volume(self.loudness * self.sleeping.volume())

    def _keep_place(self, *, finished: bool = False) -> None:
        from desktop.services.audio import Place

        track = self._track
        if track is None or self._standing not in {Phase.PLAYING, Phase.PAUSED}:
            return
        place = Place(self.position, self.length, self._variant, finished=finished)
        self._places.keep(track.id, place)

    def _stand(self, standing: Phase) -> None:
        self.sleeping.run(playing=standing is Phase.PLAYING)
        if standing is not self._standing:
            self._standing = standing
            self.standing_changed.emit(standing)

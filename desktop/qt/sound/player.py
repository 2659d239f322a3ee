"""Plays one sound from memory: from a place on, at any speed with its pitch kept, on any output.

QtMultimedia is loaded with the first sound. A player always has an output, even on a computer
without a sound card: without one Qt never says that a sound has ended.
"""

from __future__ import annotations

import logging
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QIODevice,
    QLoggingCategory,
    QObject,
    Qt,
    QUrl,
    Signal,
)

from desktop.core import libraries
from desktop.language import tr
from desktop.qt.sound.in_memory import InMemory

if TYPE_CHECKING:  # loaded with the first sound
    from PySide6.QtMultimedia import QAudioDevice, QAudioOutput, QMediaPlayer

_log = logging.getLogger(__name__)
_THOUSAND = 1000.0


class NoSound(Exception):
    """This computer cannot play sound; says in a sentence what is missing."""


class Sound(QObject):
    """Owns one player with its output and the sound it plays; lives on the GUI thread.

    Positions and lengths are seconds. Raises NoSound when it is made where nothing can be played.
    """

    moved = Signal(float)
    """Where it is now."""
    length_known = Signal(float)
    playing_changed = Signal(bool)
    ended = Signal()
    """It was heard to its end."""
    broken = Signal()
    """What was loaded cannot be played."""
    output_lost = Signal()
    """The output that was used is gone, such as an unplugged headset; it is paused."""

    # What changes the player is asked of it through Qt's event loop, never by a call: FFmpeg's
    # threads free their parts under a lock of Qt's and want Python's to do so, since a player made
    # here might have overridden a method; a call that held Python's lock and waited for Qt's would
    # wait for ever (met once in some thousand stops).
    _to_play = Signal()
    _to_pause = Signal()
    _to_stop = Signal()
    _to_seek = Signal("qlonglong")  # type: ignore[arg-type] # a type of Qt's own
    _to_run_at = Signal(float)
    _to_repeat = Signal(int)
    _to_sound = Signal(float)
    _to_use = Signal("QAudioDevice")  # type: ignore[arg-type] # loaded with the first sound
    _to_take = Signal(QIODevice, QUrl)
    _to_open = Signal(QUrl)
    _asked = Signal(int)
    _placed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        module = multimedia()
        self._kinds = module.QMediaPlayer
        self._output: QAudioOutput = module.QAudioOutput(self)
        self._player: QMediaPlayer = module.QMediaPlayer(self)
        self._devices = module.QMediaDevices(self)
        self._player.setAudioOutput(self._output)
        self._player.setPitchCompensation(True)
        self._content: InMemory | None = None
        self._begin_at = 0.0
        self._wants_to_play = False
        self._number = 0  # of the sound that was asked for last
        self._taken = False  # whether the player has got it
        self._ready = False  # and is at the place where it begins
        self._chosen = b""
        self._connect()

    # What is asked for

    def load(self, content: bytes, suffix: str, begin_at: float = 0.0, *, play: bool) -> None:
        """Take another sound, at a place in it."""
        self.unload()
        self._begin_at, self._wants_to_play = begin_at, play
        held = self._content = InMemory(content, suffix, self)
        if held.device is None:
            self._to_open.emit(held.url)
        else:
            self._to_take.emit(held.device, held.url)
        self._asked.emit(self._number)

    def unload(self) -> None:
        """Let the sound go."""
        self._wants_to_play = False
        # First of all nothing is loaded: stopping goes to the beginning, which is nobody's place.
        content, self._content = self._content, None
        self._taken = self._ready = False
        self._number += 1
        self._to_stop.emit()
        if content is not None:
            self._to_open.emit(QUrl())
            content.deleteLater()  # behind what was asked, in the same queue

    def play(self) -> None:
        """Go on."""
        self._wants_to_play = True
        if self._ready:
            self._to_play.emit()

    def pause(self) -> None:
        """Stop where it is."""
        self._wants_to_play = False
        self._to_pause.emit()

    def seek(self, position: float) -> None:
        """Go to a place."""
        position = max(0.0, min(position, self.length or position))
        if self._ready:
            self._to_seek.emit(round(position * _THOUSAND))
        else:
            self._begin_at = position

    def set_speed(self, speed: float) -> None:
        """Play slower or faster; the pitch stays."""
        self._to_run_at.emit(speed)

    def set_volume(self, volume: float) -> None:
        """Between 0 and 1, as loudness is felt."""
        # Loudness is felt in proportions; the cube is what sound servers take as well.
        self._to_sound.emit(max(0.0, min(volume, 1.0)) ** 3)

    def set_loops(self, *, forever: bool) -> None:
        """Begin anew at the end, or not."""
        loops = self._kinds.Loops
        self._to_repeat.emit((loops.Infinite if forever else loops.Once).value)

    # What is told

    @property
    def position(self) -> float:
        """Where it is."""
        return self._player.position() / _THOUSAND if self._ready else self._begin_at

    @property
    def length(self) -> float:
        """How long it is, 0 while that is not known."""
        # Until the player has taken what was asked for, it tells of the sound before.
        return max(0, self._player.duration()) / _THOUSAND if self._taken else 0.0

    @property
    def is_playing(self) -> bool:
        """Whether it is to be heard, or about to be."""
        return self._wants_to_play

    def outputs(self) -> list[tuple[bytes, str]]:
        """The outputs there are: their ids and names."""
        return [(bytes(d.id().data()), d.description()) for d in self._devices.audioOutputs()]

    def choose_output(self, device_id: bytes) -> None:
        """Use this output while it is there; an empty id is the system's own choice."""
        self._chosen = device_id
        self._follow_outputs()

    # Parts

    def _connect(self) -> None:
        player = self._player
        later = Qt.ConnectionType.QueuedConnection
        self._to_play.connect(player.play, later)
        self._to_pause.connect(player.pause, later)
        self._to_stop.connect(player.stop, later)
        self._to_seek.connect(player.setPosition, later)
        self._to_run_at.connect(player.setPlaybackRate, later)
        self._to_repeat.connect(player.setLoops, later)
        self._to_sound.connect(self._output.setVolume, later)
        self._to_use.connect(self._output.setDevice, later)
        self._to_take.connect(player.setSourceDevice, later)
        self._to_open.connect(player.setSource, later)
        self._asked.connect(self._on_taken, later)
        self._placed.connect(self._on_placed, later)
        player.positionChanged.connect(self._on_position)
        player.durationChanged.connect(lambda ms: self.length_known.emit(max(0, ms) / _THOUSAND))
        player.mediaStatusChanged.connect(self._on_status)
        player.errorOccurred.connect(self._on_error)
        player.playbackStateChanged.connect(self._on_playback)
        self._devices.audioOutputsChanged.connect(self._on_outputs_changed)

    def _on_taken(self, number: int) -> None:
        """What was asked for before this is done: what the player tells from now on is of it."""
        self._taken = number == self._number

    def _on_placed(self, number: int) -> None:
        if number == self._number:
            self._ready, self._begin_at = True, 0.0
            if self._wants_to_play:
                self._to_play.emit()

    def _on_position(self, milliseconds: int) -> None:
        if self._ready:
            self.moved.emit(milliseconds / _THOUSAND)

    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        kinds = self._kinds.MediaStatus
        if not self._taken:
            return  # of a sound that was let go
        if status == kinds.LoadedMedia:
            if self._begin_at > 0:
                self._to_seek.emit(round(self._begin_at * _THOUSAND))
            self._placed.emit(self._number)
        elif status == kinds.EndOfMedia:
            self._wants_to_play = False
            self.ended.emit()
        elif status == kinds.InvalidMedia:
            self._wants_to_play = False
            self.broken.emit()

    def _on_error(self, error: QMediaPlayer.Error, _words: str) -> None:
        if not self._taken:
            return
        _log.info("a sound could not be played: %s", error.name)
        if error == self._kinds.Error.FormatError:
            return  # told by its status as well
        self._wants_to_play = False
        self.broken.emit()

    def _on_playback(self, state: QMediaPlayer.PlaybackState) -> None:
        self.playing_changed.emit(state == self._kinds.PlaybackState.PlayingState)

    def _on_outputs_changed(self) -> None:
        """An output came or went: nobody's headset is followed by the loudspeaker."""
        used = bytes(self._output.device().id().data())
        there = {device_id for device_id, _name in self.outputs()}
        if used and used not in there and self._wants_to_play:
            self.pause()
            self.output_lost.emit()
        self._follow_outputs()

    def _follow_outputs(self) -> None:
        device: QAudioDevice = next(
            (d for d in self._devices.audioOutputs() if bytes(d.id().data()) == self._chosen),
            self._devices.defaultAudioOutput(),
        )
        self._to_use.emit(device)


def multimedia() -> ModuleType:
    """QtMultimedia, or NoSound with the sentence that tells what is missing."""
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")  # FFmpeg tells of every sound
    try:
        from PySide6 import QtMultimedia
    except ImportError as error:
        raise NoSound(_sentence()) from error
    return QtMultimedia


def _sentence() -> str:
    absent = libraries.missing(sound=True)
    if absent:
        packages = " ".join(sorted(set(absent.values())))
        return tr(
            "Sound needs system libraries that are not installed; install them with: "
            "sudo apt-get install --no-install-recommends {packages}",
        ).format(packages=packages)
    return tr("This computer cannot play sound.")

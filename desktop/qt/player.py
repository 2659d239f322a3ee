"""Plays one sound from memory: from a place on, at any speed with its pitch kept, on any output.

QtMultimedia is loaded with the first sound. A player always has an output, even on a computer
without a sound card: without one Qt never says that a sound has ended.
"""

from __future__ import annotations

import logging
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QIODevice,
    QLoggingCategory,
    QObject,
    QUrl,
    Signal,
)

from desktop.core import libraries

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

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        module = multimedia()
        self._kinds = module.QMediaPlayer
        self._output: QAudioOutput = module.QAudioOutput(self)
        self._player: QMediaPlayer = module.QMediaPlayer(self)
        self._devices = module.QMediaDevices(self)
        self._player.setAudioOutput(self._output)
        self._player.setPitchCompensation(True)
        self._content: QBuffer | None = None
        self._begin_at = 0.0
        self._wants_to_play = False
        self._chosen = b""
        self._connect()

    # What is asked for

    def load(self, content: bytes, suffix: str, begin_at: float = 0.0, *, play: bool) -> None:
        """Take another sound, at a place in it."""
        self.unload()
        self._begin_at, self._wants_to_play = begin_at, play
        buffer = QBuffer(self)
        buffer.setData(QByteArray(content))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._content = buffer
        self._player.setSourceDevice(buffer, QUrl(f"sound.{suffix}"))

    def unload(self) -> None:
        """Let the sound go."""
        self._wants_to_play = False
        # First of all nothing is loaded: stopping goes to the beginning, which is nobody's place.
        content, self._content = self._content, None
        self._player.stop()
        if content is not None:
            self._player.setSource(QUrl())
            content.deleteLater()

    def play(self) -> None:
        """Go on."""
        self._wants_to_play = True
        if self._is_loaded():
            self._player.play()

    def pause(self) -> None:
        """Stop where it is."""
        self._wants_to_play = False
        self._player.pause()

    def seek(self, position: float) -> None:
        """Go to a place."""
        position = max(0.0, min(position, self.length or position))
        if self._is_loaded():
            self._player.setPosition(round(position * _THOUSAND))
        else:
            self._begin_at = position

    def set_speed(self, speed: float) -> None:
        """Play slower or faster; the pitch stays."""
        self._player.setPlaybackRate(speed)

    def set_volume(self, volume: float) -> None:
        """Between 0 and 1, as loudness is felt."""
        # Loudness is felt in proportions; the cube is what sound servers take as well.
        self._output.setVolume(max(0.0, min(volume, 1.0)) ** 3)

    def set_loops(self, *, forever: bool) -> None:
        """Begin anew at the end, or not."""
        loops = self._kinds.Loops
        self._player.setLoops(loops.Infinite if forever else loops.Once)

    # What is told

    @property
    def position(self) -> float:
        """Where it is."""
        return self._player.position() / _THOUSAND if self._is_loaded() else self._begin_at

    @property
    def length(self) -> float:
        """How long it is, 0 while that is not known."""
        return max(0, self._player.duration()) / _THOUSAND

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
        player.positionChanged.connect(self._on_position)
        player.durationChanged.connect(lambda ms: self.length_known.emit(max(0, ms) / _THOUSAND))
        player.mediaStatusChanged.connect(self._on_status)
        player.errorOccurred.connect(self._on_error)
        player.playbackStateChanged.connect(self._on_playback)
        self._devices.audioOutputsChanged.connect(self._on_outputs_changed)

    def _is_loaded(self) -> bool:
        if self._content is None:
            return False
        status = self._kinds.MediaStatus
        waiting = {status.NoMedia, status.LoadingMedia, status.InvalidMedia}
        return self._player.mediaStatus() not in waiting

    def _on_position(self, milliseconds: int) -> None:
        if self._is_loaded():
            self.moved.emit(milliseconds / _THOUSAND)

    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        kinds = self._kinds.MediaStatus
        if status == kinds.LoadedMedia:
            if self._begin_at > 0:
                self._player.setPosition(round(self._begin_at * _THOUSAND))
            self._begin_at = 0.0
            if self._wants_to_play:
                self._player.play()
        elif status == kinds.EndOfMedia:
            self._wants_to_play = False
            self.ended.emit()
        elif status == kinds.InvalidMedia:
            self._wants_to_play = False
            self.broken.emit()

    def _on_error(self, error: QMediaPlayer.Error, _words: str) -> None:
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
        self._output.setDevice(device)


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
        return QCoreApplication.translate(
            "player",
            "Sound needs system libraries that are not installed; install them with: "
            "sudo apt-get install --no-install-recommends {packages}",
        ).format(packages=packages)
    return QCoreApplication.translate("player", "This computer cannot play sound.")

"""Hears a microphone, in memory: what is done with it is the matter of whoever hears it.

QtMultimedia is loaded with the first recording.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QIODevice,
    QMicrophonePermission,
    QObject,
    Qt,
    Signal,
)

from desktop.domain.recording import mono
from desktop.qt.sound.player import NoSound, multimedia

if TYPE_CHECKING:  # loaded with the first recording
    from PySide6.QtMultimedia import (
        QAudio,
        QAudioFormat,
        QAudioSource,
    )

_RATE = 44_100


class NoMicrophone(Exception):
    """Nothing can be recorded here; says in a sentence why."""


class Microphone(QObject):
    """Owns one input of the system; lives on the GUI thread. Raises NoMicrophone when made."""

    heard = Signal(object)
    """Bytes: 16-bit samples of one channel, at `rate`."""
    lost = Signal(str)
    """It cannot be heard any more, such as when it was unplugged; a sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        try:
            module = multimedia()
        except NoSound as error:
            raise NoMicrophone(str(error)) from error
        device = module.QMediaDevices.defaultAudioInput()
        if device.isNull():
            raise NoMicrophone(
                self.tr("There is no microphone. Plug one in, or choose one in the system.")
            )
        self._kinds = module.QAudioFormat.SampleFormat
        self._states = module.QAudio
        self._format = self._fitting(device, module.QAudioFormat())
        self.rate = self._format.sampleRate()
        self._source: QAudioSource = module.QAudioSource(device, self._format, self)
        self._source.stateChanged.connect(self._on_state)
        self._stream: QIODevice | None = None

    def start(self) -> None:
        """Hear from now on, or go on after a pause; asks the system for leave at first."""
        app = QCoreApplication.instance()
        if app is None:
            return
        leave = QMicrophonePermission()
        status = app.checkPermission(leave)
        if status == Qt.PermissionStatus.Undetermined:
            app.requestPermission(leave, self, self.start)
        elif status == Qt.PermissionStatus.Denied:
            self.lost.emit(self.tr("The system does not let this app use the microphone."))
        elif self._stream is None:
            self._stream = self._source.start()
            if self._stream is not None:
                self._stream.readyRead.connect(self._on_ready)
        else:
            self._source.resume()

    def pause(self) -> None:
        """Hear nothing for a while."""
        self._on_ready()
        self._source.suspend()

    def stop(self) -> None:
        """Hear nothing any more."""
        self._on_ready()
        self._stream = None
        self._source.stop()

    def _fitting(self, device: object, wanted: QAudioFormat) -> QAudioFormat:
        wanted.setSampleRate(_RATE)
        wanted.setChannelCount(1)
        wanted.setSampleFormat(self._kinds.Int16)
        if device.isFormatSupported(wanted):  # type: ignore[attr-defined]
            return wanted
        offered: QAudioFormat = device.preferredFormat()  # type: ignore[attr-defined]
        if offered.sampleFormat() not in {self._kinds.Int16, self._kinds.Float}:
            offered.setSampleFormat(self._kinds.Int16)
        return offered

    def _on_ready(self) -> None:
        if self._stream is None:
            return
        content = bytes(self._stream.readAll().data())
        if content:
            floats = self._format.sampleFormat() == self._kinds.Float
            self.heard.emit(mono(content, self._format.channelCount(), floats=floats))

    def _on_state(self, state: QAudio.State) -> None:
        failed = self._source.error() != self._states.Error.NoError
        if state == self._states.State.StoppedState and failed and self._stream is not None:
            self._stream = None
            self.lost.emit(self.tr("The microphone cannot be heard any more."))

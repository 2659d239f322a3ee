"""Hears a microphone and makes an M4A of it, both in memory: nothing of it ever lies on the disk.

QtMultimedia is loaded with the first recording. Qt's recorder writes into a buffer as well as
into a file, so that no temporary file is needed (tried with Qt 6.11, where it is MP4 with AAC).
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QBuffer,
    QCoreApplication,
    QIODevice,
    QMicrophonePermission,
    QObject,
    Qt,
    QTimer,
    Signal,
)

from desktop.domain.recording import mono
from desktop.qt.player import NoSound, multimedia

if TYPE_CHECKING:  # loaded with the first recording
    from PySide6.QtMultimedia import (
        QAudio,
        QAudioFormat,
        QAudioSource,
        QMediaRecorder,
    )

_log = logging.getLogger(__name__)

_RATE = 44_100
_BIT_RATE = 96_000
# A buffer holds so many seconds; an encoder that takes none for so long is given up.
_PIECE = 0.1
_STALLED_MS = 20_000


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


class Encoding(QObject):
    """Makes one M4A of samples; lives on the GUI thread and ends itself.

    The work is done in threads of Qt's own.
    """

    done = Signal(object)
    """The M4A, as bytes."""
    failed = Signal()
    """The system has no way to make one."""

    # Asked through Qt's event loop, as all that stirs FFmpeg's threads: see `player.Sound`.
    _to_record = Signal()

    def __init__(self, samples: bytes, rate: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._samples = samples
        self._place = 0
        self._piece = max(1, round(rate * _PIECE)) * 2
        self._ended = False
        self._stalled = QTimer(self)
        self._stalled.setSingleShot(True)
        self._stalled.setInterval(_STALLED_MS)
        self._stalled.timeout.connect(self._fail)
        self._build(rate)

    def start(self) -> None:
        """Begin; `done` or `failed` is told later."""
        self._stalled.start()
        self._to_record.emit()

    def _build(self, rate: int) -> None:
        module = self._module = multimedia()
        self._format: QAudioFormat = module.QAudioFormat()
        self._format.setSampleRate(rate)
        self._format.setChannelCount(1)
        self._format.setSampleFormat(module.QAudioFormat.SampleFormat.Int16)
        self._out = QBuffer(self)
        self._out.open(QIODevice.OpenModeFlag.ReadWrite)
        self._input = module.QAudioBufferInput(self._format, self)
        self._session = module.QMediaCaptureSession(self)
        self._recorder: QMediaRecorder = module.QMediaRecorder(self)
        self._session.setAudioBufferInput(self._input)
        self._session.setRecorder(self._recorder)
        kind = module.QMediaFormat(module.QMediaFormat.FileFormat.Mpeg4Audio)
        kind.setAudioCodec(module.QMediaFormat.AudioCodec.AAC)
        recorder = self._recorder
        recorder.setMediaFormat(kind)
        recorder.setEncodingMode(module.QMediaRecorder.EncodingMode.AverageBitRateEncoding)
        recorder.setAudioBitRate(_BIT_RATE)
        recorder.setAudioSampleRate(rate)
        recorder.setAudioChannelCount(1)
        recorder.setAutoStop(True)
        recorder.setOutputDevice(self._out)
        self._to_record.connect(recorder.record, Qt.ConnectionType.QueuedConnection)
        self._input.readyToSendAudioBuffer.connect(self._feed)
        recorder.recorderStateChanged.connect(self._on_state)
        recorder.errorOccurred.connect(self._on_error)

    def _feed(self) -> None:
        self._stalled.start()
        while self._place < len(self._samples):
            piece = self._samples[self._place : self._place + self._piece]
            if not self._input.sendAudioBuffer(self._module.QAudioBuffer(piece, self._format)):
                return
            self._place += len(piece)
        self._input.sendAudioBuffer(self._module.QAudioBuffer())  # nothing more comes

    def _on_state(self, state: QMediaRecorder.RecorderState) -> None:
        if state != self._module.QMediaRecorder.RecorderState.StoppedState or self._ended:
            return
        content = bytes(self._out.data().data())
        if self._place < len(self._samples) or not content:
            self._fail()
            return
        self._end()
        self.done.emit(content)

    def _on_error(self, error: QMediaRecorder.Error, _words: str) -> None:
        _log.info("a recording could not be encoded: %s", error.name)
        self._fail()

    def _fail(self) -> None:
        if not self._ended:
            self._end()
            self.failed.emit()

    def _end(self) -> None:
        self._ended = True
        self._stalled.stop()
        self._samples = b""
        self.deleteLater()

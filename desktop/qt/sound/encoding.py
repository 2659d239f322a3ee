"""Makes an M4A of samples, in memory: nothing of it ever lies on the disk.

QtMultimedia is loaded with the first one. Qt's recorder writes into a buffer as well as into a
file, so that no temporary file is needed (tried with Qt 6.11, where it is MP4 with AAC).
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QBuffer,
    QCoreApplication,
    QIODevice,
    QObject,
    Qt,
    QThread,
    QTimer,
    Signal,
)

from desktop.qt.sound.player import multimedia

if TYPE_CHECKING:  # loaded with the first recording
    from PySide6.QtMultimedia import QMediaRecorder

_log = logging.getLogger(__name__)

_BIT_RATE = 96_000
# A buffer holds so many seconds; an encoder that takes none for so long is given up.
_PIECE = 0.1
_STALLED_MS = 20_000
# How long the app waits at its end for what is still being made.
_FAREWELL_MS, _STEP_MS = 2_000, 10


class _Bench(QObject):
    """Owns the recorder and what it writes into, until its threads have ended; GUI thread.

    The recorder's threads write into the buffer beyond the end of whoever wanted it, so the bench
    belongs to nobody and clears itself away when the recorder has stopped.
    """

    stopped = Signal()

    # Asked through Qt's event loop, as all that stirs FFmpeg's threads: see `player.Sound`.
    _to_record = Signal()
    _to_stop = Signal()

    def __init__(self, rate: int) -> None:
        super().__init__()
        module = multimedia()
        self.buffer = QBuffer(self)
        self.buffer.open(QIODevice.OpenModeFlag.ReadWrite)
        self.format = module.QAudioFormat()
        self.format.setSampleRate(rate)
        self.format.setChannelCount(1)
        self.format.setSampleFormat(module.QAudioFormat.SampleFormat.Int16)
        self.input = module.QAudioBufferInput(self.format, self)
        self._session = module.QMediaCaptureSession(self)
        recorder = self.recorder = module.QMediaRecorder(self)
        self._states = module.QMediaRecorder.RecorderState
        self._session.setAudioBufferInput(self.input)
        self._session.setRecorder(recorder)
        kind = module.QMediaFormat(module.QMediaFormat.FileFormat.Mpeg4Audio)
        kind.setAudioCodec(module.QMediaFormat.AudioCodec.AAC)
        recorder.setMediaFormat(kind)
        recorder.setEncodingMode(module.QMediaRecorder.EncodingMode.AverageBitRateEncoding)
        recorder.setAudioBitRate(_BIT_RATE)
        recorder.setAudioSampleRate(rate)
        recorder.setAudioChannelCount(1)
        recorder.setAutoStop(True)
        recorder.setOutputDevice(self.buffer)
        later = Qt.ConnectionType.QueuedConnection
        self._to_record.connect(recorder.record, later)
        self._to_stop.connect(recorder.stop, later)
        self._runs = self._left = False
        recorder.recorderStateChanged.connect(self._on_state)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self._on_quit)
        _BENCHES.add(self)

    def start(self) -> None:
        """Begin to record."""
        self._runs = True
        self._to_record.emit()

    def leave(self) -> None:
        """Nobody wants it any more: it is cleared away once its threads have ended."""
        if self._left:
            return
        self._left = True
        if self._runs:
            self._to_stop.emit()
        else:
            self._clear()

    def _on_state(self, state: QMediaRecorder.RecorderState) -> None:
        if state == self._states.StoppedState:
            self._runs = False
            self.stopped.emit()
            if self._left:
                self._clear()

    def _on_quit(self) -> None:
        """The app ends: its threads must not write into what is gone by then."""
        self.leave()
        waited = 0
        while self._runs and waited < _FAREWELL_MS:
            QCoreApplication.processEvents()
            QThread.msleep(_STEP_MS)
            waited += _STEP_MS

    def _clear(self) -> None:
        _BENCHES.discard(self)
        self.deleteLater()


# What is being made; a bench is held here and nowhere else.
_BENCHES: set[_Bench] = set()


class Encoding(QObject):
    """Makes one M4A of samples; lives on the GUI thread and ends itself.

    The work is done in threads of Qt's own. It may be let go at any moment.
    """

    done = Signal(object)
    """The M4A, as bytes."""
    failed = Signal()
    """The system has no way to make one."""

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
        bench = self._bench = _Bench(rate)
        self._piece_of = multimedia().QAudioBuffer
        bench.input.readyToSendAudioBuffer.connect(self._feed)
        bench.stopped.connect(self._on_stopped)
        bench.recorder.errorOccurred.connect(self._on_error)
        self.destroyed.connect(bench.leave)

    def start(self) -> None:
        """Begin; `done` or `failed` is told later."""
        self._stalled.start()
        self._bench.start()

    def _feed(self) -> None:
        if self._ended:
            return
        self._stalled.start()
        while self._place < len(self._samples):
            piece = self._samples[self._place : self._place + self._piece]
            if not self._bench.input.sendAudioBuffer(self._piece_of(piece, self._bench.format)):
                return
            self._place += len(piece)
        self._bench.input.sendAudioBuffer(self._piece_of())  # nothing more comes

    def _on_stopped(self) -> None:
        if self._ended:
            return
        content = bytes(self._bench.buffer.data().data())
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
        self._bench.leave()
        self.deleteLater()

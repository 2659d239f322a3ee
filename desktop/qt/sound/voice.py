"""The system's voice: on Linux in a thread of its own, since it lists some thousand voices first.

Speech Dispatcher with espeak-ng takes seconds for that when it is called, and a while for each
word that is said to it. QtTextToSpeech is loaded with the first text.
"""

from __future__ import annotations

import atexit
import logging
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, Signal

if TYPE_CHECKING:  # loaded with the first text
    from PySide6.QtTextToSpeech import QTextToSpeech

_log = logging.getLogger(__name__)

_NOTHING, _FAILED = "none", "Error"  # Qt's names for no engine, and for one that fails


class Voice(QObject):
    """Owns one voice of the system; made on the GUI thread, it lives where it may wait.

    It is asked by its signals `to_...`, in the order in which they are emitted, and `end` lets it
    go. Each utterance has a number, and what is told of the voice carries the last one it got.
    """

    opened = Signal(bool)
    """It can speak, or nothing here can."""
    standing_changed = Signal(str, int)
    """How the voice stands by a name of Qt's, and which utterance it got last."""

    to_open = Signal()
    to_say = Signal(str, int)
    to_stop = Signal()
    to_run_at = Signal(float)
    to_sound = Signal(float)
    # Asked of Qt by Qt's event loop: a call would hold Python's lock while voices are listed, and
    # the window would wait for that.
    _to_take = Signal(str)

    def __init__(self, engines: Sequence[str]) -> None:
        super().__init__()
        self._engines = list(engines)
        self._voice: QTextToSpeech | None = None
        self._number = 0
        self._thread: _Thread | None = None
        if sys.platform.startswith("linux"):
            # Elsewhere a voice is there at once, and some want the thread of the window.
            self._thread = _Thread(self)
            self.moveToThread(self._thread)
            self._thread.start()
        self.to_open.connect(self._on_open)
        self.to_say.connect(self._on_say)
        self.to_stop.connect(self._on_stop)

    def end(self) -> None:
        """Fall silent for good; from any thread."""
        if self._thread is not None:
            self._thread.quit()
        else:
            self.deleteLater()

    # Where the voice lives

    def _on_open(self) -> None:
        from PySide6.QtTextToSpeech import QTextToSpeech

        made = self._voice = QTextToSpeech(_NOTHING, self)
        self._to_take.connect(made.setEngine, Qt.ConnectionType.QueuedConnection)
        made.engineChanged.connect(self._on_engine)
        self._take_next()

    def _take_next(self) -> None:
        if self._engines:
            self._to_take.emit(self._engines.pop(0))
        else:
            self.opened.emit(False)

    def _on_engine(self, _name: str) -> None:
        voice = self._voice
        if voice is None or voice.state().name == _FAILED:
            self._take_next()
            return
        voice.stateChanged.connect(self._on_state)
        self.to_run_at.connect(voice.setRate)
        self.to_sound.connect(voice.setVolume)
        self.opened.emit(True)

    def _on_say(self, text: str, number: int) -> None:
        self._number = number
        if self._voice is not None:
            self._voice.say(text)

    def _on_stop(self) -> None:
        if self._voice is not None:
            self._voice.stop()

    def _on_state(self, state: QTextToSpeech.State) -> None:
        if self._voice is not None and state.name == _FAILED:
            _log.info("the voice failed: %s", self._voice.errorReason().name)
        self.standing_changed.emit(state.name, self._number)


class _Thread(QThread):
    """Owns the thread of a voice and holds both until it has ended; lives on the GUI thread."""

    def __init__(self, voice: Voice) -> None:
        super().__init__()
        self._voice: Voice | None = voice
        self.setObjectName("voice")
        # In the thread itself, after its last event.
        self.finished.connect(voice.deleteLater)
        self.finished.connect(self._on_finished)
        _THREADS.add(self)

    def _on_finished(self) -> None:
        self.wait()
        self._voice = None
        _THREADS.discard(self)
        self.deleteLater()


_THREADS: set[_Thread] = set()


@atexit.register
def _end_all() -> None:
    """The app ends: a thread that still ran would take it down."""
    for thread in tuple(_THREADS):
        thread.quit()
        thread.wait()

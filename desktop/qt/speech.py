"""Reads text aloud by the system's own voice, with the door of a `desktop.qt.player.Sound`.

One sentence after the other is given to the voice, so that pausing, going elsewhere and going on
work with every engine: none of them tells its place in a text. QtTextToSpeech is loaded with the
first text.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop.domain.speaking import Speech, speech_of

if TYPE_CHECKING:  # loaded with the first text
    from PySide6.QtTextToSpeech import QTextToSpeech

_log = logging.getLogger(__name__)

_TELL_MS = 250
# Qt's own engine for tests is silent: it is none for a member.
_SILENT = "mock"
_OCTAVE = 1.0


class NoVoice(Exception):
    """This computer cannot read aloud; says in a sentence what is missing."""


class Reader(QObject):
    """Owns one voice and the text that it reads; lives on the GUI thread.

    Positions and lengths are seconds, as far as they can be told. Raises NoVoice when it is made
    where nothing can speak.
    """

    moved = Signal(float)
    length_known = Signal(float)
    ended = Signal()
    failed = Signal(str)
    """The voice has failed; a sentence."""

    def __init__(
        self,
        parent: QObject | None = None,
        engine: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._voice = _voice(engine, self)
        self._states = type(self._voice).State
        self._clock = clock
        self._speech = Speech((), 0.0)
        self._place = 0
        self._speed = 1.0
        self._wants_to_speak = False
        # Whether the voice has begun with what it was given last: its news come late.
        self._began = False
        self._since = 0.0
        self._tell = QTimer(self)
        self._tell.setInterval(_TELL_MS)
        self._tell.timeout.connect(lambda: self.moved.emit(self.position))
        self._voice.stateChanged.connect(self._on_state)

    # What is asked for

    def load(self, text: str, begin_at: float = 0.0, *, play: bool) -> None:
        """Take another text, from the sentence at a place on."""
        self.unload()
        self._speech = speech_of(text)
        self._place = self._speech.at(begin_at)
        self.length_known.emit(self._speech.length)
        if play:
            self.play()

    def unload(self) -> None:
        """Let the text go."""
        self.pause()
        self._speech, self._place = Speech((), 0.0), 0

    def play(self) -> None:
        """Go on with the sentence that is on, from its beginning."""
        if self._wants_to_speak:
            return
        self._wants_to_speak = True
        self._tell.start()
        self._say()

    def pause(self) -> None:
        """Fall silent."""
        self._wants_to_speak = False
        self._tell.stop()
        self._hush()

    def seek(self, position: float) -> None:
        """Go to the sentence at a place."""
        self._place = self._speech.at(position)
        self._began = False
        if self._wants_to_speak:
            self._hush()
            self._say()
        self.moved.emit(self.position)

    def set_speed(self, speed: float) -> None:
        """Speak slower or faster, from the next sentence on."""
        self._speed = speed
        # The engines take -1 to 1, half as fast to twice as fast.
        self._voice.setRate(max(-1.0, min(1.0, math.log2(speed) * _OCTAVE)))

    def set_volume(self, volume: float) -> None:
        """Between 0 and 1."""
        self._voice.setVolume(max(0.0, min(volume, 1.0)))

    # What is told

    @property
    def position(self) -> float:
        """Where it is, as far as it can be told; never beyond the sentence that is on."""
        if not self._speech.sentences:
            return 0.0
        begin = self._speech.sentences[self._place].begin
        if not self._began:
            return begin
        following = self._place + 1
        last = following >= len(self._speech.sentences)
        end = self._speech.length if last else self._speech.sentences[following].begin
        return min(end, begin + (self._clock() - self._since) * self._speed)

    @property
    def length(self) -> float:
        """How long all of it takes."""
        return self._speech.length

    @property
    def is_playing(self) -> bool:
        """Whether it is to be heard, or about to be."""
        return self._wants_to_speak

    # Parts

    def _say(self) -> None:
        if not self._speech.sentences:
            self._end()
            return
        self._began = False
        self._voice.say(self._speech.sentences[self._place].text)

    def _hush(self) -> None:
        self._began = False
        self._voice.stop()

    def _on_state(self, state: QTextToSpeech.State) -> None:
        if state == self._states.Error:
            _log.info("the voice failed: %s", self._voice.errorReason().name)
            self.pause()
            self.failed.emit(self.tr("The system's voice does not speak any more."))
        elif not self._wants_to_speak:
            return
        elif state == self._states.Speaking:
            self._began, self._since = True, self._clock()
        elif state == self._states.Ready and self._began:
            self._began = False
            if self._place + 1 < len(self._speech.sentences):
                self._place += 1
                self._say()
            else:
                self._end()

    def _end(self) -> None:
        self._wants_to_speak = False
        self._tell.stop()
        self._place = 0
        self.ended.emit()


def can_read() -> bool:
    """Whether the system has a voice at all, as far as it can be told without waking one."""
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech
    except ImportError:
        return False
    return any(name != _SILENT for name in QTextToSpeech.availableEngines())


def _voice(engine: str, parent: QObject) -> QTextToSpeech:
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech
    except ImportError as error:
        raise NoVoice(_sentence()) from error
    names = [engine] if engine else [n for n in QTextToSpeech.availableEngines() if n != _SILENT]
    for name in names:
        made = QTextToSpeech(name, parent)
        if made.state() != QTextToSpeech.State.Error:
            return made
        made.deleteLater()
    raise NoVoice(_sentence())


def _sentence() -> str:
    return QCoreApplication.translate(
        "speech",
        "This computer has no voice to read with. On Linux, Speech Dispatcher and a voice such as "
        "espeak-ng give it one; on Windows and macOS, see the system's settings for speech.",
    )

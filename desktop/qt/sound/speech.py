"""Reads text aloud by the system's own voice, with the door of a `desktop.qt.sound.player.Sound`.

One sentence after the other is given to the voice, so that pausing, going elsewhere and going on
work with every engine: none of them tells its place in a text. QtTextToSpeech is loaded with the
first text.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.speaking import Speech, speech_of
from desktop.language import tr
from desktop.qt.sound.voice import Voice

_TELL_MS = 250
# Qt's own engine for tests is silent: it is none for a member.
_SILENT = "mock"
_OCTAVE = 1.0


class NoVoice(Exception):
    """This computer cannot read aloud; says in a sentence what is missing."""


class Reader(QObject):
    """Owns one voice and the text that it reads; lives on the GUI thread.

    The voice may take a while to come; what it is to read waits. Positions and lengths are seconds,
    as far as they can be told. Raises NoVoice when it is made where nothing can speak.
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
        voice = self._voice = Voice(_engines(engine))
        self._is_open = self._is_refused = False
        self._number = 0  # of what the voice was given last
        self._clock = clock
        self._speech = Speech((), 0.0)
        self._place = 0
        self._speed = self._volume = 1.0
        self._wants_to_speak = False
        # Whether the voice has begun with what it was given last: its news come late.
        self._began = False
        self._since = 0.0
        self._tell = QTimer(self)
        self._tell.setInterval(_TELL_MS)
        self._tell.timeout.connect(lambda: self.moved.emit(self.position))
        voice.opened.connect(self._on_opened)
        voice.standing_changed.connect(self._on_standing)
        self.destroyed.connect(voice.end)
        voice.to_open.emit()

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
        self._voice.to_run_at.emit(max(-1.0, min(1.0, math.log2(speed) * _OCTAVE)))

    def set_volume(self, volume: float) -> None:
        """Between 0 and 1."""
        self._volume = max(0.0, min(volume, 1.0))
        self._voice.to_sound.emit(self._volume)

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
        if self._is_refused:
            self._fail(_sentence())
        elif self._is_open:
            self._number += 1
            self._voice.to_say.emit(self._speech.sentences[self._place].text, self._number)

    def _hush(self) -> None:
        self._began = False
        self._voice.to_stop.emit()

    def _on_opened(self, can_speak: bool) -> None:
        self._is_open, self._is_refused = can_speak, not can_speak
        if not can_speak:
            self._fail(_sentence())
            return
        self.set_speed(self._speed)
        self.set_volume(self._volume)
        if self._wants_to_speak:
            self._say()

    def _on_standing(self, standing: str, number: int) -> None:
        if standing == "Error":
            self._fail(self.tr("The system's voice does not speak any more."))
        elif not self._wants_to_speak or number != self._number:
            return
        elif standing == "Speaking":
            self._began, self._since = True, self._clock()
        elif standing == "Ready" and self._began:
            self._began = False
            if self._place + 1 < len(self._speech.sentences):
                self._place += 1
                self._say()
            else:
                self._end()

    def _fail(self, sentence: str) -> None:
        self.pause()
        self.failed.emit(sentence)

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


def _engines(engine: str) -> list[str]:
    """The engines to try, the silent one only by its name; raises NoVoice where there are none."""
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech
    except ImportError as error:
        raise NoVoice(_sentence()) from error
    names = [engine] if engine else [n for n in QTextToSpeech.availableEngines() if n != _SILENT]
    if not names:
        raise NoVoice(_sentence())
    return names


def _sentence() -> str:
    return tr(
        "This computer has no voice to read with. On Linux, Speech Dispatcher and a voice such as "
        "espeak-ng give it one; on Windows and macOS, see the system's settings for speech."
    )

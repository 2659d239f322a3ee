"""A voice as it comes from a microphone: its samples, how loud it is, and where its ends are.

Pure. Samples are 16-bit, of one channel; times are seconds.
"""

from __future__ import annotations

import io
import itertools
import math
import wave
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

# Longer than any section of a vision takes; what is spoken is in memory alone.
LONGEST = 45 * 60.0
_WIDTH = 2
_LOUDEST = 32768.0
# The strip of a recording is drawn, and its silence found, in steps of so many seconds.
STEP = 0.05
# Softer than this share of the loudest moment is no speech; a little is left around what is.
_SILENCE, _MARGIN = 0.06, 0.2
# Nothing softer than this is loud, however quiet all of it is.
_NOISE = 0.01
_FLOOR_DB = -54.0


@dataclass
class Take:
    """What has been spoken so far; owns its samples. One thread."""

    rate: int
    samples: bytearray = field(default_factory=bytearray)
    peaks: list[float] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / (_WIDTH * self.rate)

    @property
    def is_full(self) -> bool:
        """Whether it is as long as a recording may be."""
        return self.seconds >= LONGEST

    def add(self, samples: bytes) -> None:
        """Take what was heard since."""
        self.samples += samples[: len(samples) // _WIDTH * _WIDTH]
        step = self._bytes_of(STEP)
        while (len(self.peaks) + 1) * step <= len(self.samples):
            begin = len(self.peaks) * step
            self.peaks.append(_peak(self.samples[begin : begin + step]))

    def part(self, begin: float, end: float) -> bytes:
        """The samples of a stretch."""
        return bytes(self.samples[self._bytes_of(begin) : self._bytes_of(end)])

    def spoken(self) -> tuple[float, float]:
        """Where the speech begins and ends, with a little silence left around it."""
        loudest = max(self.peaks, default=0.0)
        if loudest < _NOISE:
            return 0.0, self.seconds
        loud = [n for n, peak in enumerate(self.peaks) if peak >= max(loudest * _SILENCE, _NOISE)]
        begin, end = loud[0] * STEP, (loud[-1] + 1) * STEP
        return max(0.0, begin - _MARGIN), min(self.seconds, end + _MARGIN)

    def _bytes_of(self, seconds: float) -> int:
        return max(0, round(seconds * self.rate)) * _WIDTH


def mono(content: bytes, channels: int, *, floats: bool) -> bytes:
    """What a device gives, as 16-bit samples of one channel: the mean of all of them."""
    if channels == 1 and not floats:
        return content
    width = (4 if floats else 2) * channels
    values: array[float] | array[int] = array("f" if floats else "h")
    values.frombytes(content[: len(content) // width * width])
    loud = _LOUDEST - 1 if floats else 1.0
    places = range(0, len(values), channels)
    means = (sum(values[place : place + channels]) * loud / channels for place in places)
    return array("h", (int(max(-_LOUDEST, min(_LOUDEST - 1, one))) for one in means)).tobytes()


def loudness(samples: bytes) -> float:
    """How loud a stretch is felt to be, between 0 and 1."""
    peak = _peak(samples)
    if peak <= 0:
        return 0.0
    return max(0.0, min(1.0, 1.0 - 20 * math.log10(peak) / _FLOOR_DB))


def columns(peaks: Sequence[float], count: int) -> list[float]:
    """So many columns for a drawing, each as high as the loudest moment in it."""
    if count <= 0 or not peaks:
        return []
    bounds = [n * len(peaks) // count for n in range(count + 1)]
    return [
        max(peaks[begin : max(end, begin + 1)], default=0.0)
        for begin, end in itertools.pairwise(bounds)
    ]


def wav(samples: bytes, rate: int) -> bytes:
    """The samples as a WAV file in memory."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(_WIDTH)
        file.setframerate(rate)
        file.writeframes(samples)
    return out.getvalue()


def samples_of(content: bytes) -> tuple[bytes, int] | None:
    """The samples of a WAV and their rate; None where it holds anything but 16 bits."""
    try:
        with wave.open(io.BytesIO(content), "rb") as file:
            if file.getsampwidth() != _WIDTH:
                return None
            samples = file.readframes(file.getnframes())
            return mono(samples, file.getnchannels(), floats=False), file.getframerate()
    except (wave.Error, EOFError):
        return None


def _peak(samples: bytes | bytearray) -> float:
    values = array("h")
    values.frombytes(samples[: len(samples) // _WIDTH * _WIDTH])
    if not values:
        return 0.0
    highest, lowest = max(values), min(values)
    return max(highest, -lowest) / _LOUDEST

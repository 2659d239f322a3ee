"""Soft noise to hear under a voice: brown, pink, or like rain; made when it is wanted.

Pure, and of plain Python alone. Each is a loop: its end runs into its beginning unheard.
"""

from __future__ import annotations

import io
import random
import sys
import wave
from array import array
from collections.abc import Iterator
from enum import StrEnum
from itertools import islice

RATE = 22_050
SECONDS = 12
# The end is woven into the beginning for so long.
_SEAM = RATE
_LOUDEST = 20_000


class Noise(StrEnum):
    """The kinds of noise; the values are kept in the settings."""

    BROWN = "brown"
    PINK = "pink"
    RAIN = "rain"


def wav_of(noise: Noise, seconds: float = SECONDS, seed: int = 7) -> bytes:
    """A loop of noise as a WAV of one channel."""
    count = round(seconds * RATE)
    seam = min(_SEAM, count // 2)
    values = list(islice(_samples(noise, random.Random(seed)), count + seam))  # noqa: S311 - a sound
    for n in range(seam):
        # In equal powers, so that the seam is as loud as the rest.
        share = n / seam
        values[n] = values[n] * share**0.5 + values[count + n] * (1 - share) ** 0.5
    del values[count:]
    peak = max(map(abs, values)) or 1.0
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(_little_endian(array("h", (int(v / peak * _LOUDEST) for v in values))))
    return out.getvalue()


def _samples(noise: Noise, chance: random.Random) -> Iterator[float]:
    return {Noise.BROWN: _brown, Noise.PINK: _pink, Noise.RAIN: _rain}[noise](chance)


def _brown(chance: random.Random) -> Iterator[float]:
    """Each value near the one before; what it gathers leaks away, so that it never drifts."""
    white, value = chance.random, 0.0
    while True:
        value = value * 0.985 + (white() - 0.5) * 0.2
        yield value


def _pink(chance: random.Random) -> Iterator[float]:
    """White noise through three slow filters beside each other (after Paul Kellet)."""
    white, slow, middle, quick = chance.random, 0.0, 0.0, 0.0
    while True:
        value = white() - 0.5
        slow = 0.99765 * slow + value * 0.0990460
        middle = 0.96300 * middle + value * 0.2965164
        quick = 0.57000 * quick + value * 1.0526913
        yield slow + middle + quick + value * 0.1848


def _rain(chance: random.Random) -> Iterator[float]:
    """A bright rush, and drops that ring out quickly."""
    white, rush, drop = chance.random, 0.0, 0.0
    for soft in _pink(chance):
        value = white()
        rush = 0.6 * rush + 0.4 * (value - 0.5)
        drop = drop * 0.99 + (0.9 if value > 0.9992 else 0.0)
        yield soft * 0.5 + rush + drop * (value - 0.5)


def _little_endian(samples: array[int]) -> bytes:
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()

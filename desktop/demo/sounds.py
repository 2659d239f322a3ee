"""Sounds of the demo that can be heard: made as it is made, and kept like the member's own.

Nobody's voice is made up: what she recorded of her vision has no files, and says so. These are
what one rests with: rain, bowls, a river.
"""

from __future__ import annotations

import io
import math
import sys
import wave
from array import array
from collections.abc import Callable

from desktop.demo.texts import headed
from desktop.domain.noise import RATE, Noise, wav_of
from desktop.services.making.intake import taken
from desktop.services.making.recordings import Recordings, Told

# A loop that can hardly be told from its next turn, so often.
_TURN_SECONDS, _TURNS = 6, 10
_STRIKES = (196.0, 261.6, 220.0, 174.6)  # Hz
_BETWEEN, _RINGING = 5, 8  # seconds
# The partials of a bowl over its ground: how high, how loud, and for how many seconds.
_PARTIALS = ((1.0, 0.6, 1.7), (2.71, 0.25, 0.8))
_LOUDEST = 24_000


def keep_sounds(recordings: Recordings) -> None:
    """Keep a set of three sounds; raises the AppError family."""
    _, title, description = headed("sounds", "set")[0].heads
    set_id = recordings.new_set(title, description)
    for leaf in headed("sounds", "sound"):
        name, spoken = leaf.heads[1], leaf.heads[2]
        sound = taken(_MAKERS[name](), f"{name}.wav", spoken)
        recordings.add(sound, Told(title=spoken, description=leaf.text), set_id)


def _rain() -> bytes:
    return _turning(Noise.RAIN)


def _river() -> bytes:
    return _turning(Noise.BROWN)


def _turning(noise: Noise) -> bytes:
    with wave.open(io.BytesIO(wav_of(noise, _TURN_SECONDS)), "rb") as turn:
        frames = turn.readframes(turn.getnframes())
    return _wav(frames * _TURNS)


def _bowls() -> bytes:
    """Four strikes; each partial is a resonator of two poles, struck once."""
    total = [0.0] * ((_BETWEEN * (len(_STRIKES) - 1) + _RINGING) * RATE)
    for turn, ground in enumerate(_STRIKES):
        for height, loudness, seconds in _PARTIALS:
            _ring(total, turn * _BETWEEN * RATE, ground * height, (loudness, seconds))
    peak = max(map(abs, total))
    samples = array("h", (int(value / peak * _LOUDEST) for value in total))
    if sys.byteorder == "big":
        samples.byteswap()
    return _wav(samples.tobytes())


def _ring(total: list[float], start: int, pitch: float, kind: tuple[float, float]) -> None:
    """Add one partial: y[n] = 2 r cos(w) y[n-1] - r^2 y[n-2]."""
    loudness, seconds = kind
    angle, fading = math.tau * pitch / RATE, math.exp(-1.0 / (seconds * RATE))
    turn, square = 2 * fading * math.cos(angle), fading * fading
    before, now = 0.0, loudness * math.sin(angle)
    for place in range(start, start + _RINGING * RATE):
        total[place] += now
        before, now = now, turn * now - square * before


def _wav(frames: bytes) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(frames)
    return out.getvalue()


_MAKERS: dict[str, Callable[[], bytes]] = {"rain": _rain, "bowls": _bowls, "river": _river}

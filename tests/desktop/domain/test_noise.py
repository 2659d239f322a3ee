"""Soft noise: a sound in its own right, the same each time, that loops without a seam."""

from __future__ import annotations

import io
import wave
from array import array
from itertools import pairwise

import pytest

from desktop.domain.noise import RATE, Noise, wav_of
from desktop.media.content import suffix_of


def samples(content):
    with wave.open(io.BytesIO(content)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return array("h", file.readframes(file.getnframes()))


@pytest.mark.parametrize("noise", Noise)
def test_it_is_a_sound_that_is_heard_and_never_too_loud(noise):
    content = wav_of(noise, 1.0)
    assert suffix_of(content) == "wav"
    values = samples(content)
    assert len(values) == RATE
    assert 5_000 < max(map(abs, values)) <= 20_000
    assert content == wav_of(noise, 1.0)


def test_its_end_runs_into_its_beginning():
    values = samples(wav_of(Noise.BROWN, 1.0))
    step = max(abs(a - b) for a, b in pairwise(values))
    assert abs(values[0] - values[-1]) <= step

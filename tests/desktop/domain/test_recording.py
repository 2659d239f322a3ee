"""A voice as samples: how long, how loud, where it begins and ends."""

from __future__ import annotations

import struct

import pytest

from desktop.domain.recording import STEP, Take, columns, loudness, mono, samples_of, wav
from tests.desktop.media.sounds import RATE, pcm

SILENCE = b"\0\0" * RATE


def test_a_take_grows_and_is_cut_by_the_second():
    take = Take(RATE)
    take.add(pcm(1.0) + b"\1")  # half a sample is none
    assert take.seconds == pytest.approx(1.0)
    assert len(take.peaks) == round(1 / STEP)
    assert len(take.part(0.2, 0.7)) == RATE
    assert not take.is_full


def test_silence_at_the_ends_is_found_and_a_little_of_it_left():
    take = Take(RATE)
    take.add(SILENCE + pcm(1.0) + SILENCE)
    begin, end = take.spoken()
    assert begin == pytest.approx(0.8, abs=0.06)
    assert end == pytest.approx(2.2, abs=0.06)
    quiet = Take(RATE)
    quiet.add(SILENCE)
    assert quiet.spoken() == (0.0, 1.0)


def test_loudness_is_felt_between_nothing_and_all():
    assert loudness(b"") == loudness(SILENCE) == 0.0
    assert loudness(struct.pack("<h", -32768)) == 1.0
    assert 0.6 < loudness(pcm(0.1)) < 0.9


def test_several_channels_and_fractions_become_one_of_whole_numbers():
    assert mono(struct.pack("<4h", 100, 300, -100, -300), 2, floats=False) == struct.pack(
        "<2h", 200, -200
    )
    assert mono(struct.pack("<2f", 1.0, -2.0), 1, floats=True) == struct.pack("<2h", 32767, -32768)


def test_columns_show_the_loudest_of_each_stretch():
    assert columns([0.1, 0.9, 0.2, 0.3], 2) == [0.9, 0.3]
    assert columns([], 3) == columns([0.1], 0) == []
    assert len(columns([0.5], 7)) == 7


def test_a_wav_holds_the_samples():
    assert wav(pcm(0.1), RATE).endswith(pcm(0.1))
    assert samples_of(wav(pcm(0.1), RATE)) == (pcm(0.1), RATE)
    assert samples_of(b"RIFF") is None

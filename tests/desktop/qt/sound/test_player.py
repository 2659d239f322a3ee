"""Real sounds played from memory, by the clock, without a sound card."""

from __future__ import annotations

import itertools
import os

import pytest

from desktop.qt.sound.in_memory import InMemory
from desktop.qt.sound.player import Sound
from tests.desktop.media.sounds import flac, m4a, mp3, opus, vorbis, wav


@pytest.fixture
def sound(qtbot):
    made = Sound()
    yield made
    made.unload()
    made.deleteLater()


@pytest.mark.parametrize(
    ("made", "suffix"),
    [(mp3, "mp3"), (wav, "wav"), (m4a, "m4a"), (vorbis, "ogg"), (opus, "ogg"), (flac, "flac")],
)
def test_a_real_sound_plays_to_its_end(sound, qtbot, made, suffix):
    content, places = made(1.2), []
    sound.moved.connect(places.append)
    with qtbot.waitSignal(sound.ended):
        sound.load(content, suffix, play=True)
    assert sound.length == pytest.approx(1.2, abs=0.15)
    assert places == sorted(places)
    assert places[-1] == pytest.approx(sound.length, abs=0.3)
    assert not sound.is_playing


@pytest.mark.parametrize(
    ("made", "suffix"),
    [(mp3, "mp3"), (wav, "wav"), (m4a, "m4a"), (vorbis, "ogg"), (opus, "ogg"), (flac, "flac")],
)
def test_it_begins_where_one_stopped(sound, qtbot, made, suffix):
    content, places = made(20.0), []
    sound.moved.connect(places.append)
    with qtbot.waitSignal(sound.ended):
        sound.load(content, suffix, 19.0, play=True)
    assert min(p for p in places if p > 0.5) == pytest.approx(19.0, abs=0.4)


@pytest.mark.parametrize("suffix", ["mp3", "wav"])
def test_a_system_without_files_in_memory_plays_as_well(sound, qtbot, monkeypatch, suffix):
    monkeypatch.delattr(os, "memfd_create", raising=False)
    with qtbot.waitSignal(sound.ended):
        sound.load({"mp3": mp3, "wav": wav}[suffix](0.5), suffix, play=True)
    assert sound.length == pytest.approx(0.5, abs=0.15)


def test_what_was_heard_is_let_go(sound, qtbot):
    for _ in range(5):
        with qtbot.waitSignal(sound.ended):
            sound.load(mp3(0.2), "mp3", play=True)
    assert len(sound.findChildren(InMemory)) == 1
    sound.unload()
    qtbot.waitUntil(lambda: not sound.findChildren(InMemory))


def test_without_being_asked_it_stays_silent_and_can_be_sought(sound, qtbot):
    with qtbot.waitSignal(sound.length_known, check_params_cb=lambda length: length > 0):
        sound.load(mp3(20.0), "mp3", 5.0, play=False)
    qtbot.waitUntil(lambda: sound.position == pytest.approx(5.0, abs=0.3))
    assert not sound.is_playing
    sound.seek(10.0)
    qtbot.waitUntil(lambda: sound.position == pytest.approx(10.0, abs=0.3))
    sound.seek(500.0)
    qtbot.waitUntil(lambda: sound.position <= sound.length + 0.1)


def test_pausing_holds_the_place(sound, qtbot):
    with qtbot.waitSignal(sound.moved, check_params_cb=lambda place: place > 0.3):
        sound.load(mp3(20.0), "mp3", play=True)
    with qtbot.waitSignal(sound.playing_changed):
        sound.pause()
    assert 0.3 < sound.position < 5.0
    with qtbot.waitSignal(sound.moved):
        sound.play()


def test_twice_the_speed_takes_half_the_time(sound, qtbot):
    sound.set_speed(2.0)
    clock = []
    sound.moved.connect(clock.append)
    with qtbot.waitSignal(sound.ended) as ended:
        sound.load(mp3(2.0), "mp3", play=True)
    assert ended.signal_triggered
    assert clock[-1] == pytest.approx(2.0, abs=0.3)


@pytest.mark.parametrize("content", [b"", b"no sound at all", mp3(2.0)[:90]])
def test_what_cannot_be_played_is_told(sound, qtbot, content):
    with qtbot.waitSignal(sound.broken):
        sound.load(content, "mp3", play=True)
    assert not sound.is_playing


def test_music_goes_on_for_ever(sound, qtbot):
    turns = []
    sound.moved.connect(turns.append)
    sound.set_loops(forever=True)
    sound.load(mp3(0.6), "mp3", play=True)
    qtbot.waitUntil(
        lambda: sum(1 for a, b in itertools.pairwise(turns) if b < a) >= 2,
    )
    assert sound.is_playing


def test_volume_and_outputs_are_asked_for_without_a_sound_card(sound):
    sound.set_volume(0.5)
    sound.set_volume(7)
    sound.choose_output(b"a headset that is not here")
    assert isinstance(sound.outputs(), list)

"""Listening through the window's own door: real sounds, a real library, places that are kept."""

from __future__ import annotations

import contextlib
import gc
import resource

import pytest
from PySide6.QtMultimedia import QMediaDevices

from desktop import headless
from desktop.core.paths import DataFolder
from desktop.domain.listening import FADE, Phase, Repeat, SleepTimer
from desktop.media.addresses import parsed
from desktop.qt.lanes import DatabaseLane, Pulse
from desktop.qt.sound.listening import Listening
from desktop.services.audio import Place
from tests.desktop.media.sounds import flac, m4a, mp3, opus, vorbis, wav
from tests.desktop.media.studio import Studio

KEY = bytes(range(32))
SHORT, LONG = mp3(0.8), mp3(30.0)


class Clock:
    """Seconds that a test moves on."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


@pytest.fixture
def studio(folder):
    with contextlib.closing(headless.open_workspace(folder, key=KEY)) as workspace:
        yield Studio(workspace)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def lane(qtbot, folder, studio):
    made = DatabaseLane(Pulse(elsewhere=lambda _w: 0, here=lambda _w: 0, chore=lambda _w: False))
    with qtbot.waitSignal(made.opened):
        made.open(lambda: headless.open_workspace(folder, key=KEY))
    yield made
    assert made.close()


@pytest.fixture
def listening(lane, clock, qtbot):
    made = Listening(lane, clock=clock)
    yield made
    made.close()
    settle(lane, qtbot)
    made.deleteLater()


def settle(lane, qtbot):
    done = []
    lane.ask(lambda _workspace: True, done.append)
    qtbot.waitUntil(lambda: bool(done))


def until(qtbot, listening, position):
    """Listen until somewhere."""
    with qtbot.waitSignal(
        listening.moved, check_params_cb=lambda place, _length: place >= position
    ):
        pass


def heard(listening):
    titles = []
    listening.track_changed.connect(lambda track: titles.append(track.title if track else ""))
    return titles


def test_a_set_plays_in_its_order_to_its_end(studio, listening, qtbot):
    ids, titles = studio.tracks(SHORT, SHORT, SHORT), heard(listening)
    listening.play_set(ids)
    qtbot.waitUntil(lambda: studio.place(ids[2]).finished)
    qtbot.waitUntil(lambda: listening.standing is Phase.PAUSED)
    assert titles == ["Track 0", "Track 1", "Track 2"]
    assert all(studio.place(one).finished for one in ids)


def test_every_kind_of_file_is_heard_whole_and_in_its_order(studio, listening, qtbot):
    kinds = (vorbis, m4a, flac, mp3, opus, wav)
    ids, titles, ends = studio.tracks(*[made(1.2) for made in kinds]), heard(listening), {}
    listening.moved.connect(lambda place, _length: ends.update({listening.track.id: place}))
    listening.play_set(ids)
    qtbot.waitUntil(lambda: studio.place(ids[-1]).finished)
    assert titles == [f"Track {number}" for number in range(len(kinds))]
    assert [ends[one] for one in ids] == [pytest.approx(1.2, abs=0.3)] * len(kinds)
    assert [studio.place(one).length for one in ids] == [pytest.approx(1.2, abs=0.15)] * len(kinds)


@pytest.mark.parametrize("made", [m4a, vorbis, opus, flac])
def test_each_kind_goes_on_where_one_stopped(studio, listening, qtbot, made):
    (one,) = studio.tracks(made(20.0))
    studio.workspace.audio.keep_place(one, Place(12.0, 20.0))
    listening.play_set([one])
    until(qtbot, listening, 12.3)
    assert listening.position < 15.0


def test_it_goes_on_exactly_where_one_stopped_after_a_restart(studio, lane, listening, qtbot):
    ids = studio.tracks(SHORT, LONG)
    listening.play_set(ids, ids[1])
    until(qtbot, listening, 0.3)
    listening.seek(20.0)
    until(qtbot, listening, 20.2)
    listening.pause()
    settle(lane, qtbot)
    stopped = studio.place(ids[1])
    assert stopped.position == pytest.approx(20.3, abs=1.0)
    again = Listening(lane)
    again.play_set(ids, ids[1], play=False)
    qtbot.waitUntil(lambda: again.position == pytest.approx(stopped.position, abs=0.3))
    assert again.standing is Phase.PAUSED
    again.close()


def test_a_killed_listener_loses_seconds_at_most(studio, listening, qtbot):
    ids = studio.tracks(LONG)
    listening.set_speed(2.0)
    listening.play_set(ids)
    until(qtbot, listening, 11.0)
    assert studio.place(ids[0]).position >= 5.0


def test_what_was_heard_to_its_end_begins_anew(studio, listening, qtbot):
    ids = studio.tracks(LONG)
    studio.workspace.audio.keep_place(ids[0], Place(29.9, 30.0, None, finished=True))
    listening.play_set(ids)
    until(qtbot, listening, 0.1)
    assert listening.position < 5


def test_a_long_pause_goes_back_a_little_and_a_short_one_does_not(studio, listening, clock, qtbot):
    ids = studio.tracks(LONG)
    listening.play_set(ids)
    until(qtbot, listening, 0.2)
    for pause, back in ((5, 0), (400, 10)):
        listening.seek(20.0)
        until(qtbot, listening, 20.05)
        listening.pause()
        place = listening.position
        clock.now += pause
        listening.play()
        qtbot.waitUntil(lambda place=place, back=back: abs(listening.position - place + back) < 0.8)


def test_next_previous_skip_and_repeat(studio, listening, qtbot):
    ids = studio.tracks(LONG, LONG)
    listening.play_set(ids)
    until(qtbot, listening, 0.1)
    listening.skip(15)
    until(qtbot, listening, 15.1)
    listening.skip(-30)
    qtbot.waitUntil(lambda: listening.position < 2)
    listening.next()
    qtbot.waitUntil(lambda: listening.track.id == ids[1])
    qtbot.waitUntil(lambda: listening.standing is Phase.PLAYING)
    listening.next()  # there is none
    assert listening.track.id == ids[1]
    listening.set_repeat(Repeat.SET)
    listening.next()
    qtbot.waitUntil(lambda: listening.track.id == ids[0])
    qtbot.waitUntil(lambda: listening.standing is Phase.PLAYING)
    listening.seek(0)
    listening.previous()
    qtbot.waitUntil(lambda: listening.track.id == ids[1])


def test_pressing_next_twice_in_a_breath_goes_on_playing(studio, listening, qtbot):
    ids = studio.tracks(LONG, LONG, LONG)
    listening.play_set(ids)
    listening.next()
    listening.next()
    qtbot.waitUntil(lambda: listening.track is not None and listening.track.id == ids[2])
    until(qtbot, listening, 0.1)
    assert listening.is_playing


def test_a_file_that_is_not_here_is_asked_for_and_played_when_it_comes(
    studio, lane, listening, qtbot
):
    ids = studio.tracks(None)
    with qtbot.waitSignal(listening.wanted) as asked:
        listening.play_set(ids)
    assert listening.standing is Phase.AWAY
    (url,) = asked.args
    studio.record(url, LONG)
    listening.file_came(studio.workspace.media.key_of(url))
    until(qtbot, listening, 0.1)


def test_a_broken_file_is_told_and_the_rest_goes_on(studio, listening, qtbot, caplog):
    ids = studio.tracks(SHORT, SHORT)
    url = studio.workspace.audio.track(ids[0]).url
    media = studio.workspace.media
    key = media.register.enter(parsed(url))
    name = media.register.find(key).name
    media.shelf.remove(name)
    with media.shelf.part("c" * 64) as writer:
        writer.write(b"What lies here is no sound, whatever the register says. " * 90)
        writer.finish()
    media.shelf.part_path("c" * 64).replace(media.shelf.path(name))
    sentences = []
    listening.problem_met.connect(sentences.append)
    listening.play_set(ids)
    qtbot.waitUntil(lambda: listening.track is not None and listening.track.id == ids[1])
    told = [one for one in sentences if "no sound output" not in one]
    assert len(told) == 1
    assert "Track 0" in told[0]
    qtbot.waitUntil(lambda: "not sound" in caplog.text)
    caplog.clear()


@pytest.mark.skipif(bool(QMediaDevices.audioOutputs()), reason="there is a sound output")
def test_a_computer_without_a_sound_output_is_told_once_and_keeps_the_place(
    studio, listening, qtbot
):
    ids, sentences = studio.tracks(SHORT, SHORT), []
    listening.problem_met.connect(sentences.append)
    listening.play_set(ids)
    qtbot.waitUntil(lambda: studio.place(ids[1]).finished)
    (told,) = sentences
    assert "no sound output" in told


def test_the_timer_falls_silent_softly_and_goes_on_from_where_the_fade_began(
    studio, lane, listening, clock, qtbot
):
    ids = studio.tracks(LONG)
    listening.play_set(ids)
    until(qtbot, listening, 0.3)
    listening.sleeping.after(1.0)
    lefts = []
    listening.sleeping.left_changed.connect(lefts.append)
    clock.now += 60 - FADE / 2
    qtbot.waitUntil(lambda: bool(lefts) and lefts[-1] == FADE / 2)
    began = listening.position
    assert listening.sleeping.volume() == pytest.approx(0.25)
    until(qtbot, listening, began + 1.0)
    with qtbot.waitSignal(listening.sleeping.over):
        clock.now += FADE
    assert listening.standing is Phase.PAUSED
    assert not listening.is_playing
    qtbot.waitUntil(lambda: listening.position == pytest.approx(began, abs=0.6))
    assert listening.sleeping.volume() == 1.0
    assert not listening.sleeping.timer.is_on


def test_a_timer_that_ran_out_in_a_pause_ends_nothing_when_the_member_plays_on(
    studio, listening, clock, qtbot
):
    ids = studio.tracks(LONG)
    listening.play_set(ids)
    until(qtbot, listening, 0.3)
    listening.sleeping.after(5.0)
    listening.pause()
    clock.now += 8 * 3600  # until the next morning
    overs = []
    listening.sleeping.over.connect(overs.append)
    listening.play()
    assert listening.sleeping.volume() == 1.0
    until(qtbot, listening, listening.position + 1.0)
    assert listening.is_playing
    assert not overs
    assert not listening.sleeping.timer.is_on


def test_the_end_of_a_track_is_the_end_at_any_speed(studio, listening, qtbot):
    ids, titles = studio.tracks(SHORT, SHORT), heard(listening)
    listening.set_speed(2.0)
    listening.sleeping.set(SleepTimer(at_end=True))
    listening.play_set(ids)
    qtbot.waitUntil(lambda: studio.place(ids[0]).finished)
    qtbot.waitUntil(lambda: listening.standing is Phase.PAUSED)
    assert titles == ["Track 0"]
    assert not listening.sleeping.timer.is_on


def test_another_variant_goes_on_at_the_same_place(studio, lane, listening, qtbot):
    ids = studio.tracks(LONG)
    studio.record("https://a.example.com/slow.mp3", mp3(30.0, 300.0))
    variant = studio.workspace.rows.put(
        "audio_variants",
        {"audio_track_id": ids[0], "variant_type": "slow",
         "audio_url": "https://a.example.com/slow.mp3"},
    )  # fmt: skip
    listening.play_set(ids)
    until(qtbot, listening, 0.2)
    listening.seek(12.0)
    until(qtbot, listening, 12.1)
    listening.choose_variant(variant)
    qtbot.waitUntil(lambda: listening.standing is Phase.PLAYING)
    until(qtbot, listening, 12.2)
    assert listening.position < 16
    settle(lane, qtbot)
    assert studio.place(ids[0]).variant_id == variant


def test_many_short_tracks_leave_memory_flat(studio, listening, qtbot):
    tiny = mp3(0.15)
    ids = studio.tracks(*[tiny] * 60)
    count = []
    listening.track_changed.connect(lambda _track: count.append(1))
    listening.set_speed(2.0)
    listening.play_set(ids)
    qtbot.waitUntil(lambda: len(count) >= 20)
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    qtbot.waitUntil(lambda: studio.place(ids[-1]).finished)
    gc.collect()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < 20_000  # kilobytes, for forty tracks

"""The cinema with its voice and the music under it, by keys, with real sounds."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.listening import Phase
from desktop.qt.sound import outlet as outlet_module
from desktop.qt.sound.reading_aloud import ReadingSound
from tests.desktop.media.sounds import mp3
from tests.desktop.views.cinema.conftest import QUICK, seen, text

KEYS = Qt.Key


def test_slides_follow_the_voice(cinema, studio, hearing, qtbot):
    ids = studio.spoken(("home", mp3(0.7)), ("work", mp3(0.9)))
    window = cinema()
    heard = []
    hearing.listening.track_changed.connect(
        lambda track: heard.append((track.id, text(window))) if track else None
    )
    qtbot.waitUntil(lambda: len(heard) >= 3)
    # The set goes round, and each time the slide of the part is on.
    assert heard[:3] == [(ids[0], "By the sea."), (ids[1], "I make."), (ids[0], "By the sea.")]


def test_space_holds_the_voice_too_and_whatever_holds_the_voice_holds_the_slides(
    cinema, studio, hearing, qtbot
):
    studio.spoken(("home", mp3(30.0)))
    window = cinema()
    listening = hearing.listening
    qtbot.waitUntil(lambda: listening.standing is Phase.PLAYING)
    QTest.keyClick(window, KEYS.Key_Space)
    assert listening.standing is Phase.PAUSED
    QTest.keyClick(window, KEYS.Key_Space)
    assert listening.standing is Phase.PLAYING
    listening.pause()  # a media key
    assert window.is_paused
    listening.play()
    assert not window.is_paused


def test_going_to_another_part_brings_its_voice(cinema, studio, hearing, qtbot):
    ids = studio.spoken(("home", mp3(30.0)), ("work", mp3(31.0)))
    window = cinema()
    qtbot.waitUntil(lambda: text(window) == "By the sea.")
    QTest.keyClick(window, KEYS.Key_Right)
    qtbot.waitUntil(lambda: hearing.listening.track.id == ids[1])
    qtbot.waitUntil(lambda: hearing.listening.standing is Phase.PLAYING)
    assert text(window) == "I make."


def test_the_listening_is_as_it_was_when_it_is_over(cinema, studio, hearing, ask, qtbot):
    listening = hearing.listening
    other = ask(
        lambda workspace: workspace.rows.put("audio_tracks", {"title": "Rain", "order_index": 77})
    )
    listening.lay_out([other], other)
    qtbot.waitUntil(lambda: listening.track is not None)
    studio.spoken(("home", mp3(30.0)))
    window = cinema()
    qtbot.waitUntil(lambda: listening.standing is Phase.PLAYING)
    QTest.keyClick(window, KEYS.Key_Escape)
    qtbot.waitUntil(lambda: listening.queue.current == other and not listening.is_playing)
    assert listening.queue.repeat == "off"


def test_who_listens_to_it_already_is_not_thrown_back(cinema, studio, hearing, qtbot):
    ids = studio.spoken(("home", mp3(30.0)), ("work", mp3(31.0)))
    hearing.listening.play_set(ids, ids[1])
    qtbot.waitUntil(lambda: hearing.listening.standing is Phase.PLAYING)
    window = cinema()
    qtbot.waitUntil(lambda: text(window) == "I make.")
    QTest.keyClick(window, KEYS.Key_Escape)
    assert hearing.listening.standing is Phase.PLAYING


def test_whoever_has_it_read_aloud_sees_the_slides_beside_it(
    cinema, studio, hearing, monkeypatch, qtbot
):
    monkeypatch.setattr(outlet_module, "ReadingSound", partial(ReadingSound, engine="mock"))
    ids = list(studio.programme().aloud.tracks)
    hearing.listening.play_set(ids, ids[1])
    qtbot.waitUntil(lambda: hearing.listening.standing is Phase.PLAYING)
    window = cinema()
    qtbot.waitUntil(lambda: text(window) == "By the sea.")


def test_the_sound_of_a_whole_vision_leaves_slides_their_own_time(
    cinema, studio, hearing, ask, qtbot
):
    url = "https://a.example.com/whole.mp3"
    studio.has(url, mp3(30.0))
    row = {"vision_id": studio.vision, "audio_url": url}
    ask(lambda workspace: workspace.rows.put("vision_audios", row))
    window = cinema(tempo=QUICK)
    qtbot.waitUntil(lambda: hearing.listening.standing is Phase.PLAYING)
    assert len(set(seen(window, qtbot, 4))) == 3


@pytest.fixture
def spoken(cinema, studio, hearing, background, qtbot):
    """A cinema whose voice is heard, with rain under it."""
    studio.spoken(("home", mp3(30.0)))
    background.choose("rain")
    window = cinema()
    qtbot.waitUntil(lambda: hearing.listening.standing is Phase.PLAYING)
    qtbot.waitUntil(lambda: background.is_playing)
    return window


def test_the_music_is_switched_off_and_on_by_its_key(spoken, hearing, background):
    music = spoken.stage.controls.music
    assert music.isVisible()
    assert music.accessibleName() == "Music off (M)"
    QTest.keyClick(spoken, KEYS.Key_M)
    assert background.loudness == 0
    assert hearing.listening.loudness == 1
    assert music.accessibleName() == music.toolTip() == "Music on (M)"
    QTest.keyClick(spoken, KEYS.Key_M)
    assert background.loudness == pytest.approx(0.3)
    assert music.accessibleName() == "Music off (M)"


def test_the_voice_is_switched_off_and_on_and_is_as_it_was_in_the_end(spoken, hearing, background):
    voice, listening = spoken.stage.controls.voice, hearing.listening
    listening.set_volume(0.7)
    QTest.keyClick(spoken, KEYS.Key_V)
    assert listening.loudness == 0
    assert background.loudness > 0
    assert voice.accessibleName() == "Voice on (V)"
    QTest.keyClick(spoken, KEYS.Key_V)
    assert listening.loudness == 0.7
    QTest.mouseClick(voice, Qt.MouseButton.LeftButton)
    assert listening.loudness == 0
    QTest.keyClick(spoken, KEYS.Key_Escape)
    assert listening.loudness == 0.7


def test_what_was_switched_off_before_is_told(cinema, studio, hearing, background, ask):
    studio.spoken(("home", mp3(30.0)))
    background.choose("rain")
    background.set_muted(True)
    hearing.listening.set_muted(True)
    controls = cinema().stage.controls
    assert controls.music.accessibleName() == "Music on (M)"
    assert controls.voice.accessibleName() == "Voice on (V)"


def test_the_music_stays_as_the_member_left_it(spoken, background, qtbot):
    QTest.mouseClick(spoken.stage.controls.music, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(spoken.left):
        QTest.keyClick(spoken, KEYS.Key_Escape)
    assert background.muted


def test_only_what_is_there_is_offered(cinema, studio, background):
    silent = cinema().stage.controls
    assert not silent.voice.isVisible()
    assert not silent.music.isVisible()
    studio.spoken(("home", mp3(30.0)))
    window = cinema()
    assert window.stage.controls.voice.isVisible()
    assert not window.stage.controls.music.isVisible()
    QTest.keyClick(window, KEYS.Key_M)
    assert background.loudness > 0

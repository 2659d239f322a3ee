"""Reading aloud by Qt's own silent voice for tests, in the window's player."""

from __future__ import annotations

import contextlib

import pytest

from desktop import headless
from desktop.core.paths import DataFolder
from desktop.domain.listening import Phase
from desktop.qt import listening as listening_module
from desktop.qt.lanes import DatabaseLane, Pulse
from desktop.qt.listening import Listening
from desktop.qt.reading_aloud import ReadingSound
from desktop.qt.speech import NoVoice, Reader, can_read
from desktop.services.spoken import spoken_ids

KEY = bytes(range(32))
TEXT = "One two three. Four five six. Seven eight nine."


@pytest.fixture
def reader(qtbot):
    made = Reader(None, "mock")
    yield made
    made.unload()
    made.deleteLater()


def test_a_text_is_read_to_its_end(reader, qtbot):
    spoken = []
    reader._voice.stateChanged.connect(lambda state: spoken.append(state.name))
    with qtbot.waitSignal(reader.ended, timeout=20_000):
        reader.load(TEXT, play=True)
    assert spoken.count("Speaking") == 3
    assert not reader.is_playing
    assert reader.position == 0.0


def test_a_pause_goes_on_with_the_sentence_that_was_on(reader, qtbot):
    reader.load(TEXT, play=True)
    second = reader._speech.sentences[1].begin
    qtbot.waitUntil(lambda: reader.position >= second, timeout=20_000)
    reader.pause()
    assert (reader.is_playing, reader.position) == (False, second)
    with qtbot.waitSignal(reader.ended, timeout=20_000):
        reader.play()


def test_it_begins_and_goes_where_it_is_told(reader, qtbot):
    third = reader_place(2)
    reader.load(TEXT, third + 0.1, play=False)
    assert reader.position == third
    assert reader.length > third
    reader.play()
    reader.seek(0.0)
    assert reader.position < third
    with qtbot.waitSignal(reader.ended, timeout=20_000):
        reader.seek(third)


def reader_place(number):
    from desktop.domain.speaking import speech_of

    return speech_of(TEXT).sentences[number].begin


def test_a_text_without_words_is_over_at_once(reader, qtbot):
    with qtbot.waitSignal(reader.ended):
        reader.load("***", play=True)


def test_without_a_voice_there_is_a_sentence(monkeypatch):
    from PySide6.QtTextToSpeech import QTextToSpeech

    monkeypatch.setattr(QTextToSpeech, "availableEngines", lambda: ["mock"])
    assert not can_read()
    with pytest.raises(NoVoice, match="no voice"):
        Reader(None)


@pytest.fixture
def studio(tmp_path):
    with contextlib.closing(
        headless.open_workspace(DataFolder(tmp_path / "data"), key=KEY)
    ) as workspace:
        yield workspace


@pytest.fixture
def listening(qtbot, studio, monkeypatch):
    monkeypatch.setattr(
        listening_module, "ReadingSound", lambda parent: ReadingSound(parent, "mock")
    )
    lane = DatabaseLane(Pulse(elsewhere=lambda _w: 0, here=lambda _w: 0, chore=lambda _w: False))
    with qtbot.waitSignal(lane.opened):
        lane.open(lambda: headless.open_workspace(studio.folder, key=KEY))
    made = Listening(lane)
    yield made
    made.close()
    done = []
    lane.ask(lambda _workspace: True, done.append)
    qtbot.waitUntil(lambda: bool(done))
    made.deleteLater()
    assert lane.close()


def test_a_vision_without_audio_is_read_section_by_section_in_the_player(listening, studio, qtbot):
    vision = studio.rows.put(
        "vision_versions", {"forward": "I am awake.", "home": TEXT, "fun": "  "}
    )
    ids = spoken_ids(studio.connection, vision)
    assert len(ids) == 2
    titles = []
    listening.track_changed.connect(lambda track: titles.append(track.title))
    listening.play_set(ids)
    qtbot.waitUntil(lambda: len(titles) == 2, timeout=20_000)
    assert titles[0] == "Forward"
    assert listening.length > 0
    qtbot.waitUntil(lambda: listening.position > 1.0, timeout=20_000)
    listening.pause()
    place = listening.position
    qtbot.waitUntil(lambda: studio.audio.place(ids[1]).position == pytest.approx(place, abs=0.01))
    listening.play()
    qtbot.waitUntil(lambda: listening.standing is Phase.PAUSED, timeout=20_000)
    assert studio.audio.last_track() is None


def test_where_nothing_can_speak_it_is_told_and_the_rest_goes_on(
    listening, studio, qtbot, monkeypatch
):
    monkeypatch.setattr(
        listening_module, "ReadingSound", lambda parent: ReadingSound(parent, "none at all")
    )
    vision = studio.rows.put("vision_versions", {"forward": "I am awake."})
    with qtbot.waitSignal(listening.problem_met, timeout=20_000) as told:
        listening.play_set(spoken_ids(studio.connection, vision))
    assert "no voice" in told.args[0]
    qtbot.waitUntil(lambda: listening.standing is Phase.PAUSED)

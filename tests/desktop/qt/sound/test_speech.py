"""Reading aloud by Qt's own silent voice for tests, in the window's player."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading

import pytest
from PySide6 import QtTextToSpeech

from desktop import headless
from desktop.core.paths import DataFolder
from desktop.domain.listening import Phase
from desktop.qt.lanes import DatabaseLane, Pulse
from desktop.qt.sound import outlet as outlet_module
from desktop.qt.sound.listening import Listening
from desktop.qt.sound.reading_aloud import ReadingSound
from desktop.qt.sound.speech import NoVoice, Reader, can_read
from desktop.services.spoken import sections, spoken_id
from tests.patience import PATIENCE

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
    reader._voice.standing_changed.connect(lambda standing, _number: spoken.append(standing))
    with qtbot.waitSignal(reader.ended):
        reader.load(TEXT, play=True)
    assert spoken.count("Speaking") == 3
    assert not reader.is_playing
    assert reader.position == 0.0


def test_a_pause_goes_on_with_the_sentence_that_was_on(reader, qtbot):
    reader.load(TEXT, play=True)
    second = reader._speech.sentences[1].begin
    qtbot.waitUntil(lambda: reader.position >= second)
    reader.pause()
    assert (reader.is_playing, reader.position) == (False, second)
    with qtbot.waitSignal(reader.ended):
        reader.play()


def test_it_begins_and_goes_where_it_is_told(reader, qtbot):
    third = reader_place(2)
    reader.load(TEXT, third + 0.1, play=False)
    assert reader.position == third
    assert reader.length > third
    reader.play()
    reader.seek(0.0)
    assert reader.position < third
    with qtbot.waitSignal(reader.ended):
        reader.seek(third)


def reader_place(number):
    from desktop.domain.speaking import speech_of

    return speech_of(TEXT).sentences[number].begin


def test_a_text_without_words_is_over_at_once(reader, qtbot):
    with qtbot.waitSignal(reader.ended):
        reader.load("***", play=True)


def test_a_voice_that_takes_its_time_holds_nothing_up(qtbot, monkeypatch):
    """As the one of Speech Dispatcher does, for seconds."""
    gate = threading.Event()

    class Slow(QtTextToSpeech.QTextToSpeech):
        def __init__(self, *arguments):
            assert gate.wait(PATIENCE), "the window waits for the voice"
            super().__init__(*arguments)

    monkeypatch.setattr(QtTextToSpeech, "QTextToSpeech", Slow)
    reader = Reader(None, "mock")
    reader.set_speed(2.0)
    reader.load(TEXT, play=True)
    assert reader.is_playing
    reader.pause()
    reader.play()
    gate.set()
    with qtbot.waitSignal(reader.ended):
        pass
    reader.deleteLater()


def test_who_plays_again_is_told_again(qtbot):
    reader = Reader(None, "none at all")
    for _ in range(2):
        with qtbot.waitSignal(reader.failed) as told:
            reader.load(TEXT, play=True)
        assert "no voice" in told.args[0]
        assert not reader.is_playing
    reader.deleteLater()


@pytest.mark.parametrize("turns", [0, 1, 3])
def test_one_may_be_let_go_before_its_voice_has_come(qapp, qtbot, turns):
    for _ in range(20):
        reader = Reader(None, "mock")
        reader.load(TEXT, play=True)
        for _ in range(turns):
            qapp.processEvents()
        reader.deleteLater()
        del reader
    later = Reader(None, "mock")
    with qtbot.waitSignal(later.ended):
        later.load("One.", play=True)
    later.deleteLater()


def test_the_app_may_end_in_the_midst_of_reading():
    script = """
from PySide6.QtCore import QCoreApplication, QTimer
from desktop.qt.sound.speech import Reader
app = QCoreApplication([])
reader = Reader(None, "mock")
reader.load("One two three. " * 50, play=True)
QTimer.singleShot(30, app.quit)
app.exec()
print("over")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"over\n"), done.stderr


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
    monkeypatch.setattr(outlet_module, "ReadingSound", lambda parent: ReadingSound(parent, "mock"))
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


def spoken_ids(connection, vision_id):
    return [spoken_id(vision_id, one.part) for one in sections(connection, vision_id)]


def test_a_vision_without_audio_is_read_section_by_section_in_the_player(listening, studio, qtbot):
    vision = studio.rows.put(
        "vision_versions", {"forward": "I am awake.", "home": TEXT, "fun": "  "}
    )
    ids = spoken_ids(studio.connection, vision)
    assert len(ids) == 2
    titles = []
    listening.track_changed.connect(lambda track: titles.append(track.title))
    listening.play_set(ids)
    qtbot.waitUntil(lambda: len(titles) == 2)
    assert titles[0] == "Forward"
    assert listening.length > 0
    qtbot.waitUntil(lambda: listening.position > 1.0)
    listening.pause()
    place = listening.position
    qtbot.waitUntil(lambda: studio.audio.place(ids[1]).position == pytest.approx(place, abs=0.01))
    listening.play()
    qtbot.waitUntil(lambda: listening.standing is Phase.PAUSED)
    assert studio.audio.last_track() is None


def test_where_nothing_can_speak_it_is_told_and_the_rest_goes_on(
    listening, studio, qtbot, monkeypatch
):
    monkeypatch.setattr(
        outlet_module, "ReadingSound", lambda parent: ReadingSound(parent, "none at all")
    )
    vision = studio.rows.put("vision_versions", {"forward": "I am awake."})
    told = []
    listening.problem_met.connect(told.append)
    listening.play_set(spoken_ids(studio.connection, vision))
    # Where there is no sound output either, that is told as well.
    qtbot.waitUntil(lambda: any("no voice" in sentence for sentence in told))
    qtbot.waitUntil(lambda: listening.standing is Phase.PAUSED)

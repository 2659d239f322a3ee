"""Recording a section: spoken, paused, trimmed, taken again, kept; nothing readable on the disk."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import Qt

from desktop.media.content import examined
from desktop.views.audio.making.recorder import Recorder
from desktop.views.audio.making.recorder_form import Spoken, Step
from tests.desktop.media.sounds import RATE, pcm

SILENCE = b"\0\0" * RATE


@pytest.fixture
def vision(ask):
    return ask(
        lambda w: w.rows.put("vision_versions", {"title": "Life", "home": "I live by the sea."})
    )


@pytest.fixture
def recorder(kit, qtbot, mouths, vision):
    made = Recorder(kit, Spoken("Home", "I live by the sea.", vision, "home"), None, mouths)
    made.open()
    yield made
    if shiboken6.isValid(made):
        made.done(0)


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def speak(qtbot, recorder, mouths, *parts):
    click(qtbot, recorder.record_button)
    for part in parts:
        mouths[-1].heard.emit(part)


def kept_content(ask, track_id):
    def read(workspace):
        track = workspace.audio.track(track_id)
        with workspace.media.open(track.url) as reader:
            return reader.whole(), track, workspace.audio.narration(track)

    return ask(read)


def test_a_voice_is_kept_as_an_m4a_that_narrates_its_section(
    recorder, qtbot, mouths, ask, folder, vision
):
    speak(qtbot, recorder, mouths, SILENCE, pcm(2.0), SILENCE)
    assert recorder.step is Step.RECORDING
    assert recorder.time.text() == "0:04"
    click(qtbot, recorder.stop_button)
    assert mouths[-1].calls == ["start", "stop"]
    click(qtbot, recorder.trim_button)
    begin, end = recorder.strip.ends
    assert (round(begin, 1), round(end, 1)) == (0.8, 3.3)
    with qtbot.waitSignal(recorder.kept) as kept:
        click(qtbot, recorder.keep_button)
    content, track, narration = kept_content(ask, kept.args[1])
    facts = examined(content)
    assert (facts.suffix, round(facts.seconds, 1)) == ("m4a", 2.5)
    assert (track.title, narration.vision_id, narration.part) == ("Home", vision, "home")
    readable = [p for p in folder.root.rglob("*") if p.is_file() and b"ftyp" in p.read_bytes()]
    assert readable == []


def test_a_pause_hears_nothing(recorder, qtbot, mouths):
    speak(qtbot, recorder, mouths, pcm(1.0))
    click(qtbot, recorder.record_button)
    mouths[-1].heard.emit(pcm(1.0))
    assert (recorder.step, recorder.time.text()) == (Step.PAUSED, "0:01")
    speak(qtbot, recorder, mouths, pcm(1.0))
    assert recorder.time.text() == "0:02"
    assert mouths[-1].calls == ["start", "pause", "start"]


def test_taking_again_forgets_the_first_take(recorder, qtbot, mouths):
    speak(qtbot, recorder, mouths, pcm(1.0))
    click(qtbot, recorder.stop_button)
    click(qtbot, recorder.again_button)
    assert (recorder.step, recorder.time.text()) == (Step.READY, "0:00")
    speak(qtbot, recorder, mouths, pcm(2.0))
    assert recorder.time.text() == "0:02"
    assert len(mouths) == 2


def test_the_ends_are_moved_by_keys(recorder, qtbot, mouths):
    speak(qtbot, recorder, mouths, pcm(3.0))
    click(qtbot, recorder.stop_button)
    strip = recorder.strip
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(strip, Qt.Key.Key_Down)
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert [round(each, 1) for each in strip.ends] == [1.0, 2.9]
    assert strip.accessibleDescription() == "End at 0:02"
    for _ in range(90):
        qtbot.keyClick(strip, Qt.Key.Key_Left)  # the ends never pass each other
    assert strip.ends[0] < strip.ends[1]


def test_what_was_recorded_is_not_lost_by_one_key(recorder, qtbot, mouths):
    speak(qtbot, recorder, mouths, pcm(1.0))
    for _ in range(2):
        qtbot.keyClick(recorder, Qt.Key.Key_Escape)
    assert recorder.isVisible()
    assert "has not been kept" in recorder.notice.text()
    with qtbot.waitSignal(recorder.rejected):
        click(qtbot, recorder.discard_button)


def test_without_a_microphone_there_is_a_sentence(recorder, qtbot, mouths):
    mouths.fails = "There is no microphone."
    click(qtbot, recorder.record_button)
    assert (recorder.step, recorder.notice.text()) == (Step.READY, "There is no microphone.")
    mouths.fails = ""
    click(qtbot, recorder.record_button)
    assert recorder.step is Step.RECORDING


def test_a_microphone_that_is_unplugged_keeps_what_was_said(recorder, qtbot, mouths):
    speak(qtbot, recorder, mouths, pcm(1.0))
    mouths[-1].lost.emit("The microphone cannot be heard any more.")
    assert recorder.step is Step.TAKEN
    assert "any more" in recorder.notice.text()


def test_it_can_be_listened_to_before_it_is_kept(recorder, qtbot, mouths):
    speak(qtbot, recorder, mouths, pcm(0.5))
    click(qtbot, recorder.stop_button)
    click(qtbot, recorder.listen_button)
    assert recorder.listen_button.text() == "&Silence"
    qtbot.waitUntil(lambda: recorder.listen_button.text() == "&Listen")


def test_a_vision_that_is_gone_meanwhile_is_told_and_the_voice_is_still_there(
    recorder, qtbot, mouths, ask, vision
):
    speak(qtbot, recorder, mouths, pcm(1.0))
    click(qtbot, recorder.stop_button)
    ask(lambda w: w.rows.delete("vision_versions", vision))
    click(qtbot, recorder.keep_button)
    qtbot.waitUntil(lambda: "no such vision" in recorder.notice.text())
    assert recorder.step is Step.TAKEN

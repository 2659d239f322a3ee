"""A window never takes a recording with it: it waits for the answer, and for the encoder."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.views.audio.making.recorder import Recorder
from desktop.views.audio.making.recorder_form import Spoken, Step
from desktop.views.room import Room
from tests.desktop.media.sounds import pcm
from tests.desktop.views.window import plan


@pytest.fixture
def plans(kit):
    return [plan(kit, "listen", Room)]


@pytest.fixture
def recorder(kit, shell, mouths):
    made = Recorder(kit, Spoken("A thought"), shell, mouths)
    made.open()
    return made


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def speak(qtbot, recorder, mouths):
    click(qtbot, recorder.record_button)
    mouths[-1].heard.emit(pcm(1.0))


def kept(ask):
    return ask(lambda w: [t.title for t in w.audio.tracks(w.recordings.set_for())])


def test_while_one_records_the_window_asks_and_goes_when_it_is_kept(
    recorder, shell, qtbot, mouths, ask
):
    speak(qtbot, recorder, mouths)
    shell.quit()
    assert shell.isVisible()
    assert (recorder.step, mouths[-1].calls[-1]) == (Step.TAKEN, "stop")
    assert "has not been kept" in recorder.notice.text()
    assert recorder.discard_button.isVisible()
    with qtbot.waitSignal(shell.closing):
        click(qtbot, recorder.keep_button)
    assert kept(ask) == ["A thought"]


def test_a_window_that_is_closed_meanwhile_waits_until_it_is_kept(
    recorder, shell, qtbot, mouths, ask
):
    speak(qtbot, recorder, mouths)
    click(qtbot, recorder.stop_button)
    click(qtbot, recorder.keep_button)
    assert recorder.step is Step.KEEPING
    assert not shell.close()
    assert shell.isVisible()
    with qtbot.waitSignal(shell.closing):
        pass
    assert kept(ask) == ["A thought"]


def test_what_is_thrown_away_lets_the_window_go(recorder, shell, qtbot, mouths, ask):
    speak(qtbot, recorder, mouths)
    shell.quit()
    with qtbot.waitSignal(shell.closing):
        click(qtbot, recorder.discard_button)
    assert kept(ask) == []


def test_who_takes_it_again_stays(recorder, shell, qtbot, mouths):
    shell.set_staying(True)
    speak(qtbot, recorder, mouths)
    shell.quit()
    click(qtbot, recorder.again_button)
    assert recorder.step is Step.READY
    with qtbot.waitSignal(shell.went_behind):  # the next closing is one like any other
        shell.close()

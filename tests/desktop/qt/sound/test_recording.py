"""Making an M4A in memory, and computers without a microphone."""

from __future__ import annotations

import subprocess
import sys

import pytest

from desktop.domain.recording import samples_of
from desktop.media.content import examined
from desktop.qt.sound.encoding import Encoding
from desktop.qt.sound.recording import Microphone, NoMicrophone
from tests.desktop.media.sounds import RATE, pcm


@pytest.mark.parametrize("seconds", [0.05, 1.0, 20.0])
def test_samples_become_an_m4a_of_their_length(qtbot, seconds):
    encoding = Encoding(pcm(seconds), RATE)
    with qtbot.waitSignal(encoding.done) as made:
        encoding.start()
    facts = examined(made.args[0])
    assert facts.suffix == "m4a"
    assert facts.seconds == pytest.approx(seconds, abs=0.06)


def test_several_are_made_one_after_the_other(qtbot):
    for _ in range(5):
        encoding = Encoding(pcm(0.3), 44_100)
        with qtbot.waitSignal(encoding.done) as made:
            encoding.start()
        assert samples_of(made.args[0]) is None
        assert examined(made.args[0]).suffix == "m4a"


def test_nothing_at_all_fails_and_says_so(qtbot):
    encoding = Encoding(b"", RATE)
    with qtbot.waitSignal(encoding.failed):
        encoding.start()


def test_one_may_be_let_go_at_any_moment(qapp, qtbot):
    for rounds in range(40):
        encoding = Encoding(pcm(20.0), RATE)
        encoding.start()
        for _ in range(rounds):
            qapp.processEvents()
        encoding.deleteLater()
        del encoding
    # What was let go ended behind us, and the next one is made as ever.
    test_samples_become_an_m4a_of_their_length(qtbot, 0.5)


def test_the_app_may_end_in_the_midst_of_one():
    script = """
from PySide6.QtCore import QCoreApplication, QTimer
from desktop.qt.sound.encoding import Encoding
from tests.desktop.media.sounds import pcm, RATE
app = QCoreApplication([])
encoding = Encoding(pcm(600.0), RATE)
encoding.start()
QTimer.singleShot(60, app.quit)
app.exec()
print("over")
"""
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout == b"over\n"


def test_a_computer_without_a_microphone_is_told_in_a_sentence(qapp):
    from PySide6.QtMultimedia import QMediaDevices

    if QMediaDevices.audioInputs():
        pytest.skip("there is a microphone")
    with pytest.raises(NoMicrophone, match="no microphone"):
        Microphone()

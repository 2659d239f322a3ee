"""Making an M4A in memory, and computers without a microphone."""

from __future__ import annotations

import pytest

from desktop.domain.recording import samples_of
from desktop.media.content import examined
from desktop.qt.recording import Encoding, Microphone, NoMicrophone
from tests.desktop.media.sounds import RATE, pcm


@pytest.mark.parametrize("seconds", [0.05, 1.0, 20.0])
def test_samples_become_an_m4a_of_their_length(qtbot, seconds):
    encoding = Encoding(pcm(seconds), RATE)
    with qtbot.waitSignal(encoding.done, timeout=30_000) as made:
        encoding.start()
    facts = examined(made.args[0])
    assert facts.suffix == "m4a"
    assert facts.seconds == pytest.approx(seconds, abs=0.06)


def test_several_are_made_one_after_the_other(qtbot):
    for _ in range(5):
        encoding = Encoding(pcm(0.3), 44_100)
        with qtbot.waitSignal(encoding.done, timeout=30_000) as made:
            encoding.start()
        assert samples_of(made.args[0]) is None
        assert examined(made.args[0]).suffix == "m4a"


def test_nothing_at_all_fails_and_says_so(qtbot):
    encoding = Encoding(b"", RATE)
    with qtbot.waitSignal(encoding.failed, timeout=30_000):
        encoding.start()


def test_a_computer_without_a_microphone_is_told_in_a_sentence(qapp):
    from PySide6.QtMultimedia import QMediaDevices

    if QMediaDevices.audioInputs():
        pytest.skip("there is a microphone")
    with pytest.raises(NoMicrophone, match="no microphone"):
        Microphone()

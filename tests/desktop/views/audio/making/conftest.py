"""A microphone that hears what a test says; all else is real."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal

from desktop.qt.sound.recording import NoMicrophone
from tests.desktop.media.sounds import RATE


class Mouth(QObject):
    """Stands for a microphone and for who speaks into it."""

    heard = Signal(object)
    lost = Signal(str)
    rate = RATE

    def __init__(self, parent=None):
        super().__init__(parent)
        self.calls = []

    def start(self):
        self.calls.append("start")

    def pause(self):
        self.calls.append("pause")

    def stop(self):
        self.calls.append("stop")


@pytest.fixture
def mouths():
    """Those that were made; `fails` makes the next one absent."""

    class Mouths(list):
        fails = ""

        def __call__(self, _parent):
            if self.fails:
                raise NoMicrophone(self.fails)
            self.append(Mouth())
            return self[-1]

    return Mouths()

"""A window of its own process that types an entry and tells the time by lines on stdout.

`python -m tests.desktop.views.rooms.typing_process FOLDER WORDS`: prints `typed` when the last key
is pressed and `second` one second later; then it goes on until it is killed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.paths import DataFolder
from desktop.headless import open_workspace
from desktop.qt.lanes import DatabaseLane, FreeLane
from desktop.theme.appearance import Appearance
from desktop.views.room import RoomKit
from desktop.views.today.room import TodayRoom
from tests.desktop.views.window import PULSE


class Typist:
    """Types word after word as the event loop goes round, as a person would."""

    def __init__(self, room, words):
        self.room = room
        self.letters = list(words)
        self.keys = QTimer(interval=15)
        self.keys.timeout.connect(self.press)

    def press(self):
        """Press the next key, or tell that all are pressed."""
        if self.letters:
            QTest.keyClicks(self.room.page.form.text, self.letters.pop(0))
            return
        self.keys.stop()
        print("typed", flush=True)
        QTimer.singleShot(1000, lambda: print("second", flush=True))


def main(folder, words):
    app = QApplication([])
    lane, free = DatabaseLane(PULSE), FreeLane()
    room = TodayRoom(RoomKit(lane, free, Appearance(app, "dark")))
    typist = Typist(room, words)

    def begin(_answer):
        typist.keys.start()

    # The app loads what writing needs as soon as it has painted; typing begins after that here.
    room.page.row_opened.connect(lambda _id: lane.ask(lambda w: w.rows.warm_up(), begin))
    room.show()
    lane.open(lambda: open_workspace(DataFolder(Path(folder))))
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])

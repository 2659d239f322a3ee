"""The rooms of one data folder, timed from inside; a child process of `tests.bench.rooms`.

`python -m tests.bench.room_probe FOLDER STEPS` prints a line for each room: its name, the
milliseconds to its first paint, and those of the longest stall after it.
"""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app.application import Application
from desktop.core.paths import DataFolder
from tests.bench.rooms import ROOMS

_SETTLING_MS, _PATIENCE_MS = 3_000, 20_000


class Watch:
    """Lets the window live and notes the longest time that it did not answer."""

    def __init__(self):
        self.longest = 0.0

    def live(self, milliseconds, until=lambda: False):
        """Go on for so long, or until something holds."""
        end = time.perf_counter() + milliseconds / 1000
        while time.perf_counter() < end and not until():
            before = time.perf_counter()
            QApplication.processEvents()
            self.longest = max(self.longest, (time.perf_counter() - before) * 1000)
            time.sleep(0.001)  # the lane works beside the window, not against it


def main(folder, steps):
    """Open each room, walk through its list, delete a row and bring it back."""
    application = Application(DataFolder.chosen(folder))
    shell, watch, painted = application.shell, Watch(), {}
    shell.room_painted.connect(lambda name: painted.setdefault(name, time.perf_counter()))
    application.start()
    watch.live(_SETTLING_MS)
    for name in ROOMS:
        began = time.perf_counter()
        room = shell.show_room(name)
        watch.live(_PATIENCE_MS, lambda name=name: name in painted)
        opened = (painted[name] - began) * 1000
        watch.longest = 0.0
        _walk(room, watch, steps)
        print(name, f"{opened:.1f}", f"{watch.longest:.1f}", flush=True)
    # Not by the way that a member closes it: nothing here is to be kept.
    os._exit(0)


def _walk(room, watch, steps):
    pane = room.versions if room.name == "vision" else room.pane
    model, view = pane.model, pane.list.view
    watch.live(_PATIENCE_MS, lambda: model.is_whole)
    count, bar = model.rowCount(), view.verticalScrollBar()
    for step in range(steps):
        bar.setValue(bar.maximum() * step // steps)
        watch.live(20)
    if not count:
        return
    view.setFocus()
    for key in (Qt.Key.Key_End, Qt.Key.Key_Delete):
        QTest.keyClick(view, key)
        watch.live(400)
    watch.live(_PATIENCE_MS, lambda: model.rowCount() < count)
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    watch.live(_PATIENCE_MS, lambda: model.rowCount() == count)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

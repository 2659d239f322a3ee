"""The whole window in a process of its own: words are typed in a room, and a second later it dies.

`python -m tests.desktop.app.dying_process FOLDER ROOM WORDS` kills itself by SIGKILL one second
after the last key. ROOM is one of `WAYS`.
"""

from __future__ import annotations

import os
import signal
import sys

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app.application import Application
from desktop.core.paths import DataFolder
from desktop.views.vision.mode import FLOW, WRITE

KEY = Qt.Key
A_MOMENT, A_SECOND = 10, 1000


def live(milliseconds):
    """Let the window live for a while.

    Qt's own wait for tests keeps Python's lock, so that the database lane would hardly come to
    its work; an event loop lets it go.
    """
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(holds):
    """Let the window live until something holds."""
    while not holds():
        live(A_MOMENT)


def answered(opened, function):
    """Let the window live until its database lane has done all that it was asked, and this."""
    answers = []
    opened.lane.ask(function, answers.append)
    until(lambda: answers)


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def _new_row(room):
    until(lambda: room.pane.model.is_whole)
    room.begin()
    until(lambda: QApplication.focusWidget() is not None and bool(room.page.row_id))


def _scene(room):
    _new_row(room)
    room.page.form.text.setFocus()


def _vision(room):
    until(lambda: room.versions.model.is_whole)
    room.deeds.begin()
    until(lambda: room.modes.name == WRITE and room.modes.current().page.is_kept)
    text = room.modes.current().form.text
    until(lambda: not text.isReadOnly())
    text.setFocus()


def _flow(room):
    _vision(room)
    room.rail.choose("fun")
    room.show_mode(FLOW)
    form = room.modes.current().form
    until(lambda: room.modes.current().page.row_id == "fun" and not form.transcript.isReadOnly())
    form.transcript.setFocus()


def _moment(room):
    until(lambda: room.pane.model.is_whole)
    room.begin()
    QTest.keyClicks(QApplication.focusWidget(), "Calm")
    press(KEY.Key_Return)
    press(KEY.Key_7)
    press(KEY.Key_Tab)


def _paper(room):
    until(lambda: bool(room.page.row_id))
    room.page.form.focus_first()


WAYS = {
    "journal": _new_row,
    "vision": _vision,
    "flow": _flow,
    "scenes": _scene,
    "flips": _new_row,
    "checkin": _moment,
    "events": _moment,
    "paper": _paper,
}


def main(folder, name, words):
    """Open the window and the room, type the words, and die."""
    opened = Application(DataFolder.chosen(folder))
    painted = []
    opened.shell.room_painted.connect(painted.append)
    opened.start()
    until(lambda: painted)
    # The app loads what writing needs as soon as it has painted.
    answered(opened, lambda workspace: workspace.rows.warm_up())
    place = "vision" if name == "flow" else name
    room = opened.shell.show_room(place)
    until(lambda: place in painted)
    WAYS[name](room)
    for letter in words:
        QTest.keyClicks(QApplication.focusWidget(), letter)
        live(A_MOMENT)
    live(A_SECOND)
    # What was asked for within the second is done, however busy the computer is.
    answered(opened, lambda _workspace: True)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""One window over the made-up life for all tests of this folder, and a way through its rooms."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app.application import Application
from desktop.core.paths import DataFolder
from desktop.demo import making, place
from tests.language.translating import marked
from tests.patience import PATIENCE

ROOMS = (
    "today", "journal", "vision", "scenes", "flips", "checkin", "events", "paper", "audio",
    "search", "account", "settings",
)  # fmt: skip
MODES = ("read", "write", "about", "compare", "flow", "perspective")
# Rooms in which a row is opened from the list before one looks.
_LISTS = ("journal", "scenes", "flips", "audio")
SIGHTS = (*ROOMS, "journal filters", "found", *(f"vision {mode}" for mode in MODES))
MARK = "\u200b"  # it is not seen and has no width


def wait_for(holds):
    """Let the window work until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        QTest.qWait(1)


class Tour:
    """Leads through the window; everything asked of the lane is answered before one looks."""

    def __init__(self, app):
        self.app = app
        self.shell = app.shell
        self._laid_out = None

    def go(self, sight):
        """Have something before oneself, and give its room; the keys go to the window."""
        if not self.shell.isActiveWindow():
            self.shell.activateWindow()
            wait_for(self.shell.isActiveWindow)
        name, _, what = sight.partition(" ")
        room = self.shell.show_room("search" if name == "found" else name)
        self.settle()
        if name == "journal":  # first of all, since rows move when filters take or leave their room
            room.pane.show_filters(bool(what))
        if name == "found":
            room.present("river")
        elif name in _LISTS:
            self._open_a_row(room)
        elif name == "vision":
            self._show(room, what or "read")
        self.settle()
        return room

    def settle(self):
        """Let the lane answer all that was asked, and what came of it be laid out."""
        for _ in range(4):
            done = []
            self.app.lane.ask(lambda _workspace: True, done.append)
            wait_for(lambda done=done: bool(done))
        QApplication.processEvents()

    def resize(self, width, height, scale=1.0):
        """Another window, other text; where both are so already, nothing is laid out anew."""
        if (width, height, scale) == self._laid_out:
            return
        self._laid_out = (width, height, scale)
        self.app.look.scale_text(scale)
        self.shell.resize(width, height)
        wait_for(lambda: self.shell.size().toTuple() == (width, height))
        self.settle()

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        """A key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.shell, key, modifier)

    def _open_a_row(self, room):
        (getattr(room, "pane", None) or room).list.setFocus()
        self.press(Qt.Key.Key_Down)
        page = room.page
        wait_for(lambda: bool(page.row_id))

    def _show(self, room, mode):
        wait_for(lambda: bool(room.version_id))
        self.settle()
        if mode == "about":
            room.show_about()
            return
        room.show_mode(mode)
        if mode == "flow":
            self.settle()
            room.rail.step(1)


@pytest.fixture(scope="package")
def tour(qapp, tmp_path_factory):
    folder = place.beside(DataFolder(tmp_path_factory.mktemp("tour") / "data"))
    place.prepare(folder)
    making.make(folder)
    # What went through translation, and was found by the translator's tools, ends with the mark.
    marking = QTranslator()
    assert marking.load(str(marked(tmp_path_factory.mktemp("language"), MARK)))
    qapp.installTranslator(marking)
    app = Application(folder, qapp)
    app.start()
    app.look.choose("dark")
    app.shell.activateWindow()
    made = Tour(app)
    wait_for(app.shell.status_line.isVisible)
    made.settle()
    yield made
    app.shell.close()
    app.close()
    app.shell.deleteLater()
    app.look.deleteLater()
    qapp.removeTranslator(marking)
    qapp.setStyleSheet("")


@pytest.fixture
def usual(tour):
    """The window of the usual size; what is laid out so already stays."""
    tour.resize(1280, 800)

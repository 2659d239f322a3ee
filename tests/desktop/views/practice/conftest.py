"""A window with the rooms of daily practice, over a real encrypted workspace of the test's own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from desktop.headless import open_workspace
from desktop.qt.itemmodels.lines import LineRole
from desktop.qt.lanes import DatabaseLane, FreeLane
from desktop.views.flips.room import FlipsRoom
from desktop.views.frame.navigation import Place
from desktop.views.journal.room import JournalRoom
from desktop.views.paper.room import PaperRoom
from desktop.views.room import RoomKit
from desktop.views.scenes.room import ScenesRoom
from desktop.views.search.room import SearchRoom
from desktop.views.shell import RoomPlan, Shell
from desktop.views.today.room import TodayRoom
from desktop.views.vision.room import VisionRoom
from tests.desktop.views.rooms.conftest import (  # noqa: F401 - fixtures
    KEY,
    PULSE,
    folder,
    look,
    pen,
    problems,
    settled,
)

ROOMS = {
    "journal": (JournalRoom, ("journal_entries",)),
    "vision": (VisionRoom, ("vision_versions",)),
    "scenes": (ScenesRoom, ("scenes",)),
    "flips": (FlipsRoom, ("frequency_flip",)),
    "paper": (PaperRoom, ("daily_papers",)),
    "search": (SearchRoom, ()),
    "today": (TodayRoom, ()),
}


@pytest.fixture
def shell(qtbot, look, folder, pen, problems):  # noqa: F811
    lane, free = DatabaseLane(PULSE), FreeLane()
    lane.problem_met.connect(problems.append)
    kit = RoomKit(lane, free, look)
    plans = [
        RoomPlan(
            Place(name, name.title(), "sun"),
            lambda place, build=build: build(kit, place),
            tables,
        )
        for name, (build, tables) in ROOMS.items()
    ]
    window = Shell(plans, look)
    lane.store_changed_here.connect(lambda: window.store_changed(elsewhere=False))
    lane.store_changed_elsewhere.connect(lambda: window.store_changed(elsewhere=True))
    qtbot.addWidget(window)
    window.lane = lane
    with qtbot.waitSignal(lane.opened):
        lane.open(lambda: open_workspace(folder, key=KEY))
    window.resize(1180, 800)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield window
    window.leave_rooms()
    assert lane.close()
    assert free.close()
    assert not problems


@pytest.fixture
def rows(pen):  # noqa: F811
    """Reads and writes rows beside the window, as another process would."""
    return pen.workspace.rows


class Member:
    """Somebody at the keyboard: keys and words go where the focus is."""

    def __init__(self, qtbot, shell, settled):  # noqa: F811
        self._bot = qtbot
        self._shell = shell
        self.settled = settled

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self._bot.keyClick(QApplication.focusWidget() or self._shell, key, modifier)

    def write(self, text):
        self._bot.keyClicks(QApplication.focusWidget(), text)

    def click(self, widget):
        self._bot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())

    def go(self, name):
        room = self._shell.show_room(name)
        self.settled()
        return room

    def dialog(self, room):
        self._bot.waitUntil(lambda: any(d.isVisible() for d in room.findChildren(QDialog)))
        return next(d for d in room.findChildren(QDialog) if d.isVisible())


@pytest.fixture
def member(qtbot, shell, settled):  # noqa: F811
    return Member(qtbot, shell, settled)


def listed(room):
    """The lines of a room's list, as far as they have come."""
    model = room.pane.model
    return [model.index(row).data(LineRole.LINE) for row in range(model.rowCount())]

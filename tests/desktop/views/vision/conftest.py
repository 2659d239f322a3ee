"""A window with the Vision room, over a real encrypted workspace of the test's own."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from desktop.core.paths import DataFolder
from desktop.headless import open_workspace
from desktop.qt.lanes import DatabaseLane, FreeLane, Pulse
from desktop.theme.appearance import Appearance
from desktop.views.frame.navigation import Place
from desktop.views.journal.room import JournalRoom
from desktop.views.room import RoomKit
from desktop.views.shell import RoomPlan, Shell
from desktop.views.vision.room import VisionRoom

KEY = bytes(range(32))
PULSE = Pulse(
    elsewhere=lambda w: w.connection.execute("PRAGMA data_version").fetchone()[0],
    here=lambda w: w.connection.total_changes,
    chore=lambda w: w.search.drain() > 0,
    seconds=0.05,
)


class Pen:
    """Writes versions beside the window, as another process would; the store of the test."""

    def __init__(self, folder):
        self.workspace = open_workspace(folder, key=KEY)
        self.visions = self.workspace.visions
        self.steps = self.workspace.vision_steps

    def version(self, title="Life Vision", **texts):
        """A draft with these words."""
        row_id = self.steps.new_draft()
        self.write(row_id, title=title, **texts)
        return row_id

    def write(self, row_id, **texts):
        before = self.visions.get(row_id)
        base = {name: before[name] for name in texts}
        self.visions.save(row_id, texts, uuid.uuid4().hex, base)
        self.visions.leave(row_id)

    def text(self, row_id, part):
        return self.visions.get(row_id)[part]


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


@pytest.fixture
def pen(folder):
    made = Pen(folder)
    yield made
    made.workspace.close()


@pytest.fixture
def look(qapp):
    made = Appearance(qapp, "dark")
    yield made
    qapp.setStyleSheet("")
    made.deleteLater()


@pytest.fixture
def problems():
    """What the lane had to tell that nobody took care of; a test may empty it."""
    return []


@pytest.fixture
def shell(qtbot, look, folder, pen, problems):
    lane, free = DatabaseLane(PULSE), FreeLane()
    lane.problem_met.connect(problems.append)
    kit = RoomKit(lane, free, look)
    rooms = {"journal": (JournalRoom, "journal_entries"), "vision": (VisionRoom, "vision_versions")}
    plans = [
        RoomPlan(
            Place(name, name.title(), "sun"),
            lambda place, build=build: build(kit, place),
            (table,),
        )
        for name, (build, table) in rooms.items()
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
def settled(qtbot, shell):
    """Wait until the lane has done all that was asked, and what came of it is shown."""

    def wait():
        for _ in range(4):
            done = []
            shell.lane.ask(lambda _workspace: True, done.append)
            qtbot.waitUntil(lambda done=done: bool(done))

    return wait


@pytest.fixture
def room(shell, settled):
    made = shell.show_room("vision")
    settled()
    return made


@pytest.fixture
def press(qtbot, shell):
    """Press a key where the focus is, as a member does."""

    def run(key, modifier=Qt.KeyboardModifier.NoModifier):
        qtbot.keyClick(QApplication.focusWidget() or shell, key, modifier)

    return run


@pytest.fixture
def dialog(qtbot, shell):
    """The dialog that is to be seen."""

    def find():
        qtbot.waitUntil(lambda: any(d.isVisible() for d in shell.findChildren(QDialog)))
        return next(d for d in shell.findChildren(QDialog) if d.isVisible())

    return find

"""A window with the rooms of writing, over a real encrypted workspace of the test's own."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from desktop.core.clock import SystemClock
from desktop.core.paths import DataFolder
from desktop.headless import open_workspace
from desktop.qt.lanes import DatabaseLane, FreeLane, Pulse
from desktop.services.journal import EntryDraft
from desktop.theme.appearance import Appearance
from desktop.views.frame.navigation import Place
from desktop.views.journal.room import JournalRoom
from desktop.views.room import RoomKit
from desktop.views.search.room import SearchRoom
from desktop.views.shell import RoomPlan, Shell
from desktop.views.today.room import TodayRoom

KEY = bytes(range(32))
TODAY = SystemClock().today()
PULSE = Pulse(
    elsewhere=lambda w: w.connection.execute("PRAGMA data_version").fetchone()[0],
    here=lambda w: w.connection.total_changes,
    chore=lambda w: w.search.drain() > 0,
    seconds=0.05,
)


class Pen:
    """Writes entries beside the window, as another process would; the store of the test."""

    def __init__(self, folder):
        self.workspace = open_workspace(folder, key=KEY)
        self.journal = self.workspace.journal

    def write(self, content, day=TODAY, mood=None, tags=(), entry_id=None):
        entry_id = entry_id or str(uuid.uuid4())
        draft = EntryDraft(day, content, mood, tuple(tags))
        self.journal.save(entry_id, draft, uuid.uuid4().hex)
        self.journal.leave(entry_id)
        return entry_id

    def text(self, entry_id):
        entry = self.journal.get(entry_id)
        return entry.content if entry else None

    def texts(self):
        return [self.text(one) for one in self.journal.ids()]


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
    rooms = {"today": TodayRoom, "journal": JournalRoom, "search": SearchRoom}
    plans = [
        RoomPlan(
            Place(name, name.title(), "sun"),
            lambda place, build=build: build(kit, place),
            ("journal_entries",) if name == "journal" else (),
        )
        for name, build in rooms.items()
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
        for _ in range(3):
            done = []
            shell.lane.ask(lambda _workspace: True, done.append)
            qtbot.waitUntil(lambda done=done: bool(done))

    return wait


def days_ago(number):
    return TODAY - timedelta(days=number)

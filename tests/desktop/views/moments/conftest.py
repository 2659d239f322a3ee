"""A window with the rooms of moments, over a real encrypted workspace of the test's own."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.core.ids import LOCAL_USER_ID
from desktop.core.paths import DataFolder
from desktop.domain.moments import CHECK_IN, EVENT, MomentDraft
from desktop.headless import open_workspace
from desktop.qt.itemmodels.lines import LineRole
from desktop.qt.lanes import DatabaseLane, FreeLane, Pulse
from desktop.theme.appearance import Appearance
from desktop.views.frame.navigation import Place
from desktop.views.moments.room import check_in_room, events_room
from desktop.views.room import RoomKit
from desktop.views.search.room import SearchRoom
from desktop.views.shell import RoomPlan, Shell

KEY = bytes(range(32))
PULSE = Pulse(
    elsewhere=lambda w: w.connection.execute("PRAGMA data_version").fetchone()[0],
    here=lambda w: w.connection.total_changes,
    chore=lambda w: w.search.drain() > 0,
    seconds=0.05,
)
KINDS = {"checkin": CHECK_IN, "events": EVENT}
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


class Pen:
    """Writes moments beside the window, as another process would; the store of the test."""

    def __init__(self, folder, name):
        self.workspace = open_workspace(folder, key=KEY)
        self.kind = KINDS[name]
        self.moments = self.workspace.check_ins if name == "checkin" else self.workspace.events

    def write(self, word="Calm", level=6, notes="", hours_ago=1.0):
        row_id = str(uuid.uuid4())
        moment = datetime.now(UTC) - timedelta(hours=hours_ago)
        self.moments.save(row_id, MomentDraft(moment, word, level, notes))
        return row_id

    def change(self, row_id, **parts):
        base = self.moments.get(row_id).draft
        self.moments.save(row_id, base._replace(**parts), base)

    def odd(self, **values):
        """A row as a server may hold one."""
        row_id = str(uuid.uuid4())
        row = {"id": row_id, "user_id": LOCAL_USER_ID, **values}
        names, marks = ", ".join(row), ", ".join("?" for _ in row)
        connection = self.workspace.connection
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(
            f"INSERT INTO {self.kind.table} ({names}) VALUES ({marks})", list(row.values())
        )
        connection.execute("PRAGMA ignore_check_constraints = OFF")
        return row_id

    def draft(self, row_id):
        found = self.moments.get(row_id)
        return found.draft if found else None

    def drafts(self):
        return [self.draft(row_id) for row_id in self.moments.ids()]

    def row(self, row_id):
        return self.workspace.rows.get(self.kind.table, row_id)


# Both rooms are one class in other words: what those words touch is tried in both.
both_rooms = pytest.mark.parametrize("name", list(KINDS), indirect=True)


@pytest.fixture
def name(request):
    """The room that is tried."""
    return getattr(request, "param", "checkin")


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


@pytest.fixture
def pen(folder, name):
    made = Pen(folder, name)
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
    plans = [
        RoomPlan(Place("search", "Search", "search"), lambda place: SearchRoom(kit, place)),
        RoomPlan(
            Place("checkin", "Check-in", "heart-pulse"),
            lambda place: check_in_room(kit, place),
            (CHECK_IN.table,),
        ),
        RoomPlan(
            Place("events", "Events", "zap"), lambda place: events_room(kit, place), (EVENT.table,)
        ),
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
    assert free.close(20)
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


@pytest.fixture
def enter(qtbot, shell, settled, name):
    """Come into the room, as by its key in the navigation."""

    def come():
        room = shell.show_room(name)
        settled()
        qtbot.waitUntil(room.editor.form.word.hasFocus)
        return room

    return come


@pytest.fixture
def room(enter):
    return enter()


class Hand:
    """Presses keys and types where the focus is, as a member does."""

    def __init__(self, qtbot, shell):
        self._qtbot = qtbot
        self._shell = shell

    def press(self, key, modifier=NO_MODIFIER):
        self._qtbot.keyClick(QApplication.focusWidget() or self._shell, key, modifier)

    def type(self, text):
        self._qtbot.keyClicks(QApplication.focusWidget(), text)

    def click(self, widget):
        self._qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.fixture
def hand(qtbot, shell):
    return Hand(qtbot, shell)


def rows(room):
    """What the list shows: word and level of each row."""
    model = room.pane.model
    lines = [model.index(row).data(LineRole.LINE) for row in range(model.rowCount())]
    return [(line.word, line.level) if line else None for line in lines]

"""A real journal in a real lane for tests of views; nothing is mocked but the screen.

A folder whose tests need a whole window says by a fixture `plans` which rooms it has; `pen` writes
beside the window, and a folder may have one of its own.
"""

from __future__ import annotations

import contextlib

import pytest
from PySide6.QtWidgets import QApplication

from desktop import headless
from desktop.core.paths import DataFolder
from desktop.store.attic import LocalAttic
from desktop.store.schema import specs
from desktop.theme.appearance import Appearance
from desktop.views.room import RoomKit
from desktop.views.shell import Shell
from sync.cancel import CancelToken
from sync.engine import Engine, RunOptions
from sync.local.sqlite_store import SqliteStore
from sync.remote.memory import MemoryRemote, MemoryServer
from tests.desktop.views.window import Hand, Pen, bury_windows, open_lanes, settle
from tests.patience import PATIENCE
from tests.sync.world import DeviceClock


@pytest.fixture
def folder(tmp_path, monkeypatch, moulds):
    key_file = tmp_path / "test.key"
    monkeypatch.setenv("VIBRATIONFIT_KEY_FILE", str(key_file))
    folder = DataFolder(tmp_path / "data")
    moulds.journal(folder, key_file)
    return folder


@pytest.fixture
def look(qapp: QApplication):
    look = Appearance(qapp, "dark")
    yield look
    bury_windows()
    qapp.setStyleSheet("")
    look.deleteLater()


@pytest.fixture
def kit(folder, look, qtbot):
    with open_lanes(folder, qtbot) as (lane, free):
        yield RoomKit(lane, free, look)


@pytest.fixture
def ask(kit, qtbot):
    """Run a function in the lane and give its result, as a view would get it."""

    def run(function):
        answers = []
        kit.lane.ask(function, answers.append)
        qtbot.waitUntil(lambda: bool(answers))
        return answers[0]

    return run


@pytest.fixture
def workspace(folder):
    """The journal as another process has it open beside the window."""
    with contextlib.closing(headless.open_workspace(folder)) as opened:
        yield opened


@pytest.fixture
def sync(workspace):
    """Synchronise the journal with a server at which it is January 2026."""
    server = MemoryServer(specs().values())
    clock = DeviceClock(server.clock)
    remote = MemoryRemote(server, workspace.user_id, clock)

    def run():
        store = SqliteStore(workspace.database.connect, workspace.database.Error)
        Engine(
            store=store, remote=remote, specs=specs(), clock=clock, account_id=workspace.user_id,
            attic=LocalAttic(),
        ).run(CancelToken(), None, RunOptions())  # fmt: skip

    return run


@pytest.fixture
def pen(workspace):
    return Pen(workspace)


@pytest.fixture
def problems():
    """What the lane had to tell that nobody took care of; a test may empty it."""
    return []


@pytest.fixture
def shell(kit, plans, pen, problems, qtbot):
    """The window with the planned rooms; its store is open, and every room is left in the end."""
    window = Shell(plans, kit.look)
    qtbot.addWidget(window)
    lane = window.lane = kit.lane
    lane.problem_met.connect(problems.append)
    told = [
        lane.store_changed_here.connect(lambda: window.store_changed(elsewhere=False)),
        lane.store_changed_elsewhere.connect(lambda: window.store_changed(elsewhere=True)),
    ]
    window.resize(1180, 800)
    with qtbot.waitExposed(window):
        window.show()
    with qtbot.waitActive(window):  # keys go where the focus is, and there is none before
        window.activateWindow()
    yield window
    window.leave_rooms()
    assert lane.close(PATIENCE)
    for connection in told:
        window.disconnect(connection)
    assert not problems


@pytest.fixture
def settled(qtbot, shell):
    """Wait until the lane has done all that was asked, and what came of it is shown."""
    return lambda: settle(shell.lane, qtbot)


@pytest.fixture
def hand(qtbot, shell):
    return Hand(qtbot, shell)

"""A real journal in a real lane for tests of views; nothing is mocked but the screen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from desktop import headless
from desktop.core.paths import DataFolder
from desktop.qt.lanes import DatabaseLane, FreeLane, Pulse
from desktop.theme.appearance import Appearance
from desktop.views.room import RoomKit

PULSE = Pulse(
    elsewhere=lambda w: w.connection.execute("PRAGMA data_version").fetchone()[0],
    here=lambda w: w.connection.total_changes,
    chore=lambda w: w.search.drain() > 0,
    seconds=0.02,
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("VIBRATIONFIT_KEY_FILE", str(tmp_path / "test.key"))
    return DataFolder(tmp_path / "data")


@pytest.fixture
def look(qapp: QApplication):
    look = Appearance(qapp, "dark")
    yield look
    qapp.setStyleSheet("")
    look.deleteLater()


@pytest.fixture
def kit(folder, look, qtbot):
    lane, free = DatabaseLane(PULSE), FreeLane()
    with qtbot.waitSignal(lane.opened):
        lane.open(lambda: headless.open_workspace(folder))
    yield RoomKit(lane, free, look)
    assert free.close()
    assert lane.close()


@pytest.fixture
def ask(kit, qtbot):
    """Run a function in the lane and give its result, as a view would get it."""

    def run(function):
        answers = []
        kit.lane.ask(function, answers.append)
        qtbot.waitUntil(lambda: bool(answers))
        return answers[0]

    return run

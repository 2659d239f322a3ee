"""The application as a member meets it: first start, later starts, writing, closing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop import headless
from desktop.account.profiles import Profiles
from tests.desktop.applications import in_lane, write_entry
from tests.patience import PATIENCE


def test_with_a_key_file_it_opens_without_a_question(open_app, folder, qtbot):
    app = open_app()
    assert app.shell.current.name == "today"
    assert app.unlocking.dialog is None
    in_lane(app, qtbot, lambda workspace: write_entry(workspace, "hello"))
    app.shell.close()
    assert headless.open_workspace(folder).journal.ids()


def test_every_room_can_be_shown_and_closing_keeps_the_place(open_app, qtbot):
    app = open_app()
    doors = app.shell.navigation.findChildren(QPushButton)
    assert {"Today", "Journal", "Search"} <= {door.accessibleName() for door in doors}
    for number, door in enumerate(doors[:9], start=1):
        key = Qt.Key(Qt.Key.Key_0 + number)
        qtbot.keyClick(app.shell, key, Qt.KeyboardModifier.ControlModifier)
        assert app.shell.current.accessibleName() == door.accessibleName()
        assert door.isChecked()
    app.shell.show_room("journal")
    app.shell.close()
    again = open_app()
    assert again.shell.current.name == "journal"


def test_what_another_process_wrote_is_noticed(open_app, folder, qtbot):
    app = open_app()
    in_lane(app, qtbot, lambda workspace: workspace.journal.ids())
    other = headless.open_workspace(folder)
    with qtbot.waitSignal(app.lane.store_changed_elsewhere):
        write_entry(other, "from the command line")
    other.close()


def test_a_problem_is_told_in_the_window(open_app, qtbot):
    app = open_app()
    app.lane.problem_met.emit("There is no room left on the disk.")
    assert app.shell.notices.text() == "There is no room left on the disk."


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_polite_end_from_outside_closes_the_window_cleanly(folder):
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop", "--data-dir", str(folder.root)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    deadline_file = folder.profile("local") / "journal.db"
    while not deadline_file.exists():
        assert process.poll() is None
    # The handler is set before the window opens the journal.
    process.send_signal(signal.SIGTERM)
    _, noise = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, noise


def test_what_was_kept_apart_can_be_opened_again(open_app, folder, qtbot):
    local = headless.open_workspace(folder)
    entry_id = write_entry(local, "before any account")
    local.close()
    profiles = Profiles(folder)
    profiles.keep(profiles.current())
    user_id = "11111111-2222-4333-8444-555555555555"
    profiles.keep(profiles.new_for(user_id, "mara@example.org", "https://abc.supabase.co"))
    headless.open_workspace(folder).close()
    app = open_app()
    assert in_lane(app, qtbot, lambda w: w.journal.get(entry_id)) is None
    room = app.shell.show_room("account")
    qtbot.waitUntil(room.others.isVisible)
    with qtbot.waitSignal(app.lane.opened):
        qtbot.mouseClick(room.others.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert in_lane(app, qtbot, lambda w: w.journal.get(entry_id)).content == "before any account"
    qtbot.waitUntil(lambda: app.shell.room("account") is not room)
    assert app.shell.current.name == "account"

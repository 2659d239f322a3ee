"""The application as a member meets it: first start, later starts, writing, closing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import date

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop import headless
from desktop.account.profiles import Profiles
from desktop.app.application import Application
from desktop.core.paths import DataFolder
from desktop.services.journal import EntryDraft
from desktop.services.keys import Keys
from desktop.widgets.guard_form import KEY_FILE

A_MINUTE = 60_000


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


@pytest.fixture
def with_key_file(tmp_path, monkeypatch):
    monkeypatch.setenv("VIBRATIONFIT_KEY_FILE", str(tmp_path / "a.key"))


@pytest.fixture
def open_app(folder, qapp, qtbot):
    """Open the application, as often as a test wants; all are closed in the end."""
    opened = []

    def open_one():
        app = Application(folder, qapp)
        opened.append(app)
        qtbot.addWidget(app.shell)
        app.start()
        return app

    yield open_one
    for app in opened:
        app.shell.close()
        app.close()
        app.look.deleteLater()
    qapp.setStyleSheet("")


def in_lane(app, qtbot, function):
    answers = []
    app.lane.ask(function, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=A_MINUTE)
    return answers[0]


def write(workspace, text):
    entry_id = workspace.journal.new_id()
    workspace.journal.save(entry_id, EntryDraft(date(2026, 3, 1), text, None, ()), "test")
    workspace.journal.leave(entry_id)
    return entry_id


@pytest.mark.usefixtures("with_key_file")
def test_with_a_key_file_it_opens_without_a_question(open_app, folder, qtbot):
    app = open_app()
    with qtbot.waitSignal(app.lane.opened):
        pass
    assert app.shell.current.name == "today"
    assert app.unlocking.dialog is None
    in_lane(app, qtbot, lambda workspace: write(workspace, "hello"))
    app.shell.close()
    assert headless.open_workspace(folder).journal.ids()


@pytest.mark.usefixtures("with_key_file")
def test_every_room_can_be_shown_and_closing_keeps_the_place(open_app, qtbot):
    app = open_app()
    with qtbot.waitSignal(app.lane.opened):
        pass
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


@pytest.mark.usefixtures("with_key_file")
def test_what_another_process_wrote_is_noticed(open_app, folder, qtbot):
    app = open_app()
    with qtbot.waitSignal(app.lane.opened):
        pass
    in_lane(app, qtbot, lambda workspace: workspace.journal.ids())
    other = headless.open_workspace(folder)
    with qtbot.waitSignal(app.lane.store_changed_elsewhere):
        write(other, "from the command line")
    other.close()


@pytest.mark.usefixtures("with_key_file")
def test_a_problem_is_told_in_the_window(open_app, qtbot):
    app = open_app()
    with qtbot.waitSignal(app.lane.opened):
        pass
    app.lane.problem_met.emit("There is no room left on the disk.")
    assert app.shell.notices.text() == "There is no room left on the disk."


@pytest.fixture
def no_keyring():
    keyring.set_keyring(NoKeyring())


@pytest.mark.usefixtures("no_keyring")
def test_the_first_start_without_a_keyring_asks_for_a_passphrase(open_app, folder, qtbot):
    app = open_app()
    qtbot.waitUntil(lambda: app.unlocking.dialog is not None)
    page = app.unlocking.dialog.page()
    qtbot.keyClicks(page.guard.first, "green river stone")
    qtbot.keyClicks(page.guard.again, "green river stone")
    qtbot.keyClick(page.guard.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: hasattr(app.unlocking.dialog.page(), "panel"))
    keep = app.unlocking.dialog.page()
    recovery_key = keep.panel.key_text()
    with qtbot.waitSignal(app.lane.opened):
        qtbot.mouseClick(keep.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: app.unlocking.dialog is None)
    in_lane(app, qtbot, lambda workspace: write(workspace, "my secret word"))
    app.shell.close()
    assert Keys.recovery_key(Keys(folder).with_passphrase("green river stone")) == recovery_key


@pytest.mark.usefixtures("no_keyring")
def test_a_later_start_takes_the_passphrase_and_says_when_it_is_wrong(open_app, folder, qtbot):
    from desktop.services.keys import choice

    key = Keys(folder).create(choice("passphrase", "green river stone"))
    headless.open_workspace(folder, key=key).close()
    app = open_app()
    qtbot.waitUntil(lambda: app.unlocking.dialog is not None)
    page = app.unlocking.dialog.page()
    qtbot.keyClicks(page.passphrase, "not this one")
    qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.fault.text()))
    with qtbot.waitSignal(app.lane.opened):
        qtbot.keyClicks(page.passphrase, "green river stone")
        qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: app.unlocking.dialog is None)


@pytest.mark.usefixtures("no_keyring")
def test_a_lost_key_file_is_answered_by_the_recovery_key(open_app, folder, tmp_path, qtbot):
    from desktop.services.keys import choice

    lost = tmp_path / "lost.key"
    key = Keys(folder).create(choice("file", file=str(lost)))
    workspace = headless.open_workspace(folder, key=key)
    entry_id = write(workspace, "still here")
    workspace.close()
    lost.unlink()
    app = open_app()
    qtbot.waitUntil(lambda: app.unlocking.dialog is not None)
    page = app.unlocking.dialog.page()
    qtbot.keyClicks(page.key, Keys.recovery_key(key))
    page.guard.choose(KEY_FILE)
    qtbot.keyClicks(page.guard.path, str(tmp_path / "new.key"))
    with qtbot.waitSignal(app.lane.opened):
        qtbot.mouseClick(page.go_on, Qt.MouseButton.LeftButton)
    assert in_lane(app, qtbot, lambda w: w.journal.get(entry_id)).content == "still here"


@pytest.mark.usefixtures("no_keyring")
def test_a_key_file_that_is_back_opens_the_journal_at_another_try(
    open_app, folder, tmp_path, qtbot
):
    from desktop.services.keys import choice

    stick = tmp_path / "stick.key"
    key = Keys(folder).create(choice("file", file=str(stick)))
    headless.open_workspace(folder, key=key).close()
    stick.rename(tmp_path / "away.key")
    app = open_app()
    qtbot.waitUntil(lambda: app.unlocking.dialog is not None)
    (tmp_path / "away.key").rename(stick)
    with qtbot.waitSignal(app.lane.opened):
        qtbot.mouseClick(app.unlocking.dialog.page().try_again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: app.unlocking.dialog is None)


@pytest.mark.usefixtures("with_key_file")
def test_a_broken_database_is_said_and_not_touched(open_app, folder, qtbot):
    headless.open_workspace(folder).close()
    path = folder.profile("local") / "journal.db"
    path.write_bytes(b"not a database at all" * 500)
    app = open_app()
    qtbot.waitUntil(lambda: app.unlocking.dialog is not None)
    page = app.unlocking.dialog.page()
    assert page.text.text().endswith(".")
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("select 1 from sqlite_master")
    assert path.read_bytes() == b"not a database at all" * 500


@pytest.mark.usefixtures("with_key_file")
def test_a_folder_that_cannot_be_used_is_said(tmp_path, qapp, qtbot):
    (tmp_path / "file").touch()
    app = Application(DataFolder(tmp_path / "file" / "data"), qapp)
    qtbot.addWidget(app.shell)
    app.start()
    qtbot.waitUntil(lambda: app.unlocking.dialog is not None)
    assert str(tmp_path / "file") in app.unlocking.dialog.page().text.text()
    app.unlocking.dialog.reject()
    assert not app.shell.isVisible()
    app.close()
    qapp.setStyleSheet("")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.usefixtures("with_key_file")
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
    _, noise = process.communicate(timeout=60)
    assert process.returncode == 0, noise


@pytest.mark.usefixtures("with_key_file")
def test_what_was_kept_apart_can_be_opened_again(open_app, folder, qtbot):
    local = headless.open_workspace(folder)
    entry_id = write(local, "before any account")
    local.close()
    profiles = Profiles(folder)
    profiles.keep(profiles.current())
    user_id = "11111111-2222-4333-8444-555555555555"
    profiles.keep(profiles.new_for(user_id, "mara@example.org", "https://abc.supabase.co"))
    headless.open_workspace(folder).close()
    app = open_app()
    with qtbot.waitSignal(app.lane.opened):
        pass
    assert in_lane(app, qtbot, lambda w: w.journal.get(entry_id)) is None
    room = app.shell.show_room("account")
    qtbot.waitUntil(room.others.isVisible)
    with qtbot.waitSignal(app.lane.opened):
        qtbot.mouseClick(room.others.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert in_lane(app, qtbot, lambda w: w.journal.get(entry_id)).content == "before any account"
    qtbot.waitUntil(lambda: app.shell.room("account") is not room)
    assert app.shell.current.name == "account"

"""What the application asks before it can open the journal, and what it says when it cannot."""

from __future__ import annotations

import sqlite3

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import Qt

from desktop import headless
from desktop.core.paths import DataFolder
from desktop.services.keys import Keys, choice
from desktop.widgets.forms.guard_form import KEY_FILE
from tests.desktop.applications import in_lane, write_entry


@pytest.fixture
def no_keyring(monkeypatch, folder):
    """Neither a keyring nor a key file that the environment names."""
    monkeypatch.delenv("VIBRATIONFIT_KEY_FILE")
    keyring.set_keyring(NoKeyring())


@pytest.fixture
def asking_app(make_app, folder, qtbot):
    """Start the application and wait until it asks or says something."""

    def start(where=folder):
        app = make_app(where)
        app.start()
        qtbot.waitUntil(lambda: app.unlocking.dialog is not None)
        return app

    return start


@pytest.mark.usefixtures("no_keyring")
def test_the_first_start_without_a_keyring_asks_for_a_passphrase(asking_app, folder, qtbot):
    app = asking_app()
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
    in_lane(app, qtbot, lambda workspace: write_entry(workspace, "my secret word"))
    app.shell.close()
    assert Keys.recovery_key(Keys(folder).with_passphrase("green river stone")) == recovery_key


@pytest.mark.usefixtures("no_keyring")
def test_a_later_start_takes_the_passphrase_and_says_when_it_is_wrong(asking_app, folder, qtbot):
    key = Keys(folder).create(choice("passphrase", "green river stone"))
    headless.open_workspace(folder, key=key).close()
    app = asking_app()
    page = app.unlocking.dialog.page()
    qtbot.keyClicks(page.passphrase, "not this one")
    qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.fault.text()))
    with qtbot.waitSignal(app.lane.opened):
        qtbot.keyClicks(page.passphrase, "green river stone")
        qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: app.unlocking.dialog is None)


@pytest.mark.usefixtures("no_keyring")
def test_a_lost_key_file_is_answered_by_the_recovery_key(asking_app, folder, tmp_path, qtbot):
    lost = tmp_path / "lost.key"
    key = Keys(folder).create(choice("file", file=str(lost)))
    workspace = headless.open_workspace(folder, key=key)
    entry_id = write_entry(workspace, "still here")
    workspace.close()
    lost.unlink()
    app = asking_app()
    page = app.unlocking.dialog.page()
    qtbot.keyClicks(page.key, Keys.recovery_key(key))
    page.guard.choose(KEY_FILE)
    qtbot.keyClicks(page.guard.path, str(tmp_path / "new.key"))
    with qtbot.waitSignal(app.lane.opened):
        qtbot.mouseClick(page.go_on, Qt.MouseButton.LeftButton)
    assert in_lane(app, qtbot, lambda w: w.journal.get(entry_id)).content == "still here"


@pytest.mark.usefixtures("no_keyring")
def test_a_key_file_that_is_back_opens_the_journal_at_another_try(
    asking_app, folder, tmp_path, qtbot
):
    stick = tmp_path / "stick.key"
    key = Keys(folder).create(choice("file", file=str(stick)))
    headless.open_workspace(folder, key=key).close()
    stick.rename(tmp_path / "away.key")
    app = asking_app()
    (tmp_path / "away.key").rename(stick)
    with qtbot.waitSignal(app.lane.opened):
        qtbot.mouseClick(app.unlocking.dialog.page().try_again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: app.unlocking.dialog is None)


def test_a_broken_database_is_said_and_not_touched(asking_app, folder, qtbot):
    headless.open_workspace(folder).close()
    path = folder.profile("local") / "journal.db"
    path.write_bytes(b"not a database at all" * 500)
    app = asking_app()
    page = app.unlocking.dialog.page()
    assert page.text.text().endswith(".")
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("select 1 from sqlite_master")
    assert path.read_bytes() == b"not a database at all" * 500


def test_a_folder_that_cannot_be_used_is_said(asking_app, tmp_path):
    (tmp_path / "file").touch()
    app = asking_app(DataFolder(tmp_path / "file" / "data"))
    assert str(tmp_path / "file") in app.unlocking.dialog.page().text.text()
    app.unlocking.dialog.reject()
    assert not app.shell.isVisible()

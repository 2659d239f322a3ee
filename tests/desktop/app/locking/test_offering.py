"""Where no passphrase guards the journal, no lock is offered, and the Settings lead to one."""

from __future__ import annotations

import keyring
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.services.keys import Keys, choice
from tests.desktop.app.locking.locks import PASSPHRASE, locked, press_lock, unlock
from tests.desktop.applications import started


def test_without_a_passphrase_no_lock_is_offered_and_settings_lead_to_one(
    monkeypatch, make_app, folder, tmp_path, qtbot
):
    monkeypatch.delenv("VIBRATIONFIT_KEY_FILE")
    keyring.set_keyring(NoKeyring())
    Keys(folder).create(choice("file", file=str(tmp_path / "mine.key")))
    app = started(make_app(folder), qtbot)
    room = app.shell.show_room("settings")
    lock = room.protection.lock
    qtbot.waitUntil(lock.set_passphrase.isVisible)
    assert not lock.lock_now.isVisible()
    press_lock(app)
    QApplication.processEvents()
    assert app.locking is None
    assert app.shell.current is room
    qtbot.mouseClick(lock.set_passphrase, Qt.MouseButton.LeftButton)
    form = room.protection.form()
    qtbot.keyClicks(form.first, PASSPHRASE)
    qtbot.keyClicks(form.again, PASSPHRASE)
    qtbot.keyClick(form.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lock.lock_now.isVisible)
    qtbot.waitUntil(lambda: app.locking is not None)
    qtbot.mouseClick(lock.lock_now, Qt.MouseButton.LeftButton)
    locked(app, qtbot)
    unlock(app, qtbot)
    qtbot.waitUntil(lambda: app.shell.current is not None)
    assert app.shell.current.name == "settings"

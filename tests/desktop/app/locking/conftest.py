"""A journal that a passphrase guards, and its window."""

from __future__ import annotations

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import Qt

from desktop import headless
from desktop.services.keys import Keys, choice
from tests.desktop.app.locking.locks import PASSPHRASE, WORDS
from tests.desktop.applications import write_entry


@pytest.fixture
def make_workspace(monkeypatch, folder):
    """Make the journal that a passphrase guards; whoever asks closes it."""
    monkeypatch.delenv("VIBRATIONFIT_KEY_FILE")
    keyring.set_keyring(NoKeyring())

    def make():
        key = Keys(folder).create(choice("passphrase", PASSPHRASE))
        return headless.open_workspace(folder, key=key)

    return make


@pytest.fixture
def workspace(make_workspace):
    """That journal, beside the window."""
    workspace = make_workspace()
    yield workspace
    workspace.close()


@pytest.fixture
def guarded(make_workspace):
    """An entry of that journal; gives the entry's id. Nothing else of it or its key is held."""
    workspace = make_workspace()
    entry_id = write_entry(workspace, f"A {WORDS}", tags=["heliotrope tag"])
    workspace.close()
    return entry_id


@pytest.fixture
def open_window(make_app, folder, qtbot):
    """Open the window by the passphrase; the lock is offered then."""

    def start():
        app = make_app(folder)
        app.start()
        qtbot.waitUntil(lambda: app.unlocking.dialog is not None)
        page = app.unlocking.dialog.page()
        with qtbot.waitSignal(app.lane.opened):
            qtbot.keyClicks(page.passphrase, PASSPHRASE)
            qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: app.locking is not None and app.locking.action.isEnabled())
        return app

    return start


@pytest.fixture
def app(guarded, open_window):
    """The application with the journal open, and the lock offered."""
    return open_window()

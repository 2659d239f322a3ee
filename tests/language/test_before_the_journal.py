"""What is asked and told before a journal is open is said in the member's language as well."""

from __future__ import annotations

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import Qt, QTranslator

from desktop import headless
from desktop.core.paths import DataFolder
from desktop.services.keys import Keys, choice
from tests.desktop.applications import applications
from tests.language.translating import marked

MARK = "\u200b"


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    return marked(tmp_path_factory.mktemp("language"), MARK)


@pytest.fixture
def make_app(qapp, qtbot, words):
    """Make an application that speaks another language."""
    marking = QTranslator()
    assert marking.load(str(words))
    qapp.installTranslator(marking)
    with applications(qapp, qtbot) as make:
        yield make
    qapp.removeTranslator(marking)


def test_a_passphrase_that_is_not_the_one(make_app, qtbot, tmp_path, monkeypatch):
    monkeypatch.delenv("VIBRATIONFIT_KEY_FILE", raising=False)
    keyring.set_keyring(NoKeyring())
    folder = DataFolder(tmp_path / "another")
    key = Keys(folder).create(choice("passphrase", "green river stone"))
    headless.open_workspace(folder, key=key).close()
    app = make_app(folder)
    app.start()
    qtbot.waitUntil(lambda: app.unlocking.dialog is not None)
    page = app.unlocking.dialog.page()
    qtbot.keyClicks(page.passphrase, "not this one")
    qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.fault.text()))
    assert page.fault.text().endswith(MARK)


def test_a_file_that_is_not_a_journal(make_app, qtbot, tmp_path):
    folder = DataFolder(tmp_path / "another")
    headless.open_workspace(folder).close()
    (journal,) = folder.root.glob("profiles/*/journal.db")
    journal.write_bytes(b"no journal at all" * 4096)
    app = make_app(folder)
    app.start()
    qtbot.waitUntil(lambda: app.unlocking.dialog is not None)
    qtbot.waitUntil(lambda: hasattr(app.unlocking.dialog.page(), "text"))
    assert "doctor" in app.unlocking.dialog.page().text.text()
    assert app.unlocking.dialog.page().text.text().endswith(MARK)

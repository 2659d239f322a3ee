"""Two journals of one computer, wholly by keys: what is written stays where it was written."""

from __future__ import annotations

import contextlib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop import headless
from desktop.account.profiles import Profiles
from desktop.core.server import KEY_VARIABLE, URL_VARIABLE
from tests.desktop.applications import started

SERVER = "https://abc.supabase.co"
MANY = 60


@pytest.fixture
def journals(folder, monkeypatch):
    """The journal from before any account, which is open, and that of an account."""
    monkeypatch.setenv(URL_VARIABLE, SERVER)
    monkeypatch.setenv(KEY_VARIABLE, "sb_publishable_x")
    profiles = Profiles(folder)
    local = profiles.current()
    other = profiles.new_for("11111111-1111-4111-8111-111111111111", "jonas@example.org", SERVER)
    for one in (other, local):
        profiles.keep(one)
        headless.open_workspace(folder).close()
    return local, other


def texts(folder, profile):
    Profiles(folder).keep(profile)
    with contextlib.closing(headless.open_workspace(folder)) as workspace:
        return [workspace.journal.get(one).content for one in workspace.journal.ids()]


class Keys:
    """Somebody without a mouse."""

    def __init__(self, app, qtbot):
        self.app, self.bot = app, qtbot

    def begin(self):
        """Go to Today; gives what stands on its page."""
        self.bot.keyClick(self.app.shell, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
        self.bot.waitUntil(lambda: self.app.shell.current.name == "today")
        page = self.app.shell.current.page
        self.bot.waitUntil(lambda: page.row_id != "" and not page.is_loading)
        self.bot.waitUntil(page.form.text.hasFocus)
        return page.form.text.text()

    def turn_to(self, name):
        """Open another journal from the Account room."""
        self.app.shell.show_room("account")
        self.bot.waitUntil(lambda: bool(self.app.shell.current.others.doors()))
        self.bot.waitUntil(lambda: QApplication.focusWidget() is not None)
        for _ in range(MANY):
            if name in QApplication.focusWidget().accessibleName():
                break
            self.bot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        before = self.app.shell.current
        self.bot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        self.bot.waitUntil(lambda: self.app.shell.current is not before)  # all rooms are new

    def write(self, words):
        self.bot.keyClicks(QApplication.focusWidget(), words)


def test_each_entry_is_where_it_belongs(journals, make_app, folder, qtbot):
    app = started(make_app(folder), qtbot)
    with qtbot.waitActive(app.shell):
        app.shell.activateWindow()
    keys = Keys(app, qtbot)
    assert keys.begin() == ""
    keys.write("Mine, and not saved yet")
    keys.turn_to("jonas")
    assert keys.begin() == ""
    keys.write("Words of Jonas")
    keys.turn_to("Written before")
    assert keys.begin() == "Mine, and not saved yet"
    app.shell.close()
    local, other = journals
    assert texts(folder, local) == ["Mine, and not saved yet"]
    assert texts(folder, other) == ["Words of Jonas"]

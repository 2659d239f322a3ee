"""A sign-in by the command line while the window is open."""

from __future__ import annotations

import contextlib

import pytest

from desktop import headless
from desktop.account.session import Session
from desktop.app.application import Application
from desktop.core.paths import DataFolder
from desktop.store.database import Database

ANNA = "a0000000-0000-4000-8000-00000000000a"
A_MINUTE = 60_000
SESSION = Session("h.p.s", "refresh", ANNA, "a@example.org", "https://s.example", 3600.0, 0.0)


@pytest.fixture
def app(tmp_path, monkeypatch, qapp, qtbot):
    monkeypatch.setenv("VIBRATIONFIT_KEY_FILE", str(tmp_path / "a.key"))
    opened = Application(DataFolder(tmp_path / "data"), qapp)
    qtbot.addWidget(opened.shell)
    with qtbot.waitSignal(opened.lane.opened):
        opened.start()
    yield opened
    opened.shell.close()
    opened.close()
    opened.look.deleteLater()
    qapp.setStyleSheet("")


def test_the_window_goes_on_with_the_account(app, tmp_path, qtbot):
    answers = []

    def write(workspace):
        workspace.rows.put("journal_entries", {"entry_date": "2026-01-01", "content": "before"})

    app.lane.ask(write, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=A_MINUTE)  # what writing needs is loaded first
    door = headless.accounts(DataFolder(tmp_path / "data"))
    with qtbot.waitSignal(app.lane.opened, timeout=A_MINUTE):
        assert door.settle(SESSION, join=True).joined == 1
    users = []
    app.lane.ask(lambda workspace: workspace.user_id, users.append)
    qtbot.waitUntil(lambda: bool(users), timeout=A_MINUTE)
    assert users == [ANNA]


def test_the_window_follows_to_another_journal_though_its_own_was_not_touched(app, tmp_path, qtbot):
    door = headless.accounts(DataFolder(tmp_path / "data"))
    app.lane.ask(lambda w: w.rows.put("journal_entries", {"entry_date": "2026-01-01"}))
    users = []
    app.lane.ask(lambda workspace: workspace.user_id, users.append)
    qtbot.waitUntil(lambda: bool(users), timeout=A_MINUTE)
    with qtbot.waitSignal(app.lane.opened, timeout=A_MINUTE):
        door.settle(SESSION, join=False)
    app.lane.ask(lambda workspace: workspace.user_id, users.append)
    qtbot.waitUntil(lambda: len(users) == 2)
    assert users[1] == ANNA


def test_a_sign_out_elsewhere_is_said(app, tmp_path, qtbot):
    door = headless.accounts(DataFolder(tmp_path / "data"))
    with qtbot.waitSignal(app.lane.opened, timeout=A_MINUTE):
        door.settle(SESSION, join=True)
    line = app.shell.status_line.synced
    qtbot.waitUntil(lambda: line.text() != "Not signed in")
    assert door.sign_out().was_signed_in
    qtbot.waitUntil(lambda: line.text() == "Not signed in")


def test_words_that_cannot_be_saved_hold_the_other_journal_back(app, tmp_path, qtbot):
    room = app.shell.show_room("journal")
    room.write_today()
    qtbot.waitUntil(lambda: bool(room.page.row_id))
    app.lane.ask(lambda w: w.connection.execute("PRAGMA query_only = ON") and None)
    qtbot.keyClicks(room.page.form.text, "precious")
    with qtbot.waitSignal(room.page.desk.refused, timeout=A_MINUTE):
        headless.accounts(DataFolder(tmp_path / "data")).settle(SESSION, join=False)
    qtbot.waitUntil(lambda: "are not saved" in app.shell.notices.text())
    assert app.shell.room("journal") is room
    assert room.page.form.text.text() == "precious"
    app.lane.ask(lambda w: w.connection.execute("PRAGMA query_only = OFF") and None)
    with qtbot.waitSignal(app.lane.opened, timeout=A_MINUTE):
        room.page.desk.flush()  # as it does by itself every few seconds
    qtbot.waitUntil(lambda: app.shell.room("journal") is not room)
    local = Database(tmp_path / "data/profiles/local/journal.db", key_of(tmp_path))
    with contextlib.closing(local.connect()) as connection:
        assert connection.execute("SELECT content FROM journal_entries").fetchall() == [
            ("precious",)
        ]


def key_of(tmp_path):
    return bytes.fromhex((tmp_path / "a.key").read_text())

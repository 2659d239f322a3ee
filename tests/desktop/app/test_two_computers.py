"""Two windows, one real backend: what is written in one is read in the other."""

from __future__ import annotations

import secrets

import pytest
from PySide6.QtCore import Qt

from desktop.core.paths import DataFolder
from desktop.core.server import KEY_VARIABLE, URL_VARIABLE
from tests.desktop.applications import in_lane, started, write_entry

PASSWORD = "a long password"


@pytest.fixture
def computer(backend, tmp_path, monkeypatch, make_app, qtbot):
    """Open the application on another computer, which is a data folder with a key of its own."""
    monkeypatch.setenv(URL_VARIABLE, backend.url)
    monkeypatch.setenv(KEY_VARIABLE, backend.publishable_key)

    def start(name):
        monkeypatch.setenv("VIBRATIONFIT_KEY_FILE", str(tmp_path / f"{name}.key"))
        return started(make_app(DataFolder(tmp_path / name)), qtbot)

    return start


def account(app, qtbot):
    room = app.shell.show_room("account")
    qtbot.waitUntil(lambda: room.signing.isVisible() and room.facts.server is not None)
    return room


def type_in(qtbot, room, email, password):
    for field, text in ((room.signing.email, email), (room.signing.password, password)):
        field.clear()
        qtbot.keyClicks(field, text)
    qtbot.keyClick(room.signing.password, Qt.Key.Key_Return)


def test_a_member_writes_offline_signs_up_and_finds_it_on_another_computer(computer, qtbot):
    email = f"{secrets.token_hex(6)}@example.org"
    first = computer("first")
    words = ("before any account", "joyful", ("one", "two"))
    entry_id = in_lane(first, qtbot, lambda workspace: write_entry(workspace, *words))
    room = account(first, qtbot)
    qtbot.mouseClick(room.signing.other, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(room.flow.joining_asked):
        type_in(qtbot, room, email, PASSWORD)
    with qtbot.waitSignal(first.syncing.process.finished) as finished:
        qtbot.mouseClick(room.question.yes, Qt.MouseButton.LeftButton)
    assert finished.args[0]["pushed"] == 1
    assert finished.args[0]["held"] == []
    line = first.shell.status_line
    qtbot.waitUntil(lambda: line.synced.text() == "Synced just now")
    assert line.saved.text() == "Saved on this computer"

    second = computer("second")
    room = account(second, qtbot)
    with qtbot.waitSignal(room.flow.refused):
        type_in(qtbot, room, email, "not the password")
    assert "password is not right" in room.signing.said.text()
    with qtbot.waitSignal(second.syncing.process.finished):
        type_in(qtbot, room, email, PASSWORD)
    entry = in_lane(second, qtbot, lambda workspace: workspace.journal.get(entry_id))
    assert (entry.content, entry.mood, entry.tags) == words

    # What one writes from here on goes to the other by itself, or when it is asked for.
    with qtbot.waitSignal(second.syncing.process.finished):
        later = in_lane(second, qtbot, lambda workspace: write_entry(workspace, "from the second"))
    with qtbot.waitSignal(first.syncing.process.finished):
        qtbot.mouseClick(first.shell.room("account").member.sync, Qt.MouseButton.LeftButton)
    entry = in_lane(first, qtbot, lambda workspace: workspace.journal.get(later))
    assert entry.content == "from the second"


def test_signing_out_leaves_everything_here_and_says_so(computer, member, qtbot):
    app = computer("only")
    room = account(app, qtbot)
    with qtbot.waitSignal(app.syncing.process.finished):
        type_in(qtbot, room, member.email, member.password)
    entry_id = in_lane(app, qtbot, lambda workspace: write_entry(workspace, "mine"))
    room = app.shell.show_room("account")
    qtbot.waitUntil(lambda: room.facts.email == member.email)
    with qtbot.waitSignal(app.lane.opened):
        room.flow.sign_out()
    qtbot.waitUntil(lambda: app.shell.status_line.synced.text() == "Not signed in")
    assert not app.syncing.process.is_alive
    assert in_lane(app, qtbot, lambda workspace: workspace.journal.get(entry_id)) is not None
    assert "stays on this computer" in app.shell.notices.text()


def test_words_wait_while_the_server_is_away(computer, member, monkeypatch, qtbot):
    app = computer("only")
    room = account(app, qtbot)
    with qtbot.waitSignal(app.syncing.process.finished):
        type_in(qtbot, room, member.email, member.password)
    app.shell.close()
    monkeypatch.setenv(URL_VARIABLE, "http://127.0.0.1:9")
    app = computer("only")
    line = app.shell.status_line
    qtbot.waitUntil(lambda: line.synced.text() == "Offline")
    in_lane(app, qtbot, lambda workspace: write_entry(workspace, "nobody hears it yet"))
    qtbot.waitUntil(lambda: line.saved.text() == "Saved on this computer · 1 change waiting")

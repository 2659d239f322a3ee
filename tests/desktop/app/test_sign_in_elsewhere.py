"""A sign-in by the command line while the window is open."""

from __future__ import annotations

import contextlib

from desktop import headless
from desktop.account.session import Session
from desktop.core.ids import LOCAL_USER_ID
from desktop.store.database import Database
from tests.desktop.applications import in_lane

ANNA = "a0000000-0000-4000-8000-00000000000a"
SESSION = Session("h.p.s", "refresh", ANNA, "a@example.org", "https://s.example", 3600.0, 0.0)


def user(app, qtbot):
    return in_lane(app, qtbot, lambda workspace: workspace.user_id)


def test_the_window_goes_on_with_the_account(app, folder, qtbot):
    entry = {"entry_date": "2026-01-01", "content": "before"}
    in_lane(app, qtbot, lambda workspace: workspace.rows.put("journal_entries", entry))
    door = headless.accounts(folder)
    with qtbot.waitSignal(app.lane.opened):
        assert door.settle(SESSION, join=True).joined == 1
    assert user(app, qtbot) == ANNA


def test_the_window_follows_to_another_journal_though_its_own_was_not_touched(app, folder, qtbot):
    door = headless.accounts(folder)
    app.lane.ask(lambda w: w.rows.put("journal_entries", {"entry_date": "2026-01-01"}))
    assert user(app, qtbot) == LOCAL_USER_ID
    with qtbot.waitSignal(app.lane.opened):
        door.settle(SESSION, join=False)
    assert user(app, qtbot) == ANNA


def test_a_sign_out_elsewhere_is_said(app, folder, qtbot):
    door = headless.accounts(folder)
    with qtbot.waitSignal(app.lane.opened):
        door.settle(SESSION, join=True)
    line = app.shell.status_line.synced
    qtbot.waitUntil(lambda: line.text() != "Not signed in")
    assert door.sign_out().was_signed_in
    qtbot.waitUntil(lambda: line.text() == "Not signed in")


def test_words_that_cannot_be_saved_hold_the_other_journal_back(app, folder, qtbot):
    room = app.shell.show_room("journal")
    room.begin_new()
    qtbot.waitUntil(lambda: bool(room.page.row_id))
    app.lane.ask(lambda w: w.connection.execute("PRAGMA query_only = ON") and None)
    qtbot.keyClicks(room.page.form.text, "precious")
    with qtbot.waitSignal(room.page.desk.refused):
        headless.accounts(folder).settle(SESSION, join=False)
    qtbot.waitUntil(lambda: "are not saved" in app.shell.notices.text())
    assert app.shell.room("journal") is room
    assert room.page.form.text.text() == "precious"
    app.lane.ask(lambda w: w.connection.execute("PRAGMA query_only = OFF") and None)
    with qtbot.waitSignal(app.lane.opened):
        room.page.desk.flush()  # as it does by itself every few seconds
    qtbot.waitUntil(lambda: app.shell.room("journal") is not room)
    local = Database(folder.profile("local") / "journal.db", key_of(folder))
    with contextlib.closing(local.connect()) as connection:
        assert connection.execute("SELECT content FROM journal_entries").fetchall() == [
            ("precious",)
        ]


def key_of(folder):
    return bytes.fromhex((folder.root.parent / "a.key").read_text())

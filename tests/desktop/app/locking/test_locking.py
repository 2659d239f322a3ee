"""The lock of a running window: nothing of the journal stays, and everything is there again."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop import headless
from desktop.core.clock import SystemClock
from desktop.services.keys import Keys
from desktop.services.moments import MomentDraft
from tests.desktop.app.locking.locks import (
    CTRL_SHIFT,
    PASSPHRASE,
    WORDS,
    all_texts,
    locked,
    open_entry,
    press,
    press_lock,
    unlock,
)
from tests.desktop.applications import in_lane, write_entry


def test_a_lock_by_its_key_leaves_nothing_and_the_passphrase_brings_all_back(app, guarded, qtbot):
    open_entry(app, qtbot, guarded)
    assert WORDS in all_texts()
    press_lock(app)
    page = locked(app, qtbot)
    qtbot.waitUntil(lambda: "heliotrope" not in all_texts())
    assert page.isVisible()
    assert app.shell.current is None
    unlock(app, qtbot)
    qtbot.waitUntil(lambda: app.shell.current is not None)
    room = app.shell.current
    assert room.name == "journal"
    qtbot.waitUntil(lambda: WORDS in room.page.form.text.toPlainText())
    assert room.page.row_id == guarded
    assert app.locking.page is None
    assert app.shell.navigation.isVisible()


def test_a_lock_by_the_palette(app, guarded, qtbot):
    open_entry(app, qtbot, guarded)
    press(app, Qt.Key.Key_P, CTRL_SHIFT)
    palette = app.commanding.opened
    qtbot.keyClicks(palette.field, "Lock now")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    locked(app, qtbot)
    qtbot.waitUntil(lambda: "heliotrope" not in all_texts())


def test_another_passphrase_opens_nothing(app, qtbot):
    press_lock(app)
    page = locked(app, qtbot)
    unlock(app, qtbot, "not this one")
    qtbot.waitUntil(lambda: bool(page.form.fault.text()))
    assert app.locking.is_locked
    assert page.form.isEnabled()
    unlock(app, qtbot)
    qtbot.waitUntil(lambda: app.shell.current is not None)


def test_words_that_were_not_saved_yet_are_kept(app, guarded, qtbot):
    room = open_entry(app, qtbot, guarded)
    qtbot.keyClicks(room.page.form.text, "typed in the last moment ")
    press_lock(app)
    locked(app, qtbot)
    unlock(app, qtbot)
    qtbot.waitUntil(lambda: app.shell.current is not None)
    entry = in_lane(app, qtbot, lambda workspace: workspace.journal.get(guarded))
    assert "typed in the last moment" in entry.content
    assert WORDS in entry.content


def test_words_that_cannot_be_saved_hold_the_lock_up(app, guarded, qtbot, monkeypatch):
    room = open_entry(app, qtbot, guarded)
    from desktop.core.errors import StoreProblem
    from desktop.services.journal import Journal

    with monkeypatch.context() as broken:

        def refuse(*_words, **_named):
            raise StoreProblem("The disk is full.")

        broken.setattr(Journal, "save", refuse)
        qtbot.keyClicks(room.page.form.text, "not on the disk ")
        press_lock(app)
        qtbot.waitUntil(lambda: "locks when they are" in app.shell.notices.text())
        assert app.shell.current is room
        assert "not on the disk" in room.page.form.text.toPlainText()
    qtbot.keyClicks(room.page.form.text, "now ")
    locked(app, qtbot)
    unlock(app, qtbot)
    entry = in_lane(app, qtbot, lambda workspace: workspace.journal.get(guarded))
    assert "not on the disk now" in entry.content


def test_a_second_round_is_like_the_first(app, guarded, qtbot):
    for _ in range(2):
        open_entry(app, qtbot, guarded)
        press_lock(app)
        locked(app, qtbot)
        qtbot.waitUntil(lambda: "heliotrope" not in all_texts())
        unlock(app, qtbot)
        qtbot.waitUntil(lambda: app.shell.current is not None and app.locking.is_open)


def a_version(workspace):
    """Two versions of the vision; the one that is not opened by itself."""
    first = workspace.vision_steps.new_draft()
    workspace.vision_steps.new_draft()
    return first


def a_check_in(workspace):
    row_id = str(uuid.uuid4())
    workspace.check_ins.save(row_id, MomentDraft(datetime.now(UTC), "Calm", 6, "heliotrope"))
    return row_id


def an_entry_of_today(workspace):
    return write_entry(workspace, "today", day=SystemClock().today())


@pytest.mark.parametrize(
    ("name", "make"),
    [("vision", a_version), ("checkin", a_check_in), ("today", an_entry_of_today)],
)
def test_each_room_shows_what_was_open(app, qtbot, name, make):
    row_id = in_lane(app, qtbot, make)
    app.shell.show_room(name).present(row_id)
    qtbot.waitUntil(lambda: app.shell.current.standing() == row_id)
    press_lock(app)
    locked(app, qtbot)
    unlock(app, qtbot)
    qtbot.waitUntil(lambda: app.shell.current is not None)
    assert app.shell.current.name == name
    qtbot.waitUntil(lambda: app.shell.current.standing() == row_id)
    in_lane(app, qtbot, lambda _workspace: None)  # nor is another one opened after it
    assert app.shell.current.standing() == row_id
    # Who typed the passphrase goes on by keys.
    assert app.shell.current.isAncestorOf(QApplication.focusWidget())


def test_the_keys_of_the_window_rest_while_it_is_locked(app, qtbot):
    press_lock(app)
    page = locked(app, qtbot)
    press(app, Qt.Key.Key_P, CTRL_SHIFT)
    press(app, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    app.behind.write()
    app.shell.notice("Something of the journal")
    QApplication.processEvents()
    assert app.commanding.opened is None
    assert app.shell.current is None
    assert page.isVisible()
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [app.shell]
    assert "Something of the journal" not in all_texts()


def test_a_locked_window_can_be_closed_and_another_start_finds_all(app, guarded, folder, qtbot):
    press_lock(app)
    locked(app, qtbot)
    app.shell.quit()
    assert not app.shell.isVisible()
    workspace = headless.open_workspace(folder, key=Keys(folder).with_passphrase(PASSPHRASE))
    assert WORDS in workspace.journal.get(guarded).content
    workspace.close()


def test_a_locked_window_opens_by_the_recovery_key_too(app, qtbot):
    key = Keys.recovery_key(in_lane(app, qtbot, lambda workspace: workspace.key))
    press_lock(app)
    page = locked(app, qtbot)
    qtbot.mouseClick(page.form.recover, Qt.MouseButton.LeftButton)
    dialog = app.unlocking.dialog
    dialog.reject()
    assert app.shell.isVisible()
    assert app.locking.is_locked
    qtbot.mouseClick(page.form.recover, Qt.MouseButton.LeftButton)
    asked = dialog.page()
    qtbot.keyClicks(asked.key, key)
    qtbot.keyClicks(asked.guard.first, "another passphrase")
    qtbot.keyClicks(asked.guard.again, "another passphrase")
    qtbot.mouseClick(asked.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: app.shell.current is not None)
    assert app.locking.is_open

"""The window closes when the last words are on the disk, and asks when they cannot get there."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from desktop.views.pages.closing_guard import ClosingGuard

LONG = "x" * 60_000  # more than fits into what the file has left


@pytest.fixture
def room(shell, settled, pen):
    pen.write("before")
    made = shell.show_room("journal")
    settled()
    return made


def in_lane(shell, qtbot, function):
    answers = []
    shell.lane.ask(function, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def fill_disk(workspace):
    """Let the file grow no more, which SQLite says as it says a full disk."""
    pages = workspace.connection.execute("PRAGMA page_count").fetchone()[0]
    workspace.connection.execute(f"PRAGMA max_page_count = {pages}")


def free_disk(workspace):
    workspace.connection.execute("PRAGMA max_page_count = 1000000")


def question(shell, qtbot):
    def there():
        return next((b for b in shell.findChildren(QMessageBox) if b.isVisible()), None)

    qtbot.waitUntil(lambda: there() is not None)
    return there()


def press(qtbot, box, role):
    button = next(b for b in box.buttons() if box.buttonRole(b) is role)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_was_typed_last_is_written_before_the_window_goes(room, shell, qtbot, pen):
    with qtbot.waitSignal(shell.closing):
        qtbot.keyClicks(room.page.form.text, "the last words, ")
        shell.close()
        assert shell.isVisible()  # nothing is hidden before it is known
    qtbot.waitUntil(lambda: not shell.isVisible())
    assert pen.texts() == ["the last words, before"]


def test_a_window_with_nothing_to_write_closes_at_once(room, shell):
    assert room.page.is_kept
    assert shell.close()


def test_a_save_that_fails_first_while_closing_is_asked_about(room, shell, qtbot, pen):
    in_lane(shell, qtbot, fill_disk)
    room.page.form.text.insertPlainText(LONG)
    assert not shell.close()
    box = question(shell, qtbot)
    assert "no room left on the disk" in box.informativeText()
    assert not shell.close()
    press(qtbot, box, QMessageBox.ButtonRole.RejectRole)
    assert shell.isVisible()
    assert room.page.form.text.text().startswith(LONG)
    in_lane(shell, qtbot, free_disk)
    with qtbot.waitSignal(shell.closing):
        shell.close()
    assert pen.texts() == [LONG + "before"]


def test_who_stays_after_a_quit_closes_into_the_tray_the_next_time(room, shell, qtbot, pen):
    shell.set_staying(True)
    in_lane(shell, qtbot, fill_disk)
    room.page.form.text.insertPlainText(LONG)
    shell.quit()
    press(qtbot, question(shell, qtbot), QMessageBox.ButtonRole.RejectRole)
    in_lane(shell, qtbot, free_disk)
    with qtbot.waitSignal(shell.went_behind):
        shell.close()
    assert pen.texts() == [LONG + "before"]


def test_a_database_that_may_not_be_written_is_asked_about(room, shell, qtbot, pen, problems):
    in_lane(shell, qtbot, lambda w: w.connection.execute("PRAGMA query_only = ON") and None)
    qtbot.keyClicks(room.page.form.text, "lost ")
    shell.close()
    box = question(shell, qtbot)
    assert "may not be written" in box.informativeText()
    with qtbot.waitSignal(shell.closing):
        press(qtbot, box, QMessageBox.ButtonRole.DestructiveRole)
    qtbot.waitUntil(lambda: not shell.isVisible())
    in_lane(shell, qtbot, lambda w: w.connection.execute("PRAGMA query_only = OFF") and None)
    assert pen.texts() == ["before"]
    problems.clear()  # that the writing session could not be ended either


def test_words_that_get_through_after_all_close_the_window(room, shell, qtbot, pen):
    in_lane(shell, qtbot, fill_disk)
    room.page.form.text.insertPlainText(LONG)
    shell.close()
    box = question(shell, qtbot)
    in_lane(shell, qtbot, free_disk)
    with qtbot.waitSignals([shell.closing, box.destroyed]):
        room.page.desk.flush()  # as it does by itself every few seconds
    assert pen.texts() == [LONG + "before"]


def test_a_disk_that_does_not_answer_leaves_the_choice(room, shell, qtbot, pen):
    room.page.findChild(ClosingGuard).set_patience(1)
    answer = threading.Event()
    shell.lane.ask(lambda _workspace: answer.wait() and None)
    qtbot.keyClicks(room.page.form.text, "slow ")
    shell.close()
    box = question(shell, qtbot)
    assert "unusually long" in box.informativeText()
    press(qtbot, box, QMessageBox.ButtonRole.RejectRole)
    answer.set()
    qtbot.waitUntil(lambda: pen.texts() == ["slow before"])
    assert shell.isVisible()

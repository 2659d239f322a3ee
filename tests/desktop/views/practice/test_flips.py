"""The frequency flips through the window, by keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.desktop.views.practice.conftest import listed, putting

TABLE = "frequency_flip"
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
FLIP = {"category": "work", "input_text": "I am late again.", "clarity_seed": "I have time."}


@pytest.fixture
def put(rows):
    return putting(rows, TABLE, FLIP)


def contrasts(room):
    return [line.contrast if line else None for line in listed(room)]


def test_an_empty_room_says_how_a_flip_begins(member):
    room = member.go("flips")
    assert "Ctrl+Shift+L" in room.pane.empty_sentence()
    member.press(Qt.Key.Key_N, CTRL)
    assert room.page.form.contrast.text.hasFocus()


def test_a_flip_is_written_by_keyboard_alone_and_saves_itself(member, rows, qtbot):
    room = member.go("flips")
    member.press(Qt.Key.Key_N, CTRL)
    member.write("I am late again.")
    member.press(Qt.Key.Key_Tab)
    assert room.page.form.clarity.text.hasFocus()
    member.write("I have time.")
    member.press(Qt.Key.Key_D, CTRL)
    member.write("Work")
    member.press(Qt.Key.Key_Return)
    with qtbot.waitSignal(room.page.row_saved):
        member.press(Qt.Key.Key_S, CTRL)
    row = rows.get(TABLE, room.page.row_id)
    assert {name: row[name] for name in FLIP} == FLIP
    qtbot.waitUntil(lambda: contrasts(room) == ["I am late again."])
    qtbot.waitUntil(lambda: room.page.form.saved_sentence() == "Saved")


def test_questions_help_one_after_the_other(member, put):
    put(clarity_seed=None)
    room = member.go("flips")
    seen = [room.page.form.clarity.says()]
    assert seen == ["What do I want instead?"]
    for _ in range(7):
        member.press(Qt.Key.Key_J, CTRL)
        seen.append(room.page.form.clarity.says())
    assert len(set(seen)) == 7
    assert seen[7] == seen[0]


def test_a_flip_that_began_here_leads_nowhere(member, put, rows, qtbot):
    put()
    room = member.go("flips")
    assert not room.page.form.return_button.isVisible()
    with qtbot.waitSignal(room.notice) as told:
        member.press(Qt.Key.Key_Return, CTRL)
    assert "did not begin" in told.args[0]


def test_one_browses_by_category_and_what_the_server_holds_is_kept(member, put, rows, qtbot):
    odd = put(category="career stuff", input_text="a\r\nb", clarity_seed=None)
    put()
    room = member.go("flips")
    box = room.pane.filter
    member.press(Qt.Key.Key_F, CTRL | SHIFT)
    box.choose("career stuff")
    qtbot.waitUntil(lambda: contrasts(room) == ["a"])
    room.open_row(odd)
    member.settled()
    assert room.page.form.category.currentText() == "career stuff"
    before = rows.get(TABLE, odd)
    member.press(Qt.Key.Key_M, CTRL)
    with qtbot.waitSignal(room.page.row_saved):
        member.write("c")
    room.page.save_now()
    member.settled()
    assert rows.get(TABLE, odd) == {**before, "clarity_seed": "c"}


def test_a_deleted_flip_comes_back_by_undo(member, put, rows, qtbot):
    row_id = put()
    room = member.go("flips")
    with qtbot.waitSignal(room.notice) as told:
        member.press(Qt.Key.Key_Delete, CTRL | SHIFT)
    member.settled()
    assert rows.count(TABLE) == 0
    told.args[1]()
    member.settled()
    assert room.page.row_id == row_id
    assert room.page.form.clarity.text.text() == "I have time."


def test_history_shows_both_sides_and_brings_a_version_back(member, put, rows, qtbot):
    row_id = put()
    rows.put(TABLE, {"id": row_id, "clarity_seed": "I have all the time.", "category": "fun"})
    room = member.go("flips")
    member.press(Qt.Key.Key_H, CTRL)
    history = member.dialog(room)
    qtbot.waitUntil(history.restore_button.isEnabled)
    assert "Clarity" in history.difference.text()
    assert "Work / Business / Career then, Fun / Recreation now" in history.changes.text()
    with qtbot.waitSignal(history.restored):
        history.restore_button.click()
    qtbot.waitUntil(lambda: room.page.form.clarity.text.text() == "I have time.")
    assert rows.get(TABLE, row_id)["category"] == "work"


def test_a_search_leads_to_the_side_with_the_words(member, put, shell):
    row_id = put()
    member.go("flips")
    shell.show_row(TABLE, f"{row_id}\ntime\nI have time.")
    member.settled()
    text = shell.current.page.form.clarity.text
    assert text.hasFocus()
    assert text.textCursor().selectedText() == "time"


def test_a_narrow_page_sets_the_sides_one_above_the_other(member, put, shell, qtbot):
    put()
    form = member.go("flips").page.form
    assert form.contrast.y() == form.clarity.y()
    shell.resize(860, 620)
    qtbot.waitUntil(lambda: form.contrast.y() < form.clarity.y())


def test_the_focus_goes_round(member, put):
    put()
    form = member.go("flips").page.form
    form.category.setFocus()
    seen = []
    for _ in range(3):
        seen.append(QApplication.focusWidget())
        member.press(Qt.Key.Key_Tab)
    assert seen == [form.category, form.contrast.text, form.clarity.text]

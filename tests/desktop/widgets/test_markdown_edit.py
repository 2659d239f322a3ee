"""The place to write: what the member does is told, what the program sets is not."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from desktop.widgets.writing.markdown_edit import MarkdownEdit


@pytest.fixture
def edit(look, shown):
    made = shown(MarkdownEdit(look))
    made.setFocus()
    return made


def select(edit, start, end):
    cursor = edit.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)


def test_typing_is_told_and_setting_is_not(edit, qtbot, look):
    with qtbot.assertNotEmitted(edit.edited, wait=50):
        edit.set_text("# Set by the program\n**strong**")
        edit.weave("# Set by the program\n**stronger**")
        look.choose("light")
    with qtbot.waitSignal(edit.edited):
        qtbot.keyClicks(edit, "x")


def test_colours_that_change_are_no_edit(edit, qtbot, look):
    edit.set_text("# A heading")
    with qtbot.assertNotEmitted(edit.edited, wait=50):
        look.choose("light")
        look.choose("dark")


@pytest.mark.parametrize(
    "text",
    ["plain", "two\nlines", "a\u00a0blank that does not break", "smile 😀 and 👩‍👩‍👧", "", "\n\n"],
)
def test_a_text_comes_out_as_it_went_in(edit, text):
    edit.set_text(text)
    assert edit.text() == text


def test_line_ends_become_one_kind(edit):
    edit.set_text("a\r\nb\rc\u2028d\u2029e")
    assert edit.text() == "a\nb\nc\nd\ne"


@pytest.mark.parametrize(
    ("key", "text", "chosen", "after"),
    [
        (Qt.Key.Key_B, "be calm now", (3, 7), "be **calm** now"),
        (Qt.Key.Key_I, "be calm now", (3, 7), "be *calm* now"),
        (Qt.Key.Key_B, "be **calm** now", (5, 9), "be calm now"),
        (Qt.Key.Key_B, "be **calm** now", (3, 11), "be calm now"),
        (Qt.Key.Key_B, "😀 be calm", (6, 10), "😀 be **calm**"),
    ],
)
def test_ctrl_b_and_ctrl_i_mark_and_unmark(edit, qtbot, key, text, chosen, after):
    edit.set_text(text)
    select(edit, *chosen)
    qtbot.keyClick(edit, key, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == after


def test_a_mark_goes_away_again_with_the_same_key(edit, qtbot):
    edit.set_text("be calm now")
    select(edit, 3, 7)
    for _ in range(2):
        qtbot.keyClick(edit, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == "be calm now"


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("- milk", "- milk\n- x"),
        ("  * milk", "  * milk\n  * x"),
        ("9. nine", "9. nine\n10. x"),
        ("- [x] done", "- [x] done\n- [ ] x"),
        ("no list", "no list\nx"),
    ],
)
def test_enter_goes_on_with_a_list(edit, qtbot, line, after):
    edit.set_text(line)
    edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "x")
    assert edit.text() == after


def test_enter_on_an_empty_item_ends_the_list(edit, qtbot):
    edit.set_text("- milk\n- ")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "- milk\n"


def test_weaving_keeps_the_cursor_where_it_is_and_can_be_undone(edit, qtbot):
    edit.set_text("first\nsecond 😀\nthird")
    select(edit, 13, 13)
    edit.weave("first and more\nsecond 😀\nthird")
    cursor = edit.textCursor()
    assert cursor.block().text() == "second 😀"
    assert cursor.positionInBlock() == 7
    qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == "first\nsecond 😀\nthird"


@given(old=st.text("ab\n😀", max_size=12), new=st.text("ab\n😀", max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_weaving_gives_the_newer_text_whatever_it_is(edit, old, new):
    edit.set_text(old)
    edit.weave(new)
    assert edit.text() == new


def test_words_are_counted_when_typing_rests(edit, qtbot):
    edit.set_text("three short words")
    assert edit.words() == 3
    edit.moveCursor(QTextCursor.MoveOperation.End)
    with qtbot.waitSignal(edit.word_count_changed, check_params_cb=lambda n: n == 4):
        qtbot.keyClicks(edit, " more")


def test_it_goes_to_the_words_where_they_stand(edit):
    edit.set_text("river one\n\n😀 the calm\nriver two\n\nriver three")
    assert edit.go_to("RIVER", "calm river two")
    assert edit.textCursor().selectedText() == "river"
    assert edit.textCursor().block().text() == "river two"
    assert not edit.go_to("lake")


@pytest.mark.parametrize("key", [Qt.Key.Key_K, Qt.Key.Key_D, Qt.Key.Key_E, Qt.Key.Key_H])
def test_the_keys_of_the_window_are_left_to_it(edit, key):
    wanted = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
    QApplication.sendEvent(edit, wanted)
    assert not wanted.isAccepted()


def test_the_measure_leaves_both_sides_free_on_a_wide_page(edit, qtbot):
    edit.resize(1600, 400)
    qtbot.waitUntil(lambda: edit.viewport().width() < 1100)
    edit.resize(300, 400)
    qtbot.waitUntil(lambda: edit.viewport().width() > 250)

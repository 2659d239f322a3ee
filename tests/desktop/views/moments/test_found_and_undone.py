"""A hit of the search leads to its very words; what is undone by its key takes its notice along."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.desktop.views.moments.conftest import both_rooms

CTRL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


@pytest.fixture
def jump(shell, qtbot, hand, settled, name):
    """Look for words and press Enter on what is found."""

    def go(words):
        settled()
        search = shell.show_room("search")
        shell.search_field.setFocus()
        hand.write(words)
        qtbot.waitUntil(lambda: search.model.rowCount() == 1)
        search.hits.setFocus()
        hand.press(KEY.Key_Return)
        qtbot.waitUntil(lambda: shell.current.name == name)
        return shell.current.editor.form

    return go


@both_rooms
def test_the_words_that_were_looked_for_are_selected_in_the_notes(jump, pen, qtbot):
    pen.write("Calm", 6, "First the bread 🍞, then\nthe Heron by the river.")
    form = jump("heron")
    qtbot.waitUntil(lambda: form.notes.textCursor().selectedText() == "Heron")
    assert form.notes.hasFocus()


def test_a_hit_in_the_word_itself_selects_that(jump, pen, qtbot):
    pen.write("Heronlike", 6, "nothing of the kind")
    form = jump("heronlike")
    qtbot.waitUntil(lambda: form.word.selectedText() == "Heronlike")
    assert form.word.hasFocus()


def test_the_open_moment_goes_to_the_words_as_well(jump, room, pen, qtbot):
    row_id = pen.write("Calm", 6, "The heron again")
    room.open_moment(row_id)
    qtbot.waitUntil(lambda: room.editor.row_id == row_id)
    form = jump("heron")
    qtbot.waitUntil(lambda: form.notes.textCursor().selectedText() == "heron")


def test_a_notice_goes_when_its_deed_is_undone_by_the_key(room, shell, hand, qtbot, pen, settled):
    hand.write("Calm")
    hand.press(KEY.Key_Return)
    hand.press(KEY.Key_7)
    with qtbot.waitSignal(room.notice):
        hand.press(KEY.Key_Return)
    assert shell.notices.isVisible()
    hand.press(KEY.Key_Z, CTRL)
    assert not shell.notices.isVisible()
    qtbot.waitUntil(lambda: pen.drafts() == [])


def test_another_notice_stays(room, shell, hand, qtbot):
    hand.write("Calm")
    hand.press(KEY.Key_Return)
    hand.press(KEY.Key_7)
    with qtbot.waitSignal(room.notice):
        hand.press(KEY.Key_Return)
    shell.notice("Something else.")
    hand.press(KEY.Key_Z, CTRL)
    assert shell.notices.isVisible()
    assert shell.notices.text() == "Something else."

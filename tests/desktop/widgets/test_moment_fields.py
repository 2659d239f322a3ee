"""The fields of a moment, by keys and clicks: the word, the level and the notes."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.domain import vocabulary
from desktop.widgets.choosing.level_picker import LevelPicker
from desktop.widgets.choosing.word_edit import WordEdit
from desktop.widgets.writing.notes_edit import NotesEdit
from tests.desktop.widgets.pressing import KEY, press

# ---- the level ----


@pytest.fixture
def picker(look, placed):
    return placed(LevelPicker(look))


@pytest.mark.parametrize(
    ("keys", "level"),
    [
        ([KEY.Key_1], 1),
        ([KEY.Key_9], 9),
        ([KEY.Key_0], 10),
        ([KEY.Key_1, KEY.Key_0], 10),
        ([KEY.Key_Right], 1),
        ([KEY.Key_5, KEY.Key_Right, KEY.Key_Up, KEY.Key_Left], 6),
        ([KEY.Key_5, KEY.Key_PageUp, KEY.Key_PageUp], 10),
        ([KEY.Key_2, KEY.Key_PageDown], 1),
        ([KEY.Key_End], 10),
        ([KEY.Key_End, KEY.Key_Home], 1),
        ([KEY.Key_7, KEY.Key_Delete], None),
        ([KEY.Key_A], None),
    ],
)
def test_a_level_is_chosen_by_keys(picker, qtbot, keys, level):
    for key in keys:
        press(qtbot, key)
    assert picker.level() == level
    assert picker.value() == (level or 0)  # what a screen reader is told


def test_a_level_is_chosen_and_dragged_by_mouse(picker, qtbot):
    with qtbot.waitSignal(picker.level_edited):
        qtbot.mouseClick(picker, Qt.MouseButton.LeftButton, pos=picker.cell(8).center().toPoint())
    assert picker.level() == 8
    qtbot.mousePress(picker, Qt.MouseButton.LeftButton, pos=picker.cell(8).center().toPoint())
    qtbot.mouseMove(picker, picker.cell(3).center().toPoint())
    qtbot.mouseRelease(picker, Qt.MouseButton.LeftButton, pos=QPoint(-5, 5))
    assert picker.level() in {3, 8}  # a screen without a pointer reports no dragging


def test_a_level_beyond_the_scale_stays_until_another_is_chosen(picker, qtbot):
    picker.set_level(42)
    assert picker.level() == 42
    assert picker.value() == 0
    press(qtbot, KEY.Key_Tab)
    assert picker.level() == 42
    picker.setFocus()
    press(qtbot, KEY.Key_4)
    assert picker.level() == 4


def test_a_screen_reader_moves_the_slider(picker, qtbot):
    with qtbot.waitSignal(picker.level_edited):
        picker.setValue(6)
    assert picker.level() == 6
    with qtbot.assertNotEmitted(picker.level_edited):
        picker.set_level(2)


# ---- the word ----


@pytest.fixture
def word(look, placed):
    made = WordEdit(look)
    made.set_vocabulary(partial(vocabulary.words, vocabulary.EMOTIONS))
    return placed(made)


def test_a_few_letters_and_enter_make_a_word(word, qtbot):
    qtbot.keyClicks(word, "grate")
    assert word.is_unfolded()
    assert word.sheet.marked().text == "Grateful"
    with qtbot.waitSignal(word.entered):
        press(qtbot, KEY.Key_Return)
    assert word.word() == word.text() == "Grateful"
    assert not word.is_unfolded()
    assert word.meaning().meaning


def test_a_word_that_comes_into_the_field_that_has_the_keys_is_typed_over(word, qtbot):
    word.setFocus()
    word.set_word("Joyful")
    qtbot.keyClicks(word, "cal")
    assert word.text() == "cal"


def test_tab_takes_the_marked_word_and_goes_on(word, qtbot):
    qtbot.keyClicks(word, "cal")
    press(qtbot, KEY.Key_Tab)
    assert word.word() == "Calm"
    assert word.window().other.hasFocus()


def test_the_arrows_walk_along_the_suggestions(word, qtbot):
    word.set_used(["at peace", "so so"])
    press(qtbot, KEY.Key_Down)
    assert word.sheet.marked().text == "at peace"
    press(qtbot, KEY.Key_Down)
    assert word.sheet.marked().text == "so so"
    press(qtbot, KEY.Key_PageDown)
    press(qtbot, KEY.Key_PageUp)
    press(qtbot, KEY.Key_Up)
    press(qtbot, KEY.Key_Return)
    assert word.word() == "at peace"
    press(qtbot, KEY.Key_Down)
    assert len(word.sheet.words()) > 100  # all the others are offered, too


def test_an_own_word_is_as_good(word, qtbot):
    qtbot.keyClicks(word, "so   so")
    press(qtbot, KEY.Key_Return)
    assert word.word() == "so so"
    assert word.meaning() is None
    word.clear()
    qtbot.keyClicks(word, "Hope")
    assert [w.text for w in word.sheet.words()][:2] == ["Hopeful", "Hope"]
    press(qtbot, KEY.Key_Escape)
    press(qtbot, KEY.Key_Return)
    assert word.word() == "Hope"


def test_a_click_takes_a_word(word, qtbot):
    qtbot.mouseClick(word, Qt.MouseButton.LeftButton)
    view = word.sheet.view
    place = view.visualRect(view.model().index(1, 0)).center()
    with qtbot.waitSignal(word.entered):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert word.word() == word.sheet.words()[1].text


def test_what_a_server_holds_is_given_back_as_it_is(word, qtbot):
    odd = "x" * 300 + "\ttab  "
    word.set_word(odd)
    press(qtbot, KEY.Key_Tab)
    assert word.word() == odd


def test_the_focus_that_goes_folds_the_sheet(word, qtbot):
    qtbot.keyClicks(word, "jo")
    assert word.is_unfolded()
    word.window().other.setFocus()
    assert not word.is_unfolded()
    assert word.word() == "jo"


# ---- the notes ----


def test_notes_are_given_back_as_they_came_until_one_writes(look, placed, qtbot):
    notes = placed(NotesEdit())
    notes.set_notes("a\u2029b\r\nc")
    assert notes.notes() == "a\u2029b\r\nc"
    with qtbot.waitSignal(notes.notes_edited):
        qtbot.keyClicks(notes, "x")
    assert notes.notes().startswith("x")
    low = notes.height()
    for _ in range(9):
        press(qtbot, KEY.Key_Return)
    assert notes.height() > low

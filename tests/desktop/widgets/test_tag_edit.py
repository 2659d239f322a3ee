"""Tags by keyboard: added, walked along, taken away, never twice."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QToolButton

from desktop.widgets.choosing.tag_edit import TagEdit


@pytest.fixture
def edit(look, shown):
    made = shown(TagEdit(look), height=80)
    made.setFocus()
    return made


@pytest.fixture
def field(edit):
    return edit.findChild(QLineEdit)


def chips(edit):
    return [c for c in edit.findChildren(QToolButton) if c.isVisible()]


def test_enter_and_comma_add_a_tag(edit, field, qtbot):
    with qtbot.waitSignal(edit.tags_edited):
        qtbot.keyClicks(field, "river walk")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "#home, garden ,")
    assert edit.tags() == ("river walk", "home", "garden")
    assert not field.text()


def test_a_tag_is_there_once_whatever_its_case(edit, field, qtbot):
    edit.set_tags(["Home"])
    qtbot.keyClicks(field, "home,")
    assert edit.tags() == ("Home",)


def test_what_stands_in_the_field_is_taken_when_one_leaves_it(edit, field, qtbot):
    qtbot.keyClicks(field, "dreams")
    with qtbot.waitSignal(edit.tags_edited):
        field.clearFocus()
    assert edit.tags() == ("dreams",)


def test_chips_are_walked_along_and_taken_away_by_keys(edit, field, qtbot):
    edit.set_tags(["a", "b", "c"])
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert chips(edit)[2].hasFocus()
    qtbot.keyClick(chips(edit)[2], Qt.Key.Key_Left)
    assert chips(edit)[1].hasFocus()
    with qtbot.waitSignal(edit.tags_edited):
        qtbot.keyClick(chips(edit)[1], Qt.Key.Key_Delete)
    assert edit.tags() == ("a", "c")
    assert chips(edit)[1].hasFocus()
    qtbot.keyClick(chips(edit)[1], Qt.Key.Key_Right)
    assert field.hasFocus()


def test_a_click_takes_a_chip_away(edit, qtbot):
    edit.set_tags(["a", "b"])
    qtbot.mouseClick(chips(edit)[0], Qt.MouseButton.LeftButton)
    assert edit.tags() == ("b",)


def test_known_tags_are_offered_and_taken_by_enter(edit, field, qtbot):
    edit.set_suggestions(["river walk", "garden"])
    qtbot.keyClicks(field, "riv")
    popup = field.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    with qtbot.waitSignal(edit.tags_edited):
        qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert edit.tags() == ("river walk",)
    assert not field.text()


def test_what_the_program_shows_is_not_told(edit, qtbot):
    with qtbot.assertNotEmitted(edit.tags_edited, wait=30):
        edit.set_tags(["a"])


def test_every_chip_has_a_name_to_be_read_out(edit):
    edit.set_tags(["R&D"])
    assert "R&D" in chips(edit)[0].accessibleName()


def test_chips_and_field_of_a_line_have_their_words_at_one_height(edit, field, qtbot):
    edit.set_tags(["home", "garden"])
    qtbot.waitUntil(lambda: len(chips(edit)) == 2 and chips(edit)[1].x() > chips(edit)[0].x())
    middle = field.geometry().center().y()
    assert all(abs(chip.geometry().center().y() - middle) <= 1 for chip in chips(edit))
    assert edit.heightForWidth(60) > 2 * edit.heightForWidth(600)


def test_a_list_of_tags_is_pasted_whole_however_long_it_is(edit, field, qtbot):
    tags = [f"a walk along the river {number}" for number in range(60)]
    QGuiApplication.clipboard().setText(", ".join(tags) + ",")
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert edit.tags() == tuple(tags)
    assert not edit.said.isVisible()


def test_what_is_too_long_for_a_tag_is_not_cut_but_refused_with_a_reason(edit, field, qtbot):
    qtbot.keyClicks(field, "sea")
    QGuiApplication.clipboard().setText("t" * 5_000)
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "sea"
    assert "up to 100 characters" in edit.said.text()
    qtbot.waitUntil(lambda: edit.said.visibleRegion().boundingRect() == edit.said.rect())
    qtbot.keyClick(field, "s")
    assert not edit.said.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert edit.tags() == ("seas",)


def test_what_was_refused_is_not_told_of_another_entry(edit, field, qtbot):
    QGuiApplication.clipboard().setText("t" * 101)
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert edit.said.isVisible()
    edit.set_tags(["sea"])
    assert not edit.said.isVisible()

"""Comparing two versions by keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.views.vision.compare import CompareMode

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
FUN = "I play on Thursdays. There is music. I swim in the lake."


@pytest.fixture
def two(pen):
    first = pen.version(title="First", fun=FUN, love="I am met.", home="Light and warm.")
    second = pen.steps.new_from(first)
    pen.write(second, fun=FUN.replace("Thursdays", "Fridays").replace("lake", "cold sea"))
    pen.write(second, love="", title="Second")
    return first, second


@pytest.fixture
def comparing(room, two, settled, press):
    def begin(row_id):
        room.refresh()
        settled()
        room.open_version(row_id)
        settled()
        press(Qt.Key.Key_D, CTRL | SHIFT)
        settled()
        settled()
        return room.findChild(CompareMode)

    return begin


def rail(mode):
    return [mode.rail.item(row).text() for row in range(mode.rail.count())]


def test_a_version_is_compared_with_the_one_before_it(comparing, two):
    mode = comparing(two[1])
    assert mode.then.currentText().startswith("Version 1")
    assert mode.now.currentText().startswith("Version 2")
    assert rail(mode) == ["Fun / Recreation", "Love / Romance / Partnership", "About the version"]
    assert mode.difference.text().startswith("I play on Thursdays Fridays.")
    assert (
        mode.difference.legend() == "3 words added (underlined), 2 words removed (struck through)."
    )
    assert mode.rail.hasFocus()


def test_keys_go_from_difference_to_difference_and_on_to_the_next_part(comparing, two, press):
    mode = comparing(two[1])
    seen = []
    for _ in range(4):
        press(Qt.Key.Key_F7)
        seen.append((mode.heading.text(), mode.difference.selected()))
    assert seen[:3] == [
        ("Fun / Recreation", "Thursdays Fridays"),
        ("Fun / Recreation", "lake cold sea"),
        ("Love / Romance / Partnership", "I am met."),
    ]
    assert seen[3][0] == "About the version"
    press(Qt.Key.Key_F7, SHIFT)
    press(Qt.Key.Key_F7, SHIFT)
    assert (mode.heading.text(), mode.difference.selected()) == (
        "Fun / Recreation",
        "lake cold sea",
    )


def test_the_list_shows_each_part_and_what_else_changed(comparing, two, press):
    mode = comparing(two[1])
    press(Qt.Key.Key_End)
    assert mode.changes.text() == "Title: First, then Second"
    assert mode.changes.isVisible()
    press(Qt.Key.Key_Up)
    assert mode.difference.text() == "I am met."


def test_the_other_way_round(comparing, two, qtbot, settled):
    mode = comparing(two[1])
    qtbot.mouseClick(mode.swap, Qt.MouseButton.LeftButton)
    settled()
    assert mode.difference.text().startswith("I play on Fridays Thursdays.")


def test_any_two_versions_can_be_chosen(comparing, two, pen, qtbot, settled):
    third = pen.version(title="Third", fun="Quite other words.")
    mode = comparing(third)
    assert mode.then.currentText().startswith("Version 2")
    mode.then.setFocus()
    qtbot.keyClick(mode.then, Qt.Key.Key_Down)
    settled()
    assert mode.then.currentText().startswith("Version 1")
    assert "Home / Environment" in rail(mode)


def test_a_part_that_is_the_same_says_so(comparing, two, room, settled):
    mode = comparing(two[1])
    room.rail.view.setCurrentRow(7)
    settled()
    assert mode.heading.text() == "Home / Environment"
    assert mode.difference.legend() == "This part is the same in both versions."
    assert mode.difference.text() == "Light and warm."


def test_versions_with_the_same_words_and_a_single_one_say_so(comparing, pen, two, settled):
    copy = pen.steps.new_from(two[1])
    mode = comparing(copy)
    assert mode.sentence.text() == "These two versions hold the same words."


def test_one_version_alone_says_what_can_be_seen_here(room, pen, settled, press):
    only = pen.version(fun="I play.")
    room.refresh()
    settled()
    room.open_version(only)
    settled()
    press(Qt.Key.Key_D, CTRL | SHIFT)
    settled()
    mode = room.findChild(CompareMode)
    assert mode.sentence.isVisible()
    assert mode.sentence.text().startswith("There is one version so far.")


def test_what_changes_elsewhere_is_compared_anew(comparing, two, pen, room, settled):
    mode = comparing(two[1])
    pen.write(two[1], home="Light, warm and mine.")
    room.refresh()
    settled()
    settled()
    assert "Home / Environment" in rail(mode)
    assert mode.heading.text() == "Fun / Recreation"

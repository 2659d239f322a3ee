"""Into the cinema from the Vision room, and back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.settings import SettingsFile
from desktop.views.vision.mode import WRITE

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def version(pen):
    return pen.version(title="By the sea", forward="I begin.", home="By the sea.")


@pytest.fixture
def opened(version, room, press, qtbot):
    room.open_version(version)
    qtbot.waitUntil(lambda: room.version_id == version)

    def run():
        press(Qt.Key.Key_Return, BOTH)
        qtbot.waitUntil(lambda: room.cinema.window is not None)
        window = room.cinema.window
        qtbot.waitUntil(lambda: window.screen_view.slide is not None)
        return window

    return run


def test_keys_lead_in_and_escape_back_to_where_the_focus_was(room, opened, shell, qtbot):
    room.go_to_text()
    before = shell.focusWidget()
    window = opened()
    assert window.isFullScreen()
    assert window.screen_view.slide.text == "I begin."
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert room.cinema.window is None
    qtbot.waitUntil(lambda: shell.isActiveWindow() and before.hasFocus())


def test_what_was_just_written_is_shown(room, opened, shell, qtbot):
    page = room.modes.mode(WRITE).page
    qtbot.waitUntil(lambda: not page.is_loading)
    room.go_to_text()
    QTest.keyClicks(shell.focusWidget(), "I dance.")
    assert "I dance." in [slide.text for slide in opened().showing.slides]


def test_it_is_in_the_menu_of_the_version_alone(room, opened):
    named = {action.text(): action for action in room.menu.actions()}
    assert named["Cinema"].isVisible()
    assert named["Cinema"] in room.actions()
    assert named["Keep the pictures of this vision offline"].isVisible()
    room.menu.show_standing(None)
    assert not named["Cinema"].isVisible()


def test_a_version_without_anything_to_show_says_so(pen, room, shell, press, qtbot):
    empty = pen.version(title="Empty")
    room.open_version(empty)
    qtbot.waitUntil(lambda: room.version_id == empty)
    with qtbot.waitSignal(
        room.notice, check_params_cb=lambda said, _undo: "nothing to show" in said
    ):
        press(Qt.Key.Key_Return, BOTH)
    assert room.cinema.window is None


def test_the_setting_makes_it_still(folder, opened):
    SettingsFile(folder.settings).change(reduced_motion=True)
    assert not opened().screen_view.is_moving


def test_without_the_setting_it_moves(opened):
    assert opened().screen_view.is_moving

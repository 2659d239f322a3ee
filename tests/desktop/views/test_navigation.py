"""The navigation stays readable: in low windows, with large text, and when either changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextEdit, QWidget

from desktop.views.frame.navigation import Navigation, Place

ROOMS = 13
FRAME = 2


@pytest.fixture
def window(look, qtbot):
    """A navigation beside something that would like to have all the room."""
    places = [Place(f"room{n}", f"Frequency flips {n}", "sun") for n in range(ROOMS - 2)]
    places += [Place("account", "Account", "user-round", at_the_foot=True)]
    places += [Place("settings", "Settings", "settings", at_the_foot=True)]
    window = QWidget()
    qtbot.addWidget(window)
    window.setMinimumSize(720, 480)
    navigation = Navigation(places, look.icons, window)
    greedy = QTextEdit(window)
    greedy.setMinimumWidth(700)
    box = QHBoxLayout(window)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(navigation)
    box.addWidget(greedy, 1)
    window.resize(900, 600)
    window.show()
    qtbot.waitExposed(window)
    yield window
    look.scale_text(1.0)


def assert_readable(window):
    below = 0
    for made in window.findChildren(QPushButton):
        words = made.fontMetrics()
        assert made.height() >= words.height() + FRAME
        assert made.width() >= made.sizeHint().width()
        assert made.y() >= below
        below = made.geometry().bottom() + 1
    assert below <= window.height()


@pytest.mark.parametrize("size", [(1280, 800), (900, 600), (720, 480)])
@pytest.mark.parametrize("scale", [1.0, 1.5, 1.6])
def test_every_room_can_be_read_at_every_size(window, look, qtbot, size, scale):
    look.scale_text(scale)
    window.resize(*size)
    qtbot.waitUntil(lambda: window.size().toTuple() == size)
    qtbot.waitUntil(lambda: assert_readable(window))


def test_it_is_roomy_again_where_there_is_room(window, qtbot):
    window.resize(900, 480)
    first = window.findChildren(QPushButton)[0]
    close = first.height()
    window.resize(900, 900)
    qtbot.waitUntil(lambda: first.height() > close)


def test_arrows_walk_past_the_rooms_without_going_in(window, qtbot):
    navigation = window.findChild(Navigation)
    requested = []
    navigation.room_requested.connect(requested.append)
    navigation.show_place("room0")
    first, second = window.findChildren(QPushButton)[:2]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Up)
    assert window.focusWidget() is first
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert window.focusWidget() is second
    assert first.isChecked()
    assert requested == []
    qtbot.keyClick(second, Qt.Key.Key_Space)
    assert requested == ["room1"]

"""Tab comes to the chosen one of several buttons; the arrows go on from there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from desktop.widgets.choosing.choice import Choice

KEY = Qt.Key


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.before = QLineEdit(window)
    window.choice = Choice("Size", [("s", "Small"), ("m", "Middle"), ("l", "Large")], window)
    window.after = QLineEdit(window)
    box = QVBoxLayout(window)
    for one in (window.before, window.choice, window.after):
        box.addWidget(one)
    with qtbot.waitExposed(window):
        window.show()
    window.resize(500, 200)
    window.activateWindow()
    window.before.setFocus()
    return window


def test_tab_lands_on_the_chosen_chip_and_leaves_the_row(window, qtbot):
    window.choice.set_value("m")
    qtbot.keyClick(window.before, KEY.Key_Tab)
    assert QApplication.focusWidget() is window.choice.chip("m")
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
    assert QApplication.focusWidget() is window.after
    qtbot.keyClick(window.after, KEY.Key_Backtab)
    assert QApplication.focusWidget() is window.choice.chip("m")


def test_it_follows_what_is_chosen_later(window, qtbot):
    window.choice.set_value("m")
    qtbot.keyClick(window.before, KEY.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Right)
    assert window.choice.value() == "l"
    window.before.setFocus()
    window.choice.set_value("s")
    qtbot.keyClick(window.before, KEY.Key_Tab)
    assert QApplication.focusWidget() is window.choice.chip("s")


def test_without_a_choice_tab_comes_to_the_first(window, qtbot):
    window.choice.set_value("m")
    window.choice.set_value("")
    qtbot.keyClick(window.before, KEY.Key_Tab)
    assert QApplication.focusWidget() is window.choice.chip("s")
    assert window.choice.value() == ""

"""Buttons are pressed by Enter wherever they are, and only the one that has the focus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout

from desktop.widgets.buttons import button, icon_button


@pytest.fixture
def made(qtbot, look):
    """A dialog with a default button, another one and one that is an icon, and what they heard."""
    dialog = QDialog()
    qtbot.addWidget(dialog)
    box, heard = QVBoxLayout(dialog), []
    keep, cancel = button("Keep", "primary"), button("Cancel")
    more = icon_button(look.icons, "ellipsis", "More")
    keep.setDefault(True)
    for name, one in (("keep", keep), ("cancel", cancel), ("more", more)):
        one.clicked.connect(lambda _checked=False, name=name: heard.append(name))
        box.addWidget(one)
    dialog.show()
    qtbot.waitExposed(dialog)
    return qtbot, {"keep": keep, "cancel": cancel, "more": more}, heard, dialog


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("name", ["keep", "cancel", "more"])
def test_the_button_that_has_the_focus_is_pressed_and_no_other(made, key, name):
    bot, buttons, heard, _dialog = made
    buttons[name].setFocus()
    bot.keyClick(buttons[name], key)
    assert heard == [name]


def test_keys_with_ctrl_are_no_press(made):
    bot, buttons, heard, _dialog = made
    bot.keyClick(buttons["cancel"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "cancel" not in heard


def test_the_keys_of_the_number_pad_press_too(made):
    bot, buttons, heard, _dialog = made
    bot.keyClick(buttons["cancel"], Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert heard == ["cancel"]

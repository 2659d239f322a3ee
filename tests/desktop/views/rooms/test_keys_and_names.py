"""What holds for every room of writing: keys mean one thing, every control can be named."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)

from tests.desktop.views.window import TODAY, days_ago

CTRL = Qt.KeyboardModifier.ControlModifier
CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)


@pytest.mark.parametrize("name", ["today", "journal", "search"])
def test_every_control_that_is_to_be_seen_has_a_name(shell, settled, pen, name):
    pen.write("The river and the rain.", mood="Calm", tags=["walks"])
    pen.write("A year ago.", TODAY.replace(year=TODAY.year - 1, day=min(TODAY.day, 28)))
    room = shell.show_room(name)
    if name == "search":
        room.present("river")
    if name == "journal":
        room.pane.show_filters(True)
    settled()
    for kind in CONTROLS:
        for control in room.findChildren(kind):
            if control.isVisible() and not control.objectName().startswith("qt_"):
                assert control.accessibleName() or getattr(control, "text", str)(), control


def test_ctrl_n_writes_in_the_room_one_sees(shell, settled, pen, qtbot):
    pen.write("older", days_ago(1))
    journal = shell.show_room("journal")
    settled()
    today = shell.show_room("today")
    settled()
    before = today.page.row_id, journal.page.row_id
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N, CTRL)
    assert today.page.row_id != before[0]
    assert journal.page.row_id == before[1]
    shell.show_room("journal")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N, CTRL)
    assert journal.page.row_id != before[1]


def test_the_actions_of_the_journal_show_their_keys(shell, settled):
    room = shell.show_room("journal")
    settled()
    offered = [a for a in room.menu.actions() if not a.isSeparator()]
    assert len(offered) > 10
    assert all(a.shortcut().toString() for a in offered)
    assert len({a.shortcut().toString() for a in offered}) == len(offered)


def test_rooms_are_drawn_anew_in_the_other_theme(shell, settled, pen, look):
    pen.write("The river.", mood="Calm", tags=["walks"])
    room = shell.show_room("journal")
    settled()
    dark = room.grab().toImage()
    look.choose("light")
    light = room.grab().toImage()
    assert dark.pixelColor(5, 5).lightness() < 60
    assert light.pixelColor(5, 5).lightness() > 200


def test_a_room_that_goes_away_leaves_no_answer_behind(shell, settled, pen):
    pen.write("The river.")
    shell.show_room("journal")
    shell.show_room("today")
    shell.forget_rooms()
    settled()
    assert shell.current.name == "today"

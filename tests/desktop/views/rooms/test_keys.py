"""What holds for every room of writing: keys mean one thing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
)

from tests.desktop.views.window import days_ago

CTRL = Qt.KeyboardModifier.ControlModifier


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

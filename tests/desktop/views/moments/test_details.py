"""Every column of a moment can be seen from its room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from desktop.store.schema import specs
from desktop.views.details import column_words
from tests.desktop.views.moments.conftest import both_rooms

ALT = Qt.KeyboardModifier.AltModifier


@both_rooms
def test_all_columns_of_a_moment_stand_in_its_details(enter, pen, hand, settled, qtbot):
    row_id = pen.write(notes="By the sea")
    room = enter()
    room.present(row_id)
    settled()
    hand.press(Qt.Key.Key_Return, ALT)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in room.findChildren(QDialog)))
    (dialog,) = room.findChildren(QDialog)
    qtbot.waitUntil(lambda: bool(dialog.told()))
    told = dialog.told()
    assert list(told) == [column_words(column) for column in specs()[pen.kind.table].names]
    assert told["Id"] == row_id
    assert "By the sea" in told.values()


def test_a_new_moment_has_no_details(room, hand, settled):
    hand.press(Qt.Key.Key_Return, ALT)
    settled()
    assert not room.findChildren(QDialog)

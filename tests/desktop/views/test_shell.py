"""The shell: rooms by click and key, the search field, notices with Undo, stale rooms."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QVBoxLayout, QWidget

from desktop.views.frame.navigation import Place
from desktop.views.room import Room, RoomKit
from desktop.views.shell import RoomPlan, Shell

TABLES = {"journal": ("journal_entries",)}


class Journal(Room):
    """A room that remembers what was asked of it."""

    def __init__(self, kit, place):
        super().__init__(kit, place)
        self.calls = []
        self.field = QLineEdit()
        self.field.setAccessibleName("Text")
        QVBoxLayout(self).addWidget(self.field)

    def activate(self):
        self.calls.append("activate")
        self.field.setFocus()

    def refresh(self):
        self.calls.append("refresh")

    def leave(self):
        self.calls.append("leave")

    def present(self, subject):
        self.calls.append(f"present {subject}")


@pytest.fixture
def shell(look, qtbot):
    kit = RoomKit(None, None, look)
    names = (("today", "sun"), ("journal", "book-open"), ("search", "search"))
    plans = [
        RoomPlan(Place(n, n.title(), i), lambda place: Journal(kit, place), TABLES.get(n, ()))
        for n, i in names
    ]
    plans.append(
        RoomPlan(
            Place("account", "Account", "user-round", at_the_foot=True),
            lambda place: Journal(kit, place),
        )
    )
    shell = Shell(plans, look)
    qtbot.addWidget(shell)
    shell.show_room("today")
    shell.show()
    qtbot.waitExposed(shell)
    shell.activateWindow()
    return shell


def press(qtbot, widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(widget, key, modifier)


def test_rooms_are_built_when_they_are_first_shown(shell):
    assert shell.room("today") is shell.current
    assert shell.room("journal") is None


@pytest.mark.parametrize(("key", "name"), [(Qt.Key.Key_2, "journal"), (Qt.Key.Key_4, "account")])
def test_a_key_leads_to_each_room_and_the_old_one_saves(shell, qtbot, key, name):
    before = shell.current
    press(qtbot, shell, key, Qt.KeyboardModifier.ControlModifier)
    assert shell.current.name == name
    assert before.calls[-1] == "leave"
    assert shell.current.calls == ["activate"]


def test_a_click_in_the_navigation_leads_to_a_room(shell, qtbot):
    button = next(
        b for b in shell.navigation.findChildren(QAbstractButton) if b.text() == "Journal"
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert shell.current.name == "journal"
    assert button.isChecked()


@pytest.mark.parametrize("key", [Qt.Key.Key_K, Qt.Key.Key_F])
def test_the_search_field_is_a_key_away_and_searches_while_one_types(shell, qtbot, key):
    press(qtbot, shell, key, Qt.KeyboardModifier.ControlModifier)
    field = shell.search_field
    assert field.hasFocus()
    with qtbot.waitSignal(field.typed):
        qtbot.keyClicks(field, "river")
    assert shell.current.name == "search"
    assert shell.current.calls == ["present river"]
    assert field.hasFocus()
    press(qtbot, field, Qt.Key.Key_Return)
    assert shell.current.calls[-2:] == ["present river", "activate"]
    assert shell.current.field.hasFocus()


def test_escape_goes_back_to_the_room(shell, qtbot):
    shell.search_field.setFocus()
    press(qtbot, shell.search_field, Qt.Key.Key_Escape)
    assert shell.current.field.hasFocus()


def test_escape_leads_back_from_a_search_to_where_one_was(shell, qtbot):
    shell.show_room("journal")
    press(qtbot, shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(shell.search_field.typed):
        qtbot.keyClicks(shell.search_field, "river")
    assert shell.current.name == "search"
    press(qtbot, shell.search_field, Qt.Key.Key_Escape)
    assert shell.current.name == "journal"
    assert shell.search_field.text() == ""


def test_f5_asks_for_a_sync(shell, qtbot):
    with qtbot.waitSignal(shell.sync_requested):
        press(qtbot, shell, Qt.Key.Key_F5)


def test_rooms_reach_each_other_through_the_shell_alone(shell):
    shell.current.row_requested.emit("payment_history", "one")
    assert shell.current.name == "today"
    shell.current.row_requested.emit("journal_entries", "an-id")
    assert shell.current.name == "journal"
    assert "present an-id" in shell.current.calls
    assert shell.current.homes == {"journal_entries": "Journal"}
    shell.current.search_requested.emit("tag:joy")
    assert shell.current.name == "search"
    assert shell.search_field.text() == "tag:joy"
    shell.current.room_requested.emit("account")
    assert shell.current.name == "account"


def test_a_notice_can_be_undone_once(shell, qtbot):
    undone = []
    shell.current.notice.emit("The entry is in the trash.", lambda: undone.append(1))
    assert shell.notices.isVisible()
    assert shell.notices.text() == "The entry is in the trash."
    undo = next(b for b in shell.notices.findChildren(QAbstractButton) if "Undo" in b.text())
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert undone == [1]
    assert not shell.notices.isVisible()


def test_a_notice_without_undo_can_be_dismissed(shell, qtbot):
    shell.notice("Saved.")
    close = next(
        b for b in shell.notices.findChildren(QAbstractButton) if b.accessibleName() == "Dismiss"
    )
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not shell.notices.isVisible()


def test_rooms_that_missed_changes_read_again_when_they_are_shown(shell):
    today = shell.current
    shell.show_room("journal")
    shell.store_changed(elsewhere=True)
    assert "refresh" in shell.current.calls
    assert "refresh" not in today.calls
    shell.show_room("today")
    assert today.calls[-2:] == ["refresh", "activate"]


def test_a_room_is_not_told_of_what_this_window_wrote(shell):
    shell.store_changed(elsewhere=False)
    assert "refresh" not in shell.current.calls


def test_another_profile_builds_every_room_anew(shell):
    before = shell.current
    shell.forget_rooms()
    assert shell.current is not before
    assert shell.current.name == "today"


def test_closing_lets_every_room_save_first(shell, qtbot):
    today = shell.current
    shell.show_room("journal")
    with qtbot.waitSignal(shell.closing):
        shell.close()
    assert today.calls[-1] == "leave"
    assert shell.current.calls[-1] == "leave"


def test_the_window_keeps_its_size_and_ignores_nonsense(shell):
    shell.resize(780, 590)
    text = shell.geometry_text()
    shell.resize(730, 500)
    shell.take_geometry(text)
    assert (shell.width(), shell.height()) == (780, 590)
    shell.take_geometry("ä nonsense")
    assert (shell.width(), shell.height()) == (780, 590)


def test_every_control_of_the_frame_has_a_name(shell):
    for control in shell.findChildren(QWidget):
        if isinstance(control, QAbstractButton | QLineEdit) and control.isVisible():
            named = control.accessibleName() or getattr(control, "text", str)()
            assert named or control.parent() is shell.search_field, control

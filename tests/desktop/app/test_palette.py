"""The palette and the sheet of keys, by keys and clicks, over the real window."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from desktop import headless
from desktop.core.settings import SettingsFile
from desktop.views.frame.palette.commands import Command
from tests.desktop.applications import write_entry

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def app(open_app, folder, qtbot):
    with contextlib.closing(headless.open_workspace(folder)) as workspace:
        write_entry(workspace, "The heron on the weir")
        write_entry(workspace, "Bread and butter", day=date(2026, 3, 2))
    opened = open_app()
    opened.shell.activateWindow()
    qtbot.waitExposed(opened.shell)
    return opened


@pytest.fixture
def journal(app, qtbot):
    """The Journal in front, with its newest entry open."""
    room = app.shell.show_room("journal")
    qtbot.waitUntil(lambda: room.pane.model.rowCount() == 2)
    qtbot.waitUntil(lambda: room.page.form.text.toPlainText() == "Bread and butter")
    return room


def called(app, qtbot):
    """The palette, called by its keys."""
    qtbot.keyClick(app.shell, Qt.Key.Key_P, CTRL | SHIFT)
    palette = app.commanding.opened
    qtbot.waitUntil(palette.isVisible)
    return palette


def typed(palette, qtbot, text):
    qtbot.keyClicks(palette.field, text)
    return palette.offered()


@pytest.mark.usefixtures("journal")
def test_it_offers_what_the_room_offers_the_rooms_and_what_is_possible_anywhere(app, qtbot):
    offered = called(app, qtbot).offered()
    assert offered.index("New entry") < offered.index("Today") < offered.index("Sync now")
    assert {"Journal", "Search", "Settings", "Quit", "Theme: dark"} <= set(offered)


@pytest.mark.usefixtures("journal")
def test_typing_narrows_and_enter_does_it(app, qtbot):
    palette = called(app, qtbot)
    assert typed(palette, qtbot, "setti")[0] == "Settings"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert app.shell.current.name == "settings"
    assert app.commanding.opened is None


def test_an_action_of_the_room_is_done_in_the_room(app, journal, qtbot):
    palette = called(app, qtbot)
    typed(palette, qtbot, "new entry")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: journal.page.form.text.toPlainText() == "")
    assert app.shell.current is journal


def test_a_new_entry_can_be_begun_from_any_room(app, qtbot):
    app.shell.show_room("settings")
    palette = called(app, qtbot)
    typed(palette, qtbot, "new journal")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert app.shell.current.name == "journal"
    assert app.shell.current.page.form.text.toPlainText() == ""


@pytest.mark.usefixtures("journal")
def test_arrows_move_the_mark_around_and_pages_stop_at_the_ends(app, qtbot):
    palette = called(app, qtbot)
    offered = palette.offered()
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.marked().title == offered[-1]
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.marked().title == offered[0]
    qtbot.keyClick(palette.field, Qt.Key.Key_PageUp)
    assert palette.marked().title == offered[0]
    qtbot.keyClick(palette.field, Qt.Key.Key_PageDown)
    assert palette.marked().title == offered[8]
    assert palette.focusWidget() is palette.field


def test_escape_leaves_everything_as_it_was(app, journal, qtbot):
    palette = called(app, qtbot)
    typed(palette, qtbot, "trash")
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert app.commanding.opened is None
    assert app.shell.current is journal
    assert journal.pane.model.rowCount() == 2


@pytest.mark.usefixtures("journal")
def test_a_click_does_it_too(app, qtbot):
    palette = called(app, qtbot)
    typed(palette, qtbot, "search")
    row = palette.offered().index("Search")
    place = palette.view.visualRect(palette.view.model().index(row, 0)).center()
    qtbot.mouseClick(palette.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert app.shell.current.name == "search"


def test_what_was_written_is_found_by_its_words_and_opened(app, qtbot):
    palette = called(app, qtbot)
    typed(palette, qtbot, "heron")
    qtbot.waitUntil(lambda: "The heron on the weir" in palette.offered())
    assert "Journal" in palette.marked().spoken
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert app.shell.current.name == "journal"
    text = app.shell.current.page.form.text
    qtbot.waitUntil(lambda: text.toPlainText() == "The heron on the weir")


def test_a_part_of_the_vision_is_a_place_to_go_to(app, qtbot):
    vision = {"title": "Mine", "status": "complete", "is_active": True, "money": "It comes easily."}
    app.lane.ask(lambda workspace: workspace.rows.put("vision_versions", vision))
    palette = called(app, qtbot)
    qtbot.waitUntil(lambda: "Money / Wealth" in palette.offered())
    assert "Health / Vitality" not in palette.offered()
    assert typed(palette, qtbot, "wealth")[0] == "Money / Wealth"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert app.shell.current.name == "vision"


def test_what_came_of_another_word_is_not_shown(app, qtbot):
    palette = called(app, qtbot)
    typed(palette, qtbot, "bread")
    assert palette.nothing.isVisible()
    palette.show_titles("heron", [Command("The heron on the weir", "Journal", pytest.fail)])
    assert palette.offered() == []


def test_half_a_search_finds_nothing_and_breaks_nothing(app, qtbot):
    palette = called(app, qtbot)
    with qtbot.waitSignal(palette.titles_requested):
        typed(palette, qtbot, "before:2026-99")
    palette.field.clear()
    typed(palette, qtbot, "heron")
    qtbot.waitUntil(lambda: "The heron on the weir" in palette.offered())


def test_what_cannot_be_done_now_is_not_offered(app, journal, qtbot):
    wanted = next(action for action in journal.actions() if action.text() == "Save now")
    wanted.setEnabled(False)
    assert "Save now" not in called(app, qtbot).offered()


def test_the_theme_can_be_chosen_and_stays(app, folder, qtbot):
    palette = called(app, qtbot)
    typed(palette, qtbot, "theme light")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert app.look.choice == "light"
    qtbot.waitUntil(lambda: SettingsFile(folder.settings).values.theme == "light")


def test_it_has_names_for_those_who_hear_it(app, qtbot):
    palette = called(app, qtbot)
    assert palette.windowTitle()
    assert palette.field.accessibleName()
    assert palette.view.accessibleName()
    rows = palette.view.model()
    spoken = [
        rows.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(rows.rowCount())
    ]
    assert "Sync now, Anywhere, F5" in spoken


@pytest.mark.parametrize(
    ("key", "modifier"),
    [(Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Slash, CTRL)],
)
def test_the_sheet_tells_the_keys_that_really_work(app, journal, qtbot, key, modifier):
    qtbot.keyClick(app.shell, key, modifier)
    sheet = app.commanding.opened
    lines = sheet.lines()
    assert "New entry: Ctrl+N" in lines
    assert "Journal: Ctrl+2" in lines
    assert "Quit: Ctrl+Q" in lines
    for action in journal.actions():
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        assert not keys or any(line.endswith(keys) for line in lines), action.text()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert app.commanding.opened is None


def test_the_line_around_the_focus_is_whole_beside_the_keys(app, qtbot):
    qtbot.keyClick(app.shell, Qt.Key.Key_F1)
    column = app.commanding.opened.column
    qtbot.waitUntil(column.hasFocus)

    def line():
        seen, end = column.grab().toImage(), column.height() - 1
        return {seen.pixelColor(x, end).name() for x in range(20, column.width() - 20)}

    qtbot.waitUntil(lambda: len(line()) == 1)


def test_one_at_a_time(app, qtbot):
    palette = called(app, qtbot)
    app.shell.shortcuts_requested.emit()
    assert app.commanding.opened is palette
    assert QApplication.activeModalWidget() is palette


def test_every_way_to_a_room_is_by_the_key_that_is_told(app, qtbot):
    for place in app.shell.places:
        keys = QKeySequence(app.shell.navigation.keys_of(place.name))
        assert keys.count() == 1, place.name
        combination = keys[0]
        qtbot.keyClick(app.shell, combination.key(), combination.keyboardModifiers())
        assert app.shell.current.name == place.name

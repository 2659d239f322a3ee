"""The Journal through the window: written, found, deleted, brought back, by keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox

from desktop.core.errors import DiskFull
from desktop.qt.itemmodels.entries import EntryRole
from tests.desktop.views.window import TODAY, days_ago

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def room(shell, settled):
    made = shell.show_room("journal")
    settled()
    return made


def press(qtbot, shell, key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key where the focus is, as a member does."""
    qtbot.keyClick(QApplication.focusWidget() or shell, key, modifier)


def type_text(qtbot, room, text):
    room.page.form.text.setFocus()
    qtbot.keyClicks(room.page.form.text, text)


def rows(room):
    model = room.pane.model
    lines = [model.index(row).data(EntryRole.LINE) for row in range(model.rowCount())]
    return [line.first_line if line else None for line in lines]


def dialog(qtbot, room):
    qtbot.waitUntil(lambda: any(d.isVisible() for d in room.findChildren(QDialog)))
    return next(d for d in room.findChildren(QDialog) if d.isVisible())


def test_an_empty_journal_says_what_to_do(room, qtbot, shell):
    assert room.pane.model.rowCount() == 0
    assert not room.page.row_id
    press(qtbot, shell, Qt.Key.Key_N, CTRL)
    assert room.page.form.text.hasFocus()


def test_an_empty_list_gives_the_focus_to_the_way_to_a_first_entry(room, qtbot, shell):
    room.activate()
    press(qtbot, shell, Qt.Key.Key_L, CTRL)
    press(qtbot, shell, Qt.Key.Key_Space)
    assert room.page.form.text.hasFocus()


def test_a_new_entry_is_written_and_saves_itself(room, qtbot, shell, pen):
    press(qtbot, shell, Qt.Key.Key_N, CTRL)
    with qtbot.waitSignal(room.page.row_saved):
        type_text(qtbot, room, "A quiet morning")
    assert pen.texts() == ["A quiet morning"]
    qtbot.waitUntil(lambda: rows(room) == ["A quiet morning"])
    assert room.pane.list.chosen() == room.page.row_id
    qtbot.waitUntil(lambda: room.page.form.saved_sentence() == "Saved")


def test_an_entry_that_stays_blank_leaves_no_row(room, qtbot, shell, pen, settled):
    press(qtbot, shell, Qt.Key.Key_N, CTRL)
    type_text(qtbot, room, "x")
    press(qtbot, shell, Qt.Key.Key_Backspace)
    press(qtbot, shell, Qt.Key.Key_S, CTRL)
    settled()
    press(qtbot, shell, Qt.Key.Key_N, CTRL)
    settled()
    assert pen.texts() == []


def test_the_newest_entry_is_open_at_first(pen, shell, settled):
    pen.write("older", days_ago(3))
    newest = pen.write("newest")
    room = shell.show_room("journal")
    settled()
    assert room.page.row_id == newest
    assert room.page.form.text.text() == "newest"
    assert rows(room) == ["newest", "older"]


@pytest.fixture
def three(pen, shell, settled):
    ids = [pen.write(f"entry {n}", days_ago(n), mood="Calm", tags=["home"]) for n in range(3)]
    shell.show_room("journal")
    settled()
    return ids


def test_one_walks_along_the_list_by_keys(three, shell, qtbot, settled):
    room = shell.current
    press(qtbot, shell, Qt.Key.Key_L, CTRL)
    with qtbot.waitSignal(room.page.row_opened):
        press(qtbot, shell, Qt.Key.Key_Down)
    assert room.page.row_id == three[1]
    with qtbot.waitSignal(room.page.row_opened):
        press(qtbot, shell, Qt.Key.Key_Down, ALT)
    assert room.page.form.text.text() == "entry 2"
    with qtbot.waitSignal(room.page.row_opened):
        press(qtbot, shell, Qt.Key.Key_Home)
    assert room.page.row_id == three[0]
    press(qtbot, shell, Qt.Key.Key_Return)
    assert room.page.form.text.hasFocus()


def test_day_mood_and_tags_are_kept(three, shell, qtbot, pen):
    room = shell.current
    press(qtbot, shell, Qt.Key.Key_M, CTRL)
    room.page.form.mood.selectAll()
    qtbot.keyClicks(room.page.form.mood, "At peace")
    room.page.form.tags.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "garden,")
    with qtbot.waitSignal(room.page.row_saved):
        room.page.form.day.set_day(days_ago(9))
        room.page.form.day.day_edited.emit(days_ago(9))
    entry = pen.journal.get(three[0])
    assert (entry.mood, entry.tags, entry.entry_date) == (
        "At peace",
        ("home", "garden"),
        days_ago(9),
    )
    qtbot.waitUntil(lambda: rows(room)[-1] == "entry 0")
    assert room.pane.list.chosen() == three[0]


def test_leaving_an_entry_saves_it_at_once(three, shell, qtbot, settled, pen):
    room = shell.current
    type_text(qtbot, room, "written and left ")
    press(qtbot, shell, Qt.Key.Key_Down, ALT)
    qtbot.waitUntil(lambda: room.page.row_id == three[1])
    settled()
    assert pen.text(three[0]) == "written and left entry 0"


def test_a_deleted_entry_is_in_the_trash_and_comes_back(three, shell, qtbot, settled, pen):
    room = shell.current
    type_text(qtbot, room, "last words ")
    press(qtbot, shell, Qt.Key.Key_L, CTRL)
    with qtbot.waitSignal(room.notice) as told:
        press(qtbot, shell, Qt.Key.Key_Delete)
    settled()
    assert pen.text(three[0]) is None
    assert rows(room) == ["entry 1", "entry 2"]
    assert room.page.row_id == three[1]
    sentence, undo = told.args
    assert "trash" in sentence
    with qtbot.waitSignal(room.page.row_opened):
        undo()
    settled()
    assert pen.text(three[0]) == "last words entry 0"
    assert room.page.row_id == three[0]


def test_ctrl_z_in_the_list_takes_a_deletion_back(three, shell, qtbot, settled, pen):
    room = shell.current
    press(qtbot, shell, Qt.Key.Key_L, CTRL)
    with qtbot.waitSignal(room.notice):
        press(qtbot, shell, Qt.Key.Key_Delete)
    settled()
    assert room.pane.list.view.hasFocus()
    with qtbot.waitSignal(room.notice):
        press(qtbot, shell, Qt.Key.Key_Z, CTRL)
    assert pen.text(three[0]) == "entry 0"


def test_the_trash_gives_back_what_was_deleted_long_ago(three, shell, qtbot, settled, pen):
    room = shell.current
    pen.journal.delete(three[2])
    press(qtbot, shell, Qt.Key.Key_T, CTRL | SHIFT)
    trash = dialog(qtbot, room)
    qtbot.waitUntil(lambda: trash.items.count() == 1)
    assert "entry 2" in trash.items.item(0).text()
    with qtbot.waitSignal(trash.restored):
        qtbot.keyClick(trash.items, Qt.Key.Key_Return)
    assert pen.text(three[2]) == "entry 2"
    trash.reject()


def test_filters_show_what_matches_and_keep_the_chosen_entry(pen, shell, qtbot, settled):
    tired = pen.write("so tired", days_ago(2), mood="Tired", tags=["health"])
    pen.write("so glad", days_ago(1), mood="Glad", tags=["Home"])
    pen.write("long ago", days_ago(400), mood="Glad", tags=["home"])
    room = shell.show_room("journal")
    settled()
    press(qtbot, shell, Qt.Key.Key_F, CTRL | SHIFT)
    settled()
    filters = room.pane.filters
    assert filters.tag.hasFocus()
    filters.tag.setCurrentIndex(filters.tag.findData("home"))
    qtbot.waitUntil(lambda: rows(room) == ["so glad", "long ago"])
    filters.period.setCurrentIndex(filters.period.findData("30"))
    qtbot.waitUntil(lambda: rows(room) == ["so glad"])
    room.open_row(tired)
    filters.clear_button.click()
    qtbot.waitUntil(lambda: rows(room) == ["so glad", "so tired", "long ago"])
    assert room.pane.list.view.currentIndex().data(EntryRole.ID) == tired
    filters.mood.setCurrentIndex(filters.mood.findData("Tired"))
    qtbot.waitUntil(lambda: rows(room) == ["so tired"])
    assert room.pane.list.view.currentIndex().data(EntryRole.ID) == tired


def test_a_filter_without_a_match_says_how_to_get_out(three, shell, qtbot, settled):
    room = shell.current
    room.pane.show_filters(True)
    room.pane.filters.period.setCurrentIndex(room.pane.filters.period.findData("last-year"))
    qtbot.waitUntil(lambda: rows(room) == [] or len(rows(room)) < 3)


def test_a_day_of_the_calendar_opens_its_entry_or_an_empty_page(three, shell, qtbot, settled, pen):
    room = shell.current
    room.pane.fold.choose(True)
    with qtbot.waitSignal(room.page.row_opened):
        room.pane.calendar.day_chosen.emit(days_ago(2))
    assert room.page.row_id == three[2]
    with qtbot.waitSignal(room.page.row_opened):
        room.pane.calendar.day_chosen.emit(days_ago(7))
    assert room.page.form.day.day() == days_ago(7)
    with qtbot.waitSignal(room.page.row_saved):
        type_text(qtbot, room, "written later")
    assert pen.journal.entries_of(days_ago(7))[0].first_line == "written later"


def test_several_entries_of_a_day(three, shell, qtbot, settled, pen):
    room = shell.current
    press(qtbot, shell, Qt.Key.Key_N, CTRL | SHIFT)
    with qtbot.waitSignal(room.page.row_saved):
        type_text(qtbot, room, "one more")
    assert len(pen.journal.entries_of(TODAY)) == 2
    qtbot.waitUntil(lambda: room.pane.calendar.day() == TODAY)


def test_an_earlier_version_is_read_and_brought_back(shell, qtbot, settled, pen):
    entry = pen.write("I was tired and slept early.", mood="Tired")
    pen.write("I was glad and slept early.", mood="Glad", entry_id=entry)
    room = shell.show_room("journal")
    settled()
    press(qtbot, shell, Qt.Key.Key_H, CTRL)
    history = dialog(qtbot, room)
    qtbot.waitUntil(history.restore_button.isEnabled)
    assert history.versions.count() == 1
    assert "1 word added" in history.difference.legend()
    assert "tired" in history.difference.text()
    assert "Tired then, Glad now" in history.changes.text()
    with qtbot.waitSignal(history.restored):
        history.restore_button.click()
    settled()
    assert pen.text(entry) == "I was tired and slept early."
    qtbot.waitUntil(lambda: room.page.form.text.text() == "I was tired and slept early.")


def test_an_entry_without_versions_says_when_there_will_be_one(three, shell, qtbot):
    press(qtbot, shell, Qt.Key.Key_H, CTRL)
    history = dialog(qtbot, shell.current)
    assert not history.restore_button.isEnabled()
    history.reject()


def test_a_change_from_elsewhere_comes_in_under_the_cursor(three, shell, qtbot, pen):
    room = shell.current
    text = room.page.form.text
    text.moveCursor(QTextCursor.MoveOperation.End)
    pen.write("From afar: entry 0", entry_id=three[0])
    qtbot.waitUntil(lambda: text.text() == "From afar: entry 0")
    assert text.textCursor().atEnd()
    qtbot.waitUntil(lambda: rows(room)[0] == "From afar: entry 0")


def test_a_change_from_elsewhere_never_overwrites_what_is_typed(three, shell, qtbot, pen):
    room = shell.current
    text = room.page.form.text
    room.page.save_now()
    text.moveCursor(QTextCursor.MoveOperation.End)
    pen.write("entry 0\n\nFrom afar.", entry_id=three[0])
    type_text(qtbot, room, " typed here")
    room.page.save_now()

    def both():
        return all(w in (pen.text(three[0]) or "") for w in ("From afar.", "typed here"))

    qtbot.waitUntil(both)
    qtbot.waitUntil(lambda: "From afar." in text.text())
    assert "typed here" in text.text()


def test_an_entry_deleted_elsewhere_is_taken_off_the_page(three, shell, qtbot, pen):
    room = shell.current
    with qtbot.waitSignal(room.notice) as told:
        pen.journal.delete(three[0])
    assert "another device" in told.args[0]
    qtbot.waitUntil(lambda: room.page.row_id == three[1])


def test_on_this_day_leads_back(shell, qtbot, settled, pen):
    pen.write("today")
    year_ago = TODAY.replace(year=TODAY.year - 1, day=min(TODAY.day, 28))
    back = pen.write("a year back", year_ago)
    room = shell.show_room("journal")
    settled()
    room.memories.show_for(year_ago.replace(year=TODAY.year), "")
    qtbot.waitUntil(room.memories.isVisible)
    with qtbot.waitSignal(room.page.row_opened):
        room.memories.years()[0].click()
    assert room.page.row_id == back


def test_a_full_disk_keeps_the_words_and_says_so(three, shell, qtbot, pen, monkeypatch, settled):
    room = shell.current

    def full(*_args, **_kwargs):
        raise DiskFull("There is no room left on the disk. Free some space, then try again.")

    monkeypatch.setattr("desktop.services.journal.Journal.save", full)
    type_text(qtbot, room, "precious ")
    press(qtbot, shell, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: "no room left" in room.page.form.saved_sentence())
    assert room.page.form.text.text().startswith("precious ")
    told = next(x for x in room.findChildren(QLabel) if x.text().startswith("Not saved yet"))
    qtbot.waitUntil(lambda: told.height() >= told.heightForWidth(told.width()))
    assert shell.status_line.saved.text() == "Not everything is saved yet"
    assert not shell.close()
    qtbot.waitUntil(lambda: shell.findChild(QMessageBox) is not None)
    question = shell.findChild(QMessageBox)
    assert "no room left" in question.informativeText()
    question.defaultButton().click()
    assert shell.isVisible()
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    room.open_row(three[1])
    settled()
    room.open_row(three[0])
    settled()
    assert room.page.form.text.text() == "precious entry 0"
    monkeypatch.undo()
    press(qtbot, shell, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: pen.text(three[0]) == "precious entry 0")
    qtbot.waitUntil(lambda: room.page.form.saved_sentence() == "Saved")
    assert shell.status_line.saved.text() == "Saved on this computer"


def test_in_a_low_window_calendar_and_filters_take_turns(three, shell, qtbot):
    room = shell.current
    shell.resize(1000, 640)
    qtbot.waitUntil(lambda: room.pane.height() < 640)
    press(qtbot, shell, Qt.Key.Key_D, CTRL)
    if not room.pane.calendar.isVisible():
        press(qtbot, shell, Qt.Key.Key_D, CTRL)
    press(qtbot, shell, Qt.Key.Key_F, CTRL | SHIFT)
    assert room.pane.filters.isVisible()
    assert not room.pane.calendar.isVisible()
    press(qtbot, shell, Qt.Key.Key_D, CTRL)
    assert room.pane.calendar.isVisible()
    assert not room.pane.filters.isVisible()

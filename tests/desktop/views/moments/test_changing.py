"""Changing, deleting and finding moments through the window."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from desktop.domain.moments import MomentDraft
from desktop.qt.itemmodels.lines import LineRole
from tests.desktop.views.moments.conftest import both_rooms, rows

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key


@pytest.fixture
def three(pen, enter):
    """A room with three moments, the newest first."""
    ids = [pen.write(word, n + 4, f"notes {n}", n + 1) for n, word in enumerate("ABC")]
    return enter(), ids


@pytest.fixture
def opened(qtbot, hand):
    """Open a row of the list by keys."""

    def walk(room, row):
        hand.press(KEY.Key_L, CTRL)
        with qtbot.waitSignal(room.editor.opened):
            hand.press(KEY.Key_Home)
            for _ in range(row):
                hand.press(KEY.Key_Down)
        assert room.editor.row_id == room.pane.model.ids()[row]
        return room.editor.form

    return walk


def dialog(qtbot, room):
    qtbot.waitUntil(lambda: any(d.isVisible() for d in room.findChildren(QDialog)))
    return next(d for d in room.findChildren(QDialog) if d.isVisible())


@both_rooms
def test_a_row_opens_in_the_form_and_is_changed(three, opened, qtbot, hand, pen):
    room, ids = three
    form = opened(room, 1)
    assert form.draft()._replace(moment=None) == MomentDraft(None, "B", 5, "notes 1")
    assert "Today" in form.hint.text()  # put down today, whenever it was
    hand.press(KEY.Key_Return)
    assert form.word.hasFocus()
    hand.press(KEY.Key_Tab)
    hand.press(KEY.Key_9)
    with qtbot.waitSignal(room.notice):
        hand.press(KEY.Key_Return, CTRL)
    before = pen.draft(ids[1])
    assert (before.word, before.level, before.notes) == ("B", 9, "notes 1")
    qtbot.waitUntil(lambda: rows(room) == [("A", 4), ("B", 9), ("C", 6)])
    assert form.word.hasFocus()
    assert form.draft().word == ""
    hand.press(KEY.Key_Z, CTRL)
    qtbot.waitUntil(lambda: pen.draft(ids[1]).level == 5)
    qtbot.waitUntil(lambda: rows(room)[1] == ("B", 5))


def test_a_click_opens_a_row_and_cancel_leaves_it_alone(three, qtbot, hand, pen, settled):
    room, ids = three
    view = room.pane.list.view
    place = view.visualRect(room.pane.model.index(2)).center()
    with qtbot.waitSignal(room.editor.opened):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    form = room.editor.form
    assert form.draft().word == "C"
    form.level.setFocus()
    hand.press(KEY.Key_1)
    hand.click(form.cancel_button)
    assert form.draft().word == ""
    assert room.pane.list.chosen() == ""
    settled()
    assert pen.draft(ids[2]).level == 6


def test_escape_cancels(three, opened, hand):
    room, ids = three
    form = opened(room, 0)
    form.notes.setFocus()
    hand.write("more ")
    hand.press(KEY.Key_Escape)
    assert not room.editor.row_id
    assert not form.is_changed()
    assert not room.editor.is_unsaved(ids[0])


def test_the_words_before_a_change_are_kept(three, opened, qtbot, hand, pen):
    room, ids = three
    form = opened(room, 0)
    form.notes.setFocus()
    hand.write("longer ")
    with qtbot.waitSignal(room.notice):
        hand.press(KEY.Key_S, CTRL)
    versions = pen.workspace.history.versions(pen.kind.table, ids[0])
    assert len(versions) == 1


def test_a_change_that_is_not_saved_waits_with_its_moment(three, opened, hand, pen, settled):
    room, ids = three
    form = opened(room, 0)
    form.level.setFocus()
    hand.press(KEY.Key_1)
    form = opened(room, 2)
    assert form.draft().level == 6
    assert "not saved" in room.pane.model.index(0).data()
    assert "not saved" not in room.pane.model.index(1).data()
    form = opened(room, 0)
    assert form.draft().level == 1
    assert form.is_changed()
    settled()
    assert pen.draft(ids[0]).level == 4


# ---- what comes from elsewhere ----


def test_a_newer_state_is_shown_while_nothing_is_written(three, opened, qtbot, pen):
    room, ids = three
    form = opened(room, 0)
    pen.change(ids[0], level=10, word="Anew")
    qtbot.waitUntil(lambda: form.draft().word == "Anew")
    assert form.draft().level == 10
    qtbot.waitUntil(lambda: rows(room)[0] == ("Anew", 10))


def test_a_newer_state_never_lies_over_what_is_written(three, opened, qtbot, hand, pen, settled):
    room, ids = three
    form = opened(room, 0)
    form.notes.setFocus()
    hand.write("mine: ")
    pen.change(ids[0], level=10)
    qtbot.waitUntil(lambda: rows(room)[0] == ("A", 10))
    assert form.notes.notes() == "mine: notes 0"
    with qtbot.waitSignal(room.notice):
        hand.press(KEY.Key_Return, CTRL)
    kept = pen.draft(ids[0])
    assert (kept.level, kept.notes) == (10, "mine: notes 0")


def test_a_moment_deleted_elsewhere_leaves_the_form(three, opened, qtbot, pen):
    room, ids = three
    opened(room, 0)
    with qtbot.waitSignal(room.notice) as told:
        pen.moments.delete(ids[0])
    assert "another device" in told.args[0]
    assert not room.editor.row_id
    qtbot.waitUntil(lambda: rows(room) == [("B", 5), ("C", 6)])


def test_a_moment_deleted_elsewhere_comes_back_with_a_change(
    three, opened, qtbot, hand, pen, settled
):
    room, ids = three
    form = opened(room, 0)
    form.level.setFocus()
    hand.press(KEY.Key_9)
    pen.moments.delete(ids[0])
    qtbot.waitUntil(lambda: rows(room) == [("B", 5), ("C", 6)])
    assert form.draft().level == 9
    with qtbot.waitSignal(room.notice):
        hand.press(KEY.Key_Return)
    kept = pen.draft(ids[0])
    assert (kept.word, kept.level, kept.notes) == ("A", 9, "notes 0")


# ---- what a server may hold ----


@both_rooms
def test_odd_rows_are_shown_as_they_are_and_never_repaired(pen, enter, opened, qtbot, hand):
    kind = pen.kind
    odd = pen.odd(**{kind.word: " x ", kind.level: 42})
    empty = pen.odd()
    stamp = "2020-01-01T00:00:00.000000+00:00"
    pen.odd(**{kind.moment: stamp, kind.level: -3})
    room = enter()
    assert rows(room)[0] == ("", -3)  # it has a time, the others have none
    assert set(rows(room)) == {("", -3), ("", None), (" x ", 42)}
    texts = [room.pane.model.index(row).data() for row in range(3)]
    assert all(texts)
    form = opened(room, room.pane.model.row_of(odd))
    assert form.draft() == MomentDraft(None, " x ", 42)
    assert "42" in form.level_words.text()
    form.notes.setFocus()
    hand.write("mine")
    with qtbot.waitSignal(room.notice):
        hand.press(KEY.Key_Return, CTRL)
    row = pen.row(odd)
    assert (row[kind.word], row[kind.level], row[kind.moment]) == (" x ", 42, None)
    assert row[kind.notes] == "mine"
    form = opened(room, room.pane.model.row_of(empty))
    hand.click(form.when.choice.chip("now"))
    with qtbot.waitSignal(room.notice):
        hand.click(form.save_button)
    row = pen.row(empty)
    assert row[kind.moment]
    assert row[kind.word] is None
    assert row[kind.level] is None
    hand.press(KEY.Key_Z, CTRL)
    qtbot.waitUntil(lambda: pen.row(empty)[kind.moment] is None)


# ---- deleting ----


@both_rooms
def test_delete_in_the_list_and_ctrl_z(three, opened, qtbot, hand, pen, settled):
    room, ids = three
    before = pen.row(ids[1])
    opened(room, 1)
    with qtbot.waitSignal(room.notice) as told:
        hand.press(KEY.Key_Delete)
    assert "trash" in told.args[0]
    qtbot.waitUntil(lambda: rows(room) == [("A", 4), ("C", 6)])
    assert room.pane.list.view.hasFocus()
    qtbot.waitUntil(lambda: room.editor.row_id == ids[2])
    with qtbot.waitSignal(room.notice):
        hand.press(KEY.Key_Z, CTRL)
    qtbot.waitUntil(lambda: rows(room) == [("A", 4), ("B", 5), ("C", 6)])
    assert pen.row(ids[1]) == before


def test_the_open_moment_is_deleted_from_the_form(three, opened, qtbot, hand, pen):
    room, ids = three
    opened(room, 0)
    with qtbot.waitSignal(room.notice):
        hand.click(room.delete_button)
    assert pen.draft(ids[0]) is None
    assert not room.editor.row_id
    assert not room.delete_button.isVisible()


def test_the_trash_gives_back_what_was_deleted_long_ago(three, qtbot, hand, pen):
    room, ids = three
    pen.moments.delete(ids[2])
    qtbot.waitUntil(lambda: len(rows(room)) == 2)
    hand.press(KEY.Key_T, CTRL | SHIFT)
    trash = dialog(qtbot, room)
    qtbot.waitUntil(lambda: trash.items.count() == 1)
    with qtbot.waitSignal(trash.restored):
        qtbot.keyClick(trash.items, KEY.Key_Return)
    trash.reject()
    assert pen.draft(ids[2]).word == "C"
    qtbot.waitUntil(lambda: room.editor.row_id == ids[2])


# ---- finding ----


@both_rooms
def test_a_hit_of_the_search_opens_the_very_moment(shell, qtbot, hand, pen, name, settled):
    for n in range(3):
        pen.write("Calm", n + 1, f"heron {n} by the lake" if n == 1 else "nothing")
    search = shell.show_room("search")
    shell.search_field.setFocus()
    hand.write("heron")
    qtbot.waitUntil(lambda: search.model.rowCount() == 1)
    search.hits.setFocus()
    hand.press(KEY.Key_Return)
    room = shell.room(name)
    qtbot.waitUntil(lambda: room is shell.current and bool(room.editor.row_id))
    assert room.editor.form.notes.notes() == "heron 1 by the lake"
    qtbot.waitUntil(
        lambda: room.pane.list.view.currentIndex().data(LineRole.ID) == room.editor.row_id
    )


@both_rooms
def test_the_list_is_narrowed_by_word_and_by_time(pen, enter, qtbot, hand):
    pen.write("Calm", 4, hours_ago=1)
    pen.write("calm", 5, hours_ago=24 * 20)
    pen.write("Tired", 6, hours_ago=2)
    room = enter()
    pane = room.pane
    hand.press(KEY.Key_F, CTRL | SHIFT)
    assert pane.word.hasFocus()
    qtbot.waitUntil(lambda: pane.word.count() == 3)
    pane.word.setCurrentIndex(1)
    qtbot.waitUntil(lambda: rows(room) == [("Calm", 4), ("calm", 5)])
    pane.period.setCurrentIndex(1)
    qtbot.waitUntil(lambda: rows(room) == [("Calm", 4)])
    pane.word.setCurrentIndex(pane.word.findData("Tired"))
    qtbot.waitUntil(lambda: rows(room) == [("Tired", 6)])
    pen.moments.delete(pen.moments.ids()[1])
    qtbot.waitUntil(pane.place.way.isVisible)
    hand.click(pane.place.way)
    qtbot.waitUntil(lambda: rows(room) == [("Calm", 4), ("calm", 5)])


def test_one_walks_through_thousands(pen, enter, qtbot, hand):
    kind = pen.kind
    connection = pen.workspace.connection
    connection.execute("BEGIN")
    connection.executemany(
        f"INSERT INTO {kind.table} (id, {kind.moment}, {kind.word}, {kind.level}) "
        "VALUES (?, ?, ?, 5)",
        [(f"{n:08x}-0000-4000-8000-000000000000", _stamp(n), f"word {n}") for n in range(5_000)],
    )
    connection.execute("COMMIT")
    room = enter()
    qtbot.waitUntil(lambda: room.pane.model.rowCount() == 5_000)
    hand.press(KEY.Key_L, CTRL)
    hand.press(KEY.Key_End)
    qtbot.waitUntil(lambda: room.editor.form.draft().word == "word 0")
    hand.press(KEY.Key_Home)
    qtbot.waitUntil(lambda: room.editor.form.draft().word == "word 4999")


def _stamp(number):
    moment = datetime.fromtimestamp(1_000_000_000 + 3_600 * number, UTC)
    return moment.isoformat(timespec="microseconds")


@both_rooms
def test_an_earlier_version_is_brought_back(three, opened, qtbot, hand, pen):
    room, ids = three
    pen.change(ids[0], notes="other words")
    form = opened(room, 0)
    qtbot.waitUntil(lambda: form.draft().notes == "other words")
    hand.press(KEY.Key_H, CTRL)
    history = dialog(qtbot, room)
    qtbot.waitUntil(history.restore_button.isEnabled)
    with qtbot.waitSignal(history.restored):
        history.restore_button.click()
    history.reject()
    qtbot.waitUntil(lambda: form.draft().notes == "notes 0")
    assert pen.draft(ids[0]).notes == "notes 0"

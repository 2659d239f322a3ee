"""The scenes through the window, by keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.domain.categories import CATEGORIES
from tests.desktop.views.practice.conftest import listed, putting

TABLE = "scenes"
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
SCENE = {
    "category": "home",
    "scene_title": "The house",
    "scene_text": "By the sea.",
    "essence_word": "peace",
}


@pytest.fixture
def put(rows):
    return putting(rows, TABLE, SCENE)


def titles(room):
    return [line.title if line else None for line in listed(room)]


def test_an_empty_room_says_what_a_scene_is(member):
    room = member.go("scenes")
    assert "one moment of the life you choose" in room.pane.empty_sentence()
    member.press(Qt.Key.Key_N, CTRL)
    assert room.page.form.heading.hasFocus()


def test_a_key_begins_the_first_scene_each_time_one_comes(member):
    room = member.go("scenes")
    member.go("flips")
    assert member.go("scenes") is room
    member.press(Qt.Key.Key_Space)
    assert room.page.form.heading.hasFocus()


def test_a_scene_is_written_by_keyboard_alone_and_saves_itself(member, rows, qtbot):
    room = member.go("scenes")
    member.press(Qt.Key.Key_N, CTRL)
    member.write("The house")
    member.press(Qt.Key.Key_Tab)
    member.write("Hom")
    member.press(Qt.Key.Key_Tab)
    member.write("peace")
    member.press(Qt.Key.Key_Return)
    member.write("By the sea.")
    with qtbot.waitSignal(room.page.row_saved):
        member.press(Qt.Key.Key_S, CTRL)
    row = rows.get(TABLE, room.page.row_id)
    assert {name: row[name] for name in SCENE} == SCENE
    qtbot.waitUntil(lambda: titles(room) == ["The house"])
    assert room.pane.list.chosen() == room.page.row_id
    qtbot.waitUntil(lambda: room.page.form.saved_sentence() == "Saved")


def test_several_words_for_an_essence_are_refused_where_they_are_typed(member, rows, put, qtbot):
    row_id = put()
    room = member.go("scenes")
    form = room.page.form
    member.press(Qt.Key.Key_M, CTRL)
    form.essence.selectAll()
    member.write("deep peace")
    assert "one single word" in form.fault()
    member.press(Qt.Key.Key_S, CTRL)
    member.settled()
    assert rows.get(TABLE, row_id)["essence_word"] == "deep"
    assert form.essence.text() == "deep peace"
    form.essence.selectAll()
    member.write("joy")
    assert form.fault() == ""
    member.press(Qt.Key.Key_S, CTRL)
    member.settled()
    assert rows.get(TABLE, row_id)["essence_word"] == "joy"


def test_what_the_server_holds_is_shown_and_kept(member, rows, put, qtbot):
    odd = put(
        category="pets", essence_word="three words here", scene_text="a\r\nb", scene_title=None
    )
    room = member.go("scenes")
    form = room.page.form
    assert form.category.currentText() == "pets"
    assert form.essence.text() == "three words here"
    before = rows.get(TABLE, odd)
    member.press(Qt.Key.Key_T, CTRL)
    with qtbot.waitSignal(room.page.row_saved):
        member.write("Dawn")
    room.page.save_now()
    member.settled()
    assert rows.get(TABLE, odd) == {**before, "scene_title": "Dawn"}


def test_one_browses_by_category(member, put, qtbot):
    put(scene_title="one")
    put(scene_title="two", category="pets")
    put(scene_title="three", category=None)
    put(scene_title="four", category="fun")
    room = member.go("scenes")
    assert titles(room) == ["four", "three", "two", "one"]
    member.press(Qt.Key.Key_F, CTRL | SHIFT)
    box = room.pane.filter
    assert box.hasFocus()
    words = [box.itemText(row) for row in range(box.count())]
    labels = [category.label for category in CATEGORIES]
    assert words[0] == "All categories  (4)"
    assert [w.split("  (")[0] for w in words[1:]] == [*labels, "pets", "Without category"]
    member.press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: titles(room) == ["four"])
    member.press(Qt.Key.Key_End)
    qtbot.waitUntil(lambda: titles(room) == ["three"])
    member.press(Qt.Key.Key_PageUp, CTRL)
    qtbot.waitUntil(lambda: titles(room) == ["two"])
    member.press(Qt.Key.Key_PageUp, CTRL)
    qtbot.waitUntil(lambda: titles(room) == [])
    assert "Spirituality / Growth" in room.pane.empty_sentence()
    way_out = next(
        b for b in room.pane.findChildren(QAbstractButton)
        if b.isVisible() and "Show all" in b.text()
    )  # fmt: skip
    member.click(way_out)
    qtbot.waitUntil(lambda: len(titles(room)) == 4)


def test_a_new_scene_begins_in_the_listed_category_and_moves_with_its_own(member, put, qtbot, rows):
    put(scene_title="one")
    room = member.go("scenes")
    member.press(Qt.Key.Key_PageDown, CTRL)
    qtbot.waitUntil(lambda: titles(room) == [])
    member.press(Qt.Key.Key_N, CTRL)
    assert room.page.form.category.category() == "fun"
    member.write("Dancing")
    with qtbot.waitSignal(room.page.row_saved):
        member.press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: titles(room) == ["Dancing"])
    member.press(Qt.Key.Key_D, CTRL)
    member.press(Qt.Key.Key_Down)
    with qtbot.waitSignal(room.page.row_saved):
        member.press(Qt.Key.Key_S, CTRL)
    assert rows.get(TABLE, room.page.row_id)["category"] == "health"
    qtbot.waitUntil(lambda: titles(room) == [])
    qtbot.waitUntil(lambda: "(1)" in room.pane.filter.itemText(2))


def test_a_scene_without_words_leaves_no_row(member, rows):
    room = member.go("scenes")
    member.press(Qt.Key.Key_N, CTRL)
    member.press(Qt.Key.Key_D, CTRL)
    member.press(Qt.Key.Key_Down)
    member.press(Qt.Key.Key_S, CTRL)
    member.settled()
    room.leave()
    member.settled()
    assert rows.count(TABLE) == 0


def test_a_deleted_scene_comes_back_by_undo_and_from_the_trash(member, put, rows, qtbot):
    ids = [put(scene_title=name) for name in ("one", "two", "three")]
    room = member.go("scenes")
    member.press(Qt.Key.Key_L, CTRL)
    with qtbot.waitSignal(room.notice):
        member.press(Qt.Key.Key_Delete)
    member.settled()
    assert rows.get(TABLE, ids[2]) is None
    assert room.page.row_id == ids[1]
    with qtbot.waitSignal(room.notice):
        member.press(Qt.Key.Key_Z, CTRL)
    member.settled()
    assert room.page.row_id == ids[2]
    rows.delete(TABLE, ids[0])
    member.press(Qt.Key.Key_T, CTRL | SHIFT)
    trash = member.dialog(room)
    qtbot.waitUntil(lambda: trash.items.count() == 1)
    with qtbot.waitSignal(trash.restored):
        qtbot.keyClick(trash.items, Qt.Key.Key_Return)
    assert rows.get(TABLE, ids[0])["scene_title"] == "one"
    trash.reject()


def test_history_shows_the_difference_and_brings_a_version_back(member, put, rows, qtbot):
    row_id = put()
    rows.put(TABLE, {"id": row_id, "scene_text": "By the wide sea.", "essence_word": "joy"})
    room = member.go("scenes")
    member.press(Qt.Key.Key_H, CTRL)
    history = member.dialog(room)
    qtbot.waitUntil(history.restore_button.isEnabled)
    assert "wide" in history.difference.text()
    assert "peace then, joy now" in history.changes.text()
    with qtbot.waitSignal(history.restored):
        history.restore_button.click()
    qtbot.waitUntil(lambda: room.page.form.text.text() == "By the sea.")
    assert rows.get(TABLE, row_id)["essence_word"] == "peace"


def test_a_change_from_elsewhere_comes_in_and_a_deletion_takes_it_off(member, put, rows, qtbot):
    other, row_id = put(scene_title="other"), put()
    room = member.go("scenes")
    form = room.page.form
    rows.put(TABLE, {"id": row_id, "scene_title": "The hut", "category": "travel"})
    qtbot.waitUntil(lambda: form.heading.text() == "The hut")
    assert form.category.category() == "travel"
    with qtbot.waitSignal(room.notice) as told:
        rows.delete(TABLE, row_id)
    assert "another device" in told.args[0]
    qtbot.waitUntil(lambda: room.page.row_id == other)


def test_a_search_leads_to_the_words_whatever_is_listed(member, put, shell, qtbot):
    row_id = put(scene_text="A long way.\n\nThen the kingfisher dives.")
    room = member.go("scenes")
    member.press(Qt.Key.Key_PageDown, CTRL)
    qtbot.waitUntil(lambda: titles(room) == [])
    shell.show_row(TABLE, f"{row_id}\nkingfisher\nthe kingfisher dives")
    member.settled()
    assert room.page.row_id == row_id
    assert room.page.form.text.textCursor().selectedText() == "kingfisher"
    qtbot.waitUntil(lambda: titles(room) == ["The house"])


def test_the_focus_goes_round(member, put):
    put()
    room = member.go("scenes")
    form = room.page.form
    form.heading.setFocus()
    seen = []
    for _ in range(4):
        seen.append(QApplication.focusWidget())
        member.press(Qt.Key.Key_Tab)
    assert seen == [form.heading, form.category, form.essence, form.text]

"""The daily paper through the window, by keys and clicks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.core.ids import LOCAL_USER_ID, natural_id
from desktop.views.trash import TrashDialog
from tests.desktop.views.practice.conftest import listed
from tests.desktop.views.window import TODAY, days_ago

TABLE = "daily_papers"
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
FULL = {"gratitude": "The sea", "tasks": ["Swim", "Rest", ""], "fun_plan": "Dance", "mine": [1]}


def paper_id(day):
    return natural_id(LOCAL_USER_ID, TABLE, [day.isoformat()])


@pytest.fixture
def put(rows):
    def put(day, content=FULL, **more):
        return rows.put(TABLE, {"paper_date": day.isoformat(), "content": content, **more})

    return put


@pytest.fixture
def room(member):
    return member.go("paper")


def test_todays_paper_is_ready_for_typing_and_saves_itself(room, qtbot, rows, member):
    form = room.page.form
    assert form.gratitude.hasFocus()
    with qtbot.waitSignal(room.page.row_saved):
        member.write("The smell of rain")
    member.press(Qt.Key.Key_Tab)
    assert form.rows[0].field.hasFocus()
    member.write("Walk")
    member.press(Qt.Key.Key_Return)
    member.write("Write")
    member.press(Qt.Key.Key_Return, CTRL)
    member.press(Qt.Key.Key_Return)
    member.press(Qt.Key.Key_Return)
    assert form.fun.hasFocus()
    member.write("Dance")
    member.press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: form.saved_sentence() == "Saved")
    row = rows.get(TABLE, paper_id(TODAY))
    assert row["paper_date"] == TODAY.isoformat()
    assert row["content"] == {
        "gratitude": "The smell of rain",
        "tasks": ["Walk", "Write", ""],
        "fun_plan": "Dance",
        "tasks_done": {"Write": True},
    }
    assert row["completed"] is False
    qtbot.waitUntil(lambda: [line.first for line in listed(room) if line] == ["The smell of rain"])
    assert room.pane.list.chosen() == paper_id(TODAY)


def test_a_paper_that_is_only_looked_at_leaves_no_row(room, rows, member):
    member.write("x")
    member.press(Qt.Key.Key_Backspace)
    member.press(Qt.Key.Key_Left, ALT)
    member.settled()
    assert room.page.form.day() == days_ago(1)
    assert rows.count(TABLE) == 0


def test_one_turns_the_days_and_comes_back(put, room, member):
    yesterday = put(days_ago(1))
    for _ in range(2):
        member.press(Qt.Key.Key_Left, ALT)
        member.settled()
    assert room.page.form.day() == days_ago(2)
    member.click(room.page.form.bar.after)
    member.settled()
    assert room.page.row_id == yesterday
    assert room.page.form.gratitude.text() == "The sea"
    assert room.pane.list.chosen() == yesterday
    member.press(Qt.Key.Key_N, CTRL)
    member.settled()
    assert room.page.form.day() == TODAY
    assert not room.page.form.bar.today.isVisible()


def test_a_day_of_the_calendar_opens_its_paper_and_tells_whether_it_is_done(put, member):
    put(days_ago(1), completed=True)
    put(days_ago(2))
    room = member.go("paper")
    room.pane.above.fold.choose(True)
    days = {
        b.day: b for b in room.pane.calendar.findChildren(QAbstractButton) if b.text().isdigit()
    }
    assert "paper done" in days[days_ago(1)].accessibleName()
    assert "paper begun" in days[days_ago(2)].accessibleName()
    assert "no paper" in days[days_ago(3)].accessibleName()
    member.click(days[days_ago(2)])
    member.settled()
    assert room.page.row_id == paper_id(days_ago(2))


def test_unknown_keys_and_odd_shapes_are_kept_to_the_letter(put, rows, qtbot, member):
    odd = {
        "gratitude": 7,
        "tasks": ["a", {"b": None}, "c", "d"],
        "fun_plan": "x\r\ny",
        "z": {"q": 1},
    }
    row_id = put(TODAY, odd)
    room = member.go("paper")
    form = room.page.form
    assert form.gratitude.text() == "7"
    assert form.gratitude.isReadOnly()
    assert [row.text() for row in form.rows] == ["a", '{"b": null}', "c", "d"]
    assert form.rows[1].field.isReadOnly()
    form.rows[3].setFocus()
    member.write("!")
    with qtbot.waitSignal(room.page.row_saved):
        member.press(Qt.Key.Key_S, CTRL)
    assert rows.get(TABLE, row_id)["content"] == {**odd, "tasks": [*odd["tasks"][:3], "!d"]}


def test_a_content_of_another_kind_is_shown_and_left_alone(put, rows, member):
    row_id = put(TODAY, ["seven", 7])
    room = member.go("paper")
    assert not room.page.form.gratitude.isVisible()
    room.page.form.done_box.click()
    room.page.save_now()
    member.settled()
    row = rows.get(TABLE, row_id)
    assert (row["content"], row["completed"]) == (["seven", 7], True)


def test_ticking_everything_offers_that_the_paper_is_done(put, qtbot, rows, member):
    row_id = put(TODAY)
    room = member.go("paper")
    form = room.page.form
    assert not form.rows[2].tick.isEnabled()
    for row in form.rows[:2]:
        member.click(row.tick)
    assert form.through_sentence() == "All actions are ticked."
    assert not form.done_box.isChecked()
    member.press(Qt.Key.Key_D, CTRL | SHIFT)
    member.press(Qt.Key.Key_S, CTRL)
    member.settled()
    row = rows.get(TABLE, row_id)
    assert row["completed"] is True
    assert row["content"] == {**FULL, "tasks_done": {"Swim": True, "Rest": True}}
    assert form.through_sentence() == ""
    qtbot.waitUntil(lambda: listed(room)[0].completed)


def test_open_actions_of_yesterday_come_over_by_a_key_alone(put, room, qtbot, rows, member):
    put(days_ago(1), {**FULL, "tasks_done": {"Swim": True}})
    member.press(Qt.Key.Key_Left, ALT)
    member.settled()
    member.press(Qt.Key.Key_Right, ALT)
    member.settled()
    form = room.page.form
    assert "Rest" in form.carry_button.text()
    assert [row.text() for row in form.rows] == ["", "", ""]
    with qtbot.waitSignal(room.notice) as told:
        member.press(Qt.Key.Key_B, CTRL | SHIFT)
    room.page.save_now()
    member.settled()
    assert rows.get(TABLE, paper_id(TODAY))["content"]["tasks"] == ["Rest", "", ""]
    assert not form.carry_button.isVisible()
    told.args[1]()
    room.page.save_now()
    member.settled()
    assert rows.get(TABLE, paper_id(TODAY))["content"]["tasks"] == ["", "", ""]
    assert form.carry_button.isVisible()


def test_a_deleted_paper_comes_back_by_undo(put, qtbot, rows, member):
    row_id = put(TODAY)
    room = member.go("paper")
    with qtbot.waitSignal(room.notice) as told:
        member.press(Qt.Key.Key_Delete, CTRL | SHIFT)
    member.settled()
    assert rows.get(TABLE, row_id) is None
    assert room.page.form.day() == TODAY
    assert room.page.form.gratitude.text() == ""
    told.args[1]()
    member.settled()
    assert rows.get(TABLE, row_id)["content"] == FULL
    assert room.page.form.gratitude.text() == "The sea"


def test_a_deleted_paper_comes_back_from_the_trash_by_clicks(put, qtbot, rows, member):
    kept, row_id = put(days_ago(2)), put(days_ago(1))
    room = member.go("paper")
    room.present(row_id)
    qtbot.waitUntil(lambda: room.page.row_id == row_id)
    member.press(Qt.Key.Key_Delete, CTRL | SHIFT)
    qtbot.waitUntil(lambda: rows.get(TABLE, row_id) is None)
    qtbot.waitUntil(lambda: room.page.row_id != row_id)
    member.click(room.pane.trash_button)
    (trash,) = room.findChildren(TrashDialog)
    qtbot.waitUntil(lambda: trash.items.count() == 1)
    day = days_ago(1)
    assert f"Daily paper of {day.day} {day:%b %Y}" in trash.items.item(0).text()
    member.click(trash.restore_button)
    qtbot.waitUntil(lambda: room.page.row_id == row_id)
    trash.reject()
    assert rows.get(TABLE, row_id)["content"] == FULL
    assert room.page.form.gratitude.text() == "The sea"
    assert [days_ago(1), days_ago(2)] == [line.day for line in listed(room)]
    assert rows.get(TABLE, kept) is not None


def test_whoever_deletes_in_the_list_goes_on_there(put, member, rows, qtbot):
    ids = [put(days_ago(number)) for number in range(3)]
    room = member.go("paper")
    member.press(Qt.Key.Key_L, CTRL)
    for row_id, after in ((ids[0], ids[1]), (ids[1], ids[2])):
        member.press(Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda row_id=row_id: rows.get(TABLE, row_id) is None)
        qtbot.waitUntil(lambda after=after: room.page.row_id == after)
        assert room.pane.list.view.hasFocus()
    member.settled()
    member.press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: rows.get(TABLE, ids[1]) is not None)
    qtbot.waitUntil(lambda: room.page.row_id == ids[1])


def test_ctrl_z_takes_a_deletion_back_where_no_words_are_to_be_undone(put, member, rows, qtbot):
    row_id = put(TODAY)
    room = member.go("paper")
    with qtbot.waitSignal(room.notice):
        member.press(Qt.Key.Key_Delete, CTRL | SHIFT)
    member.settled()
    assert room.page.form.gratitude.hasFocus()
    member.press(Qt.Key.Key_Z, CTRL)
    member.settled()
    assert rows.get(TABLE, row_id)["content"] == FULL
    qtbot.waitUntil(lambda: room.page.form.gratitude.text() == "The sea")


def test_ctrl_z_never_reaches_past_what_is_being_written(put, member, rows, qtbot):
    row_id = put(TODAY)
    room = member.go("paper")
    with qtbot.waitSignal(room.notice):
        member.press(Qt.Key.Key_Delete, CTRL | SHIFT)
    member.settled()
    member.write("a")
    for _ in range(3):
        member.press(Qt.Key.Key_Z, CTRL)
    member.settled()
    assert room.page.form.gratitude.text() == ""
    assert rows.get(TABLE, row_id) is None
    member.press(Qt.Key.Key_L, CTRL)
    member.press(Qt.Key.Key_Z, CTRL)
    member.settled()
    assert rows.get(TABLE, row_id)["content"] == FULL


def test_history_tells_the_parts_and_brings_a_version_back(put, qtbot, rows, member):
    row_id = put(TODAY)
    later = {**FULL, "gratitude": "The deep sea", "tasks_done": {"Swim": True}}
    rows.put(TABLE, {"id": row_id, "completed": True, "content": later})
    room = member.go("paper")
    member.press(Qt.Key.Key_H, CTRL)
    history = member.dialog(room)
    qtbot.waitUntil(history.restore_button.isEnabled)
    text = history.difference.text()
    assert "Gratitude" in text
    assert "deep" in text
    assert "✓ Swim" in text
    assert "none then, done now" in history.changes.text()
    with qtbot.waitSignal(history.restored):
        history.restore_button.click()
    member.settled()
    assert rows.get(TABLE, row_id)["content"] == FULL
    qtbot.waitUntil(lambda: room.page.form.gratitude.text() == "The sea")


def test_a_change_from_elsewhere_is_woven_in_under_the_fingers(put, qtbot, rows, member):
    row_id = put(TODAY)
    room = member.go("paper")
    form = room.page.form
    member.write(" and the sky")
    rows.put(TABLE, {"id": row_id, "content": {**FULL, "fun_plan": "Sing", "new": True}})
    member.press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: form.fun.text() == "Sing")
    room.page.save_now()
    member.settled()
    assert rows.get(TABLE, row_id)["content"] == {
        **FULL, "gratitude": "The sea and the sky", "fun_plan": "Sing", "new": True,
    }  # fmt: skip


def test_a_paper_that_came_for_the_day_fills_the_empty_page(room, rows, qtbot):
    other = "11111111-1111-4111-8111-111111111111"
    rows.put(TABLE, {"id": other, "paper_date": TODAY.isoformat(), "content": FULL})
    qtbot.waitUntil(lambda: room.page.form.gratitude.text() == "The sea")
    assert room.page.row_id == other


def test_words_typed_before_it_came_go_to_the_paper_of_the_day(room, rows, qtbot, member):
    other = "11111111-1111-4111-8111-111111111111"
    member.write("Rain")
    rows.put(TABLE, {"id": other, "paper_date": TODAY.isoformat(), "content": FULL})
    room.page.save_now()
    member.settled()
    qtbot.waitUntil(lambda: room.page.row_id == other)
    assert rows.count(TABLE) == 1
    text = rows.get(TABLE, other)["content"]["gratitude"]
    assert "Rain" in text
    assert "The sea" in text
    qtbot.waitUntil(lambda: room.page.form.gratitude.text() == text)


def test_a_search_leads_to_the_words(put, shell, member):
    row_id = put(days_ago(9), {**FULL, "tasks": ["Paint the kingfisher", "", ""]})
    member.go("paper")
    shell.show_row(TABLE, f"{row_id}\nkingfisher\nPaint the kingfisher")
    member.settled()
    room = shell.current
    assert room.page.row_id == row_id
    assert room.page.form.rows[0].field.selectedText() == "kingfisher"
    assert room.page.form.rows[0].field.hasFocus()


def test_a_paper_without_a_day_is_shown(rows, member):
    row_id = rows.put(TABLE, {"content": FULL})
    room = member.go("paper")
    room.open_row(row_id)
    member.settled()
    assert room.page.form.bar.title.text() == "A paper without a day"
    assert not room.page.form.bar.before.isEnabled()


def test_an_empty_room_says_what_to_do(room):
    assert "one page for each day" in room.pane.empty_sentence()


def test_tab_goes_through_the_whole_page(put, member):
    put(TODAY)
    room = member.go("paper")
    form = room.page.form
    seen = []
    for _ in range(9):
        seen.append(QApplication.focusWidget())
        member.press(Qt.Key.Key_Tab)
    wanted = [form.gratitude, form.rows[0].tick, form.rows[0].field, form.rows[1].tick,
              form.rows[1].field, form.rows[2].field, form.fun, form.done_box]  # fmt: skip
    assert seen[:8] == wanted


def test_midnight_turns_to_a_new_page(put, monkeypatch, member):
    put(TODAY)
    room = member.go("paper")
    member.go("journal")
    monkeypatch.setattr("desktop.core.clock.SystemClock.today", lambda _self: TODAY + timedelta(1))
    member.go("paper")
    assert room.page.form.day() == TODAY + timedelta(1)
    assert room.page.form.gratitude.text() == ""


def test_what_is_done_stays_struck_out_in_another_theme(room, member, look):
    form = room.page.form
    form.rows[0].field.setFocus()
    member.write("Walk by the sea")
    member.press(Qt.Key.Key_Return, CTRL)
    assert form.rows[0].field.font().strikeOut()
    look.choose("light")
    look.scale_text(1.3)
    assert form.rows[0].field.font().strikeOut()
    member.press(Qt.Key.Key_Return, CTRL)
    assert not form.rows[0].field.font().strikeOut()

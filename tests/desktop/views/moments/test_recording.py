"""Recording a moment through the window, by keys and clicks alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextLayout
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop.core.errors import DiskFull
from desktop.services.moments import Moments
from tests.desktop.views.moments.conftest import both_rooms, rows

CTRL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


def recently(moment):
    return timedelta(0) <= datetime.now(UTC) - moment < timedelta(minutes=5)


@both_rooms
def test_an_empty_room_says_what_to_do(room):
    assert rows(room) == []
    assert any("press Enter" in label.text() for label in room.pane.findChildren(QLabel))
    assert "nothing yet" in room.chart.sentence.text()
    assert room.editor.form.word.hasFocus()


@both_rooms
def test_a_few_keys_make_a_moment(room, qtbot, hand, pen, name):
    word = {"checkin": "grateful", "events": "gratitude"}[name]
    with qtbot.waitSignal(room.notice) as told:
        hand.write(word[:5])
        hand.press(KEY.Key_Return)
        hand.press(KEY.Key_8)
        hand.press(KEY.Key_Return)
    (draft,) = pen.drafts()
    assert (draft.word, draft.level, draft.notes) == (word.capitalize(), 8, "")
    assert recently(draft.moment)
    row = pen.row(pen.moments.ids()[0])
    assert row["created_at"]
    assert row[pen.kind.notes] is None
    # The form is ready for the next, list and figures have moved.
    form = room.editor.form
    qtbot.waitUntil(lambda: rows(room) == [(word.capitalize(), 8)])
    qtbot.waitUntil(lambda: "average 8.0" in room.chart.sentence.text())
    assert form.word.hasFocus()
    assert form.draft().word == ""
    assert form.level.level() is None
    sentence, undo = told.args
    assert word.capitalize() in sentence
    assert callable(undo)


@both_rooms
def test_notes_and_ctrl_enter(room, qtbot, hand, pen):
    with qtbot.waitSignal(room.notice):
        hand.write("at peace")
        hand.press(KEY.Key_Return)
        hand.press(KEY.Key_0)
        hand.press(KEY.Key_Tab)
        hand.write("by the river")
        hand.press(KEY.Key_Return)
        hand.write("with Anna")
        hand.press(KEY.Key_Return, CTRL)
    (draft,) = pen.drafts()
    assert (draft.word, draft.level, draft.notes) == ("at peace", 10, "by the river\nwith Anna")


def test_by_mouse_alone(room, qtbot, hand, pen):
    form = room.editor.form
    hand.click(form.word)
    view = form.word.sheet.view
    first = view.model().index(0, 0)
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(first).center()
    )
    place = form.level.cell(3).center().toPoint()
    qtbot.mouseClick(form.level, Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(room.notice):
        hand.click(form.save_button)
    (draft,) = pen.drafts()
    assert draft.word
    assert draft.level == 3


def test_an_earlier_time_is_kept(room, qtbot, hand, pen):
    form = room.editor.form
    hand.write("so so")
    hand.press(KEY.Key_Return)
    hand.press(KEY.Key_5)
    hand.click(form.when.choice.chip("yesterday"))
    with qtbot.waitSignal(room.notice):
        hand.click(form.save_button)
    (draft,) = pen.drafts()
    assert recently(draft.moment + timedelta(days=1))
    assert form.when.moment() is None  # the next one is for now again


@both_rooms
def test_what_is_missing_is_told_in_its_place_and_nothing_is_saved(room, hand, pen, settled):
    form = room.editor.form
    hand.press(KEY.Key_Return, CTRL)
    assert form.word_problem.isVisible()
    assert form.level_problem.isVisible()
    assert form.word.hasFocus()
    hand.write("so so")
    hand.press(KEY.Key_Return, CTRL)
    assert not form.word_problem.isVisible()
    assert form.level.hasFocus()
    settled()
    assert pen.drafts() == []


def test_a_time_to_come_is_refused(room, qtbot, hand, pen, settled):
    form = room.editor.form
    hand.write("so so")
    hand.press(KEY.Key_Return)
    hand.press(KEY.Key_5)
    hand.click(form.when.choice.chip("other"))
    tomorrow = form.when.day.day() + timedelta(days=1)
    form.when.day.set_day(tomorrow)
    form.when.day.day_edited.emit(tomorrow)
    assert "still to come" in form.moment_problem.text()
    hand.press(KEY.Key_Return, CTRL)
    settled()
    assert pen.drafts() == []
    assert form.draft().word == "so so"
    hand.click(form.when.choice.chip("now"))
    with qtbot.waitSignal(room.notice):
        hand.press(KEY.Key_Return, CTRL)
    assert len(pen.drafts()) == 1


def test_words_used_before_come_first(pen, enter, hand):
    pen.write("grand")
    pen.write("grand")
    pen.write("Great peace")
    room = enter()
    hand.write("gr")
    offered = [word.text for word in room.editor.form.word.sheet.words()]
    assert offered[0] == "grand"
    assert "Great peace" in offered[:3]


def test_a_disk_without_room_keeps_the_words_in_the_form(
    room, qtbot, hand, pen, monkeypatch, settled
):
    def full(*_args):
        raise DiskFull("There is no room left on the disk.")

    with monkeypatch.context() as patch:
        patch.setattr(Moments, "save", full)
        hand.write("so so")
        hand.press(KEY.Key_Return)
        hand.press(KEY.Key_5)
        hand.press(KEY.Key_Return)
        qtbot.waitUntil(room.editor.form.problem.isVisible)
    assert "no room left" in room.editor.form.problem.text()
    assert room.editor.form.draft().word == "so so"
    with qtbot.waitSignal(room.notice):
        hand.press(KEY.Key_Return)
    assert [draft.word for draft in pen.drafts()] == ["so so"]


def test_enter_twice_saves_once(room, qtbot, hand, pen, settled):
    hand.write("so so")
    hand.press(KEY.Key_Return)
    hand.press(KEY.Key_5)
    hand.press(KEY.Key_Return)
    hand.press(KEY.Key_Return)
    settled()
    settled()
    assert len(pen.drafts()) == 1


# ---- taking it back ----


def record(room, qtbot, hand, word="so so", key=KEY.Key_5):
    with qtbot.waitSignal(room.notice) as told:
        hand.write(word)
        hand.press(KEY.Key_Return)
        hand.press(key)
        hand.press(KEY.Key_Return)
    return told.args


@both_rooms
def test_ctrl_z_takes_a_new_moment_back_into_the_form(room, qtbot, hand, pen, settled):
    record(room, qtbot, hand)
    hand.press(KEY.Key_Z, CTRL)
    settled()
    assert pen.drafts() == []
    form = room.editor.form
    assert (form.draft().word, form.draft().level) == ("so so", 5)
    qtbot.waitUntil(lambda: rows(room) == [])
    qtbot.waitUntil(lambda: "nothing yet" in room.chart.sentence.text())


def test_the_notice_takes_it_back_too(shell, room, qtbot, hand, pen, settled):
    record(room, qtbot, hand)
    undo = next(b for b in shell.notices.findChildren(QPushButton) if "Undo" in b.text())
    hand.click(undo)
    settled()
    assert pen.drafts() == []


def test_ctrl_z_in_a_field_is_for_its_words_first(room, qtbot, hand, pen, settled):
    record(room, qtbot, hand)
    hand.write("x")
    hand.press(KEY.Key_Escape)
    hand.press(KEY.Key_Z, CTRL)
    assert room.editor.form.word.text() == ""
    hand.press(KEY.Key_Z, CTRL)
    settled()
    assert len(pen.drafts()) == 1
    hand.press(KEY.Key_L, CTRL)
    hand.press(KEY.Key_Z, CTRL)
    settled()
    assert pen.drafts() == []


# ---- nothing written is lost ----


def test_what_is_begun_survives_another_room(shell, room, name, hand, settled):
    hand.write("so so")
    hand.press(KEY.Key_Return)
    hand.press(KEY.Key_7)
    shell.show_room("search")
    settled()
    shell.show_room(name)
    settled()
    form = room.editor.form
    assert (form.draft().word, form.draft().level) == ("so so", 7)


def test_what_is_begun_survives_what_comes_from_elsewhere(room, qtbot, hand, pen, settled):
    hand.write("so so")
    hand.press(KEY.Key_Return)
    pen.write("Calm", 4)
    qtbot.waitUntil(lambda: rows(room) == [("Calm", 4)])
    assert "average 4.0" in room.chart.sentence.text()
    assert room.editor.form.draft().word == "so so"


def test_what_is_begun_survives_a_look_at_another_moment(pen, enter, qtbot, hand, settled):
    pen.write("Calm", 4)
    room = enter()
    hand.write("so so")
    hand.press(KEY.Key_Return)
    hand.press(KEY.Key_3)
    hand.press(KEY.Key_L, CTRL)
    with qtbot.waitSignal(room.editor.opened):
        hand.press(KEY.Key_Down)
    assert room.editor.form.draft().word == "Calm"
    hand.press(KEY.Key_N, CTRL)
    assert room.editor.form.word.hasFocus()
    assert (room.editor.form.draft().word, room.editor.form.draft().level) == ("so so", 3)


@pytest.mark.parametrize("size", [(1180, 800), (760, 520), (1700, 900)])
def test_all_of_it_can_be_reached_in_any_window(shell, room, qtbot, size, settled):
    shell.resize(*size)
    settled()
    qtbot.waitUntil(lambda: room.chart.chart is not None)
    for part in (room.editor.form.word, room.editor.form.level, room.editor.form.save_button):
        assert not part.visibleRegion().isEmpty()
    assert room.editor.form.level.width() >= 10 * 20
    assert QApplication.focusWidget() is not None


def test_what_is_begun_survives_the_end_of_the_window(shell, room, qtbot, hand, pen, settled):
    form = room.editor.form
    hand.write("so so")
    hand.press(KEY.Key_Return)
    hand.press(KEY.Key_7)
    hand.click(form.when.choice.chip("yesterday"))
    begun = form.draft()
    kept = pen.write("Calm", 4)
    qtbot.waitUntil(lambda: rows(room) == [("Calm", 4)])
    hand.press(KEY.Key_L, CTRL)
    with qtbot.waitSignal(room.editor.opened):
        hand.press(KEY.Key_Down)
    form.notes.setFocus()
    hand.write("half a sen")
    # As after a crash: the room is built anew from what is on the disk.
    qtbot.waitUntil(lambda: kept in pen.moments.unsaved())
    assert "" in pen.moments.unsaved()
    name = room.name
    shell.forget_rooms()
    settled()
    room = shell.show_room(name)
    settled()
    assert room.editor.form.draft() == begun
    room.open_moment(kept)
    qtbot.waitUntil(lambda: room.editor.form.draft().notes == "half a sen")
    with qtbot.waitSignal(room.notice):
        room.editor.form.notes.setFocus()
        hand.press(KEY.Key_Return, CTRL)
    assert pen.draft(kept).notes == "half a sen"
    qtbot.waitUntil(lambda: kept not in pen.moments.unsaved())
    assert room.editor.form.draft() == begun


def places(text):
    """Where Qt draws the letters of a line, from left to right."""
    layout = QTextLayout(text)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(100_000)
    layout.endLayout()
    return [line.cursorToX(at)[0] for at in range(len(text))]


def test_a_word_that_runs_to_the_left_leaves_the_sentence_about_it_in_order(
    room, hand, shell, settled
):
    typed = QInputMethodEvent()
    typed.setCommitString("שמחה")
    QApplication.sendEvent(room.editor.form.word, typed)
    for key in (KEY.Key_Return, KEY.Key_5, KEY.Key_Return):
        hand.press(key)
    settled()
    said = shell.notices.text()
    at = places(said)
    assert said.startswith("Saved: ")
    assert at[said.index("5")] > max(at[said.index(letter)] for letter in "שמחה")

"""The list of versions: their standing, and what one can do with each, undone by one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.domain.vision import State
from desktop.qt.itemmodels.lines import LineRole
from desktop.services.vision import listing
from desktop.views.vision.mode import FLOW, READ, WRITE

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
CTRL_SHIFT = CTRL | SHIFT


def lines(room):
    model = room.versions.model
    return [model.index(row).data(LineRole.LINE) for row in range(model.rowCount())]


def standing(room):
    return [(line.number, line.state) if line else None for line in lines(room)]


@pytest.fixture
def told(room):
    found = []
    room.notice.connect(lambda sentence, undo: found.append((sentence, undo)))
    return found


@pytest.fixture
def two(pen):
    """An active version and a draft made from it."""
    first = pen.version("The first", forward="I open.", fun="I play.")
    pen.steps.make_active(first)
    second = pen.steps.new_from(first)
    pen.write(second, title="The second", fun="I play and dance.")
    return first, second


def open_version(room, row_id, qtbot):
    room.open_version(row_id)
    qtbot.waitUntil(lambda: room.version_id == row_id)
    page = room.modes.mode(WRITE).page
    qtbot.waitUntil(lambda: page.row_id == row_id and not page.is_loading)


def test_the_active_vision_is_open_at_first_and_read(two, room):
    assert room.version_id == two[0]
    assert standing(room) == [(2, State.DRAFT), (1, State.ACTIVE)]
    assert "Active" in room.head.said()
    assert room.modes.name in {READ, WRITE}


def test_a_version_that_is_not_a_draft_is_not_written_on_by_chance(two, room, qtbot, press, pen):
    room.show_mode(WRITE)
    form = room.modes.mode(WRITE).form
    qtbot.waitUntil(lambda: not room.modes.mode(WRITE).page.is_loading)
    assert form.lock.isVisible()
    qtbot.keyClicks(form.text, "x")
    assert form.text.text() == "I open."
    qtbot.mouseClick(form.edit_button, Qt.MouseButton.LeftButton)
    assert not form.lock.isVisible()
    with qtbot.waitSignal(room.modes.mode(WRITE).page.row_saved):
        qtbot.keyClicks(form.text, "Yes. ")
    assert pen.text(two[0], "forward") == "Yes. I open."


def test_a_new_draft_takes_the_words_along(two, room, qtbot, settled):
    room.show_mode(WRITE)
    form = room.modes.mode(WRITE).form
    qtbot.mouseClick(form.draft_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.version_id not in two)
    settled()
    assert room.modes.name == WRITE
    assert not form.lock.isVisible()
    assert form.fields().texts[:2] == ("I open.", "I play.")
    assert standing(room)[0] == (3, State.DRAFT)


def test_making_active_by_keys_and_back(two, room, qtbot, press, pen):
    open_version(room, two[1], qtbot)
    press(Qt.Key.Key_A, CTRL_SHIFT)
    qtbot.waitUntil(lambda: standing(room) == [(2, State.ACTIVE), (1, State.COMPLETE)])
    assert pen.visions.active_id() == two[1]
    qtbot.waitUntil(lambda: "Active" in room.head.said())
    room.versions.list.setFocus()
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: standing(room) == [(2, State.DRAFT), (1, State.ACTIVE)])
    assert pen.visions.active_id() == two[0]


def test_completing_and_going_on(two, room, qtbot, press):
    open_version(room, two[1], qtbot)
    press(Qt.Key.Key_C, CTRL_SHIFT)
    qtbot.waitUntil(lambda: standing(room)[0] == (2, State.COMPLETE))
    press(Qt.Key.Key_R, CTRL_SHIFT)
    qtbot.waitUntil(lambda: standing(room)[0] == (2, State.DRAFT))


def test_only_what_fits_is_offered(two, room, qtbot):
    def offered():
        return {action.text() for action in room.menu.actions() if action.isVisible()}

    assert "Make this the active vision" not in offered()
    assert "New draft from this" in offered()
    open_version(room, two[1], qtbot)
    assert {"Make this the active vision", "Complete this version"} <= offered()


def test_what_is_refused_is_told(two, room, qtbot, press, settled, told):
    press(Qt.Key.Key_Delete, CTRL_SHIFT)
    qtbot.waitUntil(lambda: bool(told))
    assert "another version active first" in told[0][0]
    press(Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: room.version_id not in two)
    settled()
    press(Qt.Key.Key_A, CTRL_SHIFT)
    qtbot.waitUntil(lambda: "nothing in this version" in told[-1][0])


def test_a_discarded_version_comes_back_by_undo(two, room, qtbot, press, pen, told):
    open_version(room, two[1], qtbot)
    room.versions.list.setFocus()
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: standing(room) == [(1, State.ACTIVE)])
    qtbot.waitUntil(lambda: room.version_id == two[0])
    sentence, undo = told[-1]
    assert "trash" in sentence
    undo()
    qtbot.waitUntil(lambda: room.version_id == two[1])
    assert pen.text(two[1], "fun") == "I play and dance."


def test_unsaved_words_do_not_bring_a_discarded_version_back(two, room, qtbot, press, pen, settled):
    open_version(room, two[1], qtbot)
    form = room.modes.mode(WRITE).form
    form.text.setFocus()
    qtbot.keyClicks(form.text, "typed just now")
    press(Qt.Key.Key_Delete, CTRL_SHIFT)
    qtbot.waitUntil(lambda: standing(room) == [(1, State.ACTIVE)])
    settled()
    assert pen.visions.get(two[1]) is None
    pen.workspace.trash.restore(pen.workspace.trash.items()[0].id)
    assert pen.text(two[1], "health") == "typed just now"


def test_one_walks_through_the_versions_by_keys(two, room, qtbot, press):
    press(Qt.Key.Key_L, CTRL)
    press(Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: room.version_id == two[1])
    qtbot.waitUntil(lambda: room.modes.name == WRITE)
    assert room.versions.list.view.hasFocus()
    press(Qt.Key.Key_Return)
    assert room.modes.mode(WRITE).form.text.hasFocus()
    press(Qt.Key.Key_T, CTRL)
    assert room.rail.view.hasFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert room.modes.mode(WRITE).form.text.hasFocus()


def test_what_another_device_made_active_is_seen(two, room, qtbot, pen):
    pen.steps.make_active(two[1])
    qtbot.waitUntil(lambda: standing(room) == [(2, State.ACTIVE), (1, State.COMPLETE)])
    qtbot.waitUntil(lambda: "Complete" in room.head.said())


def test_every_button_has_a_name(two, room, settled):
    from PySide6.QtWidgets import QAbstractButton

    room.show_mode(WRITE)
    settled()
    unnamed = [
        made
        for made in room.findChildren(QAbstractButton)
        if made.isVisible() and not (made.accessibleName() or made.text())
    ]
    assert unnamed == []
    assert QApplication.focusWidget() is not None
    assert (
        room.versions.list.view.model()
        .index(0)
        .data(Qt.ItemDataRole.AccessibleTextRole)
        .startswith("Version 2, The second, Draft")
    )


def test_the_state_of_a_category_is_shown_where_its_part_is(two, room, qtbot, pen):
    states = pen.workspace.category_states
    states.save("money", {"transcript": "I say"}, "s")
    room.present_row("life_vision_category_state", states.row_id("money"))
    qtbot.waitUntil(lambda: room.rail.part() == "money")
    assert room.version_id == two[0]
    assert room.modes.name == (FLOW if FLOW in room.modes.plans else WRITE)


def test_words_lead_back_to_the_page_on_which_they_were_chosen(two, room, qtbot, settled):
    room.show_mode(WRITE)
    writing = room.modes.mode(WRITE)
    qtbot.waitUntil(lambda: not writing.page.is_loading)
    qtbot.mouseClick(writing.form.edit_button, Qt.MouseButton.LeftButton)
    room.rail.view.setCurrentRow(1)
    assert (writing.page.table, writing.page.part) == ("vision_versions", "fun")
    room.rail.view.setCurrentRow(3)
    room.present(f"{two[0]}\nplay\nI play.")
    qtbot.waitUntil(lambda: writing.form.text.textCursor().selectedText() == "play")
    assert (room.modes.name, room.rail.part()) == (WRITE, "fun")
    assert not writing.form.text.isReadOnly()
    room.present(f"{two[0]}\nnowhere to be found\nnowhere")
    settled()
    assert (room.modes.name, room.rail.part()) == (WRITE, "fun")


def test_the_focus_chooses_no_other_version_before_the_active_one(two, room, qtbot, settled):
    # Whatever Qt chooses by itself would have been opened by now.
    qtbot.waitUntil(lambda: room.modes.name != "")
    settled()
    assert not room.versions.list.view.hasFocus()
    assert room.versions.list.chosen() == room.version_id == two[0]


def test_whoever_walks_through_the_versions_keeps_the_keys_in_the_list(
    pen, room, qtbot, press, settled
):
    first, second, third = (pen.version(f"Number {n}", fun=f"I play {n}.") for n in "123")
    for one in (first, second):
        pen.steps.complete(one)
    settled()
    room.refresh()
    qtbot.waitUntil(lambda: len(standing(room)) == 3)
    room.open_version(third)
    qtbot.waitUntil(lambda: room.version_id == third and room.modes.name == WRITE)
    room.versions.list.setFocus()
    for row_id in (second, first):
        press(Qt.Key.Key_Down)
        qtbot.waitUntil(lambda row_id=row_id: room.version_id == row_id)
        page = room.modes.mode(READ).page
        qtbot.waitUntil(page.isVisible)
        settled()
        assert room.versions.list.view.hasFocus()
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(standing(room)) == 2)
    settled()
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: room.version_id == first)
    assert pen.visions.version(first).texts["fun"] == "I play 1."


def test_words_of_the_message_are_found_where_they_are_written(pen, two, room, qtbot):
    pen.write(two[0], activation_message="Swim each morning, whatever the weather.")
    # What the search shows around a find begins in another column.
    room.present(f"{two[0]}\nmorning\nthe sea Swim each morning, whatever the weather.")
    qtbot.waitUntil(lambda: room.modes.name == WRITE)
    message = room.modes.mode(WRITE).form.about.message
    qtbot.waitUntil(lambda: message.textCursor().selectedText() == "morning")
    assert message.hasFocus()
    room.present(f"{two[0]}\nfirst\nThe first")
    title = room.modes.mode(WRITE).form.about.title
    qtbot.waitUntil(lambda: title.selectedText() == "first")


def test_words_of_a_part_are_not_looked_for_in_the_flow(two, room, qtbot):
    room.show_mode(FLOW)
    room.present(f"{two[0]}\nplay\nI play.")
    qtbot.waitUntil(lambda: room.modes.name == READ)
    assert room.rail.part() == "fun"


def test_only_the_versions_in_view_are_read_to_their_end(pen, shell, settled, monkeypatch):
    for number in range(40):
        pen.version(forward=f"I open {number}.")
    read, lines_of = [], listing.lines
    monkeypatch.setattr(
        listing, "lines", lambda asked, ids: read.append(len(ids)) or lines_of(asked, ids)
    )
    room = shell.show_room("vision")
    settled()
    assert room.versions.model.rowCount() == 40
    assert max(read) < 40


def test_nothing_is_offered_for_a_version_while_there_is_none(room, pen, settled):
    def offered():
        return {action.text() for action in room.actions() if action.isVisible()}

    assert offered() >= {"New draft", "Trash…"}
    assert not offered() & {"Compare two versions", "Title and facts", "Earlier versions…"}
    row_id = pen.version(forward="I open.")
    room.open_version(row_id)
    settled()
    assert offered() >= {"Compare two versions", "Title and facts", "Earlier versions…"}
    room.discard(row_id)
    settled()
    assert "Compare two versions" not in offered()

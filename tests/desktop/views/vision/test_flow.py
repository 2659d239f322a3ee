"""The flow of a category by keys and clicks, from the first word to the vision."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.views.vision.flow.fields import BLUEPRINT, IDEAL, INTO, TRANSCRIPT
from desktop.views.vision.flow.mode import FlowMode

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TABLE = "life_vision_category_state"
LOOPS = [
    {"being": "playful", "doing": "I sing", "receiving": "a voice", "essence": "joy", "mood": 7},
    {"being": "curious", "doing": "I try", "receiving": "ideas"},
]


@pytest.fixture
def draft(pen):
    return pen.version(fun="I play.", love="I am met.")


@pytest.fixture
def mode(room, draft, settled, press):
    room.refresh()
    settled()
    room.open_version(draft)
    settled()
    press(Qt.Key.Key_O, CTRL | SHIFT)
    settled()
    room.rail.view.setCurrentRow(1)
    settled()
    made = room.findChild(FlowMode)
    made.activate()
    return made


@pytest.fixture
def state(pen):
    """What the store has of a category."""
    return lambda category="fun": pen.workspace.category_states.get(category)


@pytest.fixture
def put(pen, room, settled):
    """Write a state as another device would, and let the room see it."""

    def write(category="fun", **values):
        found = pen.workspace.category_states.row_id(category)
        known = {"id": found} if found else {"category": category}
        pen.workspace.rows.put(TABLE, {**known, **values})
        room.refresh()
        settled()
        settled()

    return write


def type_in(qtbot, text):
    qtbot.keyClicks(QApplication.focusWidget(), text)


def test_the_steps_are_written_one_after_the_other(mode, press, qtbot, state, settled):
    assert mode.form.heading.text() == "Fun / Recreation"
    type_in(qtbot, "I miss singing.")
    press(Qt.Key.Key_Right, ALT)
    type_in(qtbot, "I sing on Thursdays.")
    press(Qt.Key.Key_Right, ALT)
    press(Qt.Key.Key_Space)
    for words in ("light", "I go to choir", "a voice"):
        type_in(qtbot, words)
        press(Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: mode.form.saved_sentence() == "Saved")
    settled()
    kept = state()
    assert kept["transcript"] == "I miss singing."
    assert kept["ideal_state"] == "I sing on Thursdays."
    assert kept["blueprint_data"] == [
        {"being": "light", "doing": "I go to choir", "receiving": "a voice"}
    ]
    assert all(mode.form.stepper.is_done(step) for step in (TRANSCRIPT, IDEAL, BLUEPRINT, INTO))


def test_nothing_is_kept_of_a_category_that_was_only_looked_at(mode, room, settled, state):
    room.rail.view.setCurrentRow(2)
    settled()
    mode.leave()
    settled()
    assert state("fun") is None
    assert state("health") is None


def test_each_category_has_its_own_words(mode, room, qtbot, settled, state):
    type_in(qtbot, "Songs.")
    room.rail.view.setCurrentRow(4)
    settled()
    assert mode.form.transcript.text() == ""
    mode.activate()
    type_in(qtbot, "Evenings.")
    room.rail.view.setCurrentRow(1)
    settled()
    qtbot.waitUntil(lambda: mode.form.transcript.text() == "Songs.")
    assert state("love")["transcript"] == "Evenings."


def test_steps_are_chosen_by_click_and_named_for_those_who_listen(mode, qtbot):
    chip = mode.form.stepper.chip(IDEAL)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert mode.form.step == IDEAL
    assert mode.form.ideal.hasFocus()
    assert chip.accessibleName() == "Step 2: Ideal state, open"
    type_in(qtbot, "Sun.")
    assert chip.accessibleName() == "Step 2: Ideal state, done"


def test_what_the_server_heard_is_shown_and_cannot_be_changed(mode, put, qtbot):
    assert not mode.form.summary.isVisible()
    put(transcript="I miss singing.", ai_summary="You miss your voice.")
    assert mode.form.summary.isVisible()
    assert mode.form.summary.text() == "You miss your voice."
    assert mode.form.summary.isReadOnly()


def test_what_was_said_is_beside_what_one_imagines(mode, qtbot, press):
    press(Qt.Key.Key_Right, ALT)
    assert not mode.form.said.isVisible()
    press(Qt.Key.Key_Left, ALT)
    type_in(qtbot, "I miss singing.")
    press(Qt.Key.Key_Right, ALT)
    assert mode.form.said.isVisible()
    assert mode.form.said.text() == "I miss singing."


def test_what_comes_while_one_writes_is_woven_in(mode, put, qtbot, state, settled):
    put(transcript="One.\n\nTwo.")
    mode.form.transcript.setFocus()
    qtbot.keyClick(mode.form.transcript, Qt.Key.Key_End, CTRL)
    type_in(qtbot, " Mine.")
    put(ideal_state="From the web.")
    mode.page.save_now()
    settled()
    settled()
    assert state()["transcript"] == "One.\n\nTwo. Mine."
    qtbot.waitUntil(lambda: mode.form.ideal.text() == "From the web.")


# Blueprint


@pytest.fixture
def blueprint(mode, put, press):
    put(blueprint_data={"loops": LOOPS, "source": "web"})
    mode.form.show_step(BLUEPRINT)
    mode.activate()
    return mode.form.loops


def test_loops_are_shown_with_all_that_they_hold(blueprint):
    first = blueprint.rows[0]
    assert [first.fields[name].text() for name in ("being", "doing", "receiving", "essence")] == [
        "playful", "I sing", "a voice", "joy",
    ]  # fmt: skip
    assert first.rest.text() == "Kept as it is: mood: 7"
    assert blueprint.unknown.text() == "Kept as it is: source: web"
    assert first.fields["being"].accessibleName() == "Loop 1, Being"


def test_writing_in_a_loop_changes_that_alone(blueprint, qtbot, mode, state, settled):
    type_in(qtbot, " and light")
    mode.page.save_now()
    settled()
    kept = state()["blueprint_data"]
    assert kept["loops"][0]["being"] in {"playful and light", " and lightplayful"}
    assert kept["loops"][0]["mood"] == 7
    assert kept["loops"][1] == LOOPS[1]
    assert kept["source"] == "web"


def test_loops_are_moved_by_keys(blueprint, press, mode, state, settled):
    press(Qt.Key.Key_Down, ALT | SHIFT)
    mode.page.save_now()
    settled()
    assert [loop["being"] for loop in state()["blueprint_data"]["loops"]] == ["curious", "playful"]
    assert blueprint.rows[1].fields["being"].hasFocus()
    assert blueprint.rows[1].number.text() == "Loop 2"
    press(Qt.Key.Key_Down, ALT | SHIFT)
    assert blueprint.rows[1].fields["being"].text() == "playful"


def test_a_loop_is_added_after_the_one_that_is_written(blueprint, press, qtbot, state, settled):
    press(Qt.Key.Key_Return, CTRL)
    type_in(qtbot, "new")
    qtbot.waitUntil(lambda: len(state()["blueprint_data"]["loops"]) == 3)
    kept = [loop["being"] for loop in state()["blueprint_data"]["loops"]]
    assert kept == ["playful", "new", "curious"]


def test_a_loop_is_removed_and_brought_back(blueprint, qtbot, room, mode, state, settled):
    with qtbot.waitSignal(room.notice) as told:
        qtbot.mouseClick(blueprint.rows[0].remove, Qt.MouseButton.LeftButton)
    mode.page.save_now()
    settled()
    assert [loop["being"] for loop in state()["blueprint_data"]["loops"]] == ["curious"]
    told.args[1]()
    mode.page.save_now()
    settled()
    assert state()["blueprint_data"] == {"loops": LOOPS, "source": "web"}


def test_a_removed_loop_comes_back_also_from_another_category(
    blueprint, qtbot, room, settled, state
):
    with qtbot.waitSignal(room.notice) as told:
        qtbot.mouseClick(blueprint.rows[1].remove, Qt.MouseButton.LeftButton)
    room.rail.view.setCurrentRow(4)
    settled()
    told.args[1]()
    settled()
    assert state()["blueprint_data"]["loops"] == LOOPS
    assert state("love") is None


def test_a_blueprint_of_unknown_shape_is_shown_and_kept(mode, put, qtbot, state, settled):
    put(blueprint_data=["only words", 7])
    mode.form.show_step(BLUEPRINT)
    rows = mode.form.loops.rows
    assert [row.rest.text() for row in rows] == [
        "Kept as it is: only words", "Kept as it is: 7",
    ]  # fmt: skip
    mode.form.transcript.setFocus()
    qtbot.keyClicks(mode.form.transcript, "More.")
    mode.page.save_now()
    settled()
    assert state()["blueprint_data"] == ["only words", 7]


# Into the vision


@pytest.fixture
def into(mode, put, settled):
    put(ideal_state="I sing on Thursdays.", blueprint_data=LOOPS)
    mode.form.show_step(INTO)
    settled()
    settled()
    mode.activate()
    return mode.form.into


COMPOSED = "I sing on Thursdays.\n\nplayful\nI sing\na voice\n\ncurious\nI try\nideas"


def test_the_words_of_the_steps_are_offered_and_previewed(into):
    assert into.text.text() == COMPOSED
    assert into.preview.text() == f"I play.\n\n{COMPOSED}"
    assert into.preview.legend() == "How this part will read: 13 words added at the end"
    assert into.figures.text().startswith("2 words")
    assert into.version.currentText().startswith("Version 1")


def test_putting_them_in_appends_and_can_be_undone(into, room, pen, draft, qtbot, settled):
    into.text.selectAll()
    type_in(qtbot, "I sing.")
    with qtbot.waitSignal(room.notice) as told:
        qtbot.keyClick(into.text, Qt.Key.Key_Return, CTRL)
    settled()
    assert pen.text(draft, "fun") == "I play.\n\nI sing."
    told.args[1]()
    settled()
    settled()
    assert pen.text(draft, "fun") == "I play."


def test_what_the_member_shaped_is_left_alone(into, put, qtbot, mode):
    qtbot.keyClick(into.text, Qt.Key.Key_End, CTRL)
    type_in(qtbot, " More.")
    put(ideal_state="I sing on Fridays.")
    assert into.text.text().endswith("ideas More.")
    qtbot.mouseClick(into.compose_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: into.text.text().startswith("I sing on Fridays."))


def test_words_that_are_there_already_are_told(into, press, pen, draft, settled, room):
    pen.write(draft, fun=f"I play.\n\n{COMPOSED}")
    room.refresh()
    settled()
    press(Qt.Key.Key_Return, CTRL)
    settled()
    assert into.sentence.text() == "These words stand in this part already."
    assert pen.text(draft, "fun").count("playful") == 1


def test_a_draft_can_be_chosen_and_what_is_active_is_not_offered(
    into, pen, draft, room, settled, qtbot
):
    other = pen.version(fun="Another.")
    pen.steps.make_active(draft)
    room.refresh()
    settled()
    settled()
    assert [into.version.itemData(n) for n in range(into.version.count())] == [other]
    assert into.preview.text().startswith("Another.")


def test_without_a_draft_a_sentence_says_what_to_do(into, pen, draft, room, settled):
    pen.steps.make_active(draft)
    room.refresh()
    settled()
    settled()
    assert into.sentence.text().startswith("There is no draft to put it into.")
    assert not into.put_button.isEnabled()


def test_the_frame_of_the_vision_has_no_flow(mode, room, settled):
    room.rail.view.setCurrentRow(0)
    settled()
    assert mode.nothing.isVisible()
    room.rail.view.setCurrentRow(1)
    settled()
    assert mode.form.isVisible()


def test_a_search_hit_leads_to_the_words(mode, put, shell, pen, settled):
    put(transcript="First.", ideal_state="The river in May.")
    row_id = pen.workspace.category_states.row_id("fun")
    shell.current.present_row(TABLE, f"{row_id}\nriver")
    settled()
    settled()
    assert mode.form.step == IDEAL
    assert mode.form.ideal.textCursor().selectedText() == "river"


@pytest.fixture
def search(put, shell, pen, settled):
    """Look for words that the flow of a category holds, and open what was found."""

    def look_for(words, **values):
        put(**values)
        while pen.workspace.search.drain():
            pass
        (hit,) = pen.workspace.search.find(words).hits
        around = " ".join("".join(text for text, _ in hit.snippet).strip("… \n").split())
        shell.current.present_row(hit.table, "\n".join((hit.row_id, words, around)))
        for _ in range(3):
            settled()

    return look_for


def test_a_search_hit_in_a_loop_is_selected_there(mode, search):
    loops = [*LOOPS, {"being": "light", "doing": "I walk by the sea", "receiving": "the sea"}]
    search("sea", blueprint_data=loops)
    assert mode.form.step == BLUEPRINT
    field = mode.form.loops.rows[2].fields["doing"]
    assert QApplication.focusWidget() is field
    assert field.textCursor().selectedText() == "sea"


def test_of_several_loops_with_the_words_that_around_the_find_is_shown(mode, room, put, settled):
    put(blueprint_data=[{"being": "calm", "doing": "rest"}, {"being": "calm", "doing": "swim"}])
    room.present_row(TABLE, "fun\ncalm\ncalm swim")
    for _ in range(3):
        settled()
    assert mode.form.loops.rows[1].fields["being"].textCursor().selectedText() == "calm"
    assert mode.form.loops.rows[0].fields["being"].textCursor().selectedText() == ""


def test_a_find_in_what_the_server_heard_is_selected_beside_the_transcript(mode, search):
    search("lanterns", ai_summary="You long for lanterns.", blueprint_data=LOOPS)
    assert mode.form.step == TRANSCRIPT
    assert mode.form.summary.textCursor().selectedText() == "lanterns"


def test_a_find_in_what_has_no_field_is_brought_into_view(mode, search):
    loops = [{"being": f"calm {n}", "doing": "rest"} for n in range(8)]
    search("pebbles", blueprint_data=[*loops, {"being": "light", "found": "pebbles"}])
    said = mode.form.loops.rows[8].rest
    assert "pebbles" in said.text()
    place = said.mapTo(mode.form.loops.viewport(), said.rect().center())
    assert mode.form.loops.viewport().rect().contains(place)

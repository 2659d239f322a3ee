"""From I to we and back by keys and clicks: each place decided, a draft made, nothing lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.views.vision.perspective.mode import PerspectiveMode

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
TEXTS = {
    "forward": "I am here. Part I is mine.",
    "fun": "I play. I sing with my friends.",
    "love": "I am met.",
    "home": "Light and warm.",
}


@pytest.fixture
def source(pen):
    return pen.version(title="My life", **TEXTS)


@pytest.fixture
def begin(room, settled, press):
    def run(row_id):
        room.refresh()
        settled()
        room.open_version(row_id)
        settled()
        press(Qt.Key.Key_I, CTRL | SHIFT)
        settled()
        return room.findChild(PerspectiveMode)

    return run


@pytest.fixture
def mode(begin, source):
    return begin(source)


def rows(mode):
    """Each row as a screen reader says it."""
    role = Qt.ItemDataRole.AccessibleTextRole
    return [mode.model.index(n).data(role) for n in range(mode.model.rowCount())]


def others(pen, source):
    return [row_id for row_id in pen.visions.ids() if row_id != source]


def test_each_place_is_listed_in_its_part_with_its_reason(mode):
    said = rows(mode)
    assert said[0] == "Forward"
    assert said[1].startswith("“I am” becomes “We are”, accepted")
    assert any("left as it is, This may be a number, as in Part I." in row for row in said)
    assert "Home / Environment" not in said
    assert "Fun / Recreation" in said
    assert mode.spots.hasFocus()


def test_the_preview_follows_each_decision(mode, press):
    assert mode.preview.toPlainText().startswith("We are here. Part I is")
    press(Qt.Key.Key_Space)
    assert mode.preview.toPlainText().startswith("I am here. Part I is")
    press(Qt.Key.Key_A)
    assert mode.preview.toPlainText().startswith("We are here.")


def test_a_accepts_and_r_refuses_and_both_go_on(mode, press):
    first = mode.spots.spot()
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_A)
    assert mode.spots.spot() == first + 2
    assert mode.preview.toPlainText().startswith("I am here. Part we is")


def test_a_whole_part_and_all_are_decided_at_once(mode, press, qtbot):
    press(Qt.Key.Key_R, SHIFT)
    assert mode.preview.toPlainText() == TEXTS["forward"]
    assert any("accepted" in row for row in rows(mode))
    qtbot.mouseClick(mode.none_button, Qt.MouseButton.LeftButton)
    assert not any(", accepted" in row for row in rows(mode))
    assert mode.count.text().startswith("0 of ")
    qtbot.mouseClick(mode.all_button, Qt.MouseButton.LeftButton)
    assert not any("left as it is" in row for row in rows(mode))


def test_decisions_are_taken_back(mode, press):
    before = rows(mode)
    press(Qt.Key.Key_R, SHIFT)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Z, CTRL)
    press(Qt.Key.Key_Z, CTRL)
    assert rows(mode) == before


def test_a_chosen_part_begins_at_the_top_with_its_name(pen, begin, shell, room, settled):
    many = " ".join(["I walk along the river."] * 12)
    mode = begin(pen.version(forward=many, fun=many, love=many))
    shell.resize(900, 600)
    room.rail.view.setCurrentRow(1)
    settled()
    top = mode.spots.indexAt(QPoint(20, 2))
    assert top.data() == "Fun / Recreation"
    assert mode.spots.currentIndex().row() == top.row() + 1


def test_a_click_on_the_sign_turns_a_decision_round(mode, qtbot):
    index = mode.model.index(1)
    place = mode.spots.visualRect(index).topLeft() + QPoint(18, 12)
    qtbot.mouseClick(mode.spots.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "left as it is" in rows(mode)[1]


def test_doubtful_places_are_gone_through_in_turn(mode, qtbot):
    qtbot.mouseClick(mode.doubtful_button, Qt.MouseButton.LeftButton)
    first = mode.spots.spot()
    assert "number" in rows(mode)[mode.spots.currentIndex().row()]
    for _ in range(12):
        qtbot.mouseClick(mode.doubtful_button, Qt.MouseButton.LeftButton)
        if mode.spots.spot() == first:
            break
    assert mode.spots.spot() == first


def test_the_outcome_is_a_new_draft_and_the_source_stays(mode, pen, source, room, qtbot, settled):
    qtbot.mouseClick(mode.make_button, Qt.MouseButton.LeftButton)
    settled()
    (made,) = others(pen, source)
    row = pen.visions.get(made)
    assert row["perspective"] == "plural"
    assert row["is_draft"] is True
    assert row["forward"].startswith("We are here. Part I is")
    assert row["fun"] == "We play. We sing with our friends."
    assert row["home"] == TEXTS["home"]
    assert {part: pen.text(source, part) for part in TEXTS} == TEXTS
    assert room.modes.name == "write"


def test_making_the_draft_can_be_undone(mode, pen, source, room, qtbot, settled):
    with qtbot.waitSignal(room.notice) as told:
        qtbot.mouseClick(mode.make_button, Qt.MouseButton.LeftButton)
    told.args[1]()
    settled()
    assert others(pen, source) == []


def test_cancelling_leaves_nothing_behind(mode, pen, source, room, qtbot, settled):
    qtbot.keyClick(mode.spots, Qt.Key.Key_R, SHIFT)
    qtbot.mouseClick(mode.cancel_button, Qt.MouseButton.LeftButton)
    settled()
    assert pen.visions.ids() == [source]
    assert {part: pen.text(source, part) for part in TEXTS} == TEXTS
    assert room.modes.name == "read"


def test_from_we_back_to_i(begin, pen, source):
    plural = pen.version(perspective="plural", fun="We play and we are glad.")
    mode = begin(plural)
    assert mode.preview.toPlainText() == "I play and I am glad."


def test_a_text_that_changes_meanwhile_is_looked_through_anew(
    mode, pen, source, room, press, settled
):
    press(Qt.Key.Key_Space)
    pen.write(source, love="I am met and I am known.")
    room.refresh()
    settled()
    settled()
    assert "left as it is" in rows(mode)[1]
    assert sum("becomes" in row for row in rows(mode)) > 6


def test_a_version_that_would_not_change_says_so(begin, pen):
    mode = begin(pen.version(fun="Sun and sea."))
    assert mode.nothing.text().startswith("No word of this version would change")
    mode = begin(pen.steps.new_draft())
    assert mode.nothing.text() == "Nothing is written in this version yet."

"""Words of the flow are flipped, and the clarity finds its way back into their step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.domain.categories import CODES
from desktop.views.flips.room import FlipsRoom
from desktop.views.vision.flow.fields import IDEAL, TRANSCRIPT
from desktop.views.vision.flow.mode import FlowMode
from desktop.views.vision.room import VisionRoom
from tests.desktop.views.window import plan

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
STATES = "life_vision_category_state"
CONTRAST = "I never sing."


@pytest.fixture
def plans(kit):
    return [
        plan(kit, "vision", VisionRoom, "vision_versions", STATES),
        plan(kit, "flips", FlipsRoom, "frequency_flip"),
    ]


@pytest.fixture
def flow(workspace, rows, member, qtbot):
    """The flow of fun, with words to flip in its first step."""
    draft = workspace.vision_steps.new_draft()
    rows.put(STATES, {"category": "fun", "transcript": f"So. {CONTRAST} Yet.", "ideal_state": "A"})
    room = member.go("vision")
    qtbot.waitUntil(lambda: room.version_id == draft)
    room.show_mode("flow")
    room.rail.view.setCurrentRow(1 + CODES.index("fun"))
    mode = room.findChild(FlowMode)
    qtbot.waitUntil(lambda: CONTRAST in mode.form.transcript.text())
    mode.form.transcript.go_to(CONTRAST)
    mode.form.transcript.setFocus()
    return mode


def flip(member, shell):
    member.press(Qt.Key.Key_L, CTRL | SHIFT)
    member.settled()
    assert shell.current.name == "flips"
    member.write("I sing.")


def kept(workspace, mode, member):
    mode.leave()
    member.settled()
    return workspace.category_states.get("fun")[TRANSCRIPT]


def test_the_clarity_stands_where_the_words_stood(flow, member, shell, workspace):
    flip(member, shell)
    member.press(Qt.Key.Key_Return, CTRL)
    assert shell.current.name == "vision"
    assert kept(workspace, flow, member) == "So. I sing. Yet."


def test_another_category_is_left_for_the_one_the_words_are_from(
    flow, member, shell, workspace, qtbot
):
    flip(member, shell)
    shell.current.leave()
    flow.show_part("love")
    member.settled()
    assert flow.page.row_id == "love"
    member.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "I sing." in flow.form.transcript.text())
    assert flow.page.row_id == "fun"
    assert flow.form.step == TRANSCRIPT
    assert kept(workspace, flow, member) == "So. I sing. Yet."
    assert workspace.category_states.get("love") is None


def test_the_step_is_opened_in_which_the_words_stand(flow, member, shell, workspace, qtbot):
    flip(member, shell)
    flow.form.show_step(IDEAL)
    member.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "I sing." in flow.form.transcript.text())
    assert flow.form.transcript.isVisible()
    assert kept(workspace, flow, member) == "So. I sing. Yet."

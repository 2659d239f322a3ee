"""A window with the Vision room, over a real encrypted workspace of the test's own."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtWidgets import QDialog

from desktop.views.journal.room import JournalRoom
from desktop.views.vision.room import VisionRoom
from tests.desktop.views.window import plan


class Pen:
    """Writes versions beside the window, as another process would."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.visions = workspace.visions
        self.steps = workspace.vision_steps

    def version(self, title="Life Vision", **texts):
        """A draft with these words."""
        row_id = self.steps.new_draft()
        self.write(row_id, title=title, **texts)
        return row_id

    def write(self, row_id, **texts):
        before = self.visions.get(row_id)
        base = {name: before[name] for name in texts}
        self.visions.save(row_id, texts, uuid.uuid4().hex, base)
        self.visions.leave(row_id)

    def text(self, row_id, part):
        return self.visions.get(row_id)[part]


@pytest.fixture
def pen(workspace):
    return Pen(workspace)


@pytest.fixture
def plans(kit):
    return [
        plan(kit, "journal", JournalRoom, "journal_entries"),
        plan(kit, "vision", VisionRoom, "vision_versions"),
    ]


@pytest.fixture
def room(shell, settled):
    made = shell.show_room("vision")
    settled()
    return made


@pytest.fixture
def press(hand):
    """Press a key where the focus is, as a member does."""
    return hand.press


@pytest.fixture
def dialog(qtbot, shell):
    """The dialog that is to be seen."""

    def find():
        qtbot.waitUntil(lambda: any(d.isVisible() for d in shell.findChildren(QDialog)))
        return next(d for d in shell.findChildren(QDialog) if d.isVisible())

    return find

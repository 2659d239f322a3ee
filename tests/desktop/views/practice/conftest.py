"""A window with the rooms of daily practice, over a real encrypted workspace of the test's own."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog

from desktop.qt.itemmodels.lines import LineRole
from desktop.views.flips.room import FlipsRoom
from desktop.views.journal.room import JournalRoom
from desktop.views.paper.room import PaperRoom
from desktop.views.scenes.room import ScenesRoom
from desktop.views.search.room import SearchRoom
from desktop.views.today.room import TodayRoom
from desktop.views.vision.room import VisionRoom
from tests.desktop.views.window import Hand, plan


@pytest.fixture
def plans(kit):
    return [
        plan(kit, "journal", JournalRoom, "journal_entries"),
        plan(kit, "vision", VisionRoom, "vision_versions"),
        plan(kit, "scenes", ScenesRoom, "scenes"),
        plan(kit, "flips", FlipsRoom, "frequency_flip"),
        plan(kit, "paper", PaperRoom, "daily_papers"),
        plan(kit, "search", SearchRoom),
        plan(kit, "today", TodayRoom),
    ]


@pytest.fixture
def rows(workspace):
    """Reads and writes rows beside the window, as another process would."""
    return workspace.rows


class Member(Hand):
    """A hand that finds its way through the rooms of the window."""

    def __init__(self, qtbot, shell, settled):
        super().__init__(qtbot, shell)
        self.settled = settled

    def go(self, name):
        room = self.shell.show_room(name)
        self.settled()
        return room

    def dialog(self, room):
        self._bot.waitUntil(lambda: any(d.isVisible() for d in room.findChildren(QDialog)))
        return next(d for d in room.findChildren(QDialog) if d.isVisible())


@pytest.fixture
def member(qtbot, shell, settled):
    return Member(qtbot, shell, settled)


def listed(room):
    """The lines of a room's list, as far as they have come."""
    model = room.pane.model
    return [model.index(row).data(LineRole.LINE) for row in range(model.rowCount())]


def putting(rows, table, usual):
    """Puts rows that differ from a usual one, each made a minute after the one before."""
    minutes = iter(range(60))

    def put(**values):
        made = f"2026-01-01T12:{next(minutes):02}:00Z"
        return rows.put(table, {**usual, "created_at": made, **values})

    return put

"""In a small window with large text, what one can do in a room keeps its size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QToolButton

from tests.desktop.views.window import TODAY

ENTRY = {"entry_date": TODAY.isoformat(), "content": "The sea", "tags": ["walks", "sea"]}
PAPER = {"paper_date": TODAY.isoformat(), "content": {"gratitude": "Sea", "tasks": ["A", "B"]}}


@pytest.fixture
def life(rows):
    rows.put("journal_entries", ENTRY)
    rows.put("daily_papers", PAPER)
    rows.put("scenes", {"scene_title": "House", "scene_text": "Sea"})
    rows.put("frequency_flip", {"input_text": "Rain", "clarity_seed": "Sea"})


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("name", ["today", "journal", "paper", "scenes", "flips"])
@pytest.mark.usefixtures("life")
def test_no_button_is_squeezed(name, scale, member, shell, look, qtbot):
    room = member.go(name)
    if name not in {"today", "paper"}:
        member.press(Qt.Key.Key_Down)
    shell.resize(900, 600)
    look.scale_text(scale)

    def settled():
        shown = [b for b in room.findChildren(QToolButton) if b.isVisible()]
        assert shown
        for one in shown:
            wanted = one.sizeHint()
            assert one.width() >= wanted.width() or one.text(), one.accessibleName()
            assert one.height() >= wanted.height(), one.accessibleName()

    qtbot.waitUntil(settled)


@pytest.mark.parametrize("scale", [1.25, 1.5, 1.75, 2.0])
@pytest.mark.usefixtures("life")
def test_the_calendar_of_papers_is_whole_or_folded_however_large_letters_are(
    scale, member, shell, look, qtbot
):
    shell.resize(900, 800)
    pane = member.go("paper").pane
    assert pane.calendar.isVisible()
    shell.resize(900, 600)
    member.go("today")
    look.scale_text(scale)
    member.go("paper")

    def settled():
        days = [day for day in pane.calendar.findChildren(QAbstractButton) if day.isVisible()]
        assert all(day.height() >= day.sizeHint().height() for day in days)

    qtbot.waitUntil(settled)

"""By Tab alone every control of a room is reached, and Tab leads out of the room again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.desktop.views.window import TODAY

ENTRY = {"entry_date": TODAY.isoformat(), "content": "The sea", "tags": ["walks", "sea"]}
PAPER = {"paper_date": TODAY.isoformat(), "content": {"gratitude": "Sea", "tasks": ["A", "B"]}}
SCENE = {"scene_title": "House", "scene_text": "Sea"}
FLIP = {"input_text": "Rain", "clarity_seed": "Sea"}
_MOST = 150


@pytest.fixture
def life(rows):
    rows.put("journal_entries", ENTRY)
    rows.put("daily_papers", PAPER)
    rows.put("scenes", SCENE)
    rows.put("frequency_flip", FLIP)


@pytest.mark.parametrize("name", ["today", "journal", "paper", "scenes", "flips"])
@pytest.mark.usefixtures("life")
def test_tab_comes_to_every_control_and_out_of_the_room(name, member):
    room = member.go(name)
    if name not in {"today", "paper"}:
        member.press(Qt.Key.Key_Down)
    member.settled()
    passed = walked(member)
    assert not [w for w in controls(room) if w not in passed]
    assert any(not room.isAncestorOf(w) for w in passed)


def walked(member):
    """The widgets that Tab comes to, until it is where it began."""
    first = QApplication.focusWidget()
    passed = [first]
    for _ in range(_MOST):
        member.press(Qt.Key.Key_Tab)
        if QApplication.focusWidget() is first:
            return passed
        passed.append(QApplication.focusWidget())
    raise AssertionError([w.accessibleName() for w in passed])


def controls(room):
    """What can be seen and used of a room; of a group of choices the one that is chosen."""
    for widget in room.findChildren(QWidget):
        by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        usable = widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
        one_of = isinstance(widget, QAbstractButton) and widget.group() is not None
        if by_tab and usable and not (one_of and not widget.isChecked()):
            yield widget

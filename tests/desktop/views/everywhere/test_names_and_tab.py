"""Every control of every room has a name for a screen reader and is reached by Tab alone."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QWidget

from tests.desktop.views.everywhere.conftest import SIGHTS

pytestmark = pytest.mark.usefixtures("usual")

PANES = (
    "journal", "journal filters", "vision", "scenes", "flips", "checkin", "events", "paper",
    "audio",
)  # fmt: skip
_MOST, _PARTS = 250, 4


@pytest.mark.parametrize("sight", SIGHTS)
def test_every_control_has_a_name_of_its_own(sight, tour):
    tour.go(sight)
    named = [(name_of(w), w) for w in controls(tour.shell)]
    assert not [w for name, w in named if not name]
    buttons = Counter(name for name, w in named if isinstance(w, QAbstractButton))
    assert not [name for name, times in buttons.items() if times > 1]


@pytest.mark.parametrize("sight", SIGHTS)
def test_tab_comes_to_every_control_and_never_stays(sight, tour):
    tour.go(sight)
    passed = walked(tour, Qt.Key.Key_Tab)
    assert not [told(w) for w in controls(tour.shell) if w not in passed]
    assert {told(w) for w in passed} == {told(w) for w in walked(tour, Qt.Key.Key_Backtab)}


@pytest.mark.parametrize("sight", PANES)
def test_tab_goes_down_a_pane_as_the_eye_does(sight, tour):
    room = tour.go(sight)
    pane = room.versions if sight == "vision" else room.pane
    if sight in {"checkin", "events"}:
        pane.toggle_filters()
        tour.settle()
    stops = [w for w in walked(tour, Qt.Key.Key_Tab) if pane.isAncestorOf(w)]
    # The walk may have begun in the pane: what comes after the rows is its first stop.
    first = (stops.index(pane.list.view) + 1) % len(stops)
    seen = [w.mapTo(pane, QPoint(0, 0)) for w in stops[first:] + stops[:first]]
    assert len(seen) > 2
    assert seen == sorted(seen, key=lambda place: (place.y(), place.x()))


@pytest.mark.parametrize("sight", SIGHTS)
def test_the_focus_is_seen_wherever_tab_comes(sight, tour):
    tour.go(sight)
    unseen = []

    def look():
        here = QApplication.focusWidget()
        with_focus = tour.shell.grab().toImage()
        here.clearFocus()
        if tour.shell.grab().toImage() == with_focus:
            unseen.append(told(here))
        here.setFocus(Qt.FocusReason.TabFocusReason)

    walked(tour, Qt.Key.Key_Tab, look)
    assert unseen == []


def name_of(widget):
    """What a screen reader says of a control."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def walked(tour, key, look=lambda: None):
    """The widgets that a key leads to, until it is where it began; `look` is called at each."""
    tour.press(key)  # a room without a field holds the focus itself, and is no stop
    first = QApplication.focusWidget()
    assert first is not None
    passed = [first]
    for _ in range(_MOST):
        tour.press(key)
        here = QApplication.focusWidget()
        if here is first:
            look()
            return passed
        # A field of several parts, as a time has, is left after the last of them.
        in_parts = isinstance(here, QAbstractSpinBox) and passed.count(here) < _PARTS
        look()
        assert in_parts or here is not passed[-1], f"{told(here)} keeps {key}"
        passed.append(here)
    raise AssertionError([told(w) for w in passed])


def controls(window):
    """What Tab should come to; of a group of choices the one that is chosen."""
    for widget in window.findChildren(QWidget):
        by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        usable = widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
        inside = widget.objectName().startswith("qt_")
        one_of = isinstance(widget, QAbstractButton) and widget.group() is not None
        if by_tab and usable and not inside and not (one_of and not widget.isChecked()):
            yield widget


def told(widget):
    return type(widget).__name__, name_of(widget)

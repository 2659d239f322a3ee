"""`vibrationfit --demo`: the window with the made-up life in it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from desktop.core.messages import DEMO, DEMO_STAYS
from desktop.views.frame.demostrip import DemoStrip
from tests.desktop.applications import applications, started


@pytest.fixture
def app(demo, qapp, qtbot):
    with applications(qapp, qtbot) as make:
        yield started(make(demo), qtbot)


def test_the_window_says_that_it_is_the_demo_and_shows_its_life(app, qtbot):
    strip = app.shell.findChild(DemoStrip)
    assert strip.isVisible()
    assert strip.text() == DEMO
    assert "Demo" in app.shell.windowTitle()
    room = app.shell.show_room("journal")
    answers = []
    app.lane.ask(lambda workspace: len(workspace.journal.ids()), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers[0] > 300
    assert app.shell.current is room


def test_nobody_is_asked_to_sign_in(app, qtbot):
    room = app.shell.show_room("account")
    qtbot.waitUntil(lambda: room.facts.demo)
    assert not any(field.isVisible() for field in room.findChildren(QLineEdit))
    shown = [t for t in room.findChildren(object) if getattr(t, "text", str)() == DEMO_STAYS]
    assert any(label.isVisible() for label in shown)


def test_settings_offer_neither_a_server_nor_another_guard(app, qtbot):
    room = app.shell.show_room("settings")
    qtbot.waitUntil(lambda: not room.protection.change.isVisibleTo(room))
    assert not room.server.isVisibleTo(room)
    assert not room.pace.isVisibleTo(room)


def test_the_small_windows_say_it_as_well(app):
    app.behind.write()
    app.behind.check_in()
    for window in (app.behind.quick.entry, app.behind.quick.check_in):
        assert window.findChild(DemoStrip).isVisible()

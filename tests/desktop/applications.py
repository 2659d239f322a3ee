"""The whole application as a test opens it, on one data folder or on several."""

from __future__ import annotations

import contextlib
from datetime import date

from desktop.app.application import Application
from desktop.services.journal import EntryDraft
from tests.desktop.views.window import bury_windows

A_DAY = date(2026, 3, 1)


@contextlib.contextmanager
def applications(qapp, qtbot):
    """Make applications, as often as a test wants; all are ended in the end."""
    made = []

    def make(folder):
        app = Application(folder, qapp)
        made.append(app)
        qtbot.addWidget(app.shell)
        return app

    yield make
    for app in made:
        app.shell.quit()
        app.close()
        app.look.deleteLater()
    bury_windows()
    qapp.setStyleSheet("")


def started(app, qtbot):
    """The application with its journal open."""
    with qtbot.waitSignal(app.lane.opened):
        app.start()
    return app


def in_lane(app, qtbot, function):
    """What a function of the workspace gives."""
    answers = []
    app.lane.ask(function, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def write_entry(workspace, text, mood=None, tags=(), day=A_DAY):
    """Write an entry; gives its id."""
    entry_id = workspace.journal.new_id()
    draft = EntryDraft(day, text, mood, tuple(tags))
    workspace.journal.save(entry_id, draft, "test")
    workspace.journal.leave(entry_id)
    return entry_id

"""The whole application with real sounds: made at test time, on this computer or not."""

from __future__ import annotations

import pytest

from tests.desktop.applications import applications, started
from tests.desktop.media.sounds import mp3
from tests.desktop.media.studio import Studio
from tests.desktop.views.window import Hand, settle

LONG = mp3(30.0)


@pytest.fixture
def studio(workspace):
    return Studio(workspace)


class Listener(Hand):
    """Somebody at the window who listens."""

    def __init__(self, app, qtbot):
        super().__init__(qtbot, app.shell)
        self.app = app

    @property
    def listening(self):
        return self.app.sounding.hearing.listening

    @property
    def bar(self):
        return self.app.sounding.bar

    def until(self, true):
        self._bot.waitUntil(true)

    def click(self, widget):
        """The bar has just come, perhaps: what has no place in it yet cannot be clicked on."""
        self.until(lambda: not widget.rect().isEmpty())
        super().click(widget)

    def hear(self, position):
        """Listen until somewhere."""
        self.until(lambda: self.listening.is_playing and self.listening.position >= position)

    def choose(self, button, *words):
        """Take what a menu offers under these words, one below the other."""
        menu = button.menu() if hasattr(button, "menu") else button
        menu.aboutToShow.emit()
        *outer, last = words
        for word in outer:
            menu = next(a.menu() for a in menu.actions() if a.text() == word)
            menu.aboutToShow.emit()
        next(a for a in menu.actions() if a.text() == last).trigger()

    def settled(self):
        """What was asked of the lane has been answered."""
        settle(self.app.lane, self._bot)


@pytest.fixture
def open_window(folder, qapp, qtbot):
    """Open the application, as often as a test wants; all are closed in the end."""
    with applications(qapp, qtbot) as make:

        def open_one():
            app = started(make(folder), qtbot)
            app.shell.resize(1280, 800)
            app.shell.activateWindow()
            qtbot.waitUntil(app.shell.isActiveWindow)
            return Listener(app, qtbot)

        yield open_one

"""The whole application with real sounds: made at test time, on this computer or not."""

from __future__ import annotations

import pytest

from desktop.media.addresses import parsed
from tests.desktop.applications import applications, started
from tests.desktop.media.sounds import mp3
from tests.desktop.views.window import Hand, settle

LONG = mp3(30.0)


class Studio:
    """Makes sets beside the window, as another process would."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.rows = workspace.rows

    def record(self, url, content=LONG):
        """Have the file of an address on this computer."""
        media = self.workspace.media
        media.register.settled(media.register.enter(parsed(url)), media.shelf.put(content))

    def a_set(self, *contents, title="My vision", titles=(), **values):
        """A set whose tracks have these contents; None is a file that is not here."""
        made = self.rows.put("audio_sets", {"title": title, **values})
        ids = []
        for number, content in enumerate(contents):
            url = f"https://a.example.com/{made}/{number}.mp3"
            if content is not None:
                self.record(url, content)
            ids.append(
                self.rows.put(
                    "audio_tracks",
                    {
                        "audio_set_id": made,
                        "title": titles[number] if titles else f"Track {number}",
                        "order_index": number,
                        "audio_url": url,
                    },
                )
            )
        return made, ids

    def place(self, track_id):
        return self.workspace.audio.place(track_id)


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

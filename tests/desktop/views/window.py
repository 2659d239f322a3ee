"""What tests of views share: lanes over a real journal, plans of rooms, somebody at the keys."""

from __future__ import annotations

import contextlib
import uuid
from datetime import timedelta

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QMenu

from desktop import headless
from desktop.core.clock import SystemClock
from desktop.qt.lanes import DatabaseLane, FreeLane, Pulse
from desktop.services.journal import EntryDraft
from desktop.views.frame.navigation import Place
from desktop.views.shell import RoomPlan
from tests.patience import PATIENCE

TODAY = SystemClock().today()
PULSE = Pulse(
    elsewhere=lambda w: w.connection.execute("PRAGMA data_version").fetchone()[0],
    here=lambda w: w.connection.total_changes,
    chore=lambda w: w.search.drain() > 0,
    seconds=0.02,
)


def days_ago(number):
    return TODAY - timedelta(days=number)


@contextlib.contextmanager
def open_lanes(folder, qtbot):
    """A database lane whose workspace is open, and a free lane; both end without a rest."""
    lane, free = DatabaseLane(PULSE), FreeLane()
    with qtbot.waitSignal(lane.opened):
        lane.open(lambda: headless.open_workspace(folder))
    yield lane, free
    assert lane.close(PATIENCE)
    assert free.close(PATIENCE)


def bury_windows():
    """End the windows that a test has closed: a sheet that comes or goes walks over each of them.

    Without an event loop nobody else does. What a lane has answered comes before; menus without a
    parent, as a chart has them, go as well.
    """
    QCoreApplication.processEvents()
    for menu in QApplication.topLevelWidgets():
        if isinstance(menu, QMenu) and menu.parent() is None:
            menu.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def plan(kit, name, build, *tables):
    """A room of the window, as the application plans one."""
    return RoomPlan(Place(name, name.title(), "sun"), lambda place: build(kit, place), tables)


def settle(lane, qtbot):
    """Wait until the lane has done all that was asked, and what came of it is shown."""
    for _ in range(4):
        done = []
        lane.ask(lambda _workspace: True, done.append)
        qtbot.waitUntil(lambda done=done: bool(done))


class Pen:
    """Writes entries beside the window, as another process would."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.journal = workspace.journal

    def write(self, content, day=TODAY, mood=None, tags=(), entry_id=None):
        entry_id = entry_id or str(uuid.uuid4())
        draft = EntryDraft(day, content, mood, tuple(tags))
        self.journal.save(entry_id, draft, uuid.uuid4().hex)
        self.journal.leave(entry_id)
        return entry_id

    def text(self, entry_id):
        entry = self.journal.get(entry_id)
        return entry.content if entry else None

    def texts(self):
        return [self.text(one) for one in self.journal.ids()]


class Hand:
    """Somebody at the window: keys and words go where the focus is, clicks into the middle."""

    def __init__(self, qtbot, shell):
        self._bot = qtbot
        self.shell = shell

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self._bot.keyClick(self._focus(), key, modifier)

    def write(self, text):
        self._bot.keyClicks(self._focus(), text)

    def click(self, widget):
        self._bot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())

    def _focus(self):
        return QApplication.focusWidget() or self.shell

"""Theme and text size change while rooms and dialogs come and go, also in several windows.

At each change Qt walks over all that it remembers as styled. It forgets a widget by a connection
to its end, and a widget without that connection would be walked over after it is freed.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import SIGNAL, QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton, QWidget
from shiboken6 import delete, isValid

from desktop.app.application import Application
from desktop.core.paths import DataFolder
from desktop.theme.palette import DARK, LIGHT
from desktop.views.frame.navigation import Navigation
from desktop.views.unlock.dialog import UnlockDialog

ENTRY = {"entry_date": "2026-03-01", "content": "A quiet morning\n\nand its evening"}


@pytest.fixture
def open_app(tmp_path, monkeypatch, qapp, qtbot):
    """Open one window after another; each is closed before the next, as far as Qt goes."""
    monkeypatch.setenv("VIBRATIONFIT_KEY_FILE", str(tmp_path / "a.key"))
    opened = []

    def close():
        for app in opened:
            app.shell.close()
            app.close()
            app.shell.deleteLater()
            app.look.deleteLater()
        opened.clear()

    def open_one():
        close()
        app = Application(DataFolder(tmp_path / "data"), qapp)
        opened.append(app)
        with qtbot.waitSignal(app.lane.opened):
            app.start()
        return app

    yield open_one
    close()
    bury()


def bury():
    """Free what asked to be deleted later, as the loop of a running window does."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def styled():
    """The widgets that Qt remembers as styled."""
    every = [w for w in QApplication.allWidgets() if isValid(w)]
    return [w for w in every if w.testAttribute(Qt.WidgetAttribute.WA_StyleSheet)]


def unwatched():
    """Those among them whose end nobody would hear of."""
    return [repr(w) for w in styled() if not w.receivers(SIGNAL("destroyed(QObject*)"))]


def write(app, qtbot):
    answers = []
    app.lane.ask(lambda w: w.rows.put("journal_entries", ENTRY), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def rooms(app):
    """The buttons that lead to the rooms."""
    return app.shell.findChild(Navigation).findChildren(QPushButton)


def open_dialogs(app, qtbot):
    """Open each dialog that the room in front offers, and close it again."""
    seen = 0
    for action in app.shell.current.actions():
        if action.text().endswith("…"):
            action.trigger()
            for dialog in app.shell.findChildren(QDialog):
                if dialog.isVisible():
                    seen += 1
                    dialog.reject()
                    dialog.deleteLater()
    bury()
    return seen


def change_looks(app, number):
    app.look.choose((DARK, LIGHT)[number % 2])
    app.look.scale_text((1.0, 1.4, 0.8)[number % 3])


def go_through(app, qtbot, entry_id, number):
    """Show every room and dialog, and change the looks meanwhile."""
    for button in rooms(app):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        change_looks(app, number)
    room = app.shell.show_room("journal")
    room.present(entry_id)
    qtbot.waitUntil(lambda: room.page.row_id == entry_id and room.page.is_kept)
    assert open_dialogs(app, qtbot) >= 2
    UnlockDialog(app.look.icons, app.shell).deleteLater()
    change_looks(app, number + 1)


def test_looks_change_while_rooms_and_dialogs_come_and_go(open_app, qtbot):
    for _ in range(2):
        app = open_app()
        entry_id = write(app, qtbot)
        for number in range(4):
            go_through(app, qtbot, entry_id, number)
            assert len(styled()) > 100
            assert unwatched() == []
            app.shell.forget_rooms()
            bury()
            change_looks(app, number)


def test_the_sheet_may_be_taken_off_between_two_windows(open_app, qapp, qtbot):
    open_app()
    home = QWidget()
    qtbot.addWidget(home)
    menu = QMenu(home)  # styled by asking for its style, though it is never shown
    assert menu in styled()
    qapp.setStyleSheet("")
    app = open_app()
    assert menu in styled()
    assert unwatched() == []
    delete(home)
    change_looks(app, 1)

"""What tests of the lock share: how one locks, unlocks, and looks for words that stayed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

PASSPHRASE = "green river stone"
WORDS = "heliotrope evening"
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def texts_of(widget):
    """Everything that a widget may show or say."""
    asked = ("text", "toPlainText", "placeholderText", "title", "currentText", "plainText")
    for name in (*asked, "windowTitle", "accessibleName", "accessibleDescription", "toolTip"):
        tell = getattr(widget, name, None)
        if callable(tell):
            told = tell()
            if isinstance(told, str):
                yield told
    for action in widget.actions():
        yield action.text()
    for document in widget.findChildren(QTextDocument):
        yield document.toPlainText()
    model = getattr(widget, "model", None)
    if callable(model) and model() is not None:
        model = model()
        yield from (
            str(model.index(row, 0).data(role) or "")
            for row in range(min(model.rowCount(), 50))
            for role in range(Qt.ItemDataRole.UserRole + 8)
        )


def all_texts():
    """What all windows, visible or hidden, hold."""
    QApplication.processEvents()
    widgets = [
        w for top in QApplication.topLevelWidgets() for w in (top, *top.findChildren(QWidget))
    ]
    return " | ".join(text for widget in widgets for text in texts_of(widget))


def open_entry(app, qtbot, entry_id):
    app.shell.show_row("journal_entries", entry_id)
    room = app.shell.current
    qtbot.waitUntil(lambda: room.page.row_id == entry_id and not room.page.is_loading)
    qtbot.waitUntil(lambda: WORDS in room.page.form.text.toPlainText())
    return room


def locked(app, qtbot):
    qtbot.waitUntil(lambda: app.locking.is_locked)
    return app.locking.page


def press(app, key, modifier):
    """A key of the window, which needs it to be the one in front."""
    app.shell.activateWindow()
    QTest.qWaitForWindowActive(app.shell)
    QTest.keyClick(app.shell, key, modifier)


def press_lock(app):
    press(app, Qt.Key.Key_X, CTRL_SHIFT)


def unlock(app, qtbot, passphrase=PASSPHRASE):
    field = app.locking.page.form.passphrase
    field.clear()
    qtbot.keyClicks(field, passphrase)
    qtbot.keyClick(field, Qt.Key.Key_Return)


class Clock:
    """A clock that a test turns."""

    now = 1000.0

    def __call__(self):
        return self.now

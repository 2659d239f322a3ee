"""The lock and the windows beside the main one: dialogs, the tray, the quick entry."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QSystemTrayIcon

from desktop.core.settings import Settings
from tests.desktop.app.locking.locks import WORDS, all_texts, locked, open_entry, unlock
from tests.desktop.applications import in_lane


def test_an_open_dialog_goes_before_the_lock(app, guarded, qtbot):
    open_entry(app, qtbot, guarded)
    dialog = QDialog(app.shell)
    dialog.setWindowTitle(WORDS)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    app.locking.lock()
    locked(app, qtbot)
    qtbot.waitUntil(lambda: "heliotrope" not in all_texts())


def test_a_dialog_with_typed_words_is_waited_for(app, qtbot):
    dialog = QDialog(app.shell)
    field = QLineEdit(dialog)
    dialog.open()
    qtbot.keyClicks(field, "half a sentence")
    app.locking.lock()
    qtbot.wait(0)
    QApplication.processEvents()
    assert dialog.isVisible()
    assert not app.locking.is_covered
    dialog.accept()
    locked(app, qtbot)


def test_the_earlier_versions_of_an_entry_go_with_the_lock(app, guarded, qtbot):
    room = open_entry(app, qtbot, guarded)
    room.show_history()
    qtbot.waitUntil(lambda: len([w for w in QApplication.topLevelWidgets() if w.isVisible()]) == 2)
    app.locking.lock()
    locked(app, qtbot)
    qtbot.waitUntil(lambda: "heliotrope" not in all_texts())


def test_the_tray_locks_and_leads_to_the_page_of_the_locked_window(app, qtbot, monkeypatch):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    app.behind.follow(Settings(keep_in_tray=True))
    offered = {action.text(): action for action in app.behind.tray.menu.actions()}
    app.shell.close()
    assert not app.shell.isVisible()
    offered["Lock now"].trigger()
    page = locked(app, qtbot)
    assert not offered["Lock now"].isEnabled()
    offered["Quick entry"].trigger()
    assert page.isVisible()
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [app.shell]
    unlock(app, qtbot)
    qtbot.waitUntil(offered["Lock now"].isEnabled)
    app.behind.follow(Settings())


def test_a_quick_entry_is_kept_and_gone(app, qtbot):
    app.behind.write()
    entry = app.behind.quick.entry
    qtbot.keyClicks(entry.page.form.text, "a heliotrope thought")
    app.locking.lock()
    locked(app, qtbot)
    qtbot.waitUntil(lambda: "heliotrope" not in all_texts())
    unlock(app, qtbot)
    found = in_lane(app, qtbot, lambda workspace: workspace.search.find("thought"))
    assert found.total == 1

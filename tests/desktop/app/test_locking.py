"""The lock of a running window: nothing of the journal stays, and everything is there again."""

from __future__ import annotations

import gc
import uuid
from datetime import UTC, datetime
from hashlib import sha256
from types import FrameType

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QSystemTrayIcon, QWidget

from desktop import headless
from desktop.core.clock import SystemClock
from desktop.core.settings import Settings, SettingsFile
from desktop.services.keys import Keys, choice
from desktop.services.moments import MomentDraft
from tests.desktop.applications import in_lane, started, write_entry

PASSPHRASE = "green river stone"
WORDS = "heliotrope evening"
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def guarded(monkeypatch, folder):
    """A journal with an entry, guarded by a passphrase; gives the entry's id."""
    monkeypatch.delenv("VIBRATIONFIT_KEY_FILE")
    keyring.set_keyring(NoKeyring())
    key = Keys(folder).create(choice("passphrase", PASSPHRASE))
    workspace = headless.open_workspace(folder, key=key)
    entry_id = write_entry(workspace, f"A {WORDS}", tags=["heliotrope tag"])
    workspace.close()
    return entry_id


@pytest.fixture
def app(guarded, make_app, folder, qtbot):
    """The application with the journal open, and the lock offered."""
    app = make_app(folder)
    app.start()
    qtbot.waitUntil(lambda: app.unlocking.dialog is not None)
    page = app.unlocking.dialog.page()
    with qtbot.waitSignal(app.lane.opened):
        qtbot.keyClicks(page.passphrase, PASSPHRASE)
        qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: app.locking is not None and app.locking.action.isEnabled())
    return app


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


def test_a_lock_by_its_key_leaves_nothing_and_the_passphrase_brings_all_back(app, guarded, qtbot):
    open_entry(app, qtbot, guarded)
    assert WORDS in all_texts()
    press_lock(app)
    page = locked(app, qtbot)
    qtbot.waitUntil(lambda: "heliotrope" not in all_texts())
    assert page.isVisible()
    assert app.shell.current is None
    unlock(app, qtbot)
    qtbot.waitUntil(lambda: app.shell.current is not None)
    room = app.shell.current
    assert room.name == "journal"
    qtbot.waitUntil(lambda: WORDS in room.page.form.text.toPlainText())
    assert room.page.row_id == guarded
    assert app.locking.page is None
    assert app.shell.navigation.isVisible()


def test_a_lock_by_the_palette(app, guarded, qtbot):
    open_entry(app, qtbot, guarded)
    press(app, Qt.Key.Key_P, CTRL_SHIFT)
    palette = app.commanding.opened
    qtbot.keyClicks(palette.field, "Lock now")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    locked(app, qtbot)
    qtbot.waitUntil(lambda: "heliotrope" not in all_texts())


def test_another_passphrase_opens_nothing(app, qtbot):
    press_lock(app)
    page = locked(app, qtbot)
    unlock(app, qtbot, "not this one")
    qtbot.waitUntil(lambda: bool(page.form.fault.text()))
    assert app.locking.is_locked
    assert page.form.isEnabled()
    unlock(app, qtbot)
    qtbot.waitUntil(lambda: app.shell.current is not None)


def holders(is_secret):
    """What holds a secret text or key, among all that Python's collector knows of."""
    gc.unfreeze()  # it looks over what the start has set aside
    gc.collect()
    found = []
    for one in gc.get_objects():
        if isinstance(one, FrameType):
            continue
        held = gc.get_referents(one)
        # What holds nothing but plain values is none of the collector's.
        held += [v for d in held if type(d) is dict and not gc.is_tracked(d) for v in d.values()]
        held += [v for d in held if type(d) is tuple and not gc.is_tracked(d) for v in d]
        if any(type(each) in {bytes, str} and is_secret(each) for each in held):
            found.append(type(one).__name__)
    return found


def an_own_entry(workspace):
    """An entry whose words nothing else holds; gives its id, and a digest of the words."""
    text = f"A {WORDS} {uuid.uuid4().hex}"
    return write_entry(workspace, text), sha256(text.encode()).digest()


def test_key_and_words_leave_the_memory_of_python(app, qtbot):
    entry_id, words = in_lane(app, qtbot, an_own_entry)
    open_entry(app, qtbot, entry_id)
    digest = in_lane(app, qtbot, lambda workspace: sha256(workspace.key).digest())

    def is_key(each):
        if type(each) is bytes:
            return len(each) == 32 and sha256(each).digest() == digest
        hexed = len(each) == 64 and set(each) <= set("0123456789abcdef")
        return hexed and sha256(bytes.fromhex(each)).digest() == digest

    def is_entry(each):
        begins = type(each) is str and each.startswith("A ")
        return begins and sha256(each.encode(errors="replace")).digest() == words

    # They are where one would look for them.
    qtbot.waitUntil(lambda: "Standing" in holders(is_key))
    assert holders(is_entry)
    press_lock(app)
    locked(app, qtbot)
    qtbot.waitUntil(lambda: not holders(is_entry))
    assert holders(is_key) == []


def test_words_that_were_not_saved_yet_are_kept(app, guarded, qtbot):
    room = open_entry(app, qtbot, guarded)
    qtbot.keyClicks(room.page.form.text, "typed in the last moment ")
    press_lock(app)
    locked(app, qtbot)
    unlock(app, qtbot)
    qtbot.waitUntil(lambda: app.shell.current is not None)
    entry = in_lane(app, qtbot, lambda workspace: workspace.journal.get(guarded))
    assert "typed in the last moment" in entry.content
    assert WORDS in entry.content


def test_words_that_cannot_be_saved_hold_the_lock_up(app, guarded, qtbot, monkeypatch):
    room = open_entry(app, qtbot, guarded)
    from desktop.core.errors import StoreProblem
    from desktop.services.journal import Journal

    with monkeypatch.context() as broken:

        def refuse(*_words, **_named):
            raise StoreProblem("The disk is full.")

        broken.setattr(Journal, "save", refuse)
        qtbot.keyClicks(room.page.form.text, "not on the disk ")
        press_lock(app)
        qtbot.waitUntil(lambda: "locks when they are" in app.shell.notices.text())
        assert app.shell.current is room
        assert "not on the disk" in room.page.form.text.toPlainText()
    qtbot.keyClicks(room.page.form.text, "now ")
    locked(app, qtbot)
    unlock(app, qtbot)
    entry = in_lane(app, qtbot, lambda workspace: workspace.journal.get(guarded))
    assert "not on the disk now" in entry.content


def test_a_second_round_is_like_the_first(app, guarded, qtbot):
    for _ in range(2):
        open_entry(app, qtbot, guarded)
        press_lock(app)
        locked(app, qtbot)
        qtbot.waitUntil(lambda: "heliotrope" not in all_texts())
        unlock(app, qtbot)
        qtbot.waitUntil(lambda: app.shell.current is not None and app.locking.is_open)


def a_version(workspace):
    """Two versions of the vision; the one that is not opened by itself."""
    first = workspace.vision_steps.new_draft()
    workspace.vision_steps.new_draft()
    return first


def a_check_in(workspace):
    row_id = str(uuid.uuid4())
    workspace.check_ins.save(row_id, MomentDraft(datetime.now(UTC), "Calm", 6, "heliotrope"))
    return row_id


def an_entry_of_today(workspace):
    return write_entry(workspace, "today", day=SystemClock().today())


@pytest.mark.parametrize(
    ("name", "make"),
    [("vision", a_version), ("checkin", a_check_in), ("today", an_entry_of_today)],
)
def test_each_room_shows_what_was_open(app, qtbot, name, make):
    row_id = in_lane(app, qtbot, make)
    app.shell.show_room(name).present(row_id)
    qtbot.waitUntil(lambda: app.shell.current.standing() == row_id)
    press_lock(app)
    locked(app, qtbot)
    unlock(app, qtbot)
    qtbot.waitUntil(lambda: app.shell.current is not None)
    assert app.shell.current.name == name
    qtbot.waitUntil(lambda: app.shell.current.standing() == row_id)
    in_lane(app, qtbot, lambda _workspace: None)  # nor is another one opened after it
    assert app.shell.current.standing() == row_id


def test_the_keys_of_the_window_rest_while_it_is_locked(app, qtbot):
    press_lock(app)
    page = locked(app, qtbot)
    press(app, Qt.Key.Key_P, CTRL_SHIFT)
    press(app, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    app.behind.write()
    app.shell.notice("Something of the journal")
    QApplication.processEvents()
    assert app.commanding.opened is None
    assert app.shell.current is None
    assert page.isVisible()
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [app.shell]
    assert "Something of the journal" not in all_texts()


def test_a_locked_window_can_be_closed_and_another_start_finds_all(app, guarded, folder, qtbot):
    press_lock(app)
    locked(app, qtbot)
    app.shell.quit()
    assert not app.shell.isVisible()
    workspace = headless.open_workspace(folder, key=Keys(folder).with_passphrase(PASSPHRASE))
    assert WORDS in workspace.journal.get(guarded).content
    workspace.close()


def test_a_locked_window_opens_by_the_recovery_key_too(app, qtbot):
    key = Keys.recovery_key(in_lane(app, qtbot, lambda workspace: workspace.key))
    press_lock(app)
    page = locked(app, qtbot)
    qtbot.mouseClick(page.form.recover, Qt.MouseButton.LeftButton)
    dialog = app.unlocking.dialog
    dialog.reject()
    assert app.shell.isVisible()
    assert app.locking.is_locked
    qtbot.mouseClick(page.form.recover, Qt.MouseButton.LeftButton)
    asked = dialog.page()
    qtbot.keyClicks(asked.key, key)
    qtbot.keyClicks(asked.guard.first, "another passphrase")
    qtbot.keyClicks(asked.guard.again, "another passphrase")
    qtbot.mouseClick(asked.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: app.shell.current is not None)
    assert app.locking.is_open


# Windows beside the main one


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


# By itself


class Clock:
    """A clock that a test turns."""

    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(app, qtbot):
    """The lock comes after a minute of a clock of the test's."""
    clock = app.locking.idle.clock = Clock()
    room = app.shell.show_room("settings")
    lock = room.protection.lock
    qtbot.waitUntil(lock.lock_now.isVisible)
    with qtbot.waitSignal(room.settings_changed):
        lock.minutes.chip("1").click()
    return clock


def look_after(app, clock, seconds):
    clock.now += seconds
    app.locking.idle.look()


def test_after_a_minute_without_the_member_the_window_locks(app, clock, qtbot):
    look_after(app, clock, 59)
    assert app.locking.is_open
    look_after(app, clock, 2)
    locked(app, qtbot)


@pytest.mark.parametrize("deed", ["key", "mouse"])
def test_what_the_member_does_postpones_the_lock(app, clock, qtbot, deed):
    clock.now += 59
    window = app.shell.windowHandle()
    if deed == "key":
        QTest.keyClick(window, Qt.Key.Key_A)
    else:
        QTest.mouseMove(window, QPoint(50, 50))
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(500, 20))
    QApplication.processEvents()
    look_after(app, clock, 59)
    assert app.locking.is_open
    look_after(app, clock, 2)
    locked(app, qtbot)


def test_whoever_comes_after_a_long_sleep_of_the_computer_finds_it_locked(app, clock, qtbot):
    clock.now += 3600
    QTest.keyClick(app.shell.windowHandle(), Qt.Key.Key_A)
    locked(app, qtbot)


def test_the_time_counts_anew_after_a_lock(app, clock, qtbot):
    look_after(app, clock, 61)
    locked(app, qtbot)
    clock.now += 3600
    unlock(app, qtbot)
    qtbot.waitUntil(lambda: app.locking.is_open)
    look_after(app, clock, 30)
    assert app.locking.is_open
    look_after(app, clock, 31)
    locked(app, qtbot)


def test_never_is_never(app, clock, qtbot):
    room = app.shell.current
    with qtbot.waitSignal(room.settings_changed):
        room.protection.lock.minutes.chip("0").click()
    look_after(app, clock, 100_000)
    assert app.locking.is_open


def test_the_time_is_kept_for_the_next_start(app, clock, folder):
    assert SettingsFile(folder.settings).values.lock_minutes == 1


# Where there is no passphrase


def test_without_a_passphrase_no_lock_is_offered_and_settings_lead_to_one(
    monkeypatch, make_app, folder, tmp_path, qtbot
):
    monkeypatch.delenv("VIBRATIONFIT_KEY_FILE")
    keyring.set_keyring(NoKeyring())
    Keys(folder).create(choice("file", file=str(tmp_path / "mine.key")))
    app = started(make_app(folder), qtbot)
    room = app.shell.show_room("settings")
    lock = room.protection.lock
    qtbot.waitUntil(lock.set_passphrase.isVisible)
    assert not lock.lock_now.isVisible()
    press_lock(app)
    QApplication.processEvents()
    assert app.locking is None
    assert app.shell.current is room
    qtbot.mouseClick(lock.set_passphrase, Qt.MouseButton.LeftButton)
    form = room.protection.form()
    qtbot.keyClicks(form.first, PASSPHRASE)
    qtbot.keyClicks(form.again, PASSPHRASE)
    qtbot.keyClick(form.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lock.lock_now.isVisible)
    qtbot.waitUntil(lambda: app.locking is not None)
    qtbot.mouseClick(lock.lock_now, Qt.MouseButton.LeftButton)
    locked(app, qtbot)
    unlock(app, qtbot)
    qtbot.waitUntil(lambda: app.shell.current is not None)
    assert app.shell.current.name == "settings"

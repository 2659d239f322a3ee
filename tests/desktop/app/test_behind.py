"""Quick entry and check-in, from the window, from the tray, and alone."""

from __future__ import annotations

import contextlib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from desktop import headless
from desktop.app.alone import Alone
from desktop.core.settings import SettingsFile
from desktop.core.startwords import CHECK_IN, QUICK_ENTRY
from tests.desktop.applications import in_lane, started

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def a_tray(monkeypatch):
    """A desktop with a tray; what is told beside the icon is kept."""
    told = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _icon, *words: told.append(words[1]))
    return told


@pytest.fixture(autouse=True)
def the_last_window_ends_it():
    """As before, whatever a test kept in the tray."""
    yield
    QApplication.setQuitOnLastWindowClosed(True)


@pytest.fixture
def alone(folder, qapp, qtbot):
    """Open one small window by itself."""
    opened = []

    def open_one(which):
        app = Alone(folder, which, qapp)
        opened.append(app)
        qtbot.addWidget(app.window)
        return started(app, qtbot)

    yield open_one
    for app in opened:
        app.close()
        app.look.deleteLater()
    qapp.setStyleSheet("")


def rows_of(folder, table):
    with contextlib.closing(headless.open_workspace(folder)) as workspace:
        return list(workspace.rows.walk(table))


def switch_on(app, qtbot):
    room = app.shell.show_room("settings")
    qtbot.waitUntil(room.tray.keep.isEnabled)
    with qtbot.waitSignal(room.settings_changed):
        room.tray.keep.click()
    return room


def called(app, qtbot):
    """The quick entry in front, as a member has it before them."""
    app.behind.write()
    qtbot.waitUntil(app.behind.quick.entry.isActiveWindow)
    return app.behind.quick.entry


def type_and_wait(window, qtbot, text):
    with qtbot.waitSignal(window.page.row_saved):
        qtbot.keyClicks(window.page.form.text, text)


def test_a_quick_entry_is_kept_and_the_next_one_is_empty(open_app, folder, qtbot):
    app = open_app()
    window = called(app, qtbot)
    qtbot.keyClicks(window.page.form.text, "A thought on the stairs")
    qtbot.keyClick(window.page.form.text, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not window.isVisible())
    assert called(app, qtbot) is window
    assert window.page.form.text.text() == ""
    type_and_wait(window, qtbot, "Another one")
    app.shell.close()
    kept = {row["content"] for row in rows_of(folder, "journal_entries")}
    assert kept == {"A thought on the stairs", "Another one"}


def test_escape_keeps_the_draft_and_the_next_call_goes_on_with_it(open_app, folder, qtbot):
    app = open_app()
    window = called(app, qtbot)
    qtbot.keyClicks(window.page.form.text, "Half a")
    qtbot.keyClick(window.page.form.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.isVisible())
    (draft,) = rows_of(folder, "journal_entries")
    assert draft["content"] == "Half a"
    assert called(app, qtbot) is window
    qtbot.waitUntil(lambda: window.page.form.text.text() == "Half a")
    type_and_wait(window, qtbot, " thought")
    (draft,) = rows_of(folder, "journal_entries")
    assert sorted(draft["content"].split()) == ["Half", "a", "thought"]


def test_nothing_written_is_nothing_kept(open_app, folder, qtbot):
    app = open_app()
    window = called(app, qtbot)
    qtbot.keyClick(window.page.form.text, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not window.isVisible())
    app.shell.close()
    assert rows_of(folder, "journal_entries") == []


def test_a_quick_check_in_closes_when_it_is_saved(open_app, folder, qtbot):
    app = open_app()
    app.behind.check_in()
    window = app.behind.quick.check_in
    check_in(window, qtbot)
    qtbot.waitUntil(lambda: not window.isVisible())
    (row,) = rows_of(folder, "emotional_snapshots")
    assert (row["emotion_type"], row["intensity"]) == ("Grateful", 8)


def check_in(window, qtbot):
    form = form_of(window)
    qtbot.keyClicks(form.word, "Grateful")
    qtbot.keyClick(form.word, Qt.Key.Key_Return)
    qtbot.keyClick(form.level, Qt.Key.Key_8)
    qtbot.keyClick(form.level, Qt.Key.Key_Return)


def form_of(window):
    from desktop.widgets.forms.moment_form import MomentForm

    return window.findChild(MomentForm)


def test_the_palette_leads_to_both(open_app, qtbot):
    app = open_app()
    app.commanding.open_palette()
    assert {"Quick entry", "Quick check-in"} <= set(app.commanding.opened.offered())
    qtbot.keyClicks(app.commanding.opened.field, "quick entry")
    qtbot.keyClick(app.commanding.opened.field, Qt.Key.Key_Return)
    assert app.behind.quick.entry.isVisible()


# ---- the tray ----


def test_without_a_tray_settings_say_so(open_app, qtbot):
    app = open_app()
    room = app.shell.show_room("settings")
    qtbot.waitUntil(lambda: not room.tray.absent.isHidden())
    assert not room.tray.keep.isEnabled()
    assert app.behind.tray is None


@pytest.mark.usefixtures("a_tray")
def test_it_is_off_until_the_member_wants_it(open_app):
    app = open_app()
    assert app.behind.tray is None
    app.shell.close()
    assert not app.shell.isVisible()


def test_with_the_tray_closing_puts_the_window_away_and_says_so_once(
    open_app, a_tray, folder, qtbot
):
    app = open_app()
    switch_on(app, qtbot)
    assert app.behind.tray.icon.isVisible()
    for _ in range(2):
        app.shell.close()
        assert not app.shell.isVisible()
        app.behind.tray.menu.actions()[-2].trigger()
        assert app.shell.isVisible()
    assert len(a_tray) == 1
    qtbot.waitUntil(lambda: SettingsFile(folder.settings).values.tray_told)


def test_words_are_saved_when_the_window_is_put_away(open_app, a_tray, folder, qtbot):
    app = open_app()
    switch_on(app, qtbot)
    room = app.shell.show_room("journal")
    room.begin()
    qtbot.keyClicks(room.page.form.text, "Not lost")
    app.shell.close()
    qtbot.waitUntil(lambda: not app.shell.isVisible())
    qtbot.waitUntil(lambda: bool(rows_of(folder, "journal_entries")))
    assert a_tray


@pytest.mark.usefixtures("a_tray")
def test_quit_in_the_tray_ends_the_app_though_the_window_is_away(open_app, qtbot):
    app = open_app()
    switch_on(app, qtbot)
    app.shell.close()
    with qtbot.waitSignal(app.shell.closing):
        app.behind.tray.menu.actions()[-1].trigger()
    assert app.behind.tray is None


@pytest.mark.usefixtures("a_tray")
def test_the_menu_leads_to_the_small_windows_and_to_a_sync(open_app, qtbot):
    app = open_app()
    switch_on(app, qtbot)
    write, moment, sync = app.behind.tray.menu.actions()[:3]
    write.trigger()
    assert app.behind.quick.entry.isVisible()
    moment.trigger()
    assert app.behind.quick.check_in.isVisible()
    with qtbot.waitSignal(app.shell.sync_requested):
        sync.trigger()


@pytest.mark.usefixtures("a_tray")
def test_a_sync_that_nobody_is_signed_in_for_leads_to_where_one_signs_in(open_app, qtbot):
    app = open_app()
    switch_on(app, qtbot)
    app.syncing.look()
    in_lane(app, qtbot, lambda workspace: workspace.user_id)
    app.shell.close()
    app.behind.tray.menu.actions()[2].trigger()
    qtbot.waitUntil(lambda: app.shell.current.name == "account")
    assert app.shell.isVisible()
    assert "sign in" in app.shell.notices.text()


@pytest.mark.usefixtures("a_tray")
def test_switched_off_the_icon_goes_and_closing_ends_again(open_app, qtbot):
    app = open_app()
    room = switch_on(app, qtbot)
    with qtbot.waitSignal(room.settings_changed):
        room.tray.keep.click()
    assert app.behind.tray is None
    with qtbot.waitSignal(app.shell.closing):
        app.shell.close()


@pytest.mark.usefixtures("a_tray")
def test_it_is_there_again_at_the_next_start(open_app, folder, qtbot):
    folder.create()
    SettingsFile(folder.settings).change(keep_in_tray=True)
    app = open_app()
    qtbot.waitUntil(lambda: app.behind.tray is not None)


# ---- alone ----


def test_the_quick_entry_alone_ends_when_it_is_done(alone, folder, qtbot):
    app = alone(QUICK_ENTRY)
    qtbot.keyClicks(app.window.page.form.text, "From a key of my desktop")
    with qtbot.waitSignal(app.window.put_away):
        qtbot.keyClick(app.window.page.form.text, Qt.Key.Key_Return, CTRL)
    (row,) = rows_of(folder, "journal_entries")
    assert row["content"] == "From a key of my desktop"


def test_words_typed_before_the_journal_is_open_are_kept(folder, qapp, qtbot):
    app = Alone(folder, QUICK_ENTRY, qapp)
    qtbot.addWidget(app.window)
    app.start()
    qtbot.keyClicks(app.window.page.form.text, "Quicker than the disk")
    app.window.close()
    qtbot.waitUntil(lambda: not app.window.isVisible())
    app.close()
    app.look.deleteLater()
    qapp.setStyleSheet("")
    (row,) = rows_of(folder, "journal_entries")
    assert row["content"] == "Quicker than the disk"


def test_what_was_begun_alone_is_there_at_the_next_start(alone, folder, qtbot):
    app = alone(CHECK_IN)
    notes = form_of(app.window).notes
    qtbot.keyClicks(notes, "On the train")
    with qtbot.waitSignal(app.window.put_away):
        qtbot.keyClick(notes, Qt.Key.Key_Escape)
    assert rows_of(folder, "emotional_snapshots") == []
    again = alone(CHECK_IN)
    qtbot.waitUntil(lambda: form_of(again.window).notes.notes() == "On the train")
    check_in(again.window, qtbot)
    qtbot.waitUntil(lambda: not again.window.isVisible())
    (row,) = rows_of(folder, "emotional_snapshots")
    assert (row["emotion_type"], row["notes"]) == ("Grateful", "On the train")


def test_the_quick_form_and_the_room_keep_their_words_apart(open_app, qtbot):
    app = open_app()
    room = app.shell.show_room("checkin")
    qtbot.keyClicks(form_of(room).notes, "in the room")
    app.behind.check_in()
    window = app.behind.quick.check_in
    qtbot.keyClicks(form_of(window).notes, "quickly")
    window.close()
    app.shell.leave_rooms()
    told = []
    app.lane.ask(
        lambda w: (w.check_ins.unsaved(), w.check_ins.apart("quick").unsaved()), told.append
    )
    qtbot.waitUntil(lambda: bool(told))
    notes = [[mine.notes for mine, _base in drafts.values()] for drafts in told[0]]
    assert notes == [["in the room"], ["quickly"]]


def test_the_check_in_alone_goes_at_once_when_nothing_is_begun(alone, qtbot):
    app = alone(CHECK_IN)
    with qtbot.waitSignal(app.window.put_away):
        qtbot.keyClick(form_of(app.window).word, Qt.Key.Key_Escape)

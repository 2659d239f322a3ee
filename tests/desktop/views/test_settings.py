"""The Settings room on a real journal: what is changed is kept at once."""

from __future__ import annotations

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QRadioButton

from desktop.core.server import KEY_VARIABLE, URL_VARIABLE
from desktop.core.settings import Settings, SettingsFile
from desktop.services.keys import Keys, choice
from desktop.views.settings.room import SettingsRoom
from desktop.widgets.forms.guard_form import KEY_FILE, PASSPHRASE


@pytest.fixture
def room(kit, ask, qtbot):
    room = SettingsRoom(kit)
    qtbot.addWidget(room)
    room.show()
    ask(lambda workspace: workspace.user_id)
    return room


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_the_theme_changes_at_once_and_is_kept(room, look, folder, qtbot):
    with qtbot.waitSignal(room.settings_changed) as changed:
        click(qtbot, room.looks.theme.chip("light"))
    assert look.theme.name == "light"
    assert changed.args[0].theme == "light"
    assert SettingsFile(folder.settings).values.theme == "light"


def test_the_text_grows_and_the_size_is_kept(room, look, folder, qtbot):
    with qtbot.waitSignal(room.settings_changed):
        click(qtbot, room.looks.text_size.chip("135"))
    assert look.text_scale == pytest.approx(1.35)
    assert SettingsFile(folder.settings).values.text_percent == 135


def test_chips_are_chosen_by_keys_alone(room, look, qtbot):
    room.activate()
    chip = room.looks.theme.chip("system")
    chip.setFocus()
    with qtbot.waitSignal(room.settings_changed):
        qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert look.choice == "system"


def test_the_pace_of_sync_is_kept(room, folder, qtbot):
    minutes = room.pace.minutes
    minutes.setFocus()
    minutes.selectAll()
    with qtbot.waitSignal(room.settings_changed):
        qtbot.keyClicks(minutes, "15")
        qtbot.keyClick(minutes, Qt.Key.Key_Return)
    assert SettingsFile(folder.settings).values.sync_minutes == 15
    with qtbot.waitSignal(room.settings_changed):
        qtbot.keyClick(room.pace.automatic, Qt.Key.Key_Space)
    assert not SettingsFile(folder.settings).values.sync_automatically
    assert not minutes.isEnabled()


def test_the_server_is_kept_in_its_plain_form(room, folder, qtbot):
    qtbot.keyClicks(room.server.url, "https://abc.supabase.co/rest/v1/")
    qtbot.keyClicks(room.server.key, "sb_publishable_x")
    assert room.server.bucket.text() == "vision-audio"
    room.server.bucket.selectAll()
    qtbot.keyClicks(room.server.bucket, "member-media")
    with qtbot.waitSignal(room.settings_changed):
        qtbot.keyClick(room.server.key, Qt.Key.Key_Return)
    assert room.server.url.text() == "https://abc.supabase.co"
    kept = SettingsFile(folder.settings).values
    assert (kept.server_key, kept.media_bucket) == ("sb_publishable_x", "member-media")


@pytest.mark.parametrize(("field", "words"), [("url", "key is missing"), ("key", "address")])
def test_half_a_server_is_not_kept(room, folder, qtbot, field, words):
    qtbot.keyClicks(getattr(room.server, field), "https://abc.supabase.co")
    with qtbot.assertNotEmitted(room.settings_changed):
        click(qtbot, room.server.keep)
    assert words in room.server.said.text()


def test_what_is_being_typed_survives_a_sync_in_between(room, ask, qtbot):
    qtbot.keyClicks(room.server.url, "https://half-typed")
    room.pace.minutes.setFocus()
    room.pace.minutes.selectAll()
    qtbot.keyClicks(room.pace.minutes, "42")
    room.refresh()
    ask(lambda workspace: workspace.user_id)
    assert room.server.url.text() == "https://half-typed"
    assert room.pace.minutes.cleanText() == "42"


def test_an_address_that_cannot_be_taken_says_why_and_changes_nothing(room, folder, qtbot):
    qtbot.keyClicks(room.server.url, "http://abc.supabase.co")
    qtbot.keyClicks(room.server.key, "sb_publishable_x")
    click(qtbot, room.server.keep)
    qtbot.waitUntil(lambda: "https://" in room.server.said.text())
    assert SettingsFile(folder.settings).values.server_url == ""


def test_a_key_that_no_server_takes_is_not_said_to_be_saved(room, folder, qtbot):
    qtbot.keyClicks(room.server.url, "https://abc.supabase.co")
    qtbot.keyClicks(room.server.key, "sb publishable x")
    click(qtbot, room.server.keep)
    qtbot.waitUntil(lambda: "no key has" in room.server.said.text())
    assert SettingsFile(folder.settings).values == Settings()


def test_what_the_environment_sets_is_shown_and_cannot_be_changed(kit, ask, qtbot, monkeypatch):
    monkeypatch.setenv(URL_VARIABLE, "https://abc.supabase.co")
    monkeypatch.setenv(KEY_VARIABLE, "sb_publishable_x")
    room = SettingsRoom(kit)
    qtbot.addWidget(room)
    ask(lambda workspace: workspace.user_id)
    assert room.server.url.isReadOnly()
    assert URL_VARIABLE in room.server.said.text()


def test_the_recovery_key_is_shown_on_demand_saved_and_hidden_again(room, ask, tmp_path, qtbot):
    panel = room.protection.panel
    assert not panel.isVisible()
    click(qtbot, room.protection.show_key)
    qtbot.waitUntil(panel.isVisible)
    key = ask(lambda workspace: workspace.key)
    assert panel.key_text() == Keys.recovery_key(key)
    target = tmp_path / "key.txt"
    panel.request_save(str(target))
    qtbot.waitUntil(target.exists)
    assert panel.key_text() in target.read_text(encoding="utf-8")
    assert target.stat().st_mode & 0o077 == 0
    room.leave()
    assert panel.key_text() == ""
    assert not panel.isVisible()


def test_a_guard_that_the_environment_names_cannot_be_changed_here(room):
    assert not room.protection.change.isVisible()


def test_another_guard_can_be_chosen(kit, ask, folder, tmp_path, monkeypatch, qtbot):
    monkeypatch.delenv("VIBRATIONFIT_KEY_FILE")
    room = SettingsRoom(kit)
    qtbot.addWidget(room)
    room.show()
    ask(lambda workspace: workspace.user_id)
    click(qtbot, room.protection.change)
    form = room.protection.form()
    form.choose(KEY_FILE)
    qtbot.keyClicks(form.path, str(tmp_path / "other.key"))
    qtbot.keyClick(form.path, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: room.protection.form() is None)
    assert "other.key" in Keys(folder).description()
    assert room.protection.said.text().startswith("Changed")


def settings_of(kit, ask, qtbot):
    room = SettingsRoom(kit)
    qtbot.addWidget(room)
    room.resize(800, 700)
    room.show()
    ask(lambda workspace: workspace.user_id)
    return room


def told(part):
    """What the card of protection says, from the top."""
    QApplication.processEvents()  # what was added is shown then
    return " ".join(one.text() for one in part.findChildren(QLabel) if one.isVisible())


def change_to(part, kind, answer, qtbot):
    """Choose another guard in the open form by clicks, and give it what it asks for."""
    form = part.form()
    (radio,) = (b for b in form.findChildren(QRadioButton) if b.text() == kind)
    click(qtbot, radio)
    for field in form.findChildren(QLineEdit):
        if field.isVisible():
            qtbot.keyClicks(field, answer)
    (keep,) = (b for b in part.findChildren(QPushButton) if b.text() == "Change")
    click(qtbot, keep)
    qtbot.waitUntil(lambda: part.form() is None)


def test_who_leaves_a_key_file_is_told_before_and_after_that_it_still_opens(
    kit, ask, folder, tmp_path, monkeypatch, qtbot
):
    monkeypatch.delenv("VIBRATIONFIT_KEY_FILE")
    key = ask(lambda workspace: workspace.key)
    Keys(folder).guard(key, choice("file", "", str(tmp_path / "test.key")))
    room = settings_of(kit, ask, qtbot)
    part = room.protection
    assert "still opens" not in told(part)
    click(qtbot, part.change)
    assert "The key file of now stays where it is" in told(part)
    assert "no keyring" not in told(part)
    change_to(part, "A passphrase", "a few green words", qtbot)
    assert "test.key" in part.said.text()
    assert "still opens the journal: delete it" in part.said.text()
    assert Keys(folder).asks_passphrase


def test_a_passphrase_goes_by_clicks_and_where_no_keyring_is_that_is_said(
    kit, ask, folder, tmp_path, monkeypatch, qtbot
):
    monkeypatch.delenv("VIBRATIONFIT_KEY_FILE")
    keyring.set_keyring(NoKeyring())
    key = ask(lambda workspace: workspace.key)
    Keys(folder).guard(key, choice("passphrase", "a few green words"))
    room = settings_of(kit, ask, qtbot)
    part = room.protection
    click(qtbot, part.change)
    assert "This computer has no keyring" in told(part)
    assert "The key file of now" not in told(part)
    change_to(part, "A key file", str(tmp_path / "stick" / "my.key"), qtbot)
    assert part.said.text() == "Changed. The recovery key stays the same."
    assert Keys(folder).key() == key  # nobody was asked


def test_a_passphrase_goes_into_the_keyring_by_keys_alone(kit, ask, folder, monkeypatch, qtbot):
    monkeypatch.delenv("VIBRATIONFIT_KEY_FILE")
    key = ask(lambda workspace: workspace.key)
    Keys(folder).guard(key, choice("passphrase", "a few green words"))
    room = settings_of(kit, ask, qtbot)
    part = room.protection
    part.change.setFocus()
    qtbot.keyClick(part.change, Qt.Key.Key_Space)
    assert QApplication.focusWidget().text() == "This computer's keyring"
    (keep,) = (b for b in part.findChildren(QPushButton) if b.text() == "Change")
    qtbot.keyClick(keep, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: part.form() is None)
    assert Keys(folder).key() == key
    assert not Keys(folder).asks_passphrase


def test_what_unfolds_is_seen_and_keys_go_on_when_it_is_gone(kit, ask, folder, monkeypatch, qtbot):
    monkeypatch.delenv("VIBRATIONFIT_KEY_FILE")
    room = SettingsRoom(kit)
    qtbot.addWidget(room)
    room.resize(700, 400)
    room.show()
    ask(lambda workspace: workspace.user_id)
    part = room.protection
    room.column.ensureWidgetVisible(part.show_key, 0, 0)  # at the lower edge
    click(qtbot, part.change)
    form = part.form()
    form.choose(PASSPHRASE)
    keep = form.parentWidget().findChildren(QPushButton)[-1]
    assert keep.text() == "Change"
    qtbot.waitUntil(lambda: keep.visibleRegion().boundingRect() == keep.rect())
    qtbot.keyClicks(form.first, "a few green words")
    qtbot.keyClicks(form.again, "a few green words")
    form.again.setFocus()
    qtbot.keyClick(form.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: part.form() is None)
    assert QApplication.focusWidget() is part.change
    room.column.ensureWidgetVisible(part.show_key, 0, 0)
    click(qtbot, part.show_key)
    panel = part.panel
    qtbot.waitUntil(lambda: panel.visibleRegion().boundingRect() == panel.rect())


def test_it_says_in_plain_words_what_leaves_the_computer(room):
    texts = " ".join(
        label.text() for label in room.findChildren(type(room.data.path)) if label.text()
    )
    assert "not end-to-end encrypted" in texts
    assert "nothing leaves this computer" in texts


def test_who_wants_no_motion_says_so_once(room, folder, qtbot):
    still = room.looks.still
    qtbot.waitUntil(still.isEnabled)
    assert not still.isChecked()
    with qtbot.waitSignal(room.settings_changed):
        qtbot.keyClick(still, Qt.Key.Key_Space)
    assert SettingsFile(folder.settings).values.reduced_motion
    room.refresh()
    qtbot.waitUntil(still.isChecked)


@pytest.mark.parametrize("size", [(900, 600), (1280, 800)])
def test_below_the_last_card_there_is_no_void(room, qtbot, size):
    room.resize(*size)
    last = room.column.content.itemAt(room.column.content.count() - 2).widget()
    bar = room.column.verticalScrollBar()

    def ends():
        bar.setValue(bar.maximum())
        bottom = last.mapTo(room.column.viewport(), last.rect().bottomLeft()).y()
        assert 0 < room.column.viewport().height() - bottom < 60

    qtbot.waitUntil(ends)


def test_nothing_is_offered_for_words_where_there_are_none(room):
    assert "Flip the selected words" not in [action.text() for action in room.actions()]

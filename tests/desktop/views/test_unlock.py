"""The unlock dialog: it asks in plain words and takes no half answers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton

from desktop.views.unlock.dialog import UnlockDialog
from desktop.widgets.forms.guard_form import KEY_FILE, GuardAnswer

KEY = "-".join(["ABCD"] * 14)


@pytest.fixture
def dialog(look, qtbot):
    dialog = UnlockDialog(look.icons)
    qtbot.addWidget(dialog)
    return dialog


@pytest.mark.parametrize("number", [1, 6, 20])
def test_a_long_sentence_is_seen_whole(dialog, number):
    dialog.tell_trouble("The journal file is damaged, and there is more to say. " * number,
                        key_may_help=True)  # fmt: skip
    text = dialog.page().text
    assert text.height() >= text.heightForWidth(text.width())


def test_a_passphrase_is_chosen_by_keyboard_alone(dialog, qtbot):
    dialog.ask_guard()
    guard = dialog.page().guard
    qtbot.keyClicks(guard.first, "green river stone")
    qtbot.keyClick(guard.first, Qt.Key.Key_Return)
    qtbot.keyClicks(guard.again, "green river stone")
    with qtbot.waitSignal(dialog.guard_chosen) as chosen:
        qtbot.keyClick(guard.again, Qt.Key.Key_Return)
    assert chosen.args == [GuardAnswer("passphrase", passphrase="green river stone")]


@pytest.mark.parametrize(
    ("first", "again", "words"),
    [("short", "short", "at least"), ("green river stone", "green river", "not the same")],
)
def test_a_slip_of_the_passphrase_is_said_before_anything_happens(
    dialog, qtbot, first, again, words
):
    dialog.ask_guard()
    guard = dialog.page().guard
    qtbot.keyClicks(guard.first, first)
    qtbot.keyClicks(guard.again, again)
    with qtbot.assertNotEmitted(dialog.guard_chosen):
        qtbot.mouseClick(dialog.page().go_on, Qt.MouseButton.LeftButton)
    assert words in guard.fault()
    # What is wrong is ready to be typed over.
    wrong = guard.first if words == "at least" else guard.again
    assert dialog.focusWidget() is wrong
    assert wrong.selectedText()


def test_a_key_file_needs_a_place(dialog, qtbot):
    dialog.ask_guard()
    guard = dialog.page().guard
    guard.choose(KEY_FILE)
    with qtbot.assertNotEmitted(dialog.guard_chosen):
        qtbot.mouseClick(dialog.page().go_on, Qt.MouseButton.LeftButton)
    assert "key file" in guard.fault()
    qtbot.keyClicks(guard.path, "/media/stick/my.key")
    with qtbot.waitSignal(dialog.guard_chosen) as chosen:
        qtbot.mouseClick(dialog.page().go_on, Qt.MouseButton.LeftButton)
    assert chosen.args == [GuardAnswer("file", file="/media/stick/my.key")]


def test_a_wrong_passphrase_is_said_and_can_be_typed_again(dialog, qtbot):
    dialog.ask_passphrase()
    page = dialog.page()
    qtbot.keyClicks(page.passphrase, "wrong one")
    with qtbot.waitSignal(dialog.passphrase_given):
        qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    dialog.set_busy(busy=True)
    dialog.refuse("That passphrase is not right.")
    assert page.isEnabled()
    assert page.fault.text() == "That passphrase is not right."
    qtbot.keyClicks(page.passphrase, "right one")
    assert page.passphrase.text() == "right one"


def test_the_eye_shows_what_was_typed(dialog):
    dialog.ask_passphrase()
    field = dialog.page().passphrase
    (eye,) = field.actions()
    assert field.echoMode() == field.EchoMode.Password
    eye.trigger()
    assert field.echoMode() == field.EchoMode.Normal


def test_a_lost_passphrase_leads_to_the_recovery_key(dialog, qtbot):
    dialog.ask_passphrase()
    qtbot.mouseClick(dialog.page().recover, Qt.MouseButton.LeftButton)
    page = dialog.page()
    qtbot.mouseClick(page.go_on, Qt.MouseButton.LeftButton)
    assert page.fault.text()
    qtbot.keyClicks(page.key, KEY)
    qtbot.keyClicks(page.guard.first, "green river stone")
    qtbot.keyClicks(page.guard.again, "green river stone")
    with qtbot.waitSignal(dialog.recovery_given) as given:
        qtbot.mouseClick(page.go_on, Qt.MouseButton.LeftButton)
    assert given.args == [KEY, GuardAnswer("passphrase", passphrase="green river stone")]


def test_enter_after_the_recovery_key_says_what_is_missing(dialog, qtbot):
    dialog.ask_passphrase()
    qtbot.mouseClick(dialog.page().recover, Qt.MouseButton.LeftButton)
    page = dialog.page()
    qtbot.keyClicks(page.key, KEY)
    qtbot.keyClick(page.key, Qt.Key.Key_Return)
    assert "at least 8 letters" in page.guard.fault()


def test_the_recovery_key_can_be_copied_and_saved(dialog, qtbot):
    page = dialog.show_recovery_key(KEY)
    copy = next(b for b in page.findChildren(QAbstractButton) if b.text() == "Copy")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == KEY
    with qtbot.waitSignal(page.panel.save_requested) as saved:
        page.panel.request_save("/somewhere/key.txt")
    path, text = saved.args
    assert path == "/somewhere/key.txt"
    assert KEY in text
    with qtbot.waitSignal(dialog.key_kept):
        qtbot.mouseClick(page.go_on, Qt.MouseButton.LeftButton)


def test_a_fault_of_the_world_offers_another_try(dialog, qtbot):
    dialog.tell_trouble("There is no room left on the disk.", key_may_help=False)
    with qtbot.waitSignal(dialog.again_requested):
        qtbot.mouseClick(dialog.page().go_on, Qt.MouseButton.LeftButton)

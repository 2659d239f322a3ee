"""Beginning with a template or a prompt, and linking words to the vision that they fulfil."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from desktop.views.evidence.dialog import EvidenceDialog
from desktop.views.starters.dialog import StartersDialog
from tests.desktop.views.window import TODAY

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def journal(pen, shell, settled):
    pen.entry = pen.write("We found it. A house by the sea!")
    room = shell.show_room("journal")
    settled()
    settled()
    return room


@pytest.fixture
def dialog(shell, qtbot, settled):
    """Press a key and wait for the dialog that it opens."""

    def open_by(kind, key, modifiers):
        shell.activateWindow()  # no window manager does so after a dialog here
        qtbot.waitUntil(lambda: QApplication.activeWindow() is shell)
        qtbot.keyClick(shell.current.page.form.text, key, modifiers)
        (made,) = [d for d in shell.current.findChildren(kind) if d.isVisible()]
        qtbot.waitUntil(made.isVisible)
        settled()
        return made

    return open_by


def templates(dialog):
    return dialog(StartersDialog, Qt.Key.Key_T, CTRL)


def rows(choice):
    return [choice.rows.item(n).text() for n in range(choice.rows.count())]


def test_a_prompt_is_laid_out_where_one_writes(shell, pen, settled, qtbot, dialog):
    room = shell.show_room("today")
    settled()
    qtbot.keyClicks(room.page.form.text, "Dear diary")
    chooser = templates(dialog)
    qtbot.keyClicks(chooser.choice.field, "laugh loud")
    with qtbot.waitSignal(room.page.row_saved):
        qtbot.keyClick(chooser.choice.field, Qt.Key.Key_Return)
    assert room.page.form.text.text() == ("Dear diary\n\n## When did I last laugh out loud?\n\n")
    qtbot.keyClick(room.page.form.text, Qt.Key.Key_Z, CTRL)
    assert room.page.form.text.text() == "Dear diary"


def test_ones_own_template_is_made_from_the_entry_changed_and_used(
    journal, pen, qtbot, dialog, settled
):
    chooser = templates(dialog)
    chooser.new_template.click()
    settled()
    assert chooser.body.text() == "We found it. A house by the sea!"
    chooser.name.selectAll()
    qtbot.keyClicks(chooser.name, "Found")
    chooser.body.selectAll()
    qtbot.keyClicks(chooser.body, "What I found:")
    chooser.reject()
    settled()
    own = [t for t in pen.workspace.templates.all("template") if t.own]
    assert [(t.name, t.body) for t in own] == [("Found", "What I found:")]
    chooser = templates(dialog)
    assert rows(chooser.choice)[0].startswith("Found\n")
    chooser.use_button.click()
    assert journal.page.form.text.text().startswith("What I found:\n")


def test_one_of_the_app_cannot_be_changed_and_ones_own_can_go(journal, pen, qtbot, dialog, settled):
    pen.workspace.templates.keep("prompt", "", "What now?")
    chooser = templates(dialog)
    assert not chooser.delete_button.isEnabled()
    assert chooser.body.isReadOnly()
    qtbot.keyClicks(chooser.choice.field, "what now")
    assert chooser.delete_button.isEnabled()
    chooser.delete_button.click()
    settled()
    assert not [t for t in pen.workspace.templates.all("prompt") if t.own]
    qtbot.waitUntil(chooser.back_button.isVisible)
    qtbot.mouseClick(chooser.back_button, Qt.MouseButton.LeftButton)
    settled()
    assert [t.body for t in pen.workspace.templates.all("prompt") if t.own] == ["What now?"]
    assert not chooser.back_button.isVisible()


@pytest.fixture
def vision(pen):
    return pen.workspace.rows.put(
        "vision_versions",
        {"forward": "I am awake.", "home": "I live by the sea. The door is open.",
         "is_active": True},
    )  # fmt: skip


@pytest.fixture
def rest(pen, shell):
    return pen, shell


def evidence(dialog):
    return dialog(EvidenceDialog, Qt.Key.Key_E, CTRL | SHIFT)


def link_by_keys(chooser, qtbot, words, settled):
    qtbot.keyClicks(chooser.choice.field, words)
    with qtbot.waitSignal(chooser.linked):
        qtbot.keyClick(chooser.choice.field, Qt.Key.Key_Return)
    settled()


def test_selected_words_become_evidence_and_lead_to_the_vision(
    journal, pen, vision, qtbot, dialog, settled
):
    journal.page.form.text.go_to("A house by the sea!")
    link_by_keys(evidence(dialog), qtbot, "sea", settled)
    (link,) = pen.workspace.evidence.of_vision(vision)
    assert (link.part, link.sentence) == ("home", "I live by the sea.")
    assert (link.entry_id, link.quote) == (pen.entry, "A house by the sea!")
    panel = journal._side.evidence
    qtbot.waitUntil(panel.isVisible)
    asked = QSignalSpy(journal.row_requested)
    (go,) = [b for b in panel.findChildren(QPushButton) if "sea" in b.text()]
    go.click()
    assert asked.at(0) == [
        "vision_versions", f"{vision}\nI live by the sea.\nI live by the sea.",
    ]  # fmt: skip


def test_a_link_is_taken_away_and_brought_back(journal, rest, vision, qtbot, dialog, settled):
    pen, shell = rest
    link_by_keys(evidence(dialog), qtbot, "awake", settled)
    panel = journal._side.evidence
    qtbot.waitUntil(panel.isVisible)
    (away,) = panel.findChildren(QToolButton)
    away.click()
    settled()
    qtbot.waitUntil(panel.isHidden)
    assert pen.workspace.evidence.of_entry(pen.entry) == []
    assert pen.text(pen.entry) == "We found it. A house by the sea!"
    (undo,) = [b for b in shell.notices.findChildren(QPushButton) if "Undo" in b.text()]
    undo.click()
    settled()
    qtbot.waitUntil(panel.isVisible)
    assert len(pen.workspace.evidence.of_entry(pen.entry)) == 1


def test_what_was_typed_a_moment_ago_can_be_evidence_already(
    shell, pen, vision, qtbot, dialog, settled
):
    room = shell.show_room("today")
    settled()
    qtbot.keyClicks(room.page.form.text, "Today I saw it")
    link_by_keys(evidence(dialog), qtbot, "door", settled)
    (link,) = pen.workspace.evidence.of_vision(vision, "home")
    assert (link.entry_day, link.entry_line) == (TODAY, "Today I saw it")


def test_without_a_vision_or_without_words_it_is_said(shell, pen, qtbot, dialog, settled):
    shell.show_room("today")
    settled()
    chooser = evidence(dialog)
    assert not chooser.link_button.isEnabled()
    chooser.reject()
    pen.workspace.rows.put("vision_versions", {"forward": "I am awake.", "is_active": True})
    chooser = evidence(dialog)
    qtbot.keyClick(chooser.choice.field, Qt.Key.Key_Return)
    settled()
    assert chooser.isVisible()
    assert "Write something first" in chooser._fault.text()


def test_a_first_entry_can_begin_with_a_template(shell, pen, settled, qtbot):
    room = shell.show_room("journal")
    settled()
    qtbot.waitUntil(lambda: room.page_side() is not None)
    assert not room.page.row_id
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_T, CTRL)
    (chooser,) = [d for d in room.findChildren(StartersDialog) if d.isVisible()]
    settled()
    with qtbot.waitSignal(room.page.row_saved):
        qtbot.keyClick(chooser.choice.field, Qt.Key.Key_Return)
    assert pen.texts() == [room.page.form.text.text()]


def test_what_is_to_be_linked_has_to_be_open(shell, settled, qtbot):
    room = shell.show_room("journal")
    settled()
    qtbot.waitUntil(lambda: room.page_side() is not None)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_E, CTRL | SHIFT)
    assert "Open the entry first" in shell.notices.text()

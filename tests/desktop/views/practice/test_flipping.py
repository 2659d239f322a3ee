"""A flip that starts from words anywhere in the app, and its way back into them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QTextEdit

from tests.desktop.views.window import TODAY

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
FLIPS = "frequency_flip"
TEXT = "Morning 🌊.\n\nI am always late.\n\nEvening."
CONTRAST = "I am always late."


@pytest.fixture
def entry(pen):
    return pen.write(TEXT)


@pytest.fixture
def journal(entry, member):
    room = member.go("journal")
    room.page.form.text.go_to(CONTRAST)
    room.page.form.text.setFocus()
    return room


def flip(member, shell):
    """Flip the selected words and find the clarity."""
    member.press(Qt.Key.Key_L, CTRL | SHIFT)
    member.settled()
    assert shell.current.name == "flips"
    member.write("I have time.")
    return shell.current


def test_selected_words_become_the_contrast_of_a_flip_that_is_kept(journal, member, shell, rows):
    member.press(Qt.Key.Key_L, CTRL | SHIFT)
    room = shell.current
    form = room.page.form
    assert form.contrast.text.text() == CONTRAST
    assert form.clarity.text.hasFocus()
    assert form.return_button.isVisible()
    assert "Journal" in form.return_button.text()
    assert not form.return_button.isEnabled()
    room.leave()
    member.settled()
    (row,) = rows.list(FLIPS)
    assert (row["input_text"], row["clarity_seed"]) == (CONTRAST, None)


def test_the_clarity_takes_the_place_of_the_contrast_and_can_be_undone(
    journal, member, shell, pen, entry
):
    flip(member, shell)
    member.press(Qt.Key.Key_Return, CTRL)
    member.settled()
    assert shell.current is journal
    text = journal.page.form.text
    assert text.hasFocus()
    assert text.text() == TEXT.replace(CONTRAST, "I have time.")
    assert "Undo" in shell.notices.text()
    journal.page.save_now()
    member.settled()
    assert pen.text(entry) == TEXT.replace(CONTRAST, "I have time.")
    member.press(Qt.Key.Key_Z, CTRL)
    assert text.text() == TEXT


def test_a_sentence_chosen_without_its_stop_does_not_end_twice(journal, member, shell):
    text = journal.page.form.text
    text.go_to(CONTRAST.rstrip("."))
    flip(member, shell)
    member.press(Qt.Key.Key_Return, CTRL)
    member.settled()
    assert text.text() == TEXT.replace(CONTRAST, "I have time.")


def test_the_flip_keeps_both_sides_and_leads_back_only_once(journal, member, shell, rows):
    room = flip(member, shell)
    member.click(room.page.form.return_button)
    member.settled()
    (row,) = rows.list(FLIPS)
    assert (row["input_text"], row["clarity_seed"]) == (CONTRAST, "I have time.")
    member.go("flips")
    assert not room.page.form.return_button.isVisible()


def test_words_that_moved_are_found_again(journal, member, shell, pen, entry, qtbot):
    flip(member, shell)
    pen.write(f"From afar.\n\n{TEXT}", entry_id=entry)
    member.settled()
    member.press(Qt.Key.Key_Return, CTRL)
    wanted = f"From afar.\n\n{TEXT}".replace(CONTRAST, "I have time.")
    qtbot.waitUntil(lambda: pen.text(entry) == wanted)


def test_words_that_changed_meanwhile_are_never_overwritten(
    journal, member, shell, pen, entry, qtbot
):
    flip(member, shell)
    member.go("journal")
    text = journal.page.form.text
    text.go_to("always late")
    member.write("sometimes late")
    member.go("flips")
    member.press(Qt.Key.Key_Return, CTRL)
    member.settled()
    assert text.text() == TEXT.replace("always", "sometimes") + "\n\nI have time."
    assert "changed meanwhile" in shell.notices.text()


def test_another_row_on_the_page_makes_room_for_the_one_of_the_words(
    journal, member, shell, pen, entry, qtbot
):
    other = pen.write(f"Another.\n\n{CONTRAST}")
    flip(member, shell)
    member.go("journal")
    journal.open_row(other)
    member.settled()
    member.go("flips")
    member.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: journal.page.form.text.text() == TEXT.replace(CONTRAST, "I have time."))
    assert journal.page.row_id == entry
    assert pen.text(other) == f"Another.\n\n{CONTRAST}"


def test_a_row_that_is_gone_gives_the_clarity_to_the_clipboard(
    journal, member, shell, pen, entry, qtbot
):
    room = flip(member, shell)
    member.go("journal")
    member.press(Qt.Key.Key_Delete, CTRL | SHIFT)
    member.settled()
    assert pen.text(entry) is None
    member.go("flips")
    member.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "cannot be written" in shell.notices.text())
    assert QGuiApplication.clipboard().text() == "I have time."
    assert room.page.form.clarity.text.text() == "I have time."


def test_a_row_that_was_deleted_elsewhere_comes_back_with_the_words_that_were_written(
    journal, member, shell, pen, entry, qtbot
):
    flip(member, shell)
    pen.journal.delete(entry)
    member.settled()
    member.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: pen.text(entry) == TEXT.replace(CONTRAST, "I have time."))


def test_nothing_selected_says_what_to_do(journal, member, shell):
    cursor = journal.page.form.text.textCursor()
    cursor.clearSelection()
    journal.page.form.text.setTextCursor(cursor)
    member.press(Qt.Key.Key_L, CTRL | SHIFT)
    assert shell.current is journal
    assert "Select the words" in shell.notices.text()


def test_the_menu_of_a_text_offers_it(journal, member, shell, qtbot):
    text = journal.page.form.text
    place = text.cursorRect().center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, text.viewport().mapToGlobal(place)
    )
    QApplication.sendEvent(text.viewport(), event)
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    action = next(a for a in menu.actions() if "Flip" in a.text())
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    assert shell.current.name == "flips"
    assert shell.current.page.form.contrast.text.text() == CONTRAST


def test_from_a_field_of_one_line_and_back(member, shell, rows):
    content = {"gratitude": "", "tasks": ["Stop being late", "", ""], "fun_plan": ""}
    row_id = rows.put("daily_papers", {"paper_date": TODAY.isoformat(), "content": content})
    room = member.go("paper")
    field = room.page.form.rows[0].field
    field.setFocus()
    field.setSelection(5, 10)
    flip(member, shell)
    assert shell.current.page.form.contrast.text.text() == "being late"
    member.press(Qt.Key.Key_Return, CTRL)
    room.page.save_now()
    member.settled()
    assert rows.get("daily_papers", row_id)["content"]["tasks"][0] == "Stop I have time."


def test_from_a_scene_and_back_beyond_the_restart_of_the_page(member, shell, rows):
    first = rows.put("scenes", {"scene_text": "By the sea. I am always late."})
    room = member.go("scenes")
    room.page.form.text.go_to("I am always late.")
    room.page.form.text.setFocus()
    flip(member, shell)
    member.press(Qt.Key.Key_Return, CTRL)
    room.page.save_now()
    member.settled()
    assert rows.get("scenes", first)["scene_text"] == "By the sea. I have time."


def test_from_a_part_of_a_vision_and_back_into_that_part(member, shell, rows, qtbot):
    vision = rows.put(
        "vision_versions",
        {"version_number": 1, "status": "draft", "is_draft": True, "is_active": False,
         "forward": "We begin.", "fun": f"Dance. {CONTRAST}", "health": "Strong."},
    )  # fmt: skip
    shell.show_row("vision_versions", f"{vision}\nalways late\n{CONTRAST}")
    member.settled()
    qtbot.waitUntil(lambda: "always" in QApplication.focusWidget().text())
    text = QApplication.focusWidget()
    text.go_to(CONTRAST)
    flip(member, shell)
    shell.show_row("vision_versions", f"{vision}\nStrong\nStrong.")
    member.settled()
    qtbot.waitUntil(lambda: text.text() == "Strong.")
    member.go("flips")
    member.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: text.text() == "Dance. I have time.")
    shell.current.leave()
    member.settled()
    row = rows.get("vision_versions", vision)
    assert (row["fun"], row["health"]) == ("Dance. I have time.", "Strong.")


def test_words_that_can_only_be_read_begin_a_flip_without_a_way_back(
    member, shell, rows, pen, qtbot
):
    pen.write(TEXT)
    member.go("journal")
    member.press(Qt.Key.Key_K, CTRL)
    member.write("late")
    qtbot.waitUntil(lambda: shell.current.name == "search" and shell.current.model.rowCount() == 1)
    reader = shell.current.reader.text
    qtbot.waitUntil(lambda: "late" in reader.text())
    reader.setFocus()
    reader.go_to(CONTRAST)
    member.press(Qt.Key.Key_L, CTRL | SHIFT)
    assert shell.current.name == "flips"
    assert shell.current.page.form.contrast.text.text() == CONTRAST
    assert not shell.current.page.form.return_button.isVisible()


def test_words_of_a_flip_begin_another_one_and_return(member, shell, rows, qtbot):
    first = rows.put(FLIPS, {"input_text": f"Why? {CONTRAST}"})
    room = member.go("flips")
    room.page.form.contrast.text.go_to(CONTRAST)
    room.page.form.contrast.text.setFocus()
    flip(member, shell)
    assert room.page.row_id != first
    member.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: room.page.form.contrast.text.text() == "Why? I have time.")
    assert room.page.row_id == first
    room.page.save_now()
    member.settled()
    assert {row["input_text"] for row in rows.list(FLIPS)} == {"Why? I have time.", CONTRAST}


def test_words_of_a_vision_that_is_read_begin_a_flip(member, shell, rows, qtbot):
    rows.put(
        "vision_versions",
        {"version_number": 1, "status": "complete", "is_draft": False, "is_active": True,
         "fun": f"Dance. {CONTRAST}"},
    )  # fmt: skip
    room = member.go("vision")
    qtbot.waitUntil(lambda: any(_holds(b, CONTRAST) for b in room.findChildren(QTextEdit)))
    book = next(b for b in room.findChildren(QTextEdit) if _holds(b, CONTRAST))
    book.setFocus()
    assert book.find(CONTRAST)
    member.press(Qt.Key.Key_L, CTRL | SHIFT)
    assert shell.current.name == "flips"
    assert shell.current.page.form.contrast.text.text() == CONTRAST


def _holds(book, words):
    return book.isVisible() and words in book.toPlainText()


def test_a_place_is_counted_as_qt_counts(member, shell, pen, qtbot):
    entry = pen.write("🌊🌊 late late")
    room = member.go("journal")
    text = room.page.form.text
    cursor = text.textCursor()
    cursor.setPosition(10)
    cursor.setPosition(14, cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    text.setFocus()
    flip(member, shell)
    member.press(Qt.Key.Key_Return, CTRL)
    room.page.save_now()
    member.settled()
    assert pen.text(entry) == "🌊🌊 late I have time."

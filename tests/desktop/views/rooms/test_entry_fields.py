"""Day, mood, tags and text of an entry by keys: in the order in which they are seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.desktop.views.window import TODAY

FIELDS = ["Mood", "Tags", "Tag sea, press to take it away", "Text of the entry"]
TOOLS = [
    "Begin with a template or prompt (Ctrl+T)",
    "Evidence: link to your vision (Ctrl+Shift+E)",
    "Earlier versions (Ctrl+H)",
    "Move to the trash (Ctrl+Shift+Del)",
    "All actions and their keys",
]


@pytest.fixture
def room(shell, pen, settled):
    pen.write("The sea", tags=["sea"])
    made = shell.show_room("journal")
    settled()
    return made


def walked(qtbot, key, steps):
    """Whom a key leads to, by name."""
    names = []
    for _ in range(steps):
        qtbot.keyClick(QApplication.focusWidget(), key)
        names.append(QApplication.focusWidget().accessibleName())
    return names


def test_tab_goes_as_the_eye_does(room, qtbot):
    form = room.page.form
    form.day.setFocus()
    every = [*FIELDS, *TOOLS]
    assert walked(qtbot, Qt.Key.Key_Tab, len(every)) == every
    back = [form.day.accessibleName(), *every[:-1]]
    assert walked(qtbot, Qt.Key.Key_Backtab, len(every)) == back[::-1]


def test_the_day_of_the_calendar_comes_between_its_arrows_and_what_is_below(room, qtbot):
    calendar = room.pane.calendar
    calendar.focus_day()
    assert walked(qtbot, Qt.Key.Key_Backtab, 2) == ["Month after", "Month before"]
    names = walked(qtbot, Qt.Key.Key_Tab, 3)
    assert names[1].startswith(f"{TODAY:%A}, {TODAY.day} ")
    assert names[2] == "Entries"


def test_a_tag_that_was_just_typed_is_reached_by_tab(room, qtbot):
    room.page.form.mood.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "wind,")
    names = walked(qtbot, Qt.Key.Key_Tab, 3)
    assert names == [FIELDS[2], "Tag wind, press to take it away", FIELDS[3]]


def test_a_mood_in_ones_own_word_is_the_mood(room, qtbot, pen):
    room.page.form.set_suggestions(["Calm", "Joyful"], [])
    room.page.form.mood.setFocus()
    with qtbot.waitSignal(room.page.row_saved):
        qtbot.keyClicks(QApplication.focusWidget(), " cal  and  salty ")
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert room.page.form.mood.text() == "cal and salty"
    assert [line.mood for line in pen.journal.entries_of(TODAY)] == ["cal and salty"]


def test_a_long_mood_of_another_device_stays_whole_while_one_writes(
    shell, pen, workspace, settled, qtbot
):
    entry_id = pen.write("The sea")
    mood = "somewhere between tired and glad, " * 5
    workspace.connection.execute(
        "UPDATE journal_entries SET mood = ? WHERE id = ?", (mood.strip(), entry_id)
    )
    page = shell.show_room("journal").page
    settled()
    with qtbot.waitSignal(page.row_saved):
        qtbot.keyClicks(page.form.text, "Words. ")
    kept = pen.journal.get(entry_id)
    assert kept.content.startswith("Words. ")
    assert kept.mood == mood.strip()


def test_why_a_mood_is_too_long_is_said_and_no_word_goes(room, pen, settled, qtbot):
    form = room.page.form
    form.mood.setFocus()
    mood = "between tired and glad " * 6
    QGuiApplication.clipboard().setText(mood)
    qtbot.keyClick(form.mood, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    room.page.save_now()
    qtbot.waitUntil(lambda: "A mood can be up to 100" in form.saved_sentence())
    assert form.mood.text() == mood
    form.mood.setText("")
    qtbot.keyClicks(form.mood, "glad")
    room.page.save_now()
    settled()
    assert pen.journal.get(room.page.row_id).mood == "glad"


def test_the_sentence_about_a_tag_stands_beside_its_field_without_scrolling(room, shell, qtbot):
    tags = room.page.form.tags
    for width in (1180, 900):
        shell.resize(width, 600)
        tags.setFocus()
        QGuiApplication.clipboard().setText("t" * 5_000)
        qtbot.keyClick(
            QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier
        )
        qtbot.waitUntil(lambda: tags.said.visibleRegion().boundingRect() == tags.said.rect())
        frame = tags.parentWidget().parentWidget()
        qtbot.waitUntil(lambda frame=frame: frame.verticalScrollBar().maximum() == 0)

"""Mood, day, difference and memory: the smaller parts of a page."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QToolButton

from desktop.widgets.choosing.calendar import Calendar
from desktop.widgets.choosing.day_edit import DayEdit
from desktop.widgets.choosing.mood_edit import MoodEdit
from desktop.widgets.difference_view import ADDED, REMOVED, SAME, DifferenceView, Stretch
from desktop.widgets.forms.entry_form import EntryForm, Fields
from desktop.widgets.memory_card import MemoryCard

DAY = date(2026, 3, 12)


def test_a_mood_is_the_members_own_word_or_none(shown, qtbot):
    edit = shown(MoodEdit())
    with qtbot.waitSignal(edit.mood_edited):
        qtbot.keyClicks(edit, "  quietly  glad ")
    assert edit.mood() == "quietly glad"
    edit.set_mood(None)
    assert edit.mood() is None


def test_arrow_down_offers_moods_and_enter_takes_one(shown, qtbot):
    edit = shown(MoodEdit())
    edit.set_suggestions(["Calm", "Joyful"])
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    popup = edit.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    with qtbot.waitSignal(edit.mood_edited):
        qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert edit.mood() == "Calm"


def test_mood_and_tags_share_their_row(look, shown, qtbot):
    form = shown(EntryForm(look, DAY))
    form.show_fields(Fields(DAY, "Words", None, ("family",)))
    field = form.tags.findChild(QLineEdit)
    chip = form.tags.findChild(QToolButton)
    form.resize(372, 400)  # beside the list, in a window of 900 x 600
    qtbot.waitUntil(lambda: field.geometry().left() > chip.geometry().right())
    assert form.mood.placeholderText() == "How do you feel?"
    assert form.mood.fontMetrics().horizontalAdvance("How do you feel?") < form.mood.width() - 20
    form.resize(240, 400)
    assert form.mood.placeholderText() == "Mood"
    assert form.mood.width() < 100
    form.mood.set_mood("Overwhelmed, and glad of it")
    assert form.mood.width() == pytest.approx(0.4 * form.width(), abs=10)
    form.resize(900, 400)
    assert form.mood.fontMetrics().horizontalAdvance(form.mood.text()) < form.mood.width() - 20


def test_a_day_is_chosen_by_keys(look, shown, qtbot):
    edit = shown(DayEdit(look, DAY))
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    calendar = edit.findChild(Calendar)
    focused = calendar.focusWidget()
    qtbot.keyClick(focused, Qt.Key.Key_Left)
    with qtbot.waitSignal(edit.day_edited) as told:
        qtbot.keyClick(calendar.focusWidget(), Qt.Key.Key_Return)
    assert told.args == [date(2026, 3, 11)]
    assert edit.day() == date(2026, 3, 11)


@pytest.mark.parametrize("width", [90, 600])
def test_a_day_is_spelt_as_long_as_there_is_room(look, shown, qtbot, width):
    edit = DayEdit(look, DAY)
    edit.resize(width, 30)
    assert str(DAY.year) in edit.text()
    assert str(DAY.year) in edit.accessibleName()


def test_a_difference_says_how_much_and_how_it_is_shown(look, shown):
    view = shown(DifferenceView(look))
    view.show_difference(
        [
            Stretch(SAME, "I was "),
            Stretch(REMOVED, "tired"),
            Stretch(ADDED, "at peace"),
            Stretch(SAME, "."),
        ]
    )
    assert view.text() == "I was tired at peace."
    assert "2 words added (underlined), 1 word removed (struck through)" in view.legend()


def test_a_difference_of_nothing_says_so(look, shown):
    view = shown(DifferenceView(look))
    view.show_difference([Stretch(SAME, "as it was")])
    assert "are those of today" in view.legend()


def test_long_stretches_without_change_are_shortened(look, shown):
    view = shown(DifferenceView(look))
    view.show_difference([Stretch(SAME, "word " * 1000), Stretch(ADDED, "new")])
    assert len(view.text()) < 600
    assert view.text().endswith("new")


def test_a_memory_is_pressed_by_space_and_has_a_name(look, shown, qtbot):
    card = shown(MemoryCard(look, "3 years ago", "The garden and the morning sun"), 240, 90)
    card.setFocus()
    with qtbot.waitSignal(card.clicked):
        qtbot.keyClick(card, Qt.Key.Key_Space)
    assert card.accessibleName() == "3 years ago: The garden and the morning sun"

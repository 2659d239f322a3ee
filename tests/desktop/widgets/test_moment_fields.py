"""The fields of a moment, by keys and clicks: the word, the level, the notes, and when it was."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.domain import vocabulary
from desktop.domain.moments import MomentDraft
from desktop.widgets.choosing.level_picker import LevelPicker
from desktop.widgets.choosing.moment_edit import HOUR, NOW, OTHER, YESTERDAY, MomentEdit
from desktop.widgets.choosing.word_edit import WordEdit
from desktop.widgets.forms.moment_form import FormWords, MomentForm
from desktop.widgets.writing.notes_edit import NotesEdit

NOON = datetime(2026, 3, 10, 12, 0, 30, tzinfo=UTC)
NAMES = FormWords(
    new_title="New", edit_title="Change", word="Emotion", word_hint="…", level="Intensity",
    notes="Notes", notes_hint="…", no_word="Say how you feel.", no_level="Choose an intensity.",
)  # fmt: skip
KEY = Qt.Key


@pytest.fixture
def in_berlin():
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def placed(shown, qtbot):
    """Show a field in a window of its own, with another one behind it to go to."""
    windows = []

    def place(field):
        window = QWidget()
        windows.append(window)
        box = QVBoxLayout(window)
        box.addWidget(field)
        window.other = NotesEdit()
        box.addWidget(window.other)
        box.addStretch(1)
        shown(window)
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        return field

    yield place
    windows.clear()


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


# ---- the level ----


@pytest.fixture
def picker(look, placed):
    return placed(LevelPicker(look))


@pytest.mark.parametrize(
    ("keys", "level"),
    [
        ([KEY.Key_1], 1),
        ([KEY.Key_9], 9),
        ([KEY.Key_0], 10),
        ([KEY.Key_1, KEY.Key_0], 10),
        ([KEY.Key_Right], 1),
        ([KEY.Key_5, KEY.Key_Right, KEY.Key_Up, KEY.Key_Left], 6),
        ([KEY.Key_5, KEY.Key_PageUp, KEY.Key_PageUp], 10),
        ([KEY.Key_2, KEY.Key_PageDown], 1),
        ([KEY.Key_End], 10),
        ([KEY.Key_End, KEY.Key_Home], 1),
        ([KEY.Key_7, KEY.Key_Delete], None),
        ([KEY.Key_A], None),
    ],
)
def test_a_level_is_chosen_by_keys(picker, qtbot, keys, level):
    for key in keys:
        press(qtbot, key)
    assert picker.level() == level
    assert picker.value() == (level or 0)  # what a screen reader is told


def test_a_level_is_chosen_and_dragged_by_mouse(picker, qtbot):
    with qtbot.waitSignal(picker.level_edited):
        qtbot.mouseClick(picker, Qt.MouseButton.LeftButton, pos=picker.cell(8).center().toPoint())
    assert picker.level() == 8
    qtbot.mousePress(picker, Qt.MouseButton.LeftButton, pos=picker.cell(8).center().toPoint())
    qtbot.mouseMove(picker, picker.cell(3).center().toPoint())
    qtbot.mouseRelease(picker, Qt.MouseButton.LeftButton, pos=QPoint(-5, 5))
    assert picker.level() in {3, 8}  # a screen without a pointer reports no dragging


def test_a_level_beyond_the_scale_stays_until_another_is_chosen(picker, qtbot):
    picker.set_level(42)
    assert picker.level() == 42
    assert picker.value() == 0
    press(qtbot, KEY.Key_Tab)
    assert picker.level() == 42
    picker.setFocus()
    press(qtbot, KEY.Key_4)
    assert picker.level() == 4


def test_a_screen_reader_moves_the_slider(picker, qtbot):
    with qtbot.waitSignal(picker.level_edited):
        picker.setValue(6)
    assert picker.level() == 6
    with qtbot.assertNotEmitted(picker.level_edited):
        picker.set_level(2)


# ---- the word ----


@pytest.fixture
def word(look, placed):
    made = WordEdit(look)
    made.set_vocabulary(partial(vocabulary.words, vocabulary.EMOTIONS))
    return placed(made)


def test_a_few_letters_and_enter_make_a_word(word, qtbot):
    qtbot.keyClicks(word, "grate")
    assert word.is_unfolded()
    assert word.sheet.marked().text == "Grateful"
    with qtbot.waitSignal(word.entered):
        press(qtbot, KEY.Key_Return)
    assert word.word() == word.text() == "Grateful"
    assert not word.is_unfolded()
    assert word.meaning().meaning


def test_a_word_that_comes_into_the_field_that_has_the_keys_is_typed_over(word, qtbot):
    word.setFocus()
    word.set_word("Joyful")
    qtbot.keyClicks(word, "cal")
    assert word.text() == "cal"


def test_tab_takes_the_marked_word_and_goes_on(word, qtbot):
    qtbot.keyClicks(word, "cal")
    press(qtbot, KEY.Key_Tab)
    assert word.word() == "Calm"
    assert word.window().other.hasFocus()


def test_the_arrows_walk_along_the_suggestions(word, qtbot):
    word.set_used(["at peace", "so so"])
    press(qtbot, KEY.Key_Down)
    assert word.sheet.marked().text == "at peace"
    press(qtbot, KEY.Key_Down)
    assert word.sheet.marked().text == "so so"
    press(qtbot, KEY.Key_PageDown)
    press(qtbot, KEY.Key_PageUp)
    press(qtbot, KEY.Key_Up)
    press(qtbot, KEY.Key_Return)
    assert word.word() == "at peace"
    press(qtbot, KEY.Key_Down)
    assert len(word.sheet.words()) > 100  # all the others are offered, too


def test_an_own_word_is_as_good(word, qtbot):
    qtbot.keyClicks(word, "so   so")
    press(qtbot, KEY.Key_Return)
    assert word.word() == "so so"
    assert word.meaning() is None
    word.clear()
    qtbot.keyClicks(word, "Hope")
    assert [w.text for w in word.sheet.words()][:2] == ["Hopeful", "Hope"]
    press(qtbot, KEY.Key_Escape)
    press(qtbot, KEY.Key_Return)
    assert word.word() == "Hope"


def test_a_click_takes_a_word(word, qtbot):
    qtbot.mouseClick(word, Qt.MouseButton.LeftButton)
    view = word.sheet.view
    place = view.visualRect(view.model().index(1, 0)).center()
    with qtbot.waitSignal(word.entered):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert word.word() == word.sheet.words()[1].text


def test_what_a_server_holds_is_given_back_as_it_is(word, qtbot):
    odd = "x" * 300 + "\ttab  "
    word.set_word(odd)
    press(qtbot, KEY.Key_Tab)
    assert word.word() == odd


def test_the_focus_that_goes_folds_the_sheet(word, qtbot):
    qtbot.keyClicks(word, "jo")
    assert word.is_unfolded()
    word.window().other.setFocus()
    assert not word.is_unfolded()
    assert word.word() == "jo"


# ---- the notes ----


def test_notes_are_given_back_as_they_came_until_one_writes(look, placed, qtbot):
    notes = placed(NotesEdit())
    notes.set_notes("a\u2029b\r\nc")
    assert notes.notes() == "a\u2029b\r\nc"
    with qtbot.waitSignal(notes.notes_edited):
        qtbot.keyClicks(notes, "x")
    assert notes.notes().startswith("x")
    low = notes.height()
    for _ in range(9):
        press(qtbot, KEY.Key_Return)
    assert notes.height() > low


# ---- when it was ----


@pytest.fixture
def when(look, placed, in_berlin):
    return placed(MomentEdit(look, lambda: NOON))


def click(qtbot, when, value):
    qtbot.mouseClick(when.choice.chip(value), Qt.MouseButton.LeftButton)


def test_now_is_meant_until_something_else_is_said(when, qtbot):
    assert when.moment() is None
    assert when.choice.value() == NOW
    assert not when.time.isVisible()
    click(qtbot, when, HOUR)
    assert when.moment() == NOON - timedelta(hours=1)
    assert when.time.text() == "12:00"
    click(qtbot, when, YESTERDAY)
    assert when.moment() == NOON - timedelta(days=1)
    click(qtbot, when, NOW)
    assert when.moment() is None


def test_any_earlier_time_is_typed(when, qtbot):
    click(qtbot, when, OTHER)
    assert when.time.hasFocus()
    qtbot.keyClicks(when.time, "0915")
    assert when.moment() == datetime(2026, 3, 10, 8, 15, tzinfo=UTC)
    with qtbot.waitSignal(when.moment_edited):
        when.day.day_edited.emit(date(2026, 3, 10))
    assert when.problem() == ""


def test_a_time_to_come_is_told(when, qtbot):
    click(qtbot, when, OTHER)
    qtbot.keyClicks(when.time, "2330")
    assert "still to come" in when.problem()
    qtbot.keyClicks(when.time, "0830")
    when.time.setSelectedSection(when.time.Section.HourSection)
    qtbot.keyClicks(when.time, "0830")
    assert when.problem() == ""


def test_a_moment_keeps_its_seconds_until_it_is_changed(when, qtbot):
    exact = datetime(2026, 3, 1, 7, 8, 9, 123456, tzinfo=UTC)
    when.set_moment(exact, new=False)
    assert when.moment() == exact
    assert when.choice.value() == OTHER
    when.time.setFocus()
    when.time.setSelectedSection(when.time.Section.MinuteSection)
    press(qtbot, KEY.Key_Up)
    assert when.moment() == datetime(2026, 3, 1, 7, 9, tzinfo=UTC)


def test_a_row_without_a_time_can_get_one(when, qtbot):
    when.set_moment(None, new=False)
    assert when.moment() is None
    assert when.choice.value() == ""
    click(qtbot, when, NOW)
    assert when.moment() == NOON


def test_the_hour_that_was_twice_can_be_told_apart(look, placed, in_berlin, qtbot):
    when = placed(MomentEdit(look, lambda: NOON))
    first = datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    when.set_moment(first + timedelta(hours=1), new=False)
    assert when.later.isVisible()
    assert when.later.isChecked()
    qtbot.mouseClick(when.later, Qt.MouseButton.LeftButton)
    assert when.moment() == first


def test_the_hour_that_never_was_is_told(look, placed, in_berlin, qtbot):
    when = placed(MomentEdit(look, lambda: NOON))
    when.set_moment(datetime(2025, 3, 30, 3, 30, tzinfo=UTC), new=False)
    when.time.setFocus()
    when.time.setSelectedSection(when.time.Section.HourSection)
    qtbot.keyClicks(when.time, "0230")
    assert "put forward" in when.problem()


# ---- the whole form ----


@pytest.fixture
def form(look, shown, in_berlin, qtbot):
    read = partial(vocabulary.words, vocabulary.EMOTIONS)
    made = shown(MomentForm(look, NAMES, read, lambda: NOON))
    made.focus_first()
    qtbot.waitUntil(made.word.hasFocus)
    return made


def test_a_moment_is_told_by_keys_alone(form, qtbot):
    qtbot.keyClicks(form.word, "calm")
    press(qtbot, KEY.Key_Return)
    assert form.level.hasFocus()
    press(qtbot, KEY.Key_8)
    press(qtbot, KEY.Key_Tab)
    assert form.notes.hasFocus()
    qtbot.keyClicks(form.notes, "by the river")
    with qtbot.waitSignal(form.save_requested):
        press(qtbot, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.draft() == MomentDraft(None, "Calm", 8, "by the river")
    assert form.check()


def test_enter_on_the_level_saves(form, qtbot):
    qtbot.keyClicks(form.word, "calm")
    press(qtbot, KEY.Key_Return)
    press(qtbot, KEY.Key_3)
    with qtbot.waitSignal(form.save_requested):
        press(qtbot, KEY.Key_Return)


def test_what_is_missing_is_told_where_it_is_missing(form, qtbot):
    assert not form.check()
    assert form.word.hasFocus()
    assert form.word_problem.text() == NAMES.no_word
    assert form.level_problem.text() == NAMES.no_level
    qtbot.keyClicks(form.word, "calm")
    assert not form.word_problem.isVisible()
    press(qtbot, KEY.Key_Return)
    assert not form.check()
    assert form.level.hasFocus()
    press(qtbot, KEY.Key_5)
    assert form.check()


def test_a_word_of_endless_length_is_refused(form, qtbot):
    form.level.set_level(5)
    QApplication.clipboard().setText("x" * 500)
    form.word.paste()
    assert not form.check()
    assert "100" in form.word_problem.text()


def test_what_a_server_holds_is_shown_and_left_as_it_is(form):
    odd = MomentDraft(None, "  odd\tword ", 42, "notes")
    form.show_draft(odd, new=False)
    assert form.draft() == odd
    assert not form.is_changed()
    assert form.level_words.text() == "42, beyond the scale"
    assert form.check()


def test_a_change_is_known_as_one(form, qtbot):
    draft = MomentDraft(NOON - timedelta(days=3), "Calm", 5, "")
    form.show_draft(draft, new=False)
    assert form.title.text() == NAMES.edit_title
    assert form.save_button.text() == "Save changes"
    form.level.setFocus()
    with qtbot.waitSignal(form.edited):
        press(qtbot, KEY.Key_6)
    assert form.is_changed()
    press(qtbot, KEY.Key_5)
    assert not form.is_changed()
    with qtbot.waitSignal(form.cancel_requested):
        press(qtbot, KEY.Key_Escape)


def test_tab_walks_through_all_fields_in_their_order(form, qtbot):
    walked = []
    for _ in range(5):
        walked.append(QApplication.focusWidget())
        press(qtbot, KEY.Key_Tab)
    # Chips of one group are one stop: the arrows go on from there.
    chosen = form.when.choice.chip(NOW)
    assert walked == [form.word, form.level, form.notes, chosen, form.save_button]
    assert form.word.hasFocus()
    assert all(w.accessibleName() or w.text() for w in walked)

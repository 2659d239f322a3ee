"""The whole form of a moment, by keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.domain import vocabulary
from desktop.domain.moments import MomentDraft
from desktop.widgets.choosing.moment_edit import NOW
from desktop.widgets.forms.moment_form import FormWords, MomentForm
from tests.desktop.widgets.pressing import KEY, press

NOON = datetime(2026, 3, 10, 12, 0, 30, tzinfo=UTC)
NAMES = FormWords(
    new_title="New", edit_title="Change", word="Emotion", word_hint="…", level="Intensity",
    notes="Notes", notes_hint="…", no_word="Say how you feel.", no_level="Choose an intensity.",
)  # fmt: skip


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

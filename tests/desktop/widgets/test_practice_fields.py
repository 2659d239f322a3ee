"""The fields of scenes, flips and papers: what a server holds is given back to the letter."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.domain.categories import CODES
from desktop.widgets.choosing.category_pick import CategoryFilter, CategoryPick
from desktop.widgets.forms.action_row import ActionRow
from desktop.widgets.writing.growing_text import GrowingText
from desktop.widgets.writing.kept_text import KeptText
from desktop.widgets.writing.markdown_edit import MarkdownEdit
from desktop.widgets.writing.plain_field import PlainField

words = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
same_widget = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def shown(qtbot):
    """Show widgets in a window of their own."""
    window = QWidget()
    column = QVBoxLayout(window)
    qtbot.addWidget(window)

    def show(*widgets):
        for widget in widgets:
            column.addWidget(widget)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        return widgets[0]

    return show


@given(value=words)
@same_widget
def test_a_field_of_one_line_gives_back_what_it_was_shown(qtbot, value):
    field = PlainField("Title")
    qtbot.addWidget(field)
    field.set_value(value)
    assert field.value() == value
    field.set_value("another")
    field.set_value(value)
    assert field.value() == value


@given(value=words, newer=words)
@same_widget
def test_a_long_text_gives_back_what_it_was_shown(qtbot, look, value, newer):
    editor = MarkdownEdit(look)
    qtbot.addWidget(editor)
    text = KeptText(editor)
    text.show_value(value)
    assert text.value() == value
    text.weave(newer)
    assert text.value() == newer


def test_what_is_typed_counts_from_the_first_key(shown, qtbot):
    field = shown(PlainField("Title"))
    field.set_value(None)
    field.setFocus()
    with qtbot.waitSignal(field.value_edited):
        qtbot.keyClicks(field, "a")
    assert field.value() == "a"
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert field.value() is None


@pytest.mark.parametrize("code", [None, "", "fun", "Fun", "pets ", "spirituality"])
def test_a_category_is_given_back_as_it_was(shown, code):
    pick = shown(CategoryPick())
    pick.set_category("another of theirs")
    pick.set_category(code)
    assert pick.category() == code
    shown_as = {None: "Without category", "": "Without category", "fun": "Fun / Recreation"}
    if code in shown_as or code not in CODES:
        assert pick.currentText() == shown_as.get(code, code)
    assert pick.findText("another of theirs") < 0


def test_a_category_is_chosen_by_arrows_and_letters(shown, qtbot):
    pick = shown(CategoryPick())
    pick.setFocus()
    with qtbot.waitSignal(pick.category_edited):
        qtbot.keyClick(pick, Qt.Key.Key_Down)
    assert pick.category() == CODES[0]
    qtbot.keyClick(pick, "m")
    assert pick.category() == "money"
    qtbot.keyClick(pick, Qt.Key.Key_Home)
    assert pick.category() is None


def test_the_wheel_turns_a_category_only_where_the_focus_is(shown):
    other = PlainField("Other")
    pick = shown(CategoryPick(), other)
    other.setFocus()
    pick.set_category("fun")

    def turn():
        place = QPointF(pick.rect().center())
        event = QWheelEvent(
            place, QPointF(pick.mapToGlobal(place.toPoint())), QPoint(), QPoint(0, -120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(pick, event)

    turn()
    assert pick.category() == "fun"
    pick.setFocus()
    turn()
    assert pick.category() == "health"


def test_a_filter_keeps_its_choice_while_the_counts_change(shown):
    told = []
    box = shown(CategoryFilter())
    box.category_chosen.connect(lambda: told.append(box.category()))
    box.set_counts([("fun", 2), ("pets", 1), ("", 3)])
    box.choose("pets")
    box.set_counts([("fun", 2), ("", 3)])
    assert box.category() == "pets"
    box.choose("")
    assert box.category() == ""
    assert box.currentText() == "Without category  (3)"
    box.choose(None)
    assert told == ["pets", "", None]


def test_a_text_grows_with_its_lines_up_to_a_height(shown, look):
    text = shown(GrowingText(look, (2, 4)))
    low = text.height()
    text.set_text("a\nb\nc")
    middle = text.height()
    text.set_text("\n" * 30)
    assert low < middle < text.height()
    high = text.height()
    text.set_text("\n" * 60)
    assert text.height() == high
    text.set_text("")
    assert text.height() == low


def test_an_action_without_words_cannot_be_ticked(shown, qtbot):
    row = shown(ActionRow(1))
    row.show_action("", done=True, odd=False)
    assert not row.tick.isEnabled()
    assert not row.tick.isChecked()
    row.field.setFocus()
    qtbot.keyClicks(row.field, "Swim")
    qtbot.keyClick(row.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (row.text(), row.is_done(), row.tick.isChecked()) == ("Swim", False, False)
    row.toggle()
    assert row.is_done()
    with qtbot.waitSignal(row.left_by_enter):
        qtbot.keyClick(row.field, Qt.Key.Key_Return)

"""The page a book is read on, by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.domain.book import Place
from desktop.widgets.book.faces import SANS
from desktop.widgets.book.page import BookPage, Reading

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot, look, serif, book):
    made = BookPage(look)
    qtbot.addWidget(made)
    made.resize(900, 640)
    with qtbot.waitExposed(made):
        made.show()
    made.show_book(book)
    return made


def first_line(page):
    cursor = page.cursorForPosition(QPoint(1, 4))
    return cursor.block().text(), cursor.positionInBlock()


def top_is_whole(page):
    """Whether no line is cut by the upper edge."""
    cursor = page.cursorForPosition(QPoint(1, 6))
    cursor.movePosition(cursor.MoveOperation.StartOfLine)
    return page.cursorRect(cursor).top() >= -1


def test_it_opens_on_the_title_page(page):
    text = page.toPlainText()
    assert page.place == Place()
    assert text.index("The Life I Choose") < text.index("Forward") < text.index("Fun / Recreation")
    assert "I am met and known." in text


def test_space_turns_by_whole_lines_and_leaves_none_out(page, qtbot):
    page.go_to(Place("fun"))
    seen = [first_line(page)]
    for _ in range(4):
        bottom = page.cursorForPosition(QPoint(1, page.viewport().height() - 1))
        qtbot.keyClick(page, Qt.Key.Key_Space)
        top = page.cursorForPosition(QPoint(1, 6))
        # What was cut at the bottom, or the line after it, is the first now.
        assert 0 <= top.position() - bottom.position() <= 120
        assert top_is_whole(page)
        seen.append(first_line(page))
    assert len(set(seen)) == 5


def test_paging_back_comes_to_where_one_was(page, qtbot):
    page.go_to(Place("fun"))
    for _ in range(3):
        qtbot.keyClick(page, Qt.Key.Key_PageDown)
    here = page.place
    qtbot.keyClick(page, Qt.Key.Key_PageDown)
    qtbot.keyClick(page, Qt.Key.Key_Space, SHIFT)
    assert abs(page.place.offset - here.offset) < 200
    assert top_is_whole(page)


def test_control_and_page_keys_go_from_chapter_to_chapter(page, qtbot):
    told = []
    page.chapter_changed.connect(told.append)
    for _ in range(5):
        qtbot.keyClick(page, Qt.Key.Key_PageDown, CTRL)
    assert told == ["forward", "fun", "love"]
    qtbot.keyClick(page, Qt.Key.Key_PageUp, CTRL)
    assert page.chapter == "fun"
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.keyClick(page, Qt.Key.Key_PageUp, CTRL)
    assert page.place == Place("fun")


def test_the_place_stays_when_letters_and_window_grow(page, qtbot):
    page.go_to(Place("fun"))
    qtbot.keyClick(page, Qt.Key.Key_Space)
    place = page.place
    assert place.offset > 0
    page.set_reading(Reading(SANS, 200, 50))
    page.resize(700, 500)
    page.hide()
    page.show()
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)
    assert page.place == place
    text, at = first_line(page)
    assert text.startswith("Sentence")
    assert at > 0


def test_the_measure_bounds_the_lines(page, qtbot):
    page.resize(1600, 640)
    width = page.viewport().width()
    page.set_reading(Reading(measure=40))
    assert page.viewport().width() < width < 1300


def test_the_reader_rests_at_a_place_that_is_told(page, qtbot):
    with qtbot.waitSignal(page.place_changed) as told:
        page.go_to(Place("love"))
    assert told.args == [Place("love")]


def test_a_place_in_a_chapter_that_has_gone_is_the_title_page(page, book):
    page.show_book(book._replace(chapters=book.chapters[:1]), Place("love", 90))
    assert page.verticalScrollBar().value() == 0


def test_words_are_found_and_selected(page):
    assert page.find_words("Sentence 17")
    assert page.textCursor().selectedText() == "Sentence 17"
    assert page.chapter == "fun"
    assert not page.find_words("nowhere to be found")


def test_nothing_can_be_typed_but_words_can_be_selected_by_keys(page, qtbot):
    before = page.toPlainText()
    page.go_to(Place("fun"))
    qtbot.keyClicks(page, "abc")
    assert page.toPlainText() == before
    qtbot.keyClick(page, Qt.Key.Key_Down, SHIFT)
    assert page.textCursor().hasSelection()


def test_a_size_is_asked_for_by_keys(page, qtbot):
    with qtbot.waitSignal(page.size_requested) as larger:
        qtbot.keyClick(page, Qt.Key.Key_Plus)
    with qtbot.waitSignal(page.size_requested) as smaller:
        qtbot.keyClick(page, Qt.Key.Key_Minus, CTRL)
    assert (larger.args, smaller.args) == ([1], [-1])


def test_it_wears_the_other_theme_at_the_same_place(page, qtbot, look):
    page.go_to(Place("fun", 400))
    look.choose("light")
    assert page.place == Place("fun", 400)
    block = page.document().findBlock(page.cursorForPosition(QPoint(1, 6)).position())
    ink = block.begin().fragment().charFormat().foreground().color()
    assert ink.lightness() < 90

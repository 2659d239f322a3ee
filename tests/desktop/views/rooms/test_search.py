"""Search through the window: typed above, found at the left, read at the right, opened there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.desktop.views.window import days_ago

CTRL = Qt.KeyboardModifier.ControlModifier
LONG = "\n\n".join(f"Paragraph {n} of a long day." for n in range(200))


@pytest.fixture
def search(shell, qtbot):
    def ask(query):
        qtbot.keyClick(QApplication.focusWidget() or shell, Qt.Key.Key_K, CTRL)
        qtbot.keyClicks(shell.search_field, query)
        qtbot.keyClick(shell.search_field, Qt.Key.Key_Return)
        return shell.current

    return ask


@pytest.fixture
def diary(pen, shell, settled):
    pen.write("We walked by the river.", days_ago(2), mood="Calm", tags=["walks"])
    pen.write("The river again, and rain.", days_ago(1))
    pen.write("A day at home.", days_ago(3), tags=["home"])
    shell.show_room("today")
    settled()


def test_hits_are_shown_with_the_words_that_were_looked_for(diary, search, qtbot):
    room = search("river")
    qtbot.waitUntil(lambda: room.model.rowCount() == 2)
    assert room.summary.text() == "2 found"
    marked = [t for row in range(2) for t, found in room.model.hit(row).snippet if found]
    assert [m.casefold() for m in marked] == ["river", "river"]
    qtbot.waitUntil(lambda: "river" in room.reader.text.text())
    assert room.reader.text.extraSelections()


def test_enter_opens_the_entry_at_the_very_place(pen, diary, search, qtbot, shell):
    entry = pen.write(f"{LONG}\n\nThere the heron stood.\n\n{LONG}")
    room = search("heron")
    qtbot.waitUntil(lambda: room.model.rowCount() == 1)
    qtbot.waitUntil(room.hits.hasFocus)
    qtbot.keyClick(room.hits, Qt.Key.Key_Return)
    journal = shell.current
    assert journal.name == "journal"
    text = journal.page.form.text
    qtbot.waitUntil(lambda: text.textCursor().selectedText() == "heron")
    qtbot.waitUntil(text.hasFocus)
    assert journal.page.row_id == entry
    assert text.rect().contains(text.cursorRect().center())


def test_nothing_found_says_what_to_try_and_an_example_helps(diary, search, qtbot, shell):
    room = search("submarine")
    qtbot.waitUntil(lambda: "Nothing" in room.help.sentence())
    example = next(b for b in room.help.examples if b.text() == "mood:calm")
    qtbot.mouseClick(example, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.model.rowCount() == 1)
    assert shell.search_field.text() == "mood:calm"


def test_a_date_that_is_none_is_explained(diary, search, qtbot):
    room = search("before:soon")
    qtbot.waitUntil(lambda: "needs a year" in room.summary.text())
    assert room.summary.isVisible()


def test_more_is_shown_on_demand(pen, shell, search, qtbot):
    for number in range(60):
        pen.write(f"river number {number}", days_ago(number))
    room = search("river")
    qtbot.waitUntil(lambda: room.model.rowCount() == 50)
    qtbot.waitUntil(room.more.isVisible)
    room.more.click()
    qtbot.waitUntil(lambda: room.model.rowCount() == 60)
    assert not room.more.isVisible()


def test_other_tables_are_read_here(pen, diary, search, qtbot):
    pen.workspace.rows.put(
        "scenes", {"category": "home", "scene_title": "The house", "scene_text": "By the river."}
    ) if "scene_text" in _columns("scenes") else pen.workspace.rows.put(
        "frequency_flip", {"category": "home", "clarity_seed": "A house by the river."}
    )
    room = search("house river")
    qtbot.waitUntil(lambda: room.model.rowCount() == 1)
    qtbot.waitUntil(lambda: "river" in room.reader.text.text())
    assert not room.reader.open_button.isVisible()


def test_what_waits_to_be_indexed_is_said(diary, search, qtbot, monkeypatch):
    from desktop.services.search import Search, SearchResult

    found = Search.find

    def slowly(self, query, limit=50, **more):
        result = found(self, query, limit, **more)
        return SearchResult(result.hits, result.total, result.capped, 1234)

    monkeypatch.setattr(Search, "find", slowly)
    room = search("river")
    qtbot.waitUntil(lambda: "still indexing 1,234" in room.summary.text())
    monkeypatch.undo()
    qtbot.waitUntil(lambda: room.summary.text() == "2 found")


def test_an_empty_search_explains_itself(shell, settled):
    room = shell.show_room("search")
    settled()
    assert "everything you wrote" in room.help.sentence()
    assert room.help.examples[0].hasFocus()


def _columns(table):
    from desktop.store.schema import specs

    return {column.name for column in specs()[table].columns}

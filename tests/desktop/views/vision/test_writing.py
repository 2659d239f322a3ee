"""Versions written part by part, saved by themselves, each part with its history."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.domain.vision import CODES
from desktop.qt.itemmodels.lines import LineRole
from desktop.views.vision.mode import ABOUT, WRITE

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def lines(room):
    model = room.versions.model
    return [model.index(row).data(LineRole.LINE) for row in range(model.rowCount())]


def form(room):
    return room.modes.mode(WRITE).form


def page(room):
    return room.modes.mode(WRITE).page


def spoken(room, part):
    view = room.rail.view
    row = CODES.index(part) if part in CODES else len(CODES)
    return view.item(row).data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.fixture
def draft(pen, shell, settled):
    """A draft with two parts, open to be written on."""
    row_id = pen.version("A wide life", forward="I open.", fun="I play.\n\nI dance.")
    room = shell.show_room("vision")
    settled()
    assert room.version_id == row_id
    return row_id


def test_an_empty_room_says_what_to_do(room, qtbot):
    assert room.versions.model.rowCount() == 0
    assert not room.version_id
    assert not room.rail.isVisible()
    assert room.versions.new_button.isVisible()


def test_a_first_draft_is_begun_and_written(room, qtbot, press, pen, settled):
    qtbot.mouseClick(room.versions.new_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.modes.name == WRITE)
    qtbot.waitUntil(lambda: not page(room).is_loading)
    assert form(room).text.hasFocus()
    assert form(room).heading.text() == "Forward"
    with qtbot.waitSignal(page(room).row_saved):
        qtbot.keyClicks(QApplication.focusWidget(), "This is the life I choose.")
    assert pen.text(room.version_id, "forward") == "This is the life I choose."
    qtbot.waitUntil(lambda: [line.completion for line in lines(room) if line] == [7])
    qtbot.waitUntil(lambda: "7 % written" in room.head.said())
    qtbot.waitUntil(lambda: form(room).saved_sentence() == "Saved")


def test_the_next_part_is_a_key_away(draft, shell, qtbot, press, pen, settled):
    room = shell.current
    # A draft is gone on with where nothing is written yet.
    assert room.rail.part() == "health"
    form(room).text.setFocus()
    with qtbot.waitSignal(page(room).row_saved):
        qtbot.keyClicks(form(room).text, "I am well")
    press(Qt.Key.Key_Down, ALT)
    assert form(room).heading.text() == "Travel / Adventure"
    assert form(room).text.text() == ""
    with qtbot.waitSignal(page(room).row_saved):
        qtbot.keyClicks(form(room).text, "I travel far")
    press(Qt.Key.Key_Up, ALT)
    assert form(room).text.text() == "I am well"
    settled()
    row = pen.visions.version(draft)
    assert (row.texts["health"], row.texts["travel"]) == ("I am well", "I travel far")
    assert (row.texts["fun"], row.completion) == ("I play.\n\nI dance.", 28)
    qtbot.waitUntil(lambda: "3 words" in spoken(room, "travel"))
    assert "nothing written yet" in spoken(room, "money")


def test_words_typed_just_before_another_part_are_kept(draft, shell, qtbot, press, pen, settled):
    room = shell.current
    form(room).text.setFocus()
    qtbot.keyClicks(form(room).text, "Just now")
    press(Qt.Key.Key_Down, ALT)
    qtbot.keyClicks(form(room).text, "And here")
    shell.show_room("journal")
    settled()
    assert (pen.text(draft, "health"), pen.text(draft, "travel")) == ("Just now", "And here")


def test_the_count_of_the_part_moves_while_one_types(draft, shell, qtbot):
    room = shell.current
    form(room).text.setFocus()
    qtbot.keyClicks(form(room).text, "one two three")
    qtbot.waitUntil(lambda: "3 words" in spoken(room, "health"))


def test_a_part_is_chosen_with_the_mouse(draft, shell, qtbot):
    room = shell.current
    view = room.rail.view
    place = view.visualItemRect(view.item(1)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert form(room).text.text() == "I play.\n\nI dance."
    qtbot.waitUntil(lambda: "2 sentences" in form(room).figures())


def test_words_of_another_device_are_woven_into_other_parts(draft, shell, qtbot, pen, settled):
    room = shell.current
    form(room).text.setFocus()
    with qtbot.waitSignal(page(room).row_saved):
        qtbot.keyClicks(form(room).text, "Here")
    pen.write(draft, money="It flows.")
    qtbot.waitUntil(lambda: "2 words" in spoken(room, "money"))
    with qtbot.waitSignal(page(room).row_saved):
        qtbot.keyClicks(form(room).text, " and there")
    settled()
    assert (pen.text(draft, "money"), pen.text(draft, "health")) == ("It flows.", "Here and there")


def test_a_text_that_was_not_touched_stays_letter_for_letter(pen, shell, qtbot, settled):
    row_id = pen.version(fun="One\r\nTwo\u2028three")
    room = shell.show_room("vision")
    settled()
    with qtbot.waitSignal(page(room).row_saved):
        qtbot.keyClicks(form(room).text, "words")
    room.rail.view.setCurrentRow(1)
    settled()
    assert pen.text(row_id, "fun") == "One\r\nTwo\u2028three"


def test_restoring_a_part_leaves_the_others(draft, shell, qtbot, press, pen, dialog):
    room = shell.current
    pen.write(draft, fun="Something else altogether, and new.")
    pen.write(draft, love="I love.")
    room.rail.view.setCurrentRow(1)
    press(Qt.Key.Key_H, CTRL)
    history = dialog()
    qtbot.waitUntil(history.restore_button.isEnabled)
    assert history.versions.count() == 1
    qtbot.mouseClick(history.restore_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: pen.text(draft, "fun") == "I play.\n\nI dance.")
    assert pen.text(draft, "love") == "I love."
    qtbot.waitUntil(lambda: form(room).text.text() == "I play.\n\nI dance.")


def test_title_and_perspective_are_written_beside_the_parts(draft, shell, qtbot, press, pen):
    room = shell.current
    press(Qt.Key.Key_F2)
    about = form(room).about
    assert room.rail.part() == ABOUT
    assert about.title.hasFocus()
    about.title.selectAll()
    with qtbot.waitSignal(page(room).row_saved):
        qtbot.keyClicks(about.title, "Wider still")
    assert pen.visions.version(draft).title == "Wider still"
    qtbot.waitUntil(lambda: lines(room)[0] and lines(room)[0].title == "Wider still")
    with qtbot.waitSignal(page(room).row_saved):
        qtbot.mouseClick(about.perspective.chip("plural"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page(room).row_saved):
        qtbot.keyClicks(about.message, "Go")
    row = pen.visions.get(draft)
    assert (row["perspective"], row["activation_message"]) == ("plural", "Go")


def test_what_the_server_knows_is_told(pen, shell, qtbot, press, settled):
    row_id = pen.version(fun="I play")
    pen.workspace.rows.put(
        "vision_versions",
        {
            "id": row_id, "has_audio": True, "audio_url": "https://example.org/a.mp3",
            "audio_duration": "3:25", "voice_type": "alloy", "background_music": "sea",
            "last_audio_generated_at": "2026-03-01T10:00:00+00:00",
            "richness_metadata": {"fun": {"density": "high"}}, "refined_categories": ["love"],
        },
    )  # fmt: skip
    room = shell.show_room("vision")
    settled()
    press(Qt.Key.Key_F2)
    settled()
    said = form(room).about.facts()
    for words in (
        "https://example.org/a.mp3",
        "3:25",
        "alloy",
        "sea",
        "2026",
        "high",
        "Love",
        "2 words",
    ):
        assert any(words in value for value in said.values()), words


def test_when_the_server_saw_a_change_is_told_once_it_has_it(draft, shell, sync, press, settled):
    press(Qt.Key.Key_F2)
    settled()
    facts = form(shell.current).about.facts
    assert facts()["Changed, as the server knows it"] == "not sent yet"
    sync()
    shell.current.refresh()
    settled()
    assert "Jan 2026" in facts()["Changed, as the server knows it"]


def test_a_draft_that_was_deleted_elsewhere_is_told(draft, shell, qtbot, pen):
    room = shell.current
    told = []
    room.notice.connect(lambda sentence, _undo: told.append(sentence))
    pen.steps.discard(draft)
    qtbot.waitUntil(lambda: not room.version_id)
    assert any("another device" in sentence for sentence in told)
    qtbot.waitUntil(lambda: room.versions.model.rowCount() == 0)


def test_a_place_found_by_the_search_is_shown(draft, shell, qtbot, settled):
    room = shell.current
    room.present(f"{draft}\ndance\nI dance.")
    settled()
    assert room.rail.part() == "fun"
    qtbot.waitUntil(lambda: form(room).text.textCursor().selectedText() == "dance")


def test_what_the_journal_has_of_a_part_is_shown_and_followed(draft, shell, qtbot, pen, settled):
    from datetime import date

    from desktop.services.entries import EntryDraft

    journal, evidence = pen.workspace.journal, pen.workspace.evidence
    entry_id = journal.new_id()
    journal.save(entry_id, EntryDraft(date(2026, 3, 1), "We danced till midnight"), "s")
    sentence = next(one for one in evidence.sentences(draft) if one.text == "I dance.")
    evidence.link(entry_id, sentence)
    room = shell.current
    panel = room.modes.mode(WRITE).evidence
    assert not panel.isVisible()
    room.rail.view.setCurrentRow(1)
    qtbot.waitUntil(panel.isVisible)
    with qtbot.waitSignal(room.row_requested) as asked:
        lived = next(b for b in panel.findChildren(QPushButton) if "danced" in b.text())
        qtbot.mouseClick(lived, Qt.MouseButton.LeftButton)
    assert asked.args[0] == "journal_entries"
    assert asked.args[1].startswith(entry_id)

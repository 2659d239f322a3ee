"""Every column of a row can be seen from its room, also those that no page has a field for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from desktop.core.ids import LOCAL_USER_ID
from desktop.store.schema import specs
from desktop.views.details import column_words
from desktop.views.vision.mode import FLOW

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
ROWS = {
    "journal": ("journal_entries", {"content": "I swam.", "mood": "glad", "tags": ["sea", "sun"]}),
    "scenes": ("scenes", {"scene_title": "House", "scene_text": "By the sea."}),
    "flips": ("frequency_flip", {"input_text": "I am late.", "category": "work"}),
    "paper": (
        "daily_papers",
        {"paper_date": "2026-03-01", "content": {"gratitude": "", "mood_of_web": None}},
    ),
    "vision": (
        "vision_versions",
        {
            "title": "Ours", "audio_url": "https://example.org/a.mp3", "is_active": True,
            "fun": "We play. " * 100, "richness_metadata": {"fun": {"density": 0.5}},
        },
    ),
}  # fmt: skip


@pytest.fixture
def shown(member, rows, qtbot):
    """Put a row, open its room, and give what the details of the row tell."""

    def show(name, before=lambda _room: None):
        table, values = ROWS[name]
        row_id = rows.put(table, values)
        room = member.go(name)
        room.present_row(table, row_id)
        member.settled()
        before(room)
        member.press(Qt.Key.Key_Return, ALT)
        dialog = member.dialog(room)
        qtbot.waitUntil(lambda: bool(dialog.told()))
        return row_id, dialog

    return show


@pytest.mark.parametrize("name", list(ROWS))
def test_all_columns_of_a_row_stand_in_its_details(shown, member, name):
    row_id, dialog = shown(name)
    told = dialog.told()
    columns = specs()[ROWS[name][0]].names
    assert [column_words(column) for column in columns] == list(told)
    assert (told["Id"], told["Id of the member"]) == (row_id, LOCAL_USER_ID)
    assert told["Begun"]
    member.press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("name", ["journal", "vision"])
def test_what_the_server_knows_is_told_of_no_row_that_it_does_not_have(shown, name):
    _, dialog = shown(name)
    assert dialog.told()["Changed, as the server knows it"] == "not sent yet"


def test_when_a_row_that_was_sent_changed_is_told(shown, sync):
    _, dialog = shown("journal", before=lambda _room: sync())
    assert "Jan 2026" in dialog.told()["Changed, as the server knows it"]


def test_json_is_told_as_it_stands(shown):
    _, dialog = shown("paper")
    assert dialog.told()["Content"] == '{"gratitude":"","mood_of_web":null}'


def test_a_long_text_is_cut_and_what_the_server_knows_is_told(shown):
    _, dialog = shown("vision")
    told = dialog.told()
    assert told["Richness"] == '{"fun":{"density":0.5}}'
    assert told["Address of the recording"] == "https://example.org/a.mp3"
    assert told["The active vision"] == "yes"
    assert told["Fun / Recreation"].endswith("… and 700 more characters")


def test_in_the_flow_the_details_are_those_of_the_category(shown, rows, member, qtbot):
    state = rows.put(
        "life_vision_category_state", {"category": "fun", "blueprint_data": {"web": [1]}}
    )

    def flow(room):
        room.rail.choose("fun")
        room.show_mode(FLOW)
        member.settled()

    _, dialog = shown("vision", flow)
    told = dialog.told()
    names = specs()["life_vision_category_state"].names
    assert list(told) == [column_words(column) for column in names]
    assert (told["Id"], told["Blueprint"]) == (state, '{"web":[1]}')


def test_what_was_only_begun_has_no_details(member):
    room = member.go("scenes")
    member.press(Qt.Key.Key_N, CTRL)
    member.press(Qt.Key.Key_Return, ALT)
    member.settled()
    assert not room.findChildren(QDialog)
    assert room.page.form.heading.hasFocus()

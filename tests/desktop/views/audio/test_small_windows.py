"""In little room: no title cut through a letter, reasons read to their end, tracks in sight."""

from __future__ import annotations

import pytest

from desktop.core.settings import SettingsFile
from desktop.services.media.problems import Problem, sentence
from desktop.views.audio.wording import size_words, sizes_words
from tests.desktop.views.audio.conftest import LONG

LONG_TITLE = "My life by the sea, read slowly in the calm voice of an old friend of the family"


@pytest.fixture
def small(studio, folder, open_window):
    """A window of 900 by 600 with large letters, and a set that cannot come whole."""
    SettingsFile(folder.settings).change(text_percent=150)
    about = {"description": "For the evening, when the house is quiet and all is done"}
    vision = {"title": "Life by the sea", "fun": "We sail out at noon.", "is_active": True}
    studio.rows.put("vision_versions", vision)
    titles = ("Fun", "Home", "Love")
    made, ids = studio.a_set(LONG, LONG, None, title=LONG_TITLE, titles=titles, **about)
    studio.workspace.media.pin("audio_sets", made)
    url = studio.rows.get("audio_tracks", ids[2])["audio_url"]
    media = studio.workspace.media
    media.register.missed(media.key_of(url), Problem.LIMIT, final=True)
    member = open_window()
    member.shell.resize(900, 600)
    member.shell.show_room("audio")
    room = member.shell.room("audio")
    member.until(lambda: room.pane.model.rowCount() == 1)
    room.open_row(made)
    member.until(lambda: room.tracks.model.rowCount() == 3)
    member.until(lambda: bool(room.page.form.keep.why.text()))
    return room


def test_a_title_without_room_ends_in_three_dots_until_one_writes_in_it(small, qtbot):
    heading = small.page.form.heading
    assert heading.shown_words().endswith("…")
    assert LONG_TITLE.startswith(heading.shown_words()[:-1])
    heading.setFocus()
    qtbot.waitUntil(heading.hasFocus)
    assert heading.shown_words() == heading.value() == LONG_TITLE


def test_the_reason_why_a_file_does_not_come_is_read_to_its_end(small):
    why = small.page.form.keep.why
    assert why.text() == sentence(Problem.LIMIT)
    needed = why.heightForWidth(why.width())
    assert why.isVisible()
    assert why.height() >= needed


def test_tracks_are_seen_and_the_description_gives_way_until_it_is_searched_for(small, qtbot):
    form = small.page.form
    view = small.tracks.list.view
    assert view.viewport().height() >= view.rowHeight(0)
    assert not form.about.isVisible()
    form.go_to("evening", "")
    qtbot.waitUntil(form.about.isVisible)
    assert form.about.selectedText() == "evening"


def test_what_is_read_along_stands_above_its_links(small, qtbot):
    small.show_view("read")
    reading = small.reading
    qtbot.waitUntil(reading.open_button.isVisible)
    qtbot.waitUntil(
        lambda: reading.title.geometry().bottom() <= reading.link_button.geometry().top()
    )
    qtbot.waitUntil(lambda: reading.link_button.geometry().right() <= reading.width())
    assert reading.open_button.width() >= reading.open_button.sizeHint().width()


@pytest.mark.parametrize(
    ("here", "total", "told"),
    [(0, None, ""), (900_000, None, "0.9 MB"), (1_500_000, 9_000_000, "1.5 of 9.0 MB"),
     (9_000_000, 9_000_000, "9.0 MB"), (250_000_000, 15_000_000_000, "250 MB of 15.0 GB")],
)  # fmt: skip
def test_sizes_are_said_as_one_says_them(qapp, here, total, told):
    assert sizes_words(here, total) == told
    assert size_words(15_000_000_000) == "15.0 GB"

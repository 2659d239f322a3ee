"""What the rooms of daily practice have in common with all others."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.core.errors import DatabaseBusy, DiskFull
from desktop.core.phrases import Phrase
from tests.desktop.views.practice.conftest import listed
from tests.desktop.views.window import TODAY

CTRL = Qt.KeyboardModifier.ControlModifier
ROWS = {
    "paper": ("daily_papers", {"paper_date": TODAY.isoformat(), "content": {"gratitude": "Sea"}}),
    "scenes": ("scenes", {"scene_title": "House", "scene_text": "Sea"}),
    "flips": ("frequency_flip", {"input_text": "Rain", "clarity_seed": "Sea"}),
}
names = pytest.mark.parametrize("name", ROWS)


@pytest.fixture
def room(member, rows, name):
    table, values = ROWS[name]
    rows.put(table, values)
    made = member.go(name)
    member.press(Qt.Key.Key_E, CTRL)
    return made


@names
def test_leaving_a_room_writes_the_words_at_once(room, name, member, rows):
    table, _ = ROWS[name]
    member.write("zebra")
    member.go("journal")
    member.settled()
    assert "zebra" in str(rows.list(table))


@names
def test_closing_the_window_writes_the_words_first(room, name, member, rows, shell, qtbot):
    table, _ = ROWS[name]
    member.write("zebra")
    shell.close()
    qtbot.waitUntil(lambda: "zebra" in str(rows.list(table)))


@names
def test_a_full_disk_keeps_the_words_and_says_so(room, name, member, rows, monkeypatch, qtbot):
    table, _ = ROWS[name]

    def full(*_args, **_kwargs):
        raise DiskFull("There is no room left on the disk. Free some space, then try again.")

    with monkeypatch.context() as patched:
        patched.setattr("desktop.services.drafts.Drafts.save", full)
        member.write("zebra")
        member.press(Qt.Key.Key_S, CTRL)
        qtbot.waitUntil(lambda: "no room left" in room.page.form.saved_sentence())
    member.press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: "zebra" in str(rows.list(table)))
    qtbot.waitUntil(lambda: room.page.form.saved_sentence() == "Saved")


@names
def test_a_room_is_drawn_anew_in_the_other_theme(room, name, shell, look, member):
    dark = room.grab().toImage().pixelColor(5, 5).lightness()
    look.choose("light")
    member.settled()
    assert room.grab().toImage().pixelColor(5, 5).lightness() > dark + 100


@names
def test_a_room_that_goes_away_leaves_no_answer_behind(room, name, shell, member):
    member.write("zebra")
    shell.forget_rooms()
    member.settled()
    assert shell.current is not room
    assert shell.current.name == name


@names
def test_the_palette_can_begin_something_new(room, name, member, shell):
    room.begin()
    member.settled()
    if name == "paper":
        assert room.page.form.day() == TODAY
    else:
        assert not room.page.is_kept
    assert room.page.row_id


@names
def test_a_list_of_thousands_shows_its_lines_where_one_looks(room, name, member, pen, qtbot):
    table, _ = ROWS[name]
    many = 3000
    day = "date('2020-01-01', '+' || value || ' days')"
    column, value = {
        "paper": ("paper_date", day), "scenes": ("scene_title", "'Scene ' || value"),
        "flips": ("input_text", "'Flip ' || value"),
    }[name]  # fmt: skip
    connection = pen.workspace.connection
    connection.execute(
        f"WITH RECURSIVE n(value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM n "
        f"WHERE value < {many - 1}) INSERT INTO {table} (id, user_id, {column}, created_at) "
        f"SELECT printf('%08x-0000-4000-8000-000000000000', value), ?, {value}, "
        "'2020-01-01T00:00:00.000000+00:00' FROM n",
        (pen.workspace.user_id,),
    )
    qtbot.waitUntil(lambda: room.pane.model.rowCount() == many + 1)
    member.press(Qt.Key.Key_L, CTRL)
    member.press(Qt.Key.Key_End)
    member.settled()
    assert room.pane.list.view.currentIndex().row() == many
    qtbot.waitUntil(lambda: listed_last(room) is not None)
    qtbot.waitUntil(lambda: room.page.row_id == room.pane.model.ids()[-1])


def listed_last(room):
    return listed(room)[-1]


@names
def test_the_search_finds_the_words_and_leads_to_them(room, name, member, shell, qtbot):
    member.go("journal")
    member.press(Qt.Key.Key_K, CTRL)
    member.write("sea")
    qtbot.waitUntil(lambda: shell.current.name == "search" and shell.current.model.rowCount() == 1)
    member.press(Qt.Key.Key_Return)
    member.press(Qt.Key.Key_Return)
    member.settled()
    assert shell.current is room
    assert room.focusWidget().textCursor().selectedText() == "Sea"


@pytest.fixture
def kept(rows, name):
    """A row that is there before the window is."""
    table, values = ROWS.get(name, ("vision_versions", {"title": "House", "forward": "Sea"}))
    rows.put(table, values)


every_list = pytest.mark.parametrize("name", ["vision", *ROWS])


def list_of(room):
    return room.versions if room.name == "vision" else room.pane


@every_list
def test_the_first_sight_waits_for_the_first_page_alone(kept, shell, name, settled):
    known = []
    shell.room_painted.connect(
        lambda painted: known.append(list_of(shell.room(painted)).model.is_whole)
    )
    shell.show_room(name)
    settled()
    assert known == [False]


@every_list
def test_a_first_page_that_cannot_be_read_is_told_and_the_list_comes_all_the_same(
    kept, shell, name, problems, monkeypatch, qtbot
):
    services = {
        "vision": "vision.visions.Visions",
        "paper": "papers.Papers",
        "scenes": "scenes.Scenes",
        "flips": "flips.Flips",
    }

    def busy(*_args):
        raise DatabaseBusy(Phrase("Another program is writing just now."))

    monkeypatch.setattr(f"desktop.services.{services[name]}.first_page", busy)
    room = shell.show_room(name)
    qtbot.waitUntil(lambda: list_of(room).model.rowCount() == 1)
    assert "Another program" in shell.notices.text()
    problems.clear()  # what else reads a first page to find out what to open


HIGH, LOW = (1000, 800), (1000, 600)


@pytest.mark.parametrize("name", ["journal", "paper"])
class TestTheCalendarAboveAList:
    @pytest.fixture
    def pane(self, shell, member, name):
        shell.resize(*HIGH)
        return member.go(name).pane

    @pytest.fixture
    def sees(self, pane, shell, qtbot):
        """Resize the window, and see whether the calendar is folded or not."""

        def look(size, *, unfolded):
            shell.resize(*size)
            qtbot.waitUntil(lambda: pane.calendar.isVisible() is unfolded)
            assert pane.above.button.isChecked() is unfolded

        return look

    def test_it_folds_with_the_window_and_comes_back_with_it(self, sees):
        sees(HIGH, unfolded=True)
        sees(LOW, unfolded=False)
        sees(HIGH, unfolded=True)

    def test_what_the_member_folded_stays_folded(self, pane, sees, member):
        member.click(pane.above.button)
        sees(HIGH, unfolded=False)
        sees(LOW, unfolded=False)
        sees(HIGH, unfolded=False)

    def test_what_the_member_unfolds_in_a_low_window_stays(self, sees, member):
        sees(LOW, unfolded=False)
        member.press(Qt.Key.Key_D, CTRL)
        sees((1000, 590), unfolded=True)
        sees(HIGH, unfolded=True)
        sees(LOW, unfolded=False)


def test_filters_and_calendar_of_the_journal_are_in_view_together_where_there_is_room(
    member, shell, qtbot
):
    shell.resize(1000, 900)
    pane = member.go("journal").pane
    qtbot.waitUntil(pane.calendar.isVisible)
    member.click(pane.filter_button)
    assert pane.calendar.isVisible()
    shell.resize(*HIGH)
    qtbot.waitUntil(lambda: not pane.calendar.isVisible())
    assert pane.filters.isVisible()
    member.click(pane.filter_button)
    assert pane.calendar.isVisible()


@pytest.mark.parametrize("name", ["journal", "vision", "scenes", "flips"])
def test_with_nothing_to_choose_from_the_room_says_how_to_begin(name, member, rows, shell, qtbot):
    room = member.go(name)
    nothing = room.side.nothing if name == "vision" else room.page_side().nothing
    assert nothing.isVisible()
    assert not nothing.sentence().startswith("Choose")
    table, values = {
        **ROWS,
        "vision": ("vision_versions", {"title": "House", "forward": "Sea"}),
        "journal": ("journal_entries", {"entry_date": TODAY.isoformat(), "content": "Sea"}),
    }[name]
    rows.put(table, values)
    qtbot.waitUntil(lambda: nothing.sentence().startswith("Choose"))

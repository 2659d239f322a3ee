"""Today: ready for writing at once, with a small look back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.core.errors import StoreProblem
from desktop.services.journal import Journal
from desktop.views.today import room as today_room
from tests.desktop.views.window import TODAY, days_ago

CTRL = Qt.KeyboardModifier.ControlModifier
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


@pytest.fixture
def room(shell, settled):
    made = shell.show_room("today")
    settled()
    return made


def test_one_writes_without_a_click(room, qtbot, pen):
    text = room.page.form.text
    assert QApplication.focusWidget() is text
    with qtbot.waitSignal(room.page.row_saved):
        qtbot.keyClicks(text, "I am here")
    assert [(e.entry_date, e.first_line) for e in pen.journal.entries_of(TODAY)] == [
        (TODAY, "I am here")
    ]


def test_todays_entry_goes_on_where_it_stopped(pen, shell, settled, qtbot):
    entry = pen.write("Begun this morning.")
    room = shell.show_room("today")
    settled()
    assert room.page.row_id == entry
    with qtbot.waitSignal(room.page.row_saved):
        qtbot.keyClicks(room.page.form.text, " Ended at night.")
    assert pen.text(entry) == "Begun this morning. Ended at night."


def test_another_entry_of_today_and_back(pen, shell, settled, qtbot):
    first = pen.write("the first")
    room = shell.show_room("today")
    settled()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N, CTRL)
    with qtbot.waitSignal(room.page.row_saved):
        qtbot.keyClicks(room.page.form.text, "the second")
    qtbot.waitUntil(lambda: len(room.others.buttons) == 1)
    with qtbot.waitSignal(room.page.row_opened):
        room.others.buttons[0].click()
    assert room.page.row_id == first
    qtbot.waitUntil(lambda: "second" in room.others.buttons[0].text())


def test_the_look_back_leads_to_the_journal(pen, shell, settled, qtbot):
    year_ago = TODAY.replace(year=TODAY.year - 1, day=min(TODAY.day, 28))
    if year_ago.day != TODAY.day:
        pytest.skip("the last day of a leap February")
    back = pen.write("A year ago today", year_ago)
    room = shell.show_room("today")
    settled()
    card = room.side.look_back.cards()[0]
    assert "1 year ago" in card.accessibleName()
    card.click()
    assert shell.current.name == "journal"
    qtbot.waitUntil(lambda: shell.current.page.form.text.text() == "A year ago today")
    assert shell.current.page.row_id == back


def test_a_first_day_has_a_kind_word_instead(room):
    assert not room.side.look_back.cards()
    assert not room.side.waiting.isVisible()


def test_after_midnight_a_new_page_begins(room, qtbot, pen, settled, shell, monkeypatch):
    with qtbot.waitSignal(room.page.row_saved):
        qtbot.keyClicks(room.page.form.text, "before midnight")
    tomorrow = TODAY + timedelta(days=1)
    monkeypatch.setattr(today_room.SystemClock, "today", lambda _self: tomorrow)
    shell.show_room("journal")
    shell.show_room("today")
    settled()
    assert room.page.form.text.text() == ""
    with qtbot.waitSignal(room.page.row_saved):
        qtbot.keyClicks(room.page.form.text, "after midnight")
    assert [e.first_line for e in pen.journal.entries_of(tomorrow)] == ["after midnight"]
    assert [e.first_line for e in pen.journal.entries_of(TODAY)] == ["before midnight"]


class Nights:
    """A clock that a test sets, and one that a sleep of the computer stops."""

    def __init__(self, monkeypatch):
        self.day, self.wall, self.awake = TODAY, datetime.now(UTC), 0.0
        clock = today_room.SystemClock
        monkeypatch.setattr(clock, "today", lambda _self: self.day)
        monkeypatch.setattr(clock, "now", lambda _self: self.wall)
        monkeypatch.setattr(clock, "monotonic", lambda _self: self.awake)

    def pass_by(self, days=0, *, wall=timedelta(), awake=timedelta()):
        self.day += timedelta(days=days)
        self.wall += wall
        self.awake += awake.total_seconds()


@pytest.fixture
def nights(monkeypatch):
    return Nights(monkeypatch)


HOURS, MINUTES = timedelta(hours=8), timedelta(minutes=5)


def write(room, hand, words):
    """Write on the empty page of the day, by keys, until it is on the disk."""
    assert room.page.form.text.text() == ""
    assert room.page.form.text.hasFocus()
    hand.write(words)
    room.page.save_now()


@pytest.mark.parametrize(
    "passing",
    [
        {"days": 1, "wall": HOURS, "awake": HOURS},  # the window stood there all night
        {"days": 1, "wall": HOURS, "awake": MINUTES},  # the computer slept
        {"days": -365, "wall": timedelta(days=-365), "awake": HOURS},  # the clock was set back
    ],
)
def test_whoever_wrote_last_in_another_day_begins_a_new_page(nights, room, hand, settled, passing):
    write(room, hand, "at night")
    nights.pass_by(**passing)
    room.minute.timeout.emit()
    settled()
    write(room, hand, "in the morning")
    assert room.page.form.day.day() == nights.day


@pytest.mark.parametrize(
    "passing",
    [
        {"days": 1, "wall": MINUTES, "awake": MINUTES},
        {"days": -365, "wall": timedelta(days=-365)},
        {"days": 365, "wall": timedelta(days=365)},
    ],
)
def test_whoever_is_in_the_midst_of_a_sentence_goes_on(nights, room, hand, settled, passing):
    write(room, hand, "before ")
    nights.pass_by(**passing)
    room.minute.timeout.emit()
    settled()
    hand.write("and after")
    assert room.page.form.text.text() == "before and after"
    assert room.page.form.day.day() == TODAY


def test_who_comes_back_to_the_window_writes_on_the_page_of_that_day(
    nights, room, hand, qtbot, settled
):
    shell = room.window()
    write(room, hand, "at night")
    nights.pass_by(1, wall=HOURS, awake=MINUTES)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    with qtbot.waitActive(other):
        other.activateWindow()
    with qtbot.waitActive(shell):
        shell.activateWindow()
    settled()
    assert room.page.form.text.text() == ""
    assert str(nights.day.day) in shown_texts(room)


def test_the_side_goes_below_the_page_in_a_small_window(pen, shell, settled, qtbot):
    pen.write("A year ago", TODAY.replace(year=TODAY.year - 1, day=min(TODAY.day, 28)))
    room = shell.show_room("today")
    shell.resize(820, 600)
    settled()
    qtbot.waitUntil(lambda: room.side.geometry().top() > room.page.geometry().top())


def test_in_little_height_the_lines_are_for_writing(room, shell, look, qtbot, monkeypatch, pen):
    form = room.page.form
    shell.resize(900, 480)  # as much as the strip of the demo and the player leave of 600
    look.scale_text(2.0)
    line = form.text.fontMetrics().lineSpacing

    def settled():
        assert form.text.height() >= 2 * line()
        assert_nothing_overlaps([w for w in room.findChildren(QWidget) if w.isVisible()])

    qtbot.waitUntil(settled)
    assert "words" not in shown_texts(room)
    assert str(TODAY.year) in room.findChild(QLabel).toolTip()  # the weekday tells the date
    qtbot.keyClicks(form.text, "not on the disk")

    def refuse(*_words, **_named):
        raise StoreProblem("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(Journal, "save", refuse)
        room.page.save_now()
        qtbot.waitUntil(lambda: "The disk is full." in shown_texts(room))
    with qtbot.waitSignal(room.page.row_saved):
        room.page.save_now()
    qtbot.waitUntil(lambda: "disk" not in shown_texts(room))
    look.scale_text(1.0)
    shell.resize(1280, 800)
    qtbot.waitUntil(lambda: "4 words" in shown_texts(room))
    assert str(TODAY.year) in shown_texts(room)


def shown_texts(room):
    return " | ".join(one.text() for one in room.findChildren(QLabel) if one.isVisible())


def assert_nothing_overlaps(widgets):
    for one in widgets:
        for other in one.parentWidget().findChildren(QWidget, options=DIRECT):
            apart = other is one or not other.isVisible() or other.isWindow()
            assert apart or not one.geometry().intersects(other.geometry()), (one, other)


def test_what_happens_elsewhere_shows(room, pen, qtbot):
    pen.write("from the command line")
    qtbot.waitUntil(lambda: len(room.others.buttons) == 1 or room.page.form.text.text() != "")


def test_both_rooms_may_hold_the_same_entry(pen, shell, settled, qtbot):
    entry = pen.write("shared")
    older = pen.write("older", days_ago(4))
    journal = shell.show_room("journal")
    settled()
    assert journal.page.row_id == entry
    room = shell.show_room("today")
    settled()
    qtbot.keyClicks(room.page.form.text, " words")
    shell.show_room("journal")
    qtbot.waitUntil(lambda: journal.page.form.text.text() == "shared words")
    assert pen.text(entry) == "shared words"
    assert pen.text(older) == "older"


@pytest.fixture
def ritual(pen, shell, settled):
    """Today with a vision to read, after its ritual has come."""
    pen.vision = pen.workspace.rows.put(
        "vision_versions", {"home": "I live by the sea.\nAnd more.", "is_active": True}
    )
    room = shell.show_room("today")
    settled()
    settled()
    return room.side._ritual


def names(card):
    return [step.accessibleName() for step in card.steps.values() if step.isVisible()]


def test_the_ritual_tells_what_is_there_and_asks_for_nothing(ritual, pen, shell, settled, qtbot):
    assert names(ritual) == ["Daily paper, open", "Check-in, open", "Read: Home, open"]
    assert ritual.practised.text() == "0 days practised of the last 30"
    rows = pen.workspace.rows
    rows.put("daily_papers", {"paper_date": str(TODAY), "content": {"gratitude": "rain"}})
    rows.put("emotional_snapshots", {"emotion_type": "joy", "intensity": 7,
                                     "snapshot_date": f"{TODAY}T12:00:00Z"})  # fmt: skip
    rows.put("audio_tracks", {"title": "Forward"})
    pen.write("Yesterday", days_ago(1))
    qtbot.waitUntil(lambda: "Listen, open" in names(ritual))
    qtbot.waitUntil(lambda: names(ritual)[:2] == ["Daily paper, begun", "Check-in, done"])
    assert ritual.practised.text() == "2 days practised of the last 30"
    assert ritual.days.accessibleDescription().count(",") >= 1


def test_one_writes_on_in_another_entry_of_today_as_soon_as_it_is_there(pen, shell, qtbot):
    pen.write("The first")
    room = shell.show_room("today")
    qtbot.waitUntil(lambda: room.page.form.text.text() == "The first")
    qtbot.keyClick(room.page.form.text, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(room.others.buttons) == 1)
    first = room.others.buttons[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: room.page.form.text.text() == "The first")
    assert room.page.form.text.hasFocus()


def test_the_day_counts_as_soon_as_something_is_written(ritual, shell, qtbot):
    assert ritual.practised.text() == "0 days practised of the last 30"
    qtbot.keyClicks(shell.current.page.form.text, "Hello day")
    qtbot.waitUntil(lambda: ritual.practised.text() == "1 day practised of the last 30")


def test_each_step_of_the_ritual_begins_with_one_key(ritual, shell, qtbot, settled):
    room = shell.current
    alt = Qt.KeyboardModifier.AltModifier
    keys = ((Qt.Key.Key_1, "paper"), (Qt.Key.Key_2, "checkin"), (Qt.Key.Key_4, "audio"))
    for key, asked in keys:
        room.room_requested.disconnect()
        with qtbot.waitSignal(room.room_requested) as signal:
            qtbot.keyClick(room.page.form.text, key, alt)
        assert signal.args == [asked]
        room.room_requested.connect(lambda _name: None)


def test_todays_section_opens_at_its_words_and_is_marked(ritual, pen, shell, qtbot, settled):
    room = shell.current
    with qtbot.waitSignal(room.row_requested) as asked:
        qtbot.keyClick(room.page.form.text, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    words = "I live by the sea."
    assert asked.args == ["vision_versions", f"{pen.vision}\n{words}\n{words}"]
    room.refresh()
    settled()
    qtbot.waitUntil(lambda: names(ritual)[2] == "Read: Home, done")
    assert ritual.practised.text() == "1 day practised of the last 30"

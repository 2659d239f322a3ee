from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from desktop.core.errors import InvalidInput
from desktop.core.ids import new_id
from desktop.services.journal import Entry, EntryDraft, EntryFilter

TODAY = date(2026, 3, 31)


def write(journal, day=TODAY, content="Words.", mood=None, tags=()):
    entry_id = journal.new_id()
    journal.save(entry_id, EntryDraft(day, content, mood, tags), entry_id)
    journal.leave(entry_id)
    return entry_id


def writes(connection):
    """Changes with each committed write, of whatever kind."""
    return connection.total_changes


def arrive(connection, **values):
    """A row as sync writes it."""
    values.setdefault("id", new_id())
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    connection.execute("UPDATE sync_control SET applying = 1")
    connection.execute(
        f"INSERT INTO journal_entries ({names}) VALUES ({marks})", tuple(values.values())
    )
    connection.execute("UPDATE sync_control SET applying = 0")
    return values["id"]


def change(connection, entry_id, **values):
    sets = ", ".join(f"{name} = ?" for name in values)
    connection.execute("UPDATE sync_control SET applying = 1")
    connection.execute(
        f"UPDATE journal_entries SET {sets} WHERE id = ?", (*values.values(), entry_id)
    )
    connection.execute("UPDATE sync_control SET applying = 0")


def test_a_first_save_makes_the_entry_and_the_next_changes_it(journal):
    entry_id = journal.new_id()
    first = journal.save(entry_id, EntryDraft(TODAY, "Hello", "calm", ("a", "b")), "s")
    assert first == journal.get(entry_id)
    assert (first.entry_date, first.content, first.mood, first.tags) == (
        TODAY, "Hello", "calm", ("a", "b"),
    )  # fmt: skip
    assert first.created_at is not None
    second = journal.save(entry_id, EntryDraft(date(2020, 2, 29), "Hello there"), "s")
    assert second == journal.get(entry_id)
    assert (second.entry_date, second.mood, second.tags) == (date(2020, 2, 29), None, ())
    assert second.created_at == first.created_at
    assert journal.ids() == [entry_id]


def test_text_is_kept_to_the_letter(journal):
    text = "  Leading\n\n\ttabs\r\nand 🌞 日記 \u200b trailing  \n"
    assert journal.get(write(journal, content=text)).content == text


def test_what_no_database_takes_is_left_out(journal):
    assert journal.get(write(journal, content="a\x00b\ud800c")).content == "abc"


def test_tags_and_mood_are_tidied(journal):
    entry = journal.get(write(journal, mood="  at  peace ", tags=("#Work", "work", " a  b ")))
    assert (entry.mood, entry.tags) == ("at peace", ("Work", "a b"))


def test_too_long_a_tag_is_told_and_nothing_is_written(journal):
    with pytest.raises(InvalidInput, match="Shorten it"):
        write(journal, tags=("x" * 200,))
    assert journal.ids() == []


def test_an_unchanged_draft_writes_nothing(journal, connection):
    entry_id = write(journal, mood="calm", tags=("a",))
    entry, before = journal.get(entry_id), writes(connection)
    assert journal.save(entry_id, entry.draft, "s") == entry
    assert journal.save(entry_id, entry.draft, "s", entry.draft) == entry
    assert writes(connection) == before


def test_a_change_of_one_column_touches_no_other(journal, connection):
    entry_id = write(journal, mood="calm", tags=("a",))
    # As a server may hold it; our own way of writing tags is another.
    change(connection, entry_id, tags='["a", " A ","a"]', mood="x" * 300)
    entry = journal.get(entry_id)
    journal.save(entry_id, EntryDraft(TODAY, "Other words.", entry.mood, entry.tags), "s")
    stored = connection.execute("SELECT tags, mood FROM journal_entries").fetchone()
    assert stored == ('["a", " A ","a"]', "x" * 300)


def test_a_blank_new_entry_is_no_row(journal, connection):
    entry_id, before = journal.new_id(), writes(connection)
    kept = journal.save(entry_id, EntryDraft(TODAY, " \n"), "s")
    assert kept == Entry(entry_id, TODAY, " \n", None, ())
    assert writes(connection) == before
    assert journal.get(entry_id) is None


def test_a_new_entry_that_was_emptied_goes_and_its_words_wait_in_the_trash(journal, trash):
    entry_id = journal.new_id()
    journal.save(entry_id, EntryDraft(TODAY, "A thought that I took back"), "s")
    journal.save(entry_id, EntryDraft(TODAY, ""), "s")
    assert journal.get(entry_id).content == ""
    journal.leave(entry_id)
    assert journal.ids() == []
    (item,) = trash.items()
    assert item.title == "A thought that I took back"
    assert trash.restore(item.id) == entry_id
    assert journal.get(entry_id).content == "A thought that I took back"


def test_a_new_entry_that_never_had_words_leaves_no_trace(journal, trash):
    entry_id = journal.new_id()
    journal.save(entry_id, EntryDraft(TODAY, "", "calm"), "s")
    journal.save(entry_id, EntryDraft(TODAY, ""), "s")
    journal.leave(entry_id)
    assert journal.ids() == []
    assert trash.items() == []


def test_an_older_entry_that_was_emptied_stays(journal, history):
    entry_id = write(journal, content="Dear words")
    journal.save(entry_id, EntryDraft(TODAY, ""), "later")
    journal.leave(entry_id)
    assert journal.get(entry_id).content == ""
    assert [v.preview for v in history.versions("journal_entries", entry_id)] == ["Dear words"]


def test_a_mood_or_a_tag_alone_is_an_entry(journal):
    write(journal, content="", mood="calm")
    write(journal, content="", tags=("a",))
    assert len(journal.ids()) == 2


def test_what_came_in_while_writing_is_woven_in(journal, connection):
    entry_id = write(journal, content="One.\n\nTwo.", mood="calm", tags=("a", "b"))
    base = journal.get(entry_id).draft
    change(connection, entry_id, content="One.\n\nTwo from afar.", tags='["b","c"]',
           entry_date="2026-01-01")  # fmt: skip
    mine = EntryDraft(TODAY, "One from here.\n\nTwo.", "proud", ("a", "b", "d"))
    kept = journal.save(entry_id, mine, "s", base)
    assert kept.content == "One from here.\n\nTwo from afar."
    assert set(kept.tags) == {"b", "c", "d"}
    assert kept.entry_date == date(2026, 1, 1)
    assert kept.mood == "proud"
    assert kept == journal.get(entry_id)


def test_when_nothing_was_written_what_came_in_stays(journal, connection):
    entry_id = write(journal, content="One.")
    base = journal.get(entry_id).draft
    change(connection, entry_id, content="Two.")
    assert journal.save(entry_id, base, "s", base).content == "Two."


def test_an_entry_deleted_elsewhere_comes_back_only_with_new_words(journal):
    entry_id = write(journal, content="One.")
    base = journal.get(entry_id).draft
    journal.delete(entry_id)
    journal.save(entry_id, base, "s", base)
    assert journal.ids() == []
    journal.save(entry_id, EntryDraft(TODAY, "One and more."), "s", base)
    assert journal.get(entry_id).content == "One and more."


def test_ids_and_lines_are_newest_day_first(journal, connection):
    days = ["2024-02-29", "2026-01-01", "2025-12-31", "2026-01-01"]
    for number, day in enumerate(days):
        arrive(connection, id=f"e{number}", entry_date=day, content=f"Entry {number}",
               created_at=f"2026-02-0{number + 1}T00:00:00.000000+00:00")  # fmt: skip
    assert journal.ids() == ["e3", "e1", "e2", "e0"]
    assert [line.first_line for line in journal.first_page(2)] == ["Entry 3", "Entry 1"]
    assert [line.id for line in journal.lines(["e0", "gone", "e3"])] == ["e0", "e3"]
    assert journal.lines([]) == []
    assert [line.id for line in journal.entries_of(date(2026, 1, 1))] == ["e3", "e1"]


def test_a_line_shows_words_without_marks(journal):
    write(journal, content="\n# **Morning** pages\n\nMore", mood="calm", tags=("a",))
    (line,) = journal.first_page()
    assert (line.first_line, line.mood, line.tags, line.entry_date) == (
        "Morning pages", "calm", ("a",), TODAY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (EntryFilter(), "abcd"),
        (EntryFilter(tag="work"), "ac"),
        (EntryFilter(tag="WORK"), "ac"),
        (EntryFilter(tag="work life"), "b"),
        (EntryFilter(tag='"'), "d"),
        (EntryFilter(tag=","), ""),
        (EntryFilter(tag="wor"), ""),
        (EntryFilter(mood="calm"), "ab"),
        (EntryFilter(mood="proud"), ""),
        (EntryFilter(since=date(2026, 1, 2)), "bcd"),
        (EntryFilter(until=date(2026, 1, 2)), "ab"),
        (EntryFilter(since=date(2026, 1, 2), until=date(2026, 1, 3)), "bc"),
        (EntryFilter("work", "calm", date(2026, 1, 1), date(2026, 1, 1)), "a"),
    ],
)
def test_entries_are_filtered_by_tag_mood_and_period(journal, wanted, names):
    made = {
        write(journal, date(2026, 1, 1), mood="calm", tags=("work",)): "a",
        write(journal, date(2026, 1, 2), mood="Calm", tags=("work life", "x")): "b",
        write(journal, date(2026, 1, 3), mood="tired", tags=("a", "Work")): "c",
        write(journal, date(2026, 1, 4), tags=('"', "b")): "d",
    }
    assert "".join(sorted(made[entry_id] for entry_id in journal.ids(wanted))) == names


@pytest.mark.parametrize(
    "wanted",
    [
        EntryFilter(),
        EntryFilter(mood="calm"),
        EntryFilter(tag="work"),
        EntryFilter("work", "calm", date(2026, 1, 1), date(2026, 1, 1)),
    ],
)
def test_a_list_is_read_from_indexes_alone_and_needs_no_sorting(journal, connection, wanted):
    write(journal, date(2026, 1, 1), mood="calm", tags=("work",))
    asked = []
    connection.set_trace_callback(asked.append)
    journal.ids(wanted)
    connection.set_trace_callback(None)
    steps = [step[3] for sql in asked for step in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    read = [step for step in steps if " journal_entries" in step]
    assert read
    assert all(" COVERING INDEX " in step for step in read)
    assert not any("TEMP B-TREE" in step for step in steps)


def test_moods_and_tags_are_counted_most_frequent_first(journal):
    write(journal, mood="calm", tags=("b", "a"))
    write(journal, mood="calm", tags=("a",))
    write(journal, mood="proud", tags=("a", "c"))
    write(journal)
    assert journal.moods() == [("calm", 2), ("proud", 1)]
    assert journal.tags() == [("a", 3), ("b", 1), ("c", 1)]


def test_days_of_a_period_are_counted(journal):
    for day in (1, 1, 15, 31):
        write(journal, date(2026, 1, day))
    write(journal, date(2026, 2, 1))
    assert journal.days(date(2026, 1, 1), date(2026, 1, 31)) == {
        date(2026, 1, 1): 2, date(2026, 1, 15): 1, date(2026, 1, 31): 1,
    }  # fmt: skip


def test_on_this_day_looks_back_on_every_year_but_this(journal):
    for year in (1999, 2024, 2025, 2026, 2027):
        write(journal, date(year, 3, 31), f"In {year}")
        write(journal, date(year, 4, 1), "Another day")
    assert [line.first_line for line in journal.on_this_day(TODAY)] == [
        "In 2025", "In 2024", "In 1999",
    ]  # fmt: skip
    assert [line.first_line for line in journal.on_this_day(TODAY, 1)] == ["In 2025"]


def test_on_this_day_never_loses_a_leap_day(journal):
    for day in (date(2020, 2, 29), date(2021, 2, 28), date(2020, 2, 28), date(2021, 3, 1)):
        write(journal, day, day.isoformat())

    def back(day):
        return [line.first_line for line in journal.on_this_day(day)]

    assert back(date(2024, 2, 29)) == ["2021-02-28", "2020-02-29"]
    assert back(date(2026, 2, 28)) == ["2021-02-28", "2020-02-29", "2020-02-28"]
    assert back(date(2024, 2, 28)) == ["2021-02-28", "2020-02-28"]


def test_an_empty_journal_is_no_fault(journal):
    assert journal.ids() == journal.first_page() == journal.on_this_day(TODAY) == []
    assert journal.moods() == journal.tags() == []
    assert journal.days(TODAY, TODAY) == {}
    assert journal.get(journal.new_id()) is None


@pytest.mark.parametrize(
    "values",
    [
        {"entry_date": None, "created_at": "2026-05-05T12:00:00.000000+00:00"},
        {"entry_date": "nonsense", "created_at": None},
        {"content": None, "tags": "{}", "mood": ""},
        {"tags": "[null, 3]"},
        {"tags": "torn ["},
        {"created_at": "0001-01-01T00:00:00.000000+00:00"},
    ],
)
def test_whatever_the_server_holds_is_shown(journal, connection, values):
    entry_id = arrive(connection, **values)
    assert journal.ids() == [entry_id]
    (line,) = journal.first_page()
    assert line.id == journal.get(entry_id).id == entry_id
    assert isinstance(line.entry_date, date)
    journal.tags()
    journal.moods()
    journal.days(date.min, date.max)
    journal.on_this_day(TODAY)


def test_a_deleted_entry_is_in_the_trash_under_its_number(journal, trash):
    entry_id = write(journal, content="Farewell")
    trash_id = journal.delete(entry_id)
    assert journal.get(entry_id) is None
    assert [(item.id, item.title) for item in trash.items()] == [(trash_id, "Farewell")]


def test_deleting_what_is_not_there_is_told(journal):
    with pytest.raises(InvalidInput):
        journal.delete(new_id())


_READING = """
import sys
from datetime import date
from pathlib import Path
from desktop.store.database import Database
from desktop.store.rows import Rows
from desktop.services.journal import EntryFilter, Journal
from desktop.services.history import History
from desktop.services.search import Search
from desktop.services.trash import Trash
database = Database(Path(sys.argv[1]), bytes(range(32)))
database.open()
connection = database.connect()
journal = Journal(connection, lambda: Rows(connection, "00000000-0000-4000-8000-000000000001"))
ids = journal.ids(EntryFilter(tag="a", mood="calm"))
assert ids and journal.lines(ids) and journal.first_page() and journal.get(ids[0])
journal.on_this_day(date(2027, 3, 31)), journal.days(date(2026, 1, 1), date(2026, 12, 31))
assert Search(connection).find("words").hits
Trash(connection).items(), History(connection).versions("journal_entries", ids[0])
slow = {"sqlmodel", "sqlalchemy", "pydantic", "PySide6", "httpx", "keyring", "supabase"}
print(sorted(slow & set(sys.modules)))
"""


def test_reading_loads_none_of_the_slow_packages(journal, database):
    write(journal, mood="calm", tags=("a",))
    done = subprocess.run(
        [sys.executable, "-c", _READING, str(database.path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"

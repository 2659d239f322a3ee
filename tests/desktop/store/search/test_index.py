"""The index follows the rows, whatever becomes of them."""

from __future__ import annotations

from desktop.core.ids import LOCAL_USER_ID, new_id
from desktop.store.search.finding import find
from desktop.store.search.index import SearchIndex
from tests.desktop.store.search.indexing import drained, ids, raw
from tests.fakes.diary import write_diary


def test_a_row_is_found_once_indexed_and_no_more_once_deleted(connection, rows, index):
    entry = rows.put("journal_entries", {"content": "A heron stood there."})
    assert index.waiting() == 1
    assert ids(connection, "heron") == []
    drained(index)
    assert index.waiting() == 0
    assert ids(connection, "heron") == [entry]
    rows.delete("journal_entries", entry)
    assert ids(connection, "heron") == []
    drained(index)
    assert ids(connection, "heron") == []
    assert index.problems() == []


def test_a_changed_row_is_found_by_its_new_words_alone(connection, rows, index):
    entry = rows.put("journal_entries", {"content": "heron", "tags": ["bird"]})
    drained(index)
    rows.put("journal_entries", {"id": entry, "content": "kingfisher", "tags": ["blue"]})
    drained(index)
    assert ids(connection, "kingfisher tag:blue") == [entry]
    assert ids(connection, "heron") == ids(connection, "tag:bird") == []
    assert index.problems() == []


def test_a_change_that_no_search_can_see_does_not_wait(connection, rows, index):
    entry = rows.put("journal_entries", {"content": "heron"})
    drained(index)
    connection.execute(
        "UPDATE journal_entries SET updated_at = '2030-01-01T00:00:00.000000+00:00', "
        "content = content WHERE id = ?",
        (entry,),
    )
    assert index.waiting() == 0


def test_a_row_that_gets_another_id_is_found_under_it(connection, index):
    old, new = raw(connection, "journal_entries", content="heron"), new_id()
    drained(index)
    connection.execute("UPDATE journal_entries SET id = ? WHERE id = ?", (new, old))
    drained(index)
    assert ids(connection, "heron") == [new]
    assert index.problems() == []


def test_rows_that_go_with_their_parent_are_forgotten(connection, rows, index):
    audio_set = rows.put("audio_sets", {"title": "Morning"})
    rows.put("audio_tracks", {"audio_set_id": audio_set, "title": "Track", "transcript": "heron"})
    drained(index)
    assert len(ids(connection, "heron")) == 1
    rows.delete("audio_sets", audio_set)
    drained(index)
    assert ids(connection, "heron") == []
    assert index.problems() == []


def test_the_latest_writing_is_indexed_before_what_came_in_bulk(connection, rows, index):
    write_diary(connection, LOCAL_USER_ID, 300)
    entry = rows.put("journal_entries", {"content": "heron"})
    index.drain(limit=1)
    assert ids(connection, "heron") == [entry]
    assert index.waiting() == 300


def test_a_batch_ends_when_its_time_is_over(connection, index):
    write_diary(connection, LOCAL_USER_ID, 200)
    seconds = iter(range(100))
    slow = SearchIndex(connection, monotonic=lambda: next(seconds))
    assert 0 < slow.drain(seconds=4) < 200
    assert index.waiting() + len(ids(connection, "-nothing", limit=500)) == 200


def test_newest_days_first_whatever_the_order_of_writing(connection, index):
    days = ["2024-05-05", "2020-01-01", "2026-03-03", "1850-07-07", "2020-01-01", "2024-05-04"]
    for number, day in enumerate(days):
        moment = f"2026-06-{number + 1:02}T10:00:00.000000+00:00"
        raw(connection, "journal_entries", entry_date=day, created_at=moment, content="heron")
    drained(index)
    hits = find(connection, "after:1800 before:2100").hits
    assert [hit.day.isoformat() for hit in hits] == sorted(days, reverse=True)


def test_an_entry_that_is_moved_to_another_day_moves_in_the_order(connection, rows, index):
    first = rows.put("journal_entries", {"content": "heron", "entry_date": "2020-01-01"})
    second = rows.put("journal_entries", {"content": "heron", "entry_date": "2021-01-01"})
    drained(index)
    assert ids(connection, "after:2019") == [second, first]
    rows.put("journal_entries", {"id": first, "entry_date": "2022-01-01"})
    drained(index)
    assert ids(connection, "after:2019") == [first, second]
    assert index.problems() == []


def test_thousands_of_rows_of_one_moment_find_room(connection, index):
    moment = "2026-01-01T23:59:59.000000+00:00"
    for _ in range(300):
        raw(connection, "journal_entries", entry_date="2026-01-01", created_at=moment, content="x")
    drained(index)
    hits = find(connection, "x", limit=300).hits
    assert len({hit.row_id for hit in hits}) == 300
    assert {hit.day.isoformat() for hit in hits} == {"2026-01-01"}


def test_up_to_a_thousand_hits_the_best_comes_first(connection, rows, index):
    best = rows.put("journal_entries",
                    {"content": "heron heron heron", "entry_date": "2001-01-01"})  # fmt: skip
    for day in range(1, 20):
        text = "a heron and so much else besides that it hardly counts " * 3
        rows.put("journal_entries", {"content": text, "entry_date": f"2026-01-{day:02}"})
    drained(index)
    assert ids(connection, "heron")[0] == best


def test_of_more_than_a_thousand_hits_the_newest_come_first(connection, index):
    write_diary(connection, LOCAL_USER_ID, 1300)
    drained(index)
    found = find(connection, "i", limit=50)
    assert (found.total, found.capped) == (1001, True)
    days = [hit.day for hit in found.hits]
    assert days == sorted(days, reverse=True)
    assert len(days) == 50

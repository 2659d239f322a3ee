"""The index follows the rows, whatever becomes of them."""

from __future__ import annotations

import contextlib
import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.ids import LOCAL_USER_ID, new_id
from desktop.store.schema import mirrored, specs, two_way
from desktop.store.search import index as index_module
from desktop.store.search import setup
from desktop.store.search.documents import generic_document
from desktop.store.search.finding import find
from desktop.store.search.index import SearchIndex
from sync.spec import Merge, Mode
from sync.values import Kind, canonical_json
from tests.fakes.diary import write_diary


@pytest.fixture
def index(connection):
    return SearchIndex(connection)


def drained(index):
    while index.drain():
        pass


def ids(connection, query, limit=50):
    return [hit.row_id for hit in find(connection, query, limit, typing=False).hits]


def raw(connection, table, **values):
    """Write a row as sync does: encoded, past all validation."""
    values.setdefault("id", new_id())
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(values.values()))
    return values["id"]


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


def _words_of(spec, number):
    """A row in which every column that may hold words holds one of its own."""
    words, values = {}, {}
    for column in spec.columns:
        word = f"w{number}{column.name.replace('_', '')}"
        kind = column.kind
        if kind is Kind.TEXT and column.merge is Merge.TEXT:
            values[column.name] = word
        elif kind is Kind.JSON:
            values[column.name] = canonical_json({"any": [{"deep": word}]})
        elif kind is Kind.TEXT_ARRAY:
            values[column.name] = canonical_json([word])
        else:
            continue
        words[column.name] = word
    return words, values


def test_every_word_of_every_table_that_a_member_writes_is_found(connection, index):
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    expected = {}
    for number, spec in enumerate(two_way()):
        words, values = _words_of(spec, number)
        row_id = raw(connection, spec.name, **values)
        expected |= dict.fromkeys(words.values(), row_id)
    drained(index)
    assert {word: ids(connection, word) for word in expected} == {
        word: [row_id] for word, row_id in expected.items()
    }
    assert index.problems() == []


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("ai_conversations", {"messages": '[{"role":"user","content":"heron"}]'}),
        ("viva_conversations", {"messages": '[{"parts":[{"text":"heron"}],"role":"viva"}]'}),
        ("refinements", {"output_text": "heron"}),
        ("assessment_insights", {"insight_text": "heron"}),
        ("prompt_suggestions_cache", {"suggestions": '{"work":["heron"]}'}),
        ("generated_images", {"prompt": "heron"}),
        ("token_transactions", {"description": "heron"}),
        ("user_profiles", {"values": '["heron"]'}),
        ("media_metadata", {"file_name": "heron.png"}),
        ("daily_papers", {"content": '{"gratitude":"heron","tasks":["a","b","c"]}'}),
        ("emotional_snapshots", {"emotion_type": "heron"}),
    ],
)
def test_readable_tables_are_searched(connection, index, table, values):
    row_id = raw(connection, table, **values)
    drained(index)
    (hit,) = find(connection, "heron").hits
    assert (hit.table, hit.row_id) == (table, row_id)
    assert hit.title


def test_the_servers_roles_and_addresses_are_no_words(connection, index):
    messages = [{"role": "assistant", "content": "heron", "url": "https://example.org/kingfisher"}]
    raw(connection, "ai_conversations", messages=canonical_json(messages))
    drained(index)
    assert len(ids(connection, "heron")) == 1
    assert ids(connection, "assistant") == ids(connection, "kingfisher") == []


def test_rows_of_generic_tables_are_searched_by_their_strings(connection, index):
    data = {"id": new_id(), "data": {"title": "First flight", "note": "heron"},
            "created_at": "2025-05-05T12:00:00+00:00"}  # fmt: skip
    connection.execute(
        "INSERT INTO generic_rows VALUES ('abundance_events', 'k1', NULL, ?, 'h')",
        (json.dumps(data),),
    )
    drained(index)
    (hit,) = find(connection, "heron").hits
    assert (hit.table, hit.row_id, hit.title) == ("abundance_events", "k1", "First flight")
    assert hit.day.isoformat() == "2025-05-05"
    connection.execute("DELETE FROM generic_rows")
    drained(index)
    assert ids(connection, "heron") == []
    assert index.problems() == []


@pytest.mark.parametrize(
    "values",
    [
        {"tags": "not json"},
        {"tags": '{"a":"heron"}'},
        {"entry_date": "yesterday"},
        {"entry_date": None, "created_at": None},
        {"created_at": "never"},
        {"created_at": "0001-01-01T00:00:00+00:00", "entry_date": None},
        {"created_at": "9999-12-31T23:59:59.999999+00:00", "entry_date": None},
        {"mood": ""},
        {"tags": "[" * 2000},
    ],
)
def test_whatever_the_server_holds_is_indexed(connection, index, values):
    row_id = raw(connection, "journal_entries", content="heron", **values)
    drained(index)
    assert ids(connection, "heron") == [row_id]
    assert index.problems() == []


_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(st.characters(), max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(["title", "data", "date", "category", "x"]), inner),
    ),
    max_leaves=8,
)


@given(_json)
def test_any_json_of_a_server_makes_a_document(data):
    found = generic_document("abundance_events", "k", json.dumps(data))
    assert found.headline
    assert (found.headline + found.body).encode()


def test_a_row_without_a_day_is_on_no_side_of_any_day(connection, index):
    row_id = raw(connection, "journal_entries", content="heron")
    drained(index)
    (hit,) = find(connection, "heron").hits
    assert (hit.row_id, hit.day) == (row_id, None)
    assert ids(connection, "heron before:2999") == ids(connection, "heron after:0001") == []


def test_every_table_with_words_is_watched(connection):
    watched = {
        name
        for (name,) in connection.execute(
            "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search_%'"
        )
    }
    assert {spec.name for spec in two_way()} <= watched
    assert "generic_rows" in watched
    assert watched <= {spec.name for spec in mirrored()} | {"generic_rows"}
    assert not {s.name for s in specs().values() if s.mode is Mode.GENERIC} & watched


def test_installing_again_changes_nothing(connection, rows, index):
    rows.put("journal_entries", {"content": "heron"})
    drained(index)
    before = connection.execute("PRAGMA schema_version").fetchone()
    index_module.install(connection)
    assert connection.execute("PRAGMA schema_version").fetchone() == before
    assert index.waiting() == 0


def test_a_rule_that_changed_sends_its_table_through_the_index_again(connection, rows, index):
    rows.put("journal_entries", {"content": "heron"})
    rows.put("scenes", {"scene_text": "heron"})
    drained(index)
    seen = json.loads(
        connection.execute("SELECT value FROM local_meta WHERE key = 'search'").fetchone()[0]
    )
    seen["scenes"] = "of an older version"
    connection.execute("UPDATE local_meta SET value = ? WHERE key = 'search'", (json.dumps(seen),))
    index_module.install(connection)
    assert index.waiting() == 1
    drained(index)
    assert len(ids(connection, "heron")) == 2
    assert index.problems() == []


def test_a_damaged_index_is_told_and_built_anew(connection, index):
    write_diary(connection, LOCAL_USER_ID, 50)
    drained(index)
    connection.execute("DELETE FROM search_docs WHERE docid IN "
                       "(SELECT docid FROM search_docs LIMIT 3)")  # fmt: skip
    raw(connection, "scenes", scene_text="heron")
    connection.execute("DELETE FROM search_queue")
    problems = index.problems()
    assert any("3 rows of journal_entries are missing" in line for line in problems)
    assert any("1 rows of scenes are missing" in line for line in problems)
    assert any("3 documents of the search index stand for no row" in line for line in problems)
    steps = []
    index.rebuild(lambda done, total: steps.append((done, total)))
    assert steps[-1] == (51, 51)
    assert index.problems() == []
    assert len(ids(connection, "heron")) == 1


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE search_index_data SET block = zeroblob(length(block)) WHERE id > 100",
        "UPDATE search_index_data SET block = x'00' WHERE id = 10",
        "DELETE FROM search_index_data WHERE id > 100",
        "DELETE FROM search_index_idx",
        "DELETE FROM search_index_docsize",
        "DROP TABLE search_index_data",
    ],
)
def test_any_harm_to_the_index_is_told_and_mended(database, rows, connection, harm):
    write_diary(connection, LOCAL_USER_ID, 100)
    entry = rows.put("journal_entries", {"content": "heron"})
    drained(SearchIndex(connection))
    connection.execute(harm)
    with contextlib.closing(database.connect()) as later:
        mending = SearchIndex(later)
        assert mending.problems()
        rows.put("scenes", {"scene_text": "kingfisher"})
        mending.rebuild()
        assert mending.problems() == []
        assert ids(later, "heron") == [entry]
        assert len(ids(later, "kingfisher")) == 1


def test_as_many_hits_are_given_as_were_asked_for(connection, index):
    for number in range(1200):
        day = f"20{number % 100:02}-01-01"
        raw(connection, "journal_entries", entry_date=day, content="heron")
    drained(index)
    found = find(connection, "heron", limit=5000)
    assert (len(found.hits), found.total, found.capped) == (1200, 1001, True)
    assert find(connection, "heron", limit=0).hits == ()


def test_the_database_file_holds_no_indexed_word(database, connection, rows, index):
    rows.put("journal_entries", {"content": "quizzaciously"})
    drained(index)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    files = [path for path in database.path.parent.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"quizzacious" in path.read_bytes()]


_VOCABULARY = ("heron", "river", "stone", "été", "日記", "🌞")


def _change(draw, connection, living):
    """One random change of one random row, as whoever may make it."""
    deed = draw.choice(("add", "add", "edit", "move", "rename", "delete"))
    if deed == "add" or not living:
        row_id = raw(connection, "journal_entries", **_words(draw))
        living.append(row_id)
        return
    row_id = draw.choice(living)
    if deed == "delete":
        connection.execute("DELETE FROM journal_entries WHERE id = ?", (row_id,))
        living.remove(row_id)
    elif deed == "rename":
        new = new_id()
        connection.execute("UPDATE journal_entries SET id = ? WHERE id = ?", (new, row_id))
        living[living.index(row_id)] = new
    else:
        values = _words(draw)
        if deed == "move":
            values = {"entry_date": values["entry_date"]}
        sets = ", ".join(f"{name} = ?" for name in values)
        connection.execute(
            f"UPDATE journal_entries SET {sets} WHERE id = ?", (*values.values(), row_id)
        )


def _words(draw):
    return {
        "content": " ".join(draw.choices(_VOCABULARY, k=draw.randint(0, 5))),
        "tags": canonical_json(draw.sample(_VOCABULARY, draw.randint(0, 2))),
        "entry_date": f"2026-01-{draw.randint(1, 28):02}",
    }


@pytest.mark.parametrize("seed", range(5))
def test_after_any_changes_the_index_finds_what_reading_all_rows_finds(connection, index, seed):
    draw = random.Random(seed)
    living = []
    for _ in range(150):
        _change(draw, connection, living)
        if draw.random() < 0.2:
            index.drain(limit=draw.randint(1, 20))
    drained(index)
    rows = connection.execute("SELECT id, content, tags, entry_date FROM journal_entries")
    table = [(row_id, content, json.loads(tags), day) for row_id, content, tags, day in rows]
    for word in _VOCABULARY:
        found = ids(connection, word, limit=200)
        assert set(found) == {r for r, text, tags, _ in table if word in text or word in tags}
        tagged = ids(connection, f"tag:{word}", limit=200)
        assert set(tagged) == {r for r, _, tags, _ in table if word in tags}
        days = {row_id: day for row_id, _, _, day in table}
        assert [days[r] for r in tagged] == sorted((days[r] for r in tagged), reverse=True)
    assert index.problems() == []


def test_the_fingerprint_of_rules_and_triggers_stands_in_the_code():
    # When this fails, put the left value into CURRENT: each database then renews what changed.
    assert index_module.fingerprint() == setup.CURRENT


def test_an_index_of_another_version_is_looked_at_when_the_file_is_opened(database, connection):
    connection.execute("UPDATE local_meta SET value = 'old' WHERE key = 'search_made_by'")
    connection.execute("DROP TRIGGER search_scenes_added")
    connection.execute("UPDATE local_meta SET value = '{}' WHERE key = 'search'")
    database.open()
    raw(connection, "scenes", scene_text="heron")
    drained(SearchIndex(connection))
    assert len(ids(connection, "heron")) == 1

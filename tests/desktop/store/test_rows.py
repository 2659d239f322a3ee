"""Rows of any table: what is taken, what is refused and in which words."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from desktop.core.errors import InvalidInput
from desktop.core.ids import LOCAL_USER_ID, natural_id
from desktop.store.rows import Rows
from desktop.store.transactions import writing
from tests.patience import PATIENCE

OTHER = "11111111-1111-4111-8111-111111111111"
ID = "0a1b2c3d-0000-4000-8000-00000000abcd"


def refused(rows, table, values):
    with pytest.raises(InvalidInput) as caught:
        rows.put(table, values)
    return str(caught.value)


def test_a_new_row_gets_id_owner_and_times(connection):
    moment = datetime(2026, 11, 22, 9, tzinfo=UTC)
    rows = Rows(connection, LOCAL_USER_ID, now=lambda: moment)
    row = rows.get("journal_entries", rows.put("journal_entries", {"content": "x"}))
    assert row["user_id"] == LOCAL_USER_ID
    assert row["created_at"] == row["updated_at"] == "2026-11-22T09:00:00.000000+00:00"


def test_a_new_row_may_bring_its_own_id(rows):
    assert rows.put("journal_entries", {"id": ID.upper(), "content": "x"}) == ID


def test_an_edit_changes_the_given_columns_alone_and_never_updated_at(connection):
    moments = iter([datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)])
    rows = Rows(connection, LOCAL_USER_ID, now=lambda: next(moments))
    rows.put("journal_entries", {"id": ID, "content": "x", "mood": "calm", "tags": ["a"]})
    before = rows.get("journal_entries", ID)
    rows.put("journal_entries", {"id": ID, "content": "y", "updated_at": "2030-01-01T00:00:00Z"})
    assert rows.get("journal_entries", ID) == {**before, "content": "y"}


def test_an_edit_that_changes_nothing_writes_nothing(rows, connection):
    rows.put("journal_entries", {"id": ID, "content": "x", "tags": ["a"]})
    before = connection.total_changes
    rows.put("journal_entries", rows.get("journal_entries", ID))
    # Entering and leaving the transaction changes no row.
    assert connection.total_changes == before


def nested(depth):
    """A list within a list, and so on."""
    value = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("table", "key", "values"),
    [
        ("daily_papers", ["2026-11-22"], {"paper_date": "2026-11-22"}),
        ("life_vision_category_state", ["fun"], {"category": "fun"}),
        ("user_profiles", [], {"first_name": "M"}),
        ("voice_profiles", [], {"energy": 3}),
    ],
)
def test_rows_with_a_natural_key_are_the_same_row_on_every_device(rows, table, key, values):
    first = rows.put(table, values)
    assert first == natural_id(LOCAL_USER_ID, table, key)
    assert rows.put(table, values) == first
    assert rows.count(table) == 1


def test_the_row_that_has_the_natural_key_is_meant_whatever_its_id(rows, connection):
    connection.execute(
        "INSERT INTO daily_papers (id, user_id, paper_date) VALUES (?, ?, '2026-11-22')",
        (ID, LOCAL_USER_ID),
    )
    assert rows.put("daily_papers", {"paper_date": "2026-11-22", "completed": True}) == ID


def test_a_row_that_moved_to_another_key_is_not_overwritten_by_one_of_its_old_key(rows):
    moved = rows.put("daily_papers", {"paper_date": "2026-02-01", "content": {"fun_plan": "a"}})
    rows.put("daily_papers", {"id": moved, "paper_date": "2026-02-02"})
    other = rows.put("daily_papers", {"paper_date": "2026-02-01", "content": {"fun_plan": "b"}})
    assert other != moved
    assert rows.get("daily_papers", moved)["content"] == {"fun_plan": "a"}
    assert rows.get("daily_papers", moved)["paper_date"] == "2026-02-02"
    assert rows.get("daily_papers", other)["content"] == {"fun_plan": "b"}


def test_a_second_row_under_a_natural_key_is_refused(rows):
    rows.put("daily_papers", {"paper_date": "2026-11-22"})
    assert refused(rows, "daily_papers", {"id": ID, "paper_date": "2026-11-22"}) == (
        "daily_papers already has a row with this paper_date."
    )


@pytest.mark.parametrize(
    ("table", "values", "sentence"),
    [
        ("emotional_snapshots", {"intensity": 11},
         "intensity must be a whole number from 1 to 10"),
        ("emotional_snapshots", {"intensity": "5"},
         "intensity must be a whole number from 1 to 10"),
        ("emotional_snapshots", {"intensity": True},
         "intensity must be a whole number from 1 to 10"),
        ("emotional_snapshots", {"snapshot_date": "2026-11-22T08:00:00"},
         ("snapshot_date must be a date and time with its zone, such as "
         "2026-11-22T08:50:00+00:00")),
        ("journal_entries", {"entry_date": "22.11.2026"},
         "entry_date must be a date such as 2026-11-22"),
        ("journal_entries", {"entry_date": "2026-02-30"},
         "entry_date must be a date such as 2026-11-22"),
        ("journal_entries", {"tags": "one"},
         'tags must be a list of texts such as ["calm", "work"]'),
        ("journal_entries", {"content": 5}, "content must be text"),
        ("journal_entries", {"id": "7"},
         "id must be an id such as 123e4567-e89b-42d3-a456-426614174000"),
        ("journal_entries", {"colour": "red"}, "journal_entries has no column 'colour'"),
        ("journal_entries", {"user_id": OTHER}, "user_id must be your own id, or be left out"),
        ("vision_versions", {"status": "done"}, "status must be draft or complete"),
        ("vision_versions", {"is_active": 1}, "is_active must be true or false"),
        ("vision_versions", {"version_number": 2**31},
         "version_number must be a whole number from -2147483648 to 2147483647"),
        ("life_vision_category_state", {"category": "pets"},
         ("category must be fun, health, travel, love, family, social, home, work, money, stuff, "
         "giving or spirituality")),
        ("frequency_flip", {"category": "x" * 51}, "category must have at most 50 characters"),
        ("vision_board_items", {"position_x": "left"}, "position_x must be a number such as 12.5"),
        ("vision_board_items", {"position_x": float("nan")},
         "position_x must be a number such as 12.5"),
        ("vision_board_items", {"position_x": "1e999999999"},
         "position_x must be a number such as 12.5"),
        ("daily_papers", {"content": {"a": {1, 2}}}, "content must be a JSON value"),
        ("daily_papers", {"content": nested(100_000)}, "content is nested too deeply"),
        ("daily_papers", {"content": [float("inf")]}, "content must be a JSON value"),
        ("vision_audios", {"vision_id": OTHER}, ("vision_id must be the id of a row of "
         "vision_versions")),
        ("profiles", {"first_name": "M"}, "profiles belongs to the server and is only read here"),
        ("user_stats", {}, "user_stats belongs to the server and is only read here"),
        ("pets", {}, "There is no table 'pets' here"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said_in_a_plain_sentence(rows, table, values, sentence):
    assert refused(rows, table, values) == f"{sentence}."


def test_a_refusal_names_its_column_and_quotes_no_private_text(rows):
    with pytest.raises(InvalidInput) as caught:
        rows.put("journal_entries", {"entry_date": "my secret"})
    assert caught.value.field == "entry_date"
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_numbers_stay_exact(rows):
    row_id = rows.put("vision_board_items", {"position_x": "0.10", "position_y": Decimal("1e3")})
    row = rows.get("vision_board_items", row_id)
    assert (row["position_x"], row["position_y"]) == ("0.10", "1000")


def test_text_that_no_database_can_hold_is_mended(rows):
    row_id = rows.put(
        "journal_entries", {"content": "a\0b\ud800c", "tags": ["\0x"], "mood": "\udfff"}
    )
    row = rows.get("journal_entries", row_id)
    assert (row["content"], row["tags"], row["mood"]) == ("ab\ufffdc", ["x"], "\ufffd")


def test_many_rows_go_in_together(rows):
    ids = rows.put_many("scenes", [{"scene_text": str(n)} for n in range(20)])
    assert len(set(ids)) == rows.count("scenes") == 20


def test_of_many_rows_one_fault_takes_all_back_and_says_where(rows):
    faulty = [{"intensity": 1}, {"intensity": 0}]
    sentence = r"^Line 2: intensity must be .* Nothing was changed\.$"
    with pytest.raises(InvalidInput, match=sentence) as caught:
        rows.put_many("emotional_snapshots", faulty)
    assert caught.value.field == "intensity"
    assert rows.count("emotional_snapshots") == 0


def test_a_refused_row_inside_a_larger_transaction_leaves_the_rest(rows, connection):
    with writing(connection):
        rows.put("scenes", {"scene_text": "stays"})
        with pytest.raises(InvalidInput):
            rows.put("scenes", {"scene_text": 5})
    assert rows.count("scenes") == 1


def test_listing_walks_in_the_order_of_ids(rows):
    ids = sorted(rows.put_many("scenes", [{"scene_text": str(n)} for n in range(7)]))
    page = rows.list("scenes", limit=3)
    assert [row["id"] for row in page] == ids[:3]
    assert [row["id"] for row in rows.list("scenes", limit=9, after=ids[2])] == ids[3:]
    assert [row["id"] for row in rows.walk("scenes")] == ids


def test_generic_rows_are_listed_like_any_other(rows, connection):
    for key in ("a", "b"):
        connection.execute(
            "INSERT INTO generic_rows (tbl, row_id, data, hash) VALUES ('user_stats', ?, ?, '')",
            (key, f'{{"n":"{key}"}}'),
        )
    assert [*rows.walk("user_stats")] == rows.list("user_stats") == [{"n": "a"}, {"n": "b"}]
    assert rows.count("user_stats") == 2
    assert rows.get("user_stats", "c") is None


def test_deleting_gives_the_place_in_the_trash(rows, connection):
    rows.put("journal_entries", {"id": ID, "content": "x"})
    trash_id = rows.delete("journal_entries", ID)
    assert rows.get("journal_entries", ID) is None
    assert connection.execute("SELECT id, row_id FROM local_trash").fetchall() == [(trash_id, ID)]


def test_deleting_what_is_not_there_is_said(rows):
    with pytest.raises(InvalidInput, match="journal_entries has no row with this id"):
        rows.delete("journal_entries", ID)


def test_a_row_of_the_server_that_breaks_a_rule_can_still_be_edited(rows, connection):
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(
        "INSERT INTO emotional_snapshots (id, user_id, intensity, snapshot_date) "
        "VALUES (?, ?, 99, 'long ago')",
        (ID, LOCAL_USER_ID),
    )
    connection.execute("PRAGMA ignore_check_constraints = OFF")
    rows.put("emotional_snapshots", {"id": ID, "notes": "mine"})
    row = rows.get("emotional_snapshots", ID)
    assert (row["intensity"], row["snapshot_date"], row["notes"]) == (99, "long ago", "mine")


def test_reading_loads_neither_sqlmodel_nor_pydantic(database, rows):
    rows.put("scenes", {"scene_text": "x"})
    code = (
        "import sys, pathlib\n"
        "from desktop.store.database import Database\n"
        "from desktop.store.rows import Rows\n"
        f"d = Database(pathlib.Path({str(database.path)!r}), bytes(range(32)))\n"
        "d.open()\n"
        f"assert len(Rows(d.connect(), {LOCAL_USER_ID!r}).list('scenes')) == 1\n"
        "late = {'sqlmodel', 'sqlalchemy', 'pydantic'} & set(sys.modules)\n"
        "assert not late, late\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=PATIENCE)

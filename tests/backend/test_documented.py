"""The SQL of the project makes what the document says."""

from __future__ import annotations

import pytest

from tests.backend.samples import DOCUMENTED, MIRRORED, make

_FULL_NAMES = {"varchar(50)": "character varying(50)", "timestamptz": "timestamp with time zone"}
_GENERIC = {"id": "uuid", "data": "jsonb", "created_at": "timestamp with time zone"}


@pytest.fixture(scope="module")
def columns(backend):
    rows = backend.sql(
        "select c.relname, a.attname, format_type(a.atttypid, a.atttypmod)"
        " from pg_attribute a join pg_class c on c.oid = a.attrelid"
        " where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'"
        " and a.attnum > 0 and not a.attisdropped"
    )
    tables = {}
    for table, column, kind in rows:
        tables.setdefault(table, {})[column] = kind
    return tables


def test_there_are_the_51_documented_tables_and_no_others(columns):
    assert len(DOCUMENTED) == 51
    assert set(columns) == set(DOCUMENTED)


@pytest.mark.parametrize("table", MIRRORED)
def test_every_column_has_its_documented_type(columns, table):
    documented = {
        c["name"]: _FULL_NAMES.get(c["type"], c["type"]) for c in DOCUMENTED[table]["columns"]
    }
    assert columns[table] == documented


def test_tables_without_documented_columns_hold_json(columns):
    for table in set(DOCUMENTED) - set(MIRRORED):
        owner = {"user_id": "uuid"} if "user_id" in columns[table] else {}
        assert columns[table] == {**_GENERIC, **owner}, table


def test_every_documented_reference_is_a_foreign_key(backend):
    found = backend.sql(
        "select c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text, c.confdeltype"
        " from pg_constraint c join pg_attribute a"
        " on a.attrelid = c.conrelid and a.attnum = c.conkey[1]"
        " where c.contype = 'f' and c.connamespace = 'public'::regnamespace"
    )
    between = {(t, c, parent) for t, c, parent, _ in found if parent != "auth.users"}
    assert between == {
        (name, column, parent)
        for name, table in DOCUMENTED.items()
        for column, parent in table.get("foreign_keys", {}).items()
    }
    assert {how for *_, how in found} == {"c"}
    owned = {t for t, c, parent, _ in found if parent == "auth.users" and c == "user_id"}
    assert owned == {
        name
        for name in MIRRORED
        if any(c["name"] == "user_id" for c in DOCUMENTED[name]["columns"])
    } | {t for t in owned if t not in MIRRORED}


def test_every_table_is_protected(backend):
    open_tables = backend.sql(
        "select relname from pg_class where relnamespace = 'public'::regnamespace"
        " and relkind = 'r' and not relrowsecurity"
    )
    assert open_tables == []


@pytest.mark.parametrize(
    ("table", "column", "bad"),
    [
        ("life_vision_category_state", "category", "knitting"),
        ("vision_versions", "status", "finished"),
        ("vision_versions", "completion_percent", 101),
        ("vision_versions", "perspective", "royal"),
        ("voice_profiles", "formality", 0),
        ("voice_profiles", "energy", 11),
        ("voice_profiles", "detail", 11),
        ("voice_profiles", "woo", 0),
        ("assessment_results", "overall_percentage", -1),
        ("assessment_insights", "priority_level", 6),
        ("vision_board_items", "item_type", "video"),
        ("emotional_snapshots", "intensity", 11),
        ("vibrational_events", "vibration_level", 0),
    ],
)
def test_a_documented_check_holds(backend, member, table, column, bad):
    row = make(backend, member, table)
    with backend.service() as service:
        answer = service.patch(f"/{table}?id=eq.{row['id']}", json={column: bad})
    assert answer.status_code >= 400
    assert f"{table}_{column}_check" in answer.text


def test_the_list_of_checks_is_complete(backend):
    expected = sum(
        len(t.get("checks_from_descriptions", [])) + sum(c.startswith("CHECK") for c in rules)
        for t in DOCUMENTED.values()
        for rules in [t["constraints"]]
    )
    ((found,),) = backend.sql(
        "select count(*) from pg_constraint"
        " where contype = 'c' and connamespace = 'public'::regnamespace"
    )
    assert found == expected == 13


def test_a_member_has_one_state_per_category(backend, member):
    row = make(backend, member, "life_vision_category_state")
    again = {"user_id": member.id, "category": row["category"]}
    with member.rest() as rest:
        answer = rest.post("/life_vision_category_state", json=again)
    assert answer.status_code == 409
    assert answer.json()["code"] == "23505"


def test_a_deleted_parent_takes_its_children_along(backend, member):
    variant = make(backend, member, "audio_variants")
    with member.rest() as rest:
        ((set_id,),) = backend.sql(
            "select t.audio_set_id from audio_tracks t where t.id = %s",
            [variant["audio_track_id"]],
        )
        rest.delete(f"/audio_sets?id=eq.{set_id}")
    left = backend.sql("select count(*) from audio_variants where id = %s", [variant["id"]])
    assert left == [(0,)]


def test_a_deleted_account_leaves_no_rows(backend, member):
    for table in MIRRORED:
        make(backend, member, table)
    backend.sql("delete from auth.users where id = %s", [member.id])
    for table in MIRRORED:
        if table != "audio_variants":
            owner = "id" if table == "profiles" else "user_id"
            assert backend.sql(f"select 1 from {table} where {owner} = %s", [member.id]) == []


def test_the_sql_may_be_applied_again(backend, member):
    row = make(backend, member, "journal_entries")
    backend.apply("documented")
    assert backend.sql("select content from journal_entries where id = %s", [row["id"]]) == [
        (row["content"],)
    ]

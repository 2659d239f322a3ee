"""sync_apply of the sync migration: each write has its own outcome, none is blind, none twice."""

from __future__ import annotations

import uuid

import httpx
import pytest

from tests.backend.samples import DOCUMENTED, PULL, TWO_WAY, full_row, make


@pytest.fixture
def backend(upgraded_backend):
    return upgraded_backend


@pytest.fixture
def member(upgraded_member):
    return upgraded_member


@pytest.fixture
def other_member(backend):
    return backend.sign_up()


def operation(kind, table, row_id, xmin=None, values=None):
    op = {"op_id": str(uuid.uuid4()), "kind": kind, "tbl": table, "id": row_id}
    return {**op, "xmin": xmin, "values": values}


def apply(member, *operations):
    return member.rpc("sync_apply", ops=list(operations))


def read(backend, table, row_id):
    """The row as the functions give it, or None."""
    rows = backend.sql(
        f"select to_jsonb(t) || jsonb_build_object('xmin', xmin::text) from {table} t"
        " where id = %s",
        [row_id],
    )
    return rows[0][0] if rows else None


@pytest.fixture
def entry(backend, member):
    return read(backend, "journal_entries", make(backend, member, "journal_entries")["id"])


@pytest.mark.parametrize("table", TWO_WAY)
def test_a_row_with_every_column_goes_in_changes_and_goes(backend, member, table):
    references = DOCUMENTED[table].get("foreign_keys", {})
    parents = {c: make(backend, member, parent)["id"] for c, parent in references.items()}
    row = full_row(table, member, parents)
    (made,) = apply(member, operation("insert", table, row["id"], values=row))
    assert made["status"] == "ok", made
    assert made["row"] == read(backend, table, row["id"])
    for column in set(row) - {"updated_at"}:
        assert made["row"][column] == row[column], column
    (changed,) = apply(
        member, operation("update", table, row["id"], made["row"]["xmin"], {"created_at": None})
    )
    assert (changed["status"], changed["row"]["created_at"]) == ("ok", None)
    (gone,) = apply(member, operation("delete", table, row["id"], changed["row"]["xmin"]))
    assert gone == {"status": "ok", "again": False, "row": None}
    assert read(backend, table, row["id"]) is None


def test_a_stale_version_is_a_conflict_and_shows_the_row_as_it_is(backend, member, entry):
    backend.sql("update journal_entries set content = 'theirs' where id = %s", [entry["id"]])
    outcomes = apply(
        member,
        operation("update", "journal_entries", entry["id"], entry["xmin"], {"content": "mine"}),
        operation("delete", "journal_entries", entry["id"], entry["xmin"]),
    )
    assert [o["status"] for o in outcomes] == ["conflict", "conflict"]
    assert {o["row"]["content"] for o in outcomes} == {"theirs"}
    assert read(backend, "journal_entries", entry["id"])["content"] == "theirs"


def test_without_a_version_nothing_is_overwritten(backend, member, entry):
    outcomes = apply(
        member,
        operation("update", "journal_entries", entry["id"], None, {"content": "mine"}),
        operation("delete", "journal_entries", entry["id"], None),
    )
    assert [o["status"] for o in outcomes] == ["conflict", "conflict"]
    assert read(backend, "journal_entries", entry["id"]) == entry


def test_a_refused_write_leaves_the_others_alone(backend, member):
    good, bad, last = (str(uuid.uuid4()) for _ in range(3))
    outcomes = apply(
        member,
        operation("insert", "scenes", good, values={"user_id": member.id}),
        operation(
            "insert", "emotional_snapshots", bad, values={"user_id": member.id, "intensity": 99}
        ),
        operation("insert", "scenes", last, values={"user_id": member.id}),
    )
    assert [o["status"] for o in outcomes] == ["ok", "error", "ok"]
    assert outcomes[1]["code"] == "23514"
    assert outcomes[1]["constraint"] == "emotional_snapshots_intensity_check"
    assert outcomes[1]["row"] is None
    assert read(backend, "scenes", good)
    assert read(backend, "scenes", last)


def test_a_repeated_request_is_answered_and_not_done_twice(backend, member, entry):
    op = operation("update", "journal_entries", entry["id"], entry["xmin"], {"content": "mine"})
    (first,) = apply(member, op)
    backend.sql("update journal_entries set content = 'later' where id = %s", [entry["id"]])
    (second,) = apply(member, op)
    assert (first["status"], first["again"]) == ("ok", False)
    assert (second["status"], second["again"]) == ("ok", True)
    assert second["row"]["content"] == "later"
    assert second["row"] == read(backend, "journal_entries", entry["id"])


def test_a_repeated_insert_does_not_bring_back_a_deleted_row(backend, member):
    row_id = str(uuid.uuid4())
    op = operation("insert", "scenes", row_id, values={"user_id": member.id})
    (made,) = apply(member, op)
    apply(member, operation("delete", "scenes", row_id, made["row"]["xmin"]))
    (again,) = apply(member, op)
    assert (again["status"], again["again"], again["row"]) == ("ok", True, None)
    assert read(backend, "scenes", row_id) is None


def test_a_failed_operation_may_be_tried_again_under_its_number(backend, member, entry):
    op = operation("update", "journal_entries", entry["id"], "1", {"content": "mine"})
    (first,) = apply(member, op)
    (second,) = apply(member, {**op, "xmin": entry["xmin"]})
    assert (first["status"], second["status"]) == ("conflict", "ok")


def test_members_do_not_share_operation_numbers(member, other_member):
    op = operation("insert", "scenes", str(uuid.uuid4()), values={"user_id": member.id})
    apply(member, op)
    theirs = {**op, "id": str(uuid.uuid4()), "values": {"user_id": other_member.id}}
    (outcome,) = apply(other_member, theirs)
    assert outcome["again"] is False


@pytest.mark.parametrize("table", TWO_WAY)
def test_someone_elses_rows_stay_closed(backend, member, other_member, table):
    row = make(backend, member, table)
    before = backend.sql(f"select to_jsonb(t), xmin from {table} t where id = %s", [row["id"]])
    xmin = str(before[0][1])
    forged = {**row, "id": str(uuid.uuid4())}
    outcomes = apply(
        other_member,
        operation("update", table, row["id"], xmin, {"created_at": None}),
        operation("delete", table, row["id"], xmin),
        operation("insert", table, forged["id"], values=forged),
        operation("insert", table, row["id"], values=row),
    )
    assert [o["status"] for o in outcomes] == ["gone", "gone", "error", "error"]
    assert {o["code"] for o in outcomes[2:]} == {"42501"}
    assert all(o["row"] is None for o in outcomes)
    after = backend.sql(f"select to_jsonb(t), xmin from {table} t where id = %s", [row["id"]])
    assert after == before


@pytest.mark.parametrize("table", PULL)
def test_pull_tables_are_not_written(backend, member, table):
    row = make(backend, member, table)
    before = read(backend, table, row["id"])
    outcomes = apply(
        member,
        operation("update", table, row["id"], before["xmin"], {"created_at": None}),
        operation("delete", table, row["id"], before["xmin"]),
    )
    assert {(o["status"], o["code"]) for o in outcomes} == {("error", "42501")}
    assert read(backend, table, row["id"]) == before


@pytest.mark.parametrize(
    ("table", "values", "code"),
    [
        ("sync_operations", {}, "42P01"),
        ("auth.users", {}, "42P01"),
        ('scenes" where true; --', {}, "42P01"),
        ("scenes", {"flavour": 1}, "42703"),
        ("scenes", {'essence_word") values (1); --': 1}, "42703"),
        ("vision_audios", {"vision_id": "00000000-0000-4000-8000-00000000dead"}, "23503"),
        ("journal_entries", {"entry_date": "the day before"}, "22007"),
        ("audio_tracks", {"order_index": "many"}, "22P02"),
    ],
)
def test_what_cannot_be_written_says_why(member, table, values, code):
    body = {"user_id": member.id, **values}
    (outcome,) = apply(member, operation("insert", table, str(uuid.uuid4()), values=body))
    assert (outcome["status"], outcome["code"]) == ("error", code), outcome


def test_an_unknown_kind_is_refused(member, entry):
    (outcome,) = apply(member, operation("upsert", "journal_entries", entry["id"], entry["xmin"]))
    assert outcome["status"] == "error"


def test_a_taken_id_shows_the_row_that_has_it(member, entry):
    values = {"user_id": member.id, "content": "another"}
    (outcome,) = apply(member, operation("insert", "journal_entries", entry["id"], values=values))
    assert (outcome["status"], outcome["code"]) == ("error", "23505")
    assert outcome["row"] == entry


def test_a_taken_natural_key_names_the_constraint(backend, member):
    row = make(backend, member, "life_vision_category_state")
    values = {"user_id": member.id, "category": row["category"]}
    (outcome,) = apply(
        member, operation("insert", "life_vision_category_state", str(uuid.uuid4()), values=values)
    )
    assert outcome["code"] == "23505"
    assert outcome["constraint"] == "life_vision_category_state_user_id_category_key"


def test_parent_and_child_go_in_one_request(member):
    vision, item = str(uuid.uuid4()), str(uuid.uuid4())
    child = {"user_id": member.id, "vision_id": vision}
    outcomes = apply(
        member,
        operation("insert", "vision_versions", vision, values={"user_id": member.id}),
        operation("insert", "vision_board_items", item, values=child),
    )
    assert [o["status"] for o in outcomes] == ["ok", "ok"]


def test_what_was_applied_appears_in_the_feed(member):
    cursor = member.rpc("sync_pull")["cursor"]
    row_id = str(uuid.uuid4())
    apply(member, operation("insert", "scenes", row_id, values={"user_id": member.id}))
    answer = member.rpc("sync_pull", after=cursor)
    assert [(c["id"], c["op"]) for c in answer["changes"]] == [(row_id, "I")]


def test_too_many_operations_are_refused_whole(backend, member):
    op = operation("insert", "scenes", str(uuid.uuid4()), values={"user_id": member.id})
    with pytest.raises(httpx.HTTPStatusError):
        apply(member, *[op] * 1001)
    assert read(backend, "scenes", op["id"]) is None


def test_a_thousand_rows_go_in_one_request(member):
    ids = [str(uuid.uuid4()) for _ in range(1000)]
    outcomes = apply(
        member, *(operation("insert", "scenes", i, values={"user_id": member.id}) for i in ids)
    )
    assert [o["row"]["id"] for o in outcomes] == ids

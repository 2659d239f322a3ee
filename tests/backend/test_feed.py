"""The feed of the sync migration: nothing is lost, whoever commits when."""

from __future__ import annotations

import hashlib
import uuid

import httpx
import pytest

from tests.backend.samples import MIRRORED, TWO_WAY, make
from tests.backend.server import client


@pytest.fixture
def backend(upgraded_backend):
    return upgraded_backend


@pytest.fixture
def member(upgraded_member):
    return upgraded_member


@pytest.fixture
def other_member(backend):
    return backend.sign_up()


@pytest.fixture
def start(member):
    """The cursor before anything was written."""
    return member.rpc("sync_pull")["cursor"]


def changes(answer):
    return [(c["tbl"], c["id"], c["op"]) for c in answer["changes"]]


def add_entry(connection, member, content="x"):
    entry = str(uuid.uuid4())
    connection.execute(
        "insert into journal_entries (id, user_id, content) values (%s, %s, %s)",
        [entry, member.id, content],
    )
    return entry


def test_the_first_pull_asks_to_compare_everything(backend, member):
    make(backend, member, "scenes")
    answer = member.rpc("sync_pull")
    assert answer["resync"] is True
    assert answer["changes"] == []
    again = member.rpc("sync_pull", after=answer["cursor"])
    assert (again["resync"], again["changes"]) == (False, [])


def test_inserts_edits_and_tombstones_arrive_with_the_rows_as_they_are(backend, member, start):
    kept, gone = (make(backend, member, "journal_entries")["id"] for _ in range(2))
    backend.sql("update journal_entries set mood = 'calm' where id = %s", [kept])
    backend.sql("delete from journal_entries where id = %s", [gone])
    answer = member.rpc("sync_pull", after=start)
    assert changes(answer) == [("journal_entries", kept, "U"), ("journal_entries", gone, "D")]
    (row,) = answer["rows"]["journal_entries"]
    with member.rest() as rest:
        (read,) = rest.get(f"/journal_entries?select=*,xmin&id=eq.{kept}").json()
    assert (row["id"], row["mood"], row["xmin"]) == (kept, "calm", read["xmin"])


@pytest.mark.parametrize("table", MIRRORED)
def test_every_mirrored_table_takes_part(backend, member, start, table):
    row = make(backend, member, table)
    answer = member.rpc("sync_pull", after=start)
    assert (table, row["id"], "I") in changes(answer)
    assert [r["id"] for r in answer["rows"][table]] == [row["id"]]
    assert answer["rows"][table][0]["updated_at"] is not None


def test_a_transaction_that_commits_late_is_not_skipped(backend, member, start):
    with backend.connect() as slow:
        late = add_entry(slow, member)
        quick = make(backend, member, "journal_entries")["id"]
        waiting = member.rpc("sync_pull", after=start)
        assert waiting["changes"] == []
        assert member.rpc("sync_caps")["late"] == 1
        slow.commit()
    answer = member.rpc("sync_pull", after=waiting["cursor"])
    assert changes(answer) == [("journal_entries", i, "I") for i in (late, quick)]


def test_small_pages_lead_through_one_big_transaction(backend, member, start):
    with backend.connect() as connection:
        made = {add_entry(connection, member) for _ in range(23)}
    seen, cursor, more = [], start, True
    while more:
        page = member.rpc("sync_pull", after=cursor, page=5)
        assert len(page["changes"]) <= 5
        seen += [c["id"] for c in page["changes"]]
        cursor, more = page["cursor"], page["more"]
    assert len(seen) == 23
    assert set(seen) == made
    assert member.rpc("sync_pull", after=cursor)["changes"] == []


def test_one_page_tells_the_last_change_of_a_row_once(backend, member, start):
    row = make(backend, member, "scenes")
    for word in ("one", "two", "three"):
        backend.sql("update scenes set essence_word = %s where id = %s", [word, row["id"]])
    answer = member.rpc("sync_pull", after=start)
    assert changes(answer) == [("scenes", row["id"], "U")]
    assert answer["rows"]["scenes"][0]["essence_word"] == "three"


def test_children_that_go_with_their_parent_leave_tombstones(backend, member):
    variant = make(backend, member, "audio_variants")
    track = variant["audio_track_id"]
    ((audio_set,),) = backend.sql("select audio_set_id from audio_tracks where id = %s", [track])
    cursor = member.rpc("sync_pull")["cursor"]
    with member.rest() as rest:
        rest.delete(f"/audio_sets?id=eq.{audio_set}")
    answer = member.rpc("sync_pull", after=cursor)
    assert set(changes(answer)) == {
        ("audio_sets", str(audio_set), "D"),
        ("audio_tracks", track, "D"),
        ("audio_variants", variant["id"], "D"),
    }


def test_a_row_that_changes_hands_ends_for_one_and_begins_for_the_other(
    backend, member, other_member, start
):
    variant = make(backend, member, "audio_variants")
    track = variant["audio_track_id"]
    theirs = other_member.rpc("sync_pull")["cursor"]
    backend.sql("update audio_tracks set user_id = %s where id = %s", [other_member.id, track])
    gone = set(changes(member.rpc("sync_pull", after=start)))
    assert {("audio_tracks", track, "D"), ("audio_variants", variant["id"], "D")} <= gone
    come = {(table, i) for table, i, _ in changes(other_member.rpc("sync_pull", after=theirs))}
    assert come == {("audio_tracks", track), ("audio_variants", variant["id"])}


def test_nobody_sees_or_forges_the_changes_of_others(backend, member, other_member):
    theirs = other_member.rpc("sync_pull")["cursor"]
    entry = make(backend, member, "journal_entries")["id"]
    assert other_member.rpc("sync_pull", after=theirs)["changes"] == []
    forged = {"tbl": "journal_entries", "row_id": entry, "op": "D", "user_id": other_member.id}
    with other_member.rest() as rest:
        assert rest.get(f"/sync_changes?row_id=eq.{entry}").json() == []
        assert rest.post("/sync_changes", json=forged).json()["code"] == "42501"
        assert rest.delete(f"/sync_changes?row_id=eq.{entry}").json()["code"] == "42501"
        assert rest.patch("/sync_floor?floor=gte.0", json={"floor": "9"}).json()["code"] == "42501"


@pytest.mark.parametrize("function", ["sync_pull", "sync_caps", "sync_manifest", "sync_apply"])
def test_without_a_token_the_functions_are_closed(backend, function):
    body = {"sync_manifest": {"tbl": "scenes"}, "sync_apply": {"ops": []}}.get(function, {})
    with client(f"{backend.url}/rest/v1", {"apikey": backend.publishable_key}) as anonymous:
        assert anonymous.post(f"/rpc/{function}", json=body).is_error


@pytest.mark.parametrize("function", ["sync_compact", "sync_record", "sync_note"])
def test_what_belongs_to_the_owner_is_closed_to_members(member, function):
    with pytest.raises(httpx.HTTPStatusError):
        member.rpc(function)


@pytest.mark.parametrize("cursor", ["", "nonsense", "1.1:5:0", "1:2:3'; drop table scenes", "::"])
def test_a_cursor_of_another_history_starts_anew(member, cursor):
    assert member.rpc("sync_pull", after=cursor)["resync"] is True


def test_a_cursor_from_the_future_starts_anew(member, start):
    epoch, horizon, _ = start.split(":")
    ahead = f"{epoch}:{int(horizon) + 1_000_000}:0"
    assert member.rpc("sync_pull", after=ahead)["resync"] is True


def test_truncate_makes_everybody_compare_anew(backend, member, start):
    backend.sql("truncate audio_variants")
    answer = member.rpc("sync_pull", after=start)
    assert answer["resync"] is True
    assert member.rpc("sync_pull", after=answer["cursor"])["resync"] is False


def test_compaction_keeps_the_last_change_and_young_tombstones(backend, member, start):
    row = make(backend, member, "scenes")
    backend.sql("update scenes set essence_word = 'last' where id = %s", [row["id"]])
    gone = make(backend, member, "scenes")
    backend.sql("delete from scenes where id = %s", [gone["id"]])
    before = changes(member.rpc("sync_pull", after=start))
    backend.sql("select sync_compact()")
    assert changes(member.rpc("sync_pull", after=start)) == before
    left = backend.sql("select op from sync_changes where user_id = %s order by seq", [member.id])
    assert left == [("U",), ("D",)]


def test_a_cursor_older_than_a_dropped_tombstone_starts_anew(backend, member, start):
    gone = make(backend, member, "scenes")
    backend.sql("delete from scenes where id = %s", [gone["id"]])
    current = member.rpc("sync_pull", after=start)["cursor"]
    backend.sql(
        "update sync_changes set at = at - interval '2 years' where user_id = %s", [member.id]
    )
    backend.sql("select sync_compact()")
    assert member.rpc("sync_pull", after=start)["resync"] is True
    assert member.rpc("sync_pull", after=current)["resync"] is False


def test_stamps_are_of_the_write_and_not_of_its_transaction(backend, member):
    with backend.connect() as connection:
        first, second = add_entry(connection, member), add_entry(connection, member)
        connection.execute("update journal_entries set mood = 'x' where id = %s", [first])
    (one, two), created = (
        [
            backend.sql(f"select {column} from journal_entries where id = %s", [i])
            for i in (first, second)
        ]
        for column in ("updated_at", "created_at")
    )
    assert one > two
    assert created[0] == created[1]


@pytest.mark.parametrize("table", TWO_WAY)
def test_a_stamp_cannot_be_set_by_a_client(backend, member, table):
    row = make(backend, member, table)
    old = {"updated_at": "2001-01-01T00:00:00Z"}
    with member.rest() as rest:
        (changed,) = rest.patch(
            f"/{table}?id=eq.{row['id']}", json=old, headers={"Prefer": "return=representation"}
        ).json()
    assert changed["updated_at"] > "2026"


def test_the_manifest_hashes_ids_and_versions_in_groups(backend, member):
    rows = [make(backend, member, "scenes") for _ in range(40)]
    with member.rest() as rest:
        versions = rest.get("/scenes?select=id,xmin&order=id").json()
    expected = {}
    for row in versions:
        expected.setdefault(row["id"][:1], []).append(f"{row['id']}:{row['xmin']}")
    manifest = member.rpc("sync_manifest", tbl="scenes", digits=1)
    assert manifest == {
        prefix: {"count": len(group), "hash": hashlib.md5(",".join(group).encode()).hexdigest()}
        for prefix, group in expected.items()
    }
    backend.sql("update scenes set essence_word = 'x' where id = %s", [rows[0]["id"]])
    after = member.rpc("sync_manifest", tbl="scenes", digits=1)
    assert [p for p in manifest if manifest[p] != after[p]] == [rows[0]["id"][:1]]


def test_the_manifest_of_other_tables_is_refused(member):
    with pytest.raises(httpx.HTTPStatusError):
        member.rpc("sync_manifest", tbl="sync_changes")


def test_caps_name_the_tables(member):
    caps = member.rpc("sync_caps")
    assert caps["version"] == 1
    assert set(caps["tables"]) == set(MIRRORED)

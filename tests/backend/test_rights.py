"""Row level security: a member's key and token open that member's rows and nothing else."""

from __future__ import annotations

import uuid

import pytest

from tests.backend.samples import OWNED_GENERIC, PULL, SHARED, TWO_WAY, full_row, make
from tests.backend.server import client

_GIVE_BACK = {"Prefer": "return=representation"}
_FORBIDDEN = "42501"


@pytest.fixture(scope="module")
def owner(backend):
    return backend.sign_up()


@pytest.fixture(scope="module")
def stranger(backend):
    return backend.sign_up()


@pytest.fixture
def row(backend, owner, table):
    made = make(backend, owner, table)
    yield made
    backend.sql(f'delete from "{table}" where id = %s', [made["id"]])


def stored(backend, table, row):
    return backend.sql(f'select to_jsonb(t), xmin from "{table}" t where id = %s', [row["id"]])


def change_of(row):
    """Any harmless change of a row: a column that is free of checks, set to nothing."""
    column = next(
        c for c in row
        if c not in {"id", "user_id", "created_at", "updated_at"} and not c.endswith("_id")
    )  # fmt: skip
    return {column: None}


@pytest.mark.parametrize("table", TWO_WAY)
class TestTwoWayTables:
    def test_the_owner_reads_writes_and_deletes(self, owner, table, row):
        where = {"id": f"eq.{row['id']}"}
        with owner.rest() as rest:
            (read,) = rest.get(f"/{table}", params=where).json()
            assert set(read) == set(row)
            changed = rest.patch(
                f"/{table}", params=where, json=change_of(row), headers=_GIVE_BACK
            ).json()
            assert len(changed) == 1
            removed = rest.delete(f"/{table}", params=where, headers=_GIVE_BACK)
            assert len(removed.json()) == 1
            made = rest.post(f"/{table}", json=row)
            assert made.status_code == 201

    def test_a_stranger_reads_nothing(self, stranger, table, row):
        with stranger.rest() as rest:
            assert rest.get(f"/{table}").json() == []
            assert rest.get(f"/{table}", params={"id": f"eq.{row['id']}"}).json() == []

    def test_a_stranger_cannot_insert_for_the_owner(self, backend, stranger, owner, table, row):
        references = {c: row[c] for c in row if c.endswith("_id") and c != "user_id"}
        forged = full_row(table, owner, references)
        with stranger.rest() as rest:
            answer = rest.post(f"/{table}", json=forged)
        assert (answer.status_code, answer.json()["code"]) == (403, _FORBIDDEN)
        assert stored(backend, table, forged) == []

    def test_a_stranger_cannot_update_or_delete(self, backend, stranger, table, row):
        before = stored(backend, table, row)
        where = {"id": f"eq.{row['id']}"}
        with stranger.rest() as rest:
            for method, body in (("PATCH", change_of(row)), ("DELETE", None)):
                answer = rest.request(
                    method, f"/{table}", params=where, json=body, headers=_GIVE_BACK
                )
                assert answer.json() == []
        assert stored(backend, table, row) == before

    def test_a_stranger_cannot_take_a_row_over_by_upsert(self, backend, stranger, table, row):
        before = stored(backend, table, row)
        taken = {**row, **({"user_id": stranger.id} if "user_id" in row else {})}
        with stranger.rest() as rest:
            answer = rest.post(
                f"/{table}", json=taken, headers={"Prefer": "resolution=merge-duplicates"}
            )
        assert answer.status_code >= 400
        assert stored(backend, table, row) == before

    def test_a_row_cannot_be_given_away(self, backend, owner, stranger, table, row):
        before = stored(backend, table, row)
        if table == "audio_variants":
            gift = {"audio_track_id": make(backend, stranger, "audio_tracks")["id"]}
        else:
            gift = {"user_id": stranger.id}
        with owner.rest() as rest:
            answer = rest.patch(f"/{table}", params={"id": f"eq.{row['id']}"}, json=gift)
        assert (answer.status_code, answer.json()["code"]) == (403, _FORBIDDEN)
        assert stored(backend, table, row) == before


@pytest.mark.parametrize("table", PULL)
class TestPullTables:
    def test_the_owner_reads_and_a_stranger_does_not(self, owner, stranger, table, row):
        with owner.rest() as mine, stranger.rest() as theirs:
            assert [r["id"] for r in mine.get(f"/{table}").json()] == [row["id"]]
            assert theirs.get(f"/{table}").json() == []

    def test_nobody_writes_them(self, backend, owner, stranger, table, row):
        before = stored(backend, table, row)
        where = {"id": f"eq.{row['id']}"}
        new = {**row, "id": full_row(table, owner)["id"]}
        for member in (owner, stranger):
            with member.rest() as rest:
                for answer in (
                    rest.post(f"/{table}", json=new),
                    rest.patch(f"/{table}", params=where, json=change_of(row)),
                    rest.delete(f"/{table}", params=where),
                ):
                    assert (answer.status_code, answer.json()["code"]) == (403, _FORBIDDEN)
        assert stored(backend, table, row) == before


@pytest.mark.parametrize("table", OWNED_GENERIC)
def test_generic_rows_are_read_by_their_owner_alone(backend, owner, stranger, table):
    backend.sql(f'insert into "{table}" (user_id, data) values (%s, \'{{"a": 1}}\')', [owner.id])
    with owner.rest() as mine, stranger.rest() as theirs:
        assert [r["data"] for r in mine.get(f"/{table}").json()] == [{"a": 1}]
        assert theirs.get(f"/{table}").json() == []
        refused = mine.post(f"/{table}", json={"user_id": owner.id})
    assert refused.json()["code"] == _FORBIDDEN


@pytest.mark.parametrize("table", SHARED)
def test_shared_rows_are_read_by_every_member_and_written_by_none(
    backend, stranger, table, request
):
    backend.sql(f'insert into "{table}" (data) values (\'{{"a": 1}}\')')
    request.addfinalizer(lambda: backend.sql(f'delete from "{table}"'))  # others would count it
    with stranger.rest() as rest:
        assert {"a": 1} in [r["data"] for r in rest.get(f"/{table}").json()]
        assert rest.post(f"/{table}", json={"data": {}}).json()["code"] == _FORBIDDEN
        assert rest.delete(f"/{table}?id=not.is.null").json()["code"] == _FORBIDDEN


@pytest.mark.parametrize("table", [*TWO_WAY, *PULL, *OWNED_GENERIC, *SHARED])
def test_without_a_token_there_is_nothing(backend, table):
    with client(f"{backend.url}/rest/v1", {"apikey": backend.publishable_key}) as anonymous:
        for answer in (
            anonymous.get(f"/{table}"),
            anonymous.post(f"/{table}", json={"id": str(uuid.uuid4())}),
            anonymous.delete(f"/{table}?id=not.is.null"),
        ):
            assert answer.status_code in {401, 403}
            assert answer.json()["code"] == _FORBIDDEN

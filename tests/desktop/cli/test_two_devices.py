"""Two computers of one member against the real backend."""

from __future__ import annotations

import json

import pytest

from desktop.store.schema import specs
from tests.desktop.cli.devices import Device

PARAGRAPHS = "Morning by the sea.\n\nNoon in the garden.\n\nEvening with friends.\n"


def without_stamp(row):
    return {name: value for name, value in row.items() if name != "updated_at"}


def test_entries_with_every_column_travel_both_ways(devices, member):
    desk, lap = devices
    columns = set(specs()["journal_entries"].names)
    there = desk.put(
        {
            "entry_date": "2024-02-29",
            "content": "Tab\there, “quotes”, 🌊, and\n\na second paragraph\\",
            "mood": "calm",
            "tags": ["sea", "ünï code", 'quo"te', "comma,{brace}"],
        }
    )[0]
    back = lap.put({"entry_date": "2026-11-22", "content": "", "mood": None, "tags": []})[0]
    assert set(there) == columns
    desk.sync()
    report = lap.sync()
    assert (report["pulled"], report["pushed"], report["conflicts"]) == (1, 1, 0)
    desk.sync()
    for row in (there, back):
        assert without_stamp(desk.row(row["id"])) == without_stamp(row)
        assert without_stamp(lap.row(row["id"])) == without_stamp(row)
        assert desk.row(row["id"]) == lap.row(row["id"])
        assert row["user_id"] == member.id
    quiet = desk.sync()
    assert (quiet["pulled"], quiet["pushed"], quiet["merged"]) == (0, 0, 0)


def test_edits_of_different_columns_both_survive(devices):
    desk, lap = devices
    row_id = desk.put({"entry_date": "2026-01-01", "content": "text", "mood": "flat"})[0]["id"]
    desk.sync()
    lap.sync()
    desk.put({"id": row_id, "mood": "glad"})
    lap.put({"id": row_id, "tags": ["garden"], "content": "text, longer"})
    desk.sync()
    lap.sync()
    desk.sync()
    for device in devices:
        row = device.row(row_id)
        assert (row["mood"], row["tags"], row["content"]) == ("glad", ["garden"], "text, longer")


def test_edits_of_different_paragraphs_both_survive(devices):
    desk, lap = devices
    row_id = desk.put({"entry_date": "2026-01-01", "content": PARAGRAPHS})[0]["id"]
    desk.sync()
    lap.sync()
    desk.put({"id": row_id, "content": PARAGRAPHS.replace("Morning", "A bright morning")})
    lap.put({"id": row_id, "content": PARAGRAPHS.replace("friends", "old friends")})
    desk.sync()
    assert lap.sync()["merged"] == 1
    desk.sync()
    texts = {device.row(row_id)["content"] for device in devices}
    assert len(texts) == 1
    assert "A bright morning by the sea." in texts.pop()
    assert "old friends" in desk.row(row_id)["content"]


def test_a_deleted_entry_goes_everywhere_and_an_edited_one_stays(devices):
    desk, lap = devices
    gone, kept = desk.put(
        {"entry_date": "2026-01-01", "content": "to go"},
        {"entry_date": "2026-01-02", "content": "to stay"},
    )
    desk.sync()
    lap.sync()
    desk.ok("data", "delete", "journal_entries", gone["id"], kept["id"])
    lap.put({"id": kept["id"], "content": "to stay, edited"})
    lap.sync()
    desk.sync()
    lap.sync()
    for device in devices:
        assert set(device.rows()) == {kept["id"]}
        assert device.row(kept["id"])["content"] == "to stay, edited"


def test_what_was_written_before_the_first_sign_in_joins_the_account(tmp_path, backend, member):
    desk = Device(tmp_path / "desk", backend.environment)
    entry = desk.put({"entry_date": "2026-01-01", "content": "before"})[0]
    state = desk.put(
        {"category": "fun", "ideal_state": "more of it"}, table="life_vision_category_state"
    )[0]
    signed = desk.sign_in(member)
    assert signed["joined"] == 2
    assert signed["user_id"] == member.id
    row = desk.row(entry["id"])
    assert row["user_id"] == member.id
    (moved,) = desk.rows("life_vision_category_state").values()
    assert moved["id"] != state["id"]
    report = desk.sync()
    assert (report["pushed"], report["held"]) == (2, [])
    with member.rest() as rest:
        found = rest.get("/journal_entries", params={"select": "id,content"}).json()
    assert found == [{"id": entry["id"], "content": "before"}]


def test_one_row_of_two_offline_devices_stays_one(tmp_path, backend, member):
    table = "life_vision_category_state"
    pair = [Device(tmp_path / name, backend.environment) for name in ("desk", "lap")]
    for device, words in zip(pair, ("Dancing on Fridays.", "Long walks."), strict=True):
        device.put({"category": "fun", "ideal_state": words}, table=table)
        device.sign_in(member)
    for device in (*pair, *pair):
        assert device.sync()["held"] == []
    rows = [device.rows(table) for device in pair]
    assert rows[0] == rows[1]
    (row,) = rows[0].values()
    assert "Dancing on Fridays." in row["ideal_state"]
    assert "Long walks." in row["ideal_state"]


def test_another_account_opens_another_database_and_the_first_goes_on(
    devices, other_member, member
):
    desk, _ = devices
    mine = desk.put({"entry_date": "2026-01-01", "content": "mine"})[0]["id"]
    desk.sync()
    desk.ok("sign-out")
    # Writing goes on while signed out, into the same database.
    later = desk.put({"entry_date": "2026-01-02", "content": "later"})[0]["id"]
    assert desk.run("sync").code == 3
    assert desk.sign_in(other_member)["joined"] == 0
    assert desk.rows() == {}
    desk.put({"entry_date": "2026-01-03", "content": "theirs"})
    assert desk.sync()["pushed"] == 1
    desk.ok("sign-out")
    assert desk.sign_in(member)["joined"] == 0
    assert set(desk.rows()) == {mine, later}
    assert desk.sync()["pushed"] == 1
    assert len(desk.sync()["held"]) == 0


def test_a_local_profile_joins_an_account_that_is_here_already(tmp_path, backend, member):
    desk = Device(tmp_path / "desk", backend.environment)
    local = desk.put({"entry_date": "2026-01-01", "content": "local"})[0]["id"]
    desk.sign_in(member, "--keep-separate")
    assert desk.rows() == {}
    mine = desk.put({"entry_date": "2026-01-02", "content": "mine"})[0]["id"]
    desk.sync()
    profiles = desk.data / "profiles.toml"
    current = desk.ok("status", "--json").value()["profile"]
    profiles.write_text(profiles.read_text().replace(f'"{current}"', '"local"', 1))
    assert set(desk.rows()) == {local}
    assert desk.sign_in(member)["joined"] == 1
    assert set(desk.rows()) == {local, mine}
    assert desk.row(local)["user_id"] == member.id
    assert desk.sync()["pushed"] == 1


def test_a_stranger_sees_and_changes_nothing(devices, stranger, other_member):
    desk, _ = devices
    mine = desk.put({"entry_date": "2026-01-01", "content": "secret"})[0]
    desk.sync()
    assert stranger.sync()["pulled"] == 0
    assert stranger.rows() == {}
    foreign = json.dumps({"user_id": mine["user_id"]})
    assert stranger.run("data", "put", "journal_entries", foreign).code == 1
    where = {"params": {"id": f"eq.{mine['id']}"}}
    wanted = {**where, "headers": {"Prefer": "return=representation"}}
    with other_member.rest() as rest:
        assert rest.get("/journal_entries", **where).json() == []
        assert rest.patch("/journal_entries", json={"content": "x"}, **wanted).json() == []
        assert rest.delete("/journal_entries", **wanted).json() == []
        written = rest.post("/journal_entries", json={**mine, "id": str(mine["user_id"])})
        assert written.status_code in {401, 403}
    # The same id under one's own name does not reach the other member's row either.
    stranger.put({"id": mine["id"], "entry_date": "2026-01-01", "content": "stolen id"})
    held = stranger.run("sync", "--json")
    assert held.code == 4
    assert held.value()["held"][0]["row_id"] == mine["id"]
    desk.sync()
    assert desk.row(mine["id"])["content"] == "secret"


@pytest.fixture
def no_horses(backend):
    """A rule of the server's that we do not know; the backend is other tests' as well."""
    backend.sql(
        "ALTER TABLE journal_entries ADD CONSTRAINT no_horses "
        "CHECK (content <> 'a horse') NOT VALID"
    )
    yield
    backend.sql("ALTER TABLE journal_entries DROP CONSTRAINT no_horses")


def test_a_refused_row_is_held_back_and_the_rest_goes_on(devices, no_horses):
    desk, lap = devices
    bad, good = desk.put(
        {"entry_date": "2026-01-01", "content": "a horse"},
        {"entry_date": "2026-01-02", "content": "a cow"},
    )
    result = desk.run("sync", "--json")
    assert result.code == 4
    report = result.value()
    assert [held["row_id"] for held in report["held"]] == [bad["id"]]
    assert report["pushed"] == 1
    assert "a horse" not in result.out
    assert desk.ok("status", "--json").value()["held"] == 1
    lap.sync()
    assert set(lap.rows()) == {good["id"]}
    desk.put({"id": bad["id"], "content": "a donkey"})
    assert desk.sync()["pushed"] == 1


@pytest.mark.parametrize("word", ["--accept-deletes", "--keep-deleted"])
def test_many_vanished_rows_wait_for_the_members_word(devices, backend, member, word):
    desk, _ = devices
    rows = desk.put(*({"entry_date": "2026-01-01", "content": f"entry {n}"} for n in range(60)))
    desk.sync()
    backend.sql("DELETE FROM journal_entries WHERE user_id = %s", (member.id,))
    asked = desk.run("sync", "--full")
    assert asked.code == 4
    assert "--accept-deletes journal_entries" in asked.err
    assert len(desk.rows()) == 60
    desk.sync("--full", word, "journal_entries")
    there = backend.sql("SELECT count(*) FROM journal_entries WHERE user_id = %s", (member.id,))
    left = 0 if word == "--accept-deletes" else len(rows)
    assert len(desk.rows()) == left
    assert there == [(left,)]
    copies = list((desk.data / "backups").glob("*.db"))
    assert len(copies) == (1 if word == "--accept-deletes" else 0)

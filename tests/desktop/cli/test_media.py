"""`media`: a set is kept offline by the command line, from a server and from private storage."""

from __future__ import annotations

import json
import sys

import pytest

from tests.desktop.media.faulty_server import FaultyServer
from tests.desktop.media.sounds import mp3, png

SONG = mp3(10.0)


@pytest.fixture
def server():
    made = FaultyServer()
    made.files["/1.mp3"] = SONG
    yield made
    made.close()


def put(device, table, **values):
    return device.ok("data", "put", "--json", table, json.dumps(values)).value()["id"]


def a_set(device, url):
    made = put(device, "audio_sets", title="My vision")
    put(device, "audio_tracks", audio_set_id=made, title="Forward", audio_url=url)
    return made


def listed(device):
    return device.ok("media", "list", "--json").value()


def test_a_set_is_pinned_fetched_told_and_let_go(lonely, server):
    made = a_set(lonely, f"{server.url}/1.mp3")
    assert (listed(lonely)["pinned"], listed(lonely)["state"]) == (False, "away")
    assert lonely.ok("media", "pin", "--json", made).value()["state"] == "waiting"
    lonely.ok("media", "fetch")
    assert listed(lonely)["state"] == "here"
    status = lonely.ok("media", "status", "--json").value()
    assert status["bytes"] == len(SONG)
    assert [pin["id"] for pin in status["pinned"]] == [made]
    assert lonely.ok("media", "clear", "--json").value() == {"freed": 0}
    lonely.ok("media", "unpin", made)
    assert lonely.ok("media", "clear", "--json").value() == {"freed": len(SONG)}
    assert listed(lonely)["state"] == "away"
    server.files.clear()
    assert "My vision: not kept, on the server alone" in lonely.ok("media", "list").out


def test_a_file_that_is_gone_is_told_in_a_sentence(lonely, server):
    lonely.ok("media", "pin", a_set(lonely, f"{server.url}/none.mp3"))
    failed = lonely.run("media", "fetch")
    assert failed.code == 1
    assert "no longer on the server" in failed.err


def test_pictures_are_kept_as_well_by_whatever_row_names_them(lonely, server):
    server.files["/board.png"] = png()
    url = f"{server.url}/board.png"
    board = put(lonely, "vision_board_items", item_type="image", image_url=url)
    kept = put(lonely, "media_metadata", public_url=url, file_name="board.png")
    lonely.ok("media", "pin", board, kept)
    lonely.ok("media", "fetch")
    pins = lonely.ok("media", "status", "--json").value()["pinned"]
    assert [(one["table"], one["state"]) for one in pins] == [
        ("vision_board_items", "here"), ("media_metadata", "here"),
    ]  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of Unix")
def test_what_is_fetched_is_for_its_owner_alone(lonely, server):
    lonely.ok("media", "pin", a_set(lonely, f"{server.url}/1.mp3"))
    server.files["/1.mp3"] = SONG
    lonely.ok("media", "fetch")
    cache = lonely.data / "cache" / "local"
    lying = [cache, *cache.rglob("*")]
    assert len(lying) >= 3
    assert all(path.stat().st_mode & 0o077 == 0 for path in lying)


def test_a_server_that_is_down_is_a_matter_of_time(lonely):
    lonely.ok("media", "pin", a_set(lonely, "http://127.0.0.1:9/1.mp3"))
    assert lonely.run("media", "fetch", "--wait", "0").code == 2


def test_an_unknown_id_is_told(lonely):
    refused = lonely.run("media", "pin", "nothing")
    assert refused.code == 1
    assert "no set, vision, track or picture" in refused.err


def test_private_storage_is_fetched_with_the_members_token(devices, member, backend):
    desk, lap = devices
    path = f"{member.id}/visions/forward.mp3"
    with member.storage() as storage:
        put_up = storage.post(
            f"/object/vision-audio/{path}", content=SONG, headers={"Content-Type": "audio/mpeg"}
        )
        assert put_up.status_code == 200, put_up.text
    made = a_set(desk, f"{backend.url}/storage/v1/object/sign/vision-audio/{path}?token=expired")
    desk.ok("sync")
    lap.ok("sync")
    lap.ok("media", "pin", made)
    lap.ok("media", "fetch")
    assert lap.ok("media", "status", "--json").value()["bytes"] == len(SONG)

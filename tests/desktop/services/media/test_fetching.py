"""Keeping sets offline: fetched, gone on with, let go; against a server that misbehaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.media.sealed import PIECE
from desktop.services.media.fetching import Fetcher, wait_until_done
from desktop.services.media.library import Standing, State
from desktop.services.media.problems import Problem, sentence
from tests.desktop.media.sounds import mp3, png
from tests.patience import PATIENCE

SONG = mp3(30.0)
ROOT = Path(__file__).resolve().parents[4]


def at_once(library):
    """Let no pause keep anything from being tried."""
    library._connection.execute("UPDATE local_media SET next_try = NULL")


@pytest.fixture
def album(rows, server):
    """A set with a cover, two tracks and a variant."""
    server.files.update(
        {"/cover.png": png(), "/1.mp3": SONG, "/2.mp3": mp3(5.0, 500.0), "/1-slow.mp3": mp3(6.0)}
    )
    made = rows.put("audio_sets", {"title": "Vision", "cover_image_url": f"{server.url}/cover.png"})
    for number in (1, 2):
        track = rows.put(
            "audio_tracks",
            {"audio_set_id": made, "title": f"{number}", "order_index": number,
             "audio_url": f"{server.url}/{number}.mp3"},
        )  # fmt: skip
        if number == 1:
            rows.put(
                "audio_variants",
                {"audio_track_id": track, "variant_type": "slow",
                 "audio_url": f"{server.url}/1-slow.mp3"},
            )  # fmt: skip
    return made


def content(library, url):
    with library.open(url) as reader:
        return reader.whole()


def test_a_pinned_set_comes_whole_and_is_told_before_and_after(library, fetcher, album, server):
    assert library.standing("audio_sets", album).state is State.AWAY
    standing = library.pin("audio_sets", album)
    assert (standing.state, standing.files, standing.here) == (State.WAITING, 4, 0)
    assert fetcher.fetch_due() == 4
    standing = library.standing("audio_sets", album)
    assert (standing.state, standing.here) == (State.HERE, 4)
    assert standing.size == standing.total == sum(map(len, server.files.values()))
    assert content(library, f"{server.url}/1.mp3") == SONG
    assert fetcher.fetch_due() == 0
    lying = [path for path in library.shelf.root.rglob("*") if path.is_file()]
    assert len(lying) == 4, "no part and no lock is left behind"


def test_waiting_goes_on_while_another_process_has_the_file(
    library, fetcher, opened, account, album, server
):
    library.pin("audio_sets", album)
    released = threading.Event()
    server.behave("/1.mp3", ("stall", 2 * PIECE, released), ("plain",))
    begun = threading.Event()
    other = Fetcher(opened, account, lambda moved: begun.set() if moved.size > PIECE else None)
    other.start()
    assert begun.wait(PATIENCE)
    assert not wait_until_done(fetcher, library, 0.5)
    released.set()
    other.stop()
    at_once(library)
    assert wait_until_done(fetcher, library, 30.0)
    assert library.standing("audio_sets", album).state is State.HERE


def test_tracks_that_come_later_follow_by_themselves(library, fetcher, album, rows, server):
    library.pin("audio_sets", album)
    fetcher.fetch_due()
    server.files["/3.mp3"] = mp3(1.0)
    rows.put("audio_tracks", {"audio_set_id": album, "audio_url": f"{server.url}/3.mp3"})
    assert library.standing("audio_sets", album).state is State.PARTLY
    assert fetcher.fetch_due() == 1
    assert library.standing("audio_sets", album).state is State.HERE


def test_what_is_not_pinned_is_not_fetched(library, fetcher, album):
    assert fetcher.fetch_due() == 0
    library.pin("audio_sets", album)
    library.unpin("audio_sets", album)
    assert fetcher.fetch_due() == 0
    assert library.pins() == []


def test_a_bad_way_is_tried_again_later_and_goes_on(library, fetcher, album, server):
    server.behave("/1.mp3", ("cut", 2 * PIECE + 99), ("plain",))
    library.pin("audio_sets", album)
    fetcher.fetch_due()
    standing = library.standing("audio_sets", album)
    assert (standing.state, standing.problem) == (State.PARTLY, Problem.UNREACHABLE)
    assert library.register.next_try() is not None
    assert fetcher.fetch_due() == 0  # its pause is not over yet
    (waiting,) = library.register.due(datetime.now(UTC) - timedelta(days=3650))
    assert waiting.problem == Problem.UNREACHABLE  # the clock was ahead when the pause began
    at_once(library)
    assert fetcher.fetch_due() == 1
    assert library.standing("audio_sets", album) == Standing(
        State.HERE, *[sum(map(len, server.files.values()))] * 2, 4, 4
    )
    assert server.ranges("/1.mp3") == [None, f"bytes={2 * PIECE}-"]


@pytest.mark.parametrize(
    ("answer", "problem", "state"),
    [(("status", 404), Problem.GONE, State.FAILED), (("status", 403), Problem.CLOSED, State.FAILED),
     (("page", 200, "<html>" * 30), Problem.UNUSABLE, State.WAITING),
     (("status", 500), Problem.UNREACHABLE, State.WAITING)],
    ids=str,
)  # fmt: skip
def test_what_keeps_a_file_away_is_told_in_a_sentence(
    library, fetcher, server, answer, problem, state
):
    server.behave("/x.mp3", answer)
    library.want(f"{server.url}/x.mp3")
    fetcher.fetch_due()
    standing = library.standing_of(f"{server.url}/x.mp3")
    assert (standing.state, standing.problem) == (state, problem)
    assert sentence(standing.problem).endswith(".")
    assert library.open(f"{server.url}/x.mp3") is None


def test_an_expired_address_is_fetched_when_a_new_one_comes(library, fetcher, server):
    server.files["/x.mp3"] = SONG
    server.behave("/x.mp3", ("status", 403), ("plain",))
    library.want(f"{server.url}/x.mp3?token=old")
    fetcher.fetch_due()
    assert library.standing_of(f"{server.url}/x.mp3?token=old").problem == Problem.EXPIRED
    assert fetcher.fetch_due() == 0
    library.want(f"{server.url}/x.mp3?token=new")
    fetcher.fetch_due()
    assert content(library, f"{server.url}/x.mp3?token=newest") == SONG


def test_private_storage_is_asked_with_the_members_token(library, fetcher, server, account, rows):
    path = "/storage/v1/object/vision-audio/me/a.mp3"
    server.files[path] = SONG
    account.url, account.tokens = server.url, ["old", "good"]
    server.behave(path, ("status", 401), ("plain",))
    track = rows.put(
        "audio_tracks",
        {"audio_url": f"{server.url}/storage/v1/object/sign/vision-audio/me/a.mp3?token=expired"},
    )
    library.pin("audio_tracks", track)
    fetcher.fetch_due()
    assert library.standing("audio_tracks", track).state is State.HERE
    asked = [headers["Authorization"] for _path, headers in server.seen]
    assert asked == ["Bearer old", "Bearer good"]
    assert server.seen[0][1]["apikey"] == "publishable"


def test_without_a_sign_in_private_files_wait(library, fetcher, server, account):
    account.url = server.url
    url = f"{server.url}/storage/v1/object/public/vision-audio/me/a.mp3"
    library.want(url)
    fetcher.fetch_due()
    assert library.standing_of(url).problem == Problem.SIGN_IN
    assert server.seen == []


def test_the_least_recently_used_goes_first_and_what_is_pinned_stays(
    library, fetcher, server, rows, room
):
    urls = []
    for number in range(4):
        server.files[f"/{number}.mp3"] = mp3(5.0, 300.0 + 50 * number)
        urls.append(f"{server.url}/{number}.mp3")
    pinned = rows.put("audio_tracks", {"audio_url": urls[0]})
    library.pin("audio_tracks", pinned)
    fetcher.fetch_due()
    for url in urls[1:3]:
        library.want(url)
        fetcher.fetch_due()
    library.open(urls[1]).close()  # now the second has waited longest
    room[0] = library.used_bytes() + 1000
    library.want(urls[3])
    fetcher.fetch_due()
    here = [library.standing_of(url).state is State.HERE for url in urls]
    assert here == [True, True, False, True]
    assert library.used_bytes() <= room[0]


def test_a_limit_that_leaves_no_room_is_told_and_nothing_pinned_goes(
    library, fetcher, server, album, room
):
    room[0] = 1000
    library.pin("audio_sets", album)
    fetcher.fetch_due()
    at_once(library)
    fetcher.fetch_due()
    problems = {m.problem for m in library.register.of_keys(
        [m.key for m in library.register.due()]).values()}  # fmt: skip
    assert library.standing("audio_sets", album).state is not State.HERE
    assert problems <= {None, Problem.LIMIT}
    room[0] = 10**9
    library._connection.execute("UPDATE local_media SET next_try = NULL")
    fetcher.fetch_due()
    assert library.standing("audio_sets", album).state is State.HERE


def test_a_file_that_was_spoilt_on_the_disk_is_never_given_and_comes_anew(
    library, fetcher, server, shelf, caplog
):
    server.files["/x.mp3"] = SONG
    url = f"{server.url}/x.mp3"
    library.want(url)
    fetcher.fetch_due()
    (path,) = shelf.root.glob("??/*")
    path.write_bytes(path.read_bytes()[:-100])
    assert library.open(url) is None
    assert "not sound" in caplog.text
    caplog.clear()
    assert library.standing_of(url).state is State.WAITING
    fetcher.fetch_due()
    assert content(library, url) == SONG


def test_after_a_start_what_is_gone_is_not_said_to_be_here(library, fetcher, album, shelf, server):
    library.pin("audio_sets", album)
    fetcher.fetch_due()
    for path in shelf.root.glob("??/*"):
        path.unlink()
    (shelf.root / "aa").mkdir(exist_ok=True)
    (shelf.root / "aa" / ("a" * 64)).write_bytes(b"left over by a crash")
    assert library.check() == 5
    assert library.standing("audio_sets", album).state is State.WAITING
    assert not list(shelf.root.glob("??/*"))


def test_clearing_leaves_what_is_pinned(library, fetcher, album, server):
    server.files["/x.mp3"] = mp3(3.0, 700.0)
    library.want(f"{server.url}/x.mp3")
    library.pin("audio_sets", album)
    fetcher.fetch_due()
    assert library.clear() == len(server.files["/x.mp3"])
    assert library.standing("audio_sets", album).state is State.HERE
    assert library.standing_of(f"{server.url}/x.mp3").state is State.AWAY


def test_the_background_fetches_when_it_is_poked_and_ends_at_once(
    opened, account, library, server, album, fetcher
):
    came = threading.Event()
    fetcher._told = lambda moved: came.set() if moved.ended else None
    fetcher.start()
    library.pin("audio_sets", album)
    fetcher.poke()
    assert came.wait(PATIENCE)
    fetcher.stop()
    assert library.standing("audio_sets", album).here >= 1


def test_a_stop_in_the_midst_of_a_file_is_no_fault(library, fetcher, server):
    released, moving = threading.Event(), threading.Event()
    server.files["/x.mp3"] = SONG
    server.behave("/x.mp3", ("stall", 2 * PIECE + 77, released))
    fetcher._told = lambda moved: moving.set() if moved.size > PIECE else None
    library.want(f"{server.url}/x.mp3")
    fetcher.start()
    assert moving.wait(PATIENCE)
    fetcher.stop()
    released.set()
    for thread in threading.enumerate():
        if thread.name.startswith("media"):
            thread.join(PATIENCE)
    assert library.standing_of(f"{server.url}/x.mp3").state is not State.FAILED


def test_a_process_that_is_killed_leaves_a_part_that_is_gone_on_with(
    library, fetcher, server, shelf, database, tmp_path
):
    released = threading.Event()
    server.files["/x.mp3"] = SONG
    server.behave("/x.mp3", ("stall", 2 * PIECE + 77, released), ("plain",))
    url = f"{server.url}/x.mp3"
    library.want(url)
    script = Path(__file__).with_name("fetching_process.py")
    process = subprocess.Popen(
        [sys.executable, str(script), str(database.path), str(shelf.root)],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdout.readline() == "moving\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    released.set()
    assert library.open(url) is None
    at_once(library)
    fetcher.fetch_due()
    assert content(library, url) == SONG
    assert server.ranges("/x.mp3")[-1] == f"bytes={2 * PIECE}-"

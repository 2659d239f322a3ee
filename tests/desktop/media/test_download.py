"""Downloads against a server that cuts, lies, redirects and answers other ranges than asked for."""

from __future__ import annotations

import threading

import httpx
import pytest

from desktop.core.errors import InvalidInput
from desktop.media.content import Unusable
from desktop.media.download import (
    Closed,
    Download,
    Gone,
    Interrupted,
    Known,
    Source,
    Stopped,
    TooLarge,
)
from desktop.media.sealed import PIECE
from tests.desktop.media.faulty_server import FaultyServer
from tests.desktop.media.sounds import mp3
from tests.patience import PATIENCE

KEY = "a" * 64
SONG = mp3(30.0)
MOST = 50_000_000


@pytest.fixture
def fetch(shelf, server):
    """Fetch a path as often as it takes; gives what came of it and remembers what is known."""

    class Fetching:
        def __init__(self):
            self.known = Known()
            self.moved = []
            self.stop = threading.Event()

        def note(self, known):
            self.known = known

        def once(self, path="/song.mp3", most=MOST, url="", secrets=None):
            source = Source(url or server.url + path, secrets or {})
            with httpx.Client(timeout=5.0) as client, shelf.part(KEY) as writer:
                progress = lambda done, total: self.moved.append((done, total))  # noqa: E731
                download = Download(client, writer, self.stop, self.note, progress)
                self.known = download.run(source, self.known, most)
                return shelf.settle(writer)

        def until_there(self, **options):
            for _try in range(20):
                try:
                    return self.once(**options)
                except Interrupted:
                    continue
            raise AssertionError("it never came")

    server.files["/song.mp3"] = SONG
    return Fetching()


def whole(shelf, shelved):
    with shelf.open(shelved.name) as reader:
        return reader.whole()


def test_a_file_comes_is_known_and_is_encrypted(fetch, shelf):
    shelved = fetch.once()
    assert whole(shelf, shelved) == SONG
    assert (shelved.size, shelved.facts.mime) == (len(SONG), "audio/mpeg")
    assert shelved.facts.seconds == pytest.approx(30, abs=0.2)
    assert fetch.moved[-1] == (len(SONG), len(SONG))
    assert b"LAME" not in shelf.path(shelved.name).read_bytes()
    assert not shelf.part_path(KEY).exists()


def test_a_cut_download_goes_on_where_it_stopped(fetch, shelf, server):
    server.behave("/song.mp3", ("cut", 2 * PIECE + 500), ("cut", PIECE + 9), ("plain",))
    assert whole(shelf, fetch.until_there()) == SONG
    assert server.ranges("/song.mp3") == [None, f"bytes={2 * PIECE}-", f"bytes={3 * PIECE}-"]


@pytest.mark.parametrize(
    "answer",
    [("whole_again",), ("wrong_stretch", 0), ("wrong_stretch", 5), ("other_total", 10**6),
     ("status", 416)],
    ids=lambda answer: "-".join(map(str, answer)),
)  # fmt: skip
def test_whatever_a_resumed_request_is_answered_the_file_is_right(fetch, shelf, server, answer):
    server.behave("/song.mp3", ("cut", 2 * PIECE + 500), answer, ("plain",))
    assert whole(shelf, fetch.until_there()) == SONG


def test_a_file_that_changed_in_between_begins_anew(fetch, shelf, server):
    server.behave("/song.mp3", ("cut", 2 * PIECE + 500), ("plain",))
    with pytest.raises(Interrupted):
        fetch.once()
    server.files["/song.mp3"], server.tag = mp3(20.0), '"v2"'
    assert whole(shelf, fetch.until_there()) == mp3(20.0)


def test_without_a_mark_of_its_state_a_file_is_not_resumed(fetch, shelf, server):
    server.tag = None
    server.behave("/song.mp3", ("cut", 2 * PIECE + 500), ("plain",))
    assert whole(shelf, fetch.until_there()) == SONG
    assert server.ranges("/song.mp3") == [None, None]


def test_an_answer_without_length_is_taken_when_it_is_whole(fetch, shelf, server):
    server.behave("/song.mp3", ("no_length",))
    assert whole(shelf, fetch.once()) == SONG
    server.files["/song.mp3"] = SONG[: len(SONG) // 2 + 7]
    with pytest.raises(Unusable):
        fetch.once()


@pytest.mark.parametrize("length", [len(SONG) + 1000, len(SONG) - 1000, 10])
def test_a_length_that_is_a_lie_never_makes_a_file(fetch, shelf, server, length):
    server.behave("/song.mp3", ("lie_about_length", length))
    with pytest.raises((Interrupted, Unusable)):
        fetch.once()
    assert not list(shelf.root.glob("??/*"))


def test_206_to_a_request_without_a_range_is_not_taken(fetch, shelf, server):
    server.behave("/song.mp3", ("unasked_206",), ("plain",))
    assert whole(shelf, fetch.until_there()) == SONG


def test_a_page_in_place_of_a_sound_is_told_and_leaves_nothing(fetch, shelf, server):
    page = "<html>" + "Sign in " * 100
    server.behave("/song.mp3", ("page", 200, page))
    with pytest.raises(Unusable):
        fetch.once()
    assert fetch.moved == []


@pytest.mark.parametrize(
    ("answer", "fault"),
    [(("status", 404), Gone), (("status", 410), Gone), (("status", 403), Closed),
     (("status", 401), Closed), (("status", 400), Closed), (("status", 500), Interrupted),
     (("status", 503), Interrupted)],
    ids=str,
)  # fmt: skip
def test_each_status_is_told_for_what_it_is(fetch, server, answer, fault):
    server.behave("/song.mp3", answer)
    with pytest.raises(fault):
        fetch.once()


def test_a_busy_server_says_how_long_to_wait(fetch, server):
    server.behave("/song.mp3", ("status", 429, 17))
    with pytest.raises(Interrupted) as busy:
        fetch.once()
    assert busy.value.wait == 17


def test_a_file_larger_than_may_be_is_not_fetched(fetch, server):
    with pytest.raises(TooLarge):
        fetch.once(most=1000)
    server.behave("/song.mp3", ("no_length",))
    with pytest.raises(TooLarge):
        fetch.once(most=1000)


def test_redirects_are_followed_and_secrets_stay_with_their_server(fetch, shelf, server):
    other = FaultyServer()
    try:
        other.files["/real.mp3"] = SONG
        server.behave("/song.mp3", ("redirect", f"{other.url}/real.mp3"))
        shelved = fetch.once(secrets={"Authorization": "Bearer secret", "apikey": "key"})
        assert whole(shelf, shelved) == SONG
        assert server.seen[0][1]["Authorization"] == "Bearer secret"
        names = {name.lower() for name in other.seen[0][1]}
        assert not names & {"authorization", "apikey"}
    finally:
        other.close()


@pytest.mark.parametrize("target", ["http://example.com/a.mp3", "file:///etc/passwd", ""])
def test_a_redirect_to_where_nothing_may_be_fetched_is_not_followed(fetch, server, target):
    server.behave("/song.mp3", ("redirect", target))
    with pytest.raises((InvalidInput, Gone)):
        fetch.once()


def test_a_circle_of_redirects_ends(fetch, server):
    server.behave("/song.mp3", ("redirect", "/song.mp3"))
    with pytest.raises(Gone):
        fetch.once()


def test_a_download_can_be_stopped_and_gone_on_with(fetch, shelf, server):
    released = threading.Event()
    server.behave("/song.mp3", ("stall", 2 * PIECE + 10, released), ("plain",))
    seen = threading.Event()

    def stop_soon():
        seen.wait(PATIENCE)
        fetch.stop.set()
        released.set()

    helper = threading.Thread(target=stop_soon)
    helper.start()
    fetch.moved = type("Seen", (list,), {"append": lambda _self, _step: seen.set()})()
    with pytest.raises((Stopped, Interrupted)):
        fetch.once()
    helper.join()
    fetch.stop.clear()
    assert whole(shelf, fetch.until_there()) == SONG


def test_no_network_is_an_interruption(fetch):
    with pytest.raises(Interrupted):
        fetch.once(url="http://127.0.0.1:9/song.mp3")


def test_the_same_sound_under_two_addresses_is_there_once(fetch, shelf, server):
    server.files["/copy.mp3"] = SONG
    assert fetch.once().name == fetch.once("/copy.mp3").name
    assert len(list(shelf.root.glob("??/*"))) == 1


def test_what_nobody_knows_of_is_swept_away(fetch, shelf):
    kept = fetch.once()
    shelf.put(mp3(1.0, 300.0))
    with shelf.part("b" * 64) as writer:
        writer.write(b"x")
    assert shelf.sweep({kept.name}, set()) == 2
    assert whole(shelf, kept) == SONG


def test_names_that_lead_out_of_the_shelf_are_refused(shelf):
    for name in ("../x", "", "a", "A" * 64, "g" * 64):
        with pytest.raises(ValueError, match="not a name"):
            shelf.path(name)
        with pytest.raises(ValueError, match="not a name"):
            shelf.part_path(name)

"""Sending one's own files: once, gone on with after anything, refusals told in sentences."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop.media.content import Facts
from desktop.media.shelf import Shelf, Shelved
from desktop.services.media.library import MediaLibrary
from desktop.services.media.problems import Problem, sentence
from desktop.services.media.uploading import Uploader
from desktop.services.media.uploads import DONE, REFUSED, WAITING, Uploads
from tests.desktop.media.sounds import mp3
from tests.desktop.media.storage_server import StorageServer
from tests.desktop.services.media.conftest import KEY
from tests.patience import PATIENCE

SONG = mp3(3.0)
# More than two pieces of six megabytes; of noise, so that no two places are alike.
LARGE = SONG + os.urandom(13 * 1024 * 1024)
PIECE = 6 * 1024 * 1024
ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture
def storage():
    made = StorageServer()
    yield made
    made.close()


@pytest.fixture
def own(tmp_path):
    return Shelf(tmp_path / "own", KEY)


@pytest.fixture
def opened_uploads(database, shelf, own, account):
    @contextlib.contextmanager
    def opened():
        with contextlib.closing(database.connect()) as connection:
            library = MediaLibrary(connection, shelf, lambda: account.url, lambda: 10**9, own)
            yield Uploads(connection, library)

    return opened


@pytest.fixture
def uploads(opened_uploads):
    with opened_uploads() as made:
        yield made


@pytest.fixture
def uploader(opened_uploads, account, storage):
    account.url, account.tokens = storage.url, ["good"]
    made = Uploader(opened_uploads, account, lambda: ("vision-audio", "me"))
    yield made
    made.stop()


@pytest.fixture
def kept(uploads, own, rows):
    """Queue a file for a track of its own; gives the track's id."""

    def keep(content=SONG):
        if content is SONG:
            shelved = own.put(content)
        else:  # noise is no whole MP3: its shelf does not look into it here
            name = "ab" * 32
            with own.part(name) as writer:
                writer.write(content)
                writer.finish()
                own.path(name).parent.mkdir(parents=True)
                writer.path.replace(own.path(name))
            shelved = Shelved(name, len(content), Facts("sound", "audio/mpeg", "mp3", 9.0))
        set_id = rows.put("audio_sets", {"title": "Mine"})
        url = uploads.queue(shelved, "audio_sets", set_id)
        return rows.put("audio_tracks", {"audio_set_id": set_id, "audio_url": url})

    return keep


def again(uploads):
    """Let no pause keep anything from being tried."""
    uploads.hurry()


def state(uploads):
    ((upload_id,),) = uploads._connection.execute("SELECT id FROM local_uploads").fetchall()
    return uploads.find(upload_id)


@pytest.mark.parametrize("content", [SONG, LARGE], ids=["at once", "in pieces"])
def test_a_file_goes_up_and_its_row_gets_the_address(
    uploader, uploads, kept, storage, rows, content
):
    track = kept(content)
    assert uploader.upload_due() == 1
    ((name, there),) = storage.objects.items()
    assert there == content
    assert name.startswith("vision-audio/me/audio/")
    assert name.endswith(".mp3")
    url = rows.get("audio_tracks", track)["audio_url"]
    assert url == f"{storage.url}/storage/v1/object/authenticated/{name}"
    assert uploader.upload_due() == 0
    assert storage.received == len(content)
    with uploads.library.open(url) as reader:  # nothing has to be fetched
        assert reader.whole() == content


def test_a_public_bucket_is_named_as_such(uploader, kept, storage, rows):
    storage.public = True
    track = kept()
    uploader.upload_due()
    assert "/object/public/vision-audio/" in rows.get("audio_tracks", track)["audio_url"]


def test_large_files_go_in_pieces_of_six_megabytes(uploader, kept, storage):
    kept(LARGE)
    uploader.upload_due()
    assert len(storage.asked("PATCH")) == 3


@pytest.mark.parametrize(
    ("content", "method"), [(SONG, "POST"), (LARGE, "PATCH")], ids=["at once", "in pieces"]
)
def test_an_answer_that_is_lost_sends_nothing_twice(
    uploader, uploads, kept, storage, content, method
):
    kept(content)
    storage.behave(method, *[("plain",)] * (len(content) // PIECE), ("mute",))
    uploader.upload_due()
    found = state(uploads)
    assert (found.state, found.problem) == (WAITING, Problem.UNREACHABLE)
    assert uploader.upload_due() == 0  # its pause is not over yet
    again(uploads)
    uploader.upload_due()
    assert state(uploads).state == DONE
    assert list(storage.objects.values()) == [content]
    assert storage.received == len(content)


def test_a_finished_upload_that_the_server_forgot_is_found_by_its_object(
    uploader, uploads, kept, storage
):
    kept(LARGE)
    storage.forgets = True
    storage.behave("PATCH", ("plain",), ("plain",), ("mute",))
    uploader.upload_due()
    again(uploads)
    uploader.upload_due()
    assert state(uploads).state == DONE
    assert storage.received == len(LARGE)
    assert list(storage.objects.values()) == [LARGE]


def test_a_cut_goes_on_where_the_server_is(uploader, uploads, kept, storage):
    kept(LARGE)
    storage.behave("PATCH", ("plain",), ("cut", 1_000_000))
    uploader.upload_due()
    again(uploads)
    uploader.upload_due()
    assert list(storage.objects.values()) == [LARGE]
    assert storage.received == len(LARGE)
    assert len(storage.uploads) == 1


def test_a_server_that_lost_some_of_it_is_believed(uploader, uploads, kept, storage):
    kept(LARGE)
    storage.behave("PATCH", ("plain",), ("cut", 500))
    uploader.upload_due()
    ((_name, _size, content),) = storage.uploads.values()
    del content[4_000_000:]
    again(uploads)
    uploader.upload_due()
    assert list(storage.objects.values()) == [LARGE]


def test_a_wrong_offset_in_the_middle_is_asked_for_and_mended(uploader, uploads, kept, storage):
    kept(LARGE)
    storage.behave("PATCH", ("plain",), ("status", 409), ("plain",))
    uploader.upload_due()
    assert list(storage.objects.values()) == [LARGE]
    assert storage.received == len(LARGE)


def test_an_upload_that_the_server_dropped_begins_anew(uploader, uploads, kept, storage):
    kept(LARGE)
    storage.behave("PATCH", ("plain",), ("cut", 500))
    uploader.upload_due()
    storage.uploads.clear()
    again(uploads)
    uploader.upload_due()
    assert list(storage.objects.values()) == [LARGE]


def test_an_object_of_the_same_name_that_is_another_one_stays(uploader, uploads, kept, storage):
    kept()
    storage.behave("POST", ("status", 500))
    uploader.upload_due()
    other = f"vision-audio/{state(uploads).path}"
    storage.objects[other] = b"somebody else's"
    for _ in range(2):
        again(uploads)
        uploader.upload_due()
    assert storage.objects.pop(other) == b"somebody else's"
    assert list(storage.objects.values()) == [SONG]


def test_an_old_token_is_renewed_once(uploader, kept, storage, account):
    account.tokens = ["old", "good"]
    kept()
    uploader.upload_due()
    assert account.renewed == 1
    assert list(storage.objects.values()) == [SONG]


def _fault(status, error):
    return ("status", 400, {"statusCode": str(status), "error": error, "message": error})


@pytest.mark.parametrize(
    "case",
    [([("status", 503)], Problem.UNREACHABLE, WAITING),
     ([("status", 302)], Problem.UNREACHABLE, WAITING),
     ([("status", 200)], Problem.UNREACHABLE, WAITING),
     ([_fault(404, "Bucket not found")], Problem.BUCKET, REFUSED),
     ([_fault(413, "Payload too large")], Problem.TOO_LARGE, REFUSED),
     ([_fault(415, "invalid_mime_type")], Problem.REFUSED, REFUSED),
     ([_fault(403, "new row violates row-level security policy")] * 2, Problem.REFUSED, REFUSED)],
    ids=lambda case: str(case[0])[2:60],
)  # fmt: skip
def test_refusals_are_told_in_sentences_and_tried_when_asked(
    uploader, uploads, kept, storage, account, case
):
    answers, problem, then = case
    account.tokens = ["good", "good"]
    kept()
    storage.behave("POST", *answers)
    uploader.upload_due()
    found = state(uploads)
    assert (found.state, found.problem) == (then, problem)
    assert sentence(found.problem, sending=True).endswith(".")
    account.tokens = ["good"]
    again(uploads)
    uploader.upload_due()
    assert state(uploads).state == DONE


def test_signed_out_it_waits_and_says_so(uploader, uploads, kept, account, storage):
    kept()
    account.tokens = []
    uploader.upload_due()
    assert state(uploads).problem == Problem.SIGN_IN
    assert "be sent" in sentence(Problem.SIGN_IN, sending=True)
    account.tokens = ["good"]
    again(uploads)
    uploader.upload_due()
    assert list(storage.objects.values()) == [SONG]


def test_without_a_server_it_just_waits(uploader, uploads, kept, account, storage):
    kept()
    account.url = ""
    assert uploader.upload_due() == 0
    assert (state(uploads).state, state(uploads).problem) == (WAITING, None)


def test_an_upload_address_elsewhere_is_not_shown_the_token(uploader, uploads, kept, storage):
    kept(LARGE)
    url, storage.url = storage.url, "http://127.0.0.1:9"
    uploader.upload_due()
    storage.url = url
    assert state(uploads).problem == Problem.REFUSED
    assert storage.asked("PATCH") == []


def test_two_processes_send_a_file_once(opened_uploads, uploader, account, kept, storage):
    kept()
    other = Uploader(opened_uploads, account, lambda: ("vision-audio", "me"))
    released = threading.Event()
    storage.behave("POST", ("stall", 10, released))
    first = threading.Thread(target=uploader.upload_due)
    begun = threading.Event()
    uploader._told = lambda _moved: begun.set()
    first.start()
    assert begun.wait(PATIENCE)
    assert other.upload_due() == 0
    released.set()
    first.join()


def test_the_background_sends_when_it_is_poked_and_a_stop_keeps_what_went(
    uploader, uploads, kept, storage
):
    uploader.start()
    came = threading.Event()
    uploader._told = lambda moved: came.set() if moved.ended else None
    kept()
    uploader.poke()
    assert came.wait(PATIENCE)
    assert list(storage.objects.values()) == [SONG]


def test_a_process_that_is_killed_is_gone_on_with(uploader, uploads, kept, storage, database, own):
    kept(LARGE)
    released = threading.Event()
    storage.behave("PATCH", ("plain",), ("stall", 2_000_000, released))
    script = Path(__file__).with_name("uploading_process.py")
    process = subprocess.Popen(
        [sys.executable, str(script), str(database.path), str(own.root), storage.url, str(PIECE)],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdout.readline() == "moving\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    released.set()
    assert state(uploads).state == WAITING
    again(uploads)
    uploader.upload_due()
    assert list(storage.objects.values()) == [LARGE]
    assert len(storage.uploads) == 1
    assert state(uploads).state == DONE

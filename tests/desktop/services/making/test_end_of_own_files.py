"""When a file of the member's own comes to its end: not before nothing can bring it back."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop import headless
from desktop.core.paths import DataFolder
from desktop.media.addresses import StorageObject
from desktop.services.making.intake import taken
from desktop.services.making.recordings import Told
from desktop.store.trash import KEEP, NOTICE
from tests.desktop.media.sounds import mp3
from tests.desktop.media.storage_server import StorageServer

KEY = bytes(range(32))
ROOT = Path(__file__).resolve().parents[4]
LATER = datetime.now(UTC) + KEEP + timedelta(days=1)


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


@pytest.fixture
def workspace(folder):
    with contextlib.closing(headless.open_workspace(folder, key=KEY)) as made:
        yield made


@pytest.fixture
def bring(workspace):
    def made(seconds=1.0):
        return workspace.recordings.add(taken(mp3(seconds), "waves.mp3"), Told())

    return made


def files(workspace):
    return sorted(p.name for p in workspace.media.own.root.rglob("*") if len(p.name) == 64)


def test_what_a_track_names_stays(workspace, bring):
    bring(1.0)
    kept = bring(2.0)
    assert workspace.own_files.sweep(LATER) == 0
    assert len(files(workspace)) == 2
    url = workspace.audio.track(kept.track_id).url
    assert workspace.media.content(url) == mp3(2.0)


def test_what_the_trash_can_bring_back_stays_and_is_heard_again(workspace, bring):
    kept = bring()
    trash_id = workspace.rows.delete("audio_tracks", kept.track_id)
    assert workspace.own_files.sweep() == 0
    workspace.trash.restore(trash_id)
    url = workspace.audio.track(kept.track_id).url
    assert workspace.media.content(url) == mp3(1.0)


def test_what_leaves_the_trash_for_good_goes_with_all_that_kept_track_of_it(workspace, bring):
    kept = bring()
    workspace.sets.delete(kept.set_id)
    assert workspace.own_files.sweep() == 0
    assert workspace.own_files.sweep(LATER) == 0
    assert workspace.own_files.sweep(LATER + NOTICE) == 1
    assert files(workspace) == []
    assert workspace.uploads.waiting() == []
    assert list(workspace.rows.walk("media_metadata")) == []
    assert workspace.trash.items() == []
    assert workspace.media.used_bytes() == 0
    again = bring()  # the same sound may come again
    assert workspace.media.content(workspace.audio.track(again.track_id).url) == mp3(1.0)


def test_an_earlier_take_stays_as_long_as_the_history_can_bring_it_back(workspace):
    vision = workspace.rows.put("vision_versions", {"title": "Life", "health": "I am well."})
    first = workspace.recordings.narrate(taken(mp3(1.0), "a.mp3"), Told(), vision, "health")
    workspace.recordings.narrate(taken(mp3(2.0), "b.mp3"), Told(), vision, "health")
    assert workspace.own_files.sweep(LATER) == 0
    (version, *_) = workspace.history.versions("audio_tracks", first.track_id)
    workspace.history.restore(version.id)
    url = workspace.audio.track(first.track_id).url
    assert workspace.media.content(url) == mp3(1.0)


def test_a_file_of_a_crash_between_shelf_and_rows_goes(workspace, folder):
    crash = (
        "import os, sys; from pathlib import Path; from desktop import headless;"
        "from desktop.core.paths import DataFolder;"
        "from desktop.services.making.recordings import Recordings, Told;"
        "from desktop.services.making.intake import taken;"
        "from tests.desktop.media.sounds import mp3;"
        "Recordings._track = lambda *_: os._exit(9);"
        "w = headless.open_workspace(DataFolder(Path(sys.argv[1])), key=bytes(range(32)));"
        "w.recordings.add(taken(mp3(1.0), 'x.mp3'), Told())"
    )
    done = subprocess.run([sys.executable, "-c", crash, str(folder.root)], cwd=ROOT, check=False)
    assert done.returncode == 9
    assert len(files(workspace)) == 1
    assert workspace.own_files.sweep() == 0
    assert workspace.own_files.sweep(LATER) == 1
    assert files(workspace) == []


def test_beside_an_older_copy_of_the_journal_no_recording_goes_that_only_the_other_one_names(
    workspace, folder, bring
):
    early, late = folder.root / "early.db", folder.root / "late.db"
    workspace.database.backup(early)
    bring()
    workspace.database.backup(late)
    for copy, found in ((early, 0), (late, 1)):
        # As the doctor says: the file out of its folder, and the copy in its place.
        workspace.close()
        shutil.copyfile(copy, workspace.database.path)
        workspace = headless.open_workspace(folder, key=KEY)
        assert workspace.own_files.sweep() == 0
        urls = [row["audio_url"] for row in workspace.rows.walk("audio_tracks")]
        assert [workspace.media.content(url) for url in urls] == [mp3(1.0)] * found
    workspace.close()


def test_nothing_is_swept_while_another_process_keeps_a_file(workspace, folder):
    keep = (
        "import sys; from pathlib import Path; from desktop import headless;"
        "from desktop.core.paths import DataFolder;"
        "w = headless.open_workspace(DataFolder(Path(sys.argv[1])), key=bytes(range(32)));"
        "from tests.desktop.media.sounds import mp3;"
        "keeping = w.own_files.keeping(); keeping.__enter__();"
        "w.media.own.put(mp3(1.0)); print('kept', flush=True); sys.stdin.readline();"
        "keeping.__exit__(None, None, None)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", keep, str(folder.root)], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as other:  # fmt: skip
        assert other.stdout.readline() == "kept\n"
        assert workspace.own_files.sweep(LATER) == 0
        assert len(files(workspace)) == 1
        other.communicate("\n")
    assert workspace.own_files.sweep(LATER) == 1


def test_beside_a_damaged_journal_that_was_put_aside_nothing_goes(workspace, folder):
    workspace.media.own.put(mp3(1.0))
    aside = folder.profile(workspace.profile.id) / "journal-replaced-20260101T000000.db"
    aside.write_bytes(b"")
    assert workspace.own_files.sweep() == 0
    assert len(files(workspace)) == 1


@pytest.fixture
def storage():
    made = StorageServer()
    yield made
    made.close()


class Account:
    def __init__(self, url):
        self.url = url

    def server(self):
        return self.url, "publishable"

    def token(self):
        return "good"

    def renew(self, token):
        return token


@pytest.fixture
def uploader(workspace, storage):
    from desktop.services.media.uploading import Uploader

    @contextlib.contextmanager
    def opened():
        yield workspace.uploads

    return Uploader(opened, Account(storage.url), lambda: ("vision-audio", "me"))


def test_the_object_on_the_server_goes_when_the_row_has_left_the_trash(
    workspace, bring, uploader, storage
):
    kept = bring()
    uploader.upload_due()
    assert len(storage.objects) == 1
    workspace.rows.delete("audio_tracks", kept.track_id)
    workspace.own_files.sweep()
    uploader.upload_due()
    assert len(storage.objects) == 1
    years_ago = (datetime.now(UTC) - 2 * KEEP).isoformat()
    workspace.connection.execute("UPDATE local_uploads SET created_at = ?", (years_ago,))
    workspace.own_files.sweep()
    uploader.upload_due()
    assert len(storage.objects) == 1, "the trash can still bring it back"
    assert workspace.own_files.sweep(LATER) == 0
    assert workspace.own_files.sweep(LATER + NOTICE) == 1
    uploader.upload_due()
    assert storage.objects == {}
    assert workspace.connection.execute("SELECT count(*) FROM local_uploads").fetchone() == (0,)


def test_an_object_whose_row_vanished_without_the_trash_is_left_alone(
    workspace, bring, uploader, storage
):
    bring()
    uploader.upload_due()
    workspace.connection.execute("DELETE FROM audio_tracks")
    workspace.connection.execute("DELETE FROM local_trash")
    assert workspace.own_files.sweep() == 1
    uploader.upload_due()
    assert len(storage.objects) == 1


def test_a_server_that_does_not_let_it_go_is_not_asked_for_ever(
    workspace, bring, uploader, storage
):
    bring()
    uploader.upload_due()
    (upload,) = workspace.uploads.all()
    workspace.uploads.begun(upload.id, StorageObject("vision-audio", "me/audio/other.mp3"))
    workspace.connection.execute(
        "UPDATE local_uploads SET problem = 'over', created_at = '2020-01-01T00:00:00+00:00'"
    )
    storage.behave("DELETE", ("status", 503), ("status", 403))
    for _ in range(4):
        uploader.upload_due()
    assert len(storage.asked("DELETE")) == 2


def test_beside_a_damaged_journal_nothing_that_keeps_track_of_a_file_goes_either(
    workspace, folder, bring, uploader
):
    bring()
    uploader.upload_due()
    aside = folder.profile(workspace.profile.id) / "journal-replaced-20260101T000000.db"
    aside.write_bytes(b"")
    # A row that could not be read comes back from the server, and names the object there.
    workspace.connection.execute("DELETE FROM audio_tracks")
    workspace.connection.execute("DELETE FROM local_trash")
    assert workspace.own_files.sweep() == 0
    assert len(workspace.uploads.all()) == 1
    assert len(list(workspace.rows.walk("media_metadata"))) == 1

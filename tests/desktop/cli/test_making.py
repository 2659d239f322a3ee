"""One's own sounds on two computers: brought along, held back, sent once, fetched by the other."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from pathlib import Path

import pytest

from tests.desktop.cli.devices import Device
from tests.desktop.media.sounds import mp3
from tests.desktop.media.storage_server import StorageServer
from tests.patience import PATIENCE

SONG = mp3(4.0)
STORED = "select name from storage.objects where name like %s"


def bring(device, name="waves.mp3", content=SONG):
    path = device.folder / name
    path.write_bytes(content)
    return device.ok("audio", "import", "--json", str(path)).value()


def tracks(device):
    with device.workspace() as workspace:
        return workspace.rows.list("audio_tracks")


def use_bucket(device, name):
    with device.workspace() as workspace:
        workspace.settings.change(media_bucket=name)


def test_a_brought_sound_is_held_back_until_it_is_on_the_server(devices):
    desk, lap = devices
    use_bucket(desk, "elsewhere")
    bring(desk)
    refused = desk.run("sync", "--json")
    assert refused.code == 4
    assert refused.value()["held"] == []
    assert "1 sound of yours waits to be uploaded. The server has no such place" in refused.err
    assert "vibrationfit media upload" in refused.err
    lap.sync()
    assert tracks(lap) == []
    assert "waits to be uploaded" in desk.ok("status").out
    assert desk.ok("status", "--json").value()["uploads"] == 1
    status = desk.ok("media", "status", "--json").value()
    assert [one["total"] for one in status["uploads"]] == [len(SONG)]
    use_bucket(desk, "vision-audio")
    # What was refused is not sent again and again by itself: the member asks for it.
    assert desk.run("sync").code == 4
    assert desk.ok("media", "upload", "--json").value()["sent"] == 1
    desk.sync()
    lap.sync()
    assert len(tracks(lap)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")
@pytest.mark.parametrize("ends", [signal.SIGINT, signal.SIGKILL])
def test_a_sync_that_is_ended_in_the_middle_of_a_sound_sends_it_the_next_time(
    devices, backend, member, ends
):
    desk, lap = devices
    bring(desk)
    released = threading.Event()
    with contextlib.closing(StorageServer()) as silent:
        silent.tokens = Everybody()
        silent.behave("POST", ("stall", 1000, released))
        desk.environment["VIBRATIONFIT_SUPABASE_URL"] = silent.url
        running = desk.start("sync", "--json")
        assert silent.stalled.wait(PATIENCE)
        running.send_signal(ends)
        out, err = running.communicate(timeout=PATIENCE)
        released.set()
    desk.environment |= backend.environment
    assert running.returncode != 0
    assert (out, "Traceback" in err) == ("", False)
    desk.sync()
    assert len(backend.sql(STORED, [f"{member.id}/%"])) == 1
    lap.sync()
    assert len(tracks(lap)) == 1


class Everybody:
    """Tokens of which each one is good."""

    def __contains__(self, _token):
        return True


def test_one_sync_sends_a_sound_and_what_names_it(devices, backend, member):
    desk, lap = devices
    kept = bring(desk)
    report = desk.sync()
    assert report["held"] == []
    assert desk.ok("status", "--json").value()["waiting"] == 0
    lap.sync()
    (track,) = tracks(lap)
    assert track["id"] == kept["track"]
    assert f"/object/authenticated/vision-audio/{member.id}/audio/" in track["audio_url"]
    lap.ok("media", "pin", kept["set"])
    lap.ok("media", "fetch")
    out = lap.ok("audio", "export", kept["set"], "--json", "--to", str(lap.folder / "out")).value()
    assert out["missing"] == []
    (copied,) = out["files"]
    assert Path(copied).read_bytes().endswith(SONG)
    assert len(backend.sql(STORED, [f"{member.id}/%"])) == 1
    assert desk.ok("media", "upload", "--json").value() == {"sent": 0, "waiting": []}


def test_a_track_that_comes_back_after_its_upload_goes_with_the_next_sync(devices):
    desk, lap = devices
    kept = bring(desk)
    with desk.workspace() as workspace:
        trash_id = workspace.rows.delete("audio_tracks", kept["track"])
    assert desk.ok("media", "upload", "--json").value()["sent"] == 1  # its metadata names it, too
    with desk.workspace() as workspace:
        workspace.trash.restore(trash_id)
    desk.sync()
    lap.sync()
    (track,) = tracks(lap)
    assert track["id"] == kept["track"]
    assert "/object/authenticated/" in track["audio_url"]


def test_a_lost_answer_is_found_on_the_real_server(devices, backend, member):
    desk, _lap = devices
    bring(desk)
    with desk.workspace() as workspace:
        (upload,) = workspace.uploads.waiting()
        path = f"{member.id}/audio/{upload.id}.mp3"
        workspace.connection.execute(
            "UPDATE local_uploads SET bucket = 'vision-audio', path = ?", (path,)
        )
    with member.storage() as storage:
        storage.post(
            f"/object/vision-audio/{path}", content=SONG, headers={"Content-Type": "audio/mpeg"}
        ).raise_for_status()
    version = "select version from storage.objects where name = %s"
    before = backend.sql(version, [path])
    assert desk.ok("media", "upload", "--json").value()["sent"] == 1
    assert backend.sql(version, [path]) == before


def test_a_bucket_that_is_not_there_is_told(devices):
    desk, _lap = devices
    bring(desk)
    use_bucket(desk, "elsewhere")
    refused = desk.run("media", "upload")
    assert refused.code == 1
    assert "no such place for files" in refused.out
    use_bucket(desk, "member-media")
    assert desk.ok("media", "upload", "--json").value()["sent"] == 1


def test_without_a_server_all_of_it_works_and_waits(lonely, tmp_path):
    kept = bring(lonely)
    assert lonely.ok("media", "list", "--json").value()["state"] == "here"
    assert lonely.ok("media", "upload", "--json").value()["sent"] == 0
    assert lonely.ok("media", "clear", "--json").value() == {"freed": 0}
    lonely.ok("audio", "export", kept["set"], "--to", str(tmp_path / "out"))
    assert (tmp_path / "out" / "01 waves.mp3").read_bytes().endswith(SONG)
    (tmp_path / "x.txt").write_text("words")
    refused = lonely.run("audio", "import", str(tmp_path / "x.txt"))
    assert refused.code == 1
    assert "neither a sound" in refused.err


def test_what_was_brought_before_the_first_sign_in_comes_along(backend, member, tmp_path):
    device = Device(tmp_path / "new", backend.environment)
    bring(device)
    device.sign_in(member)
    assert device.ok("media", "upload", "--json").value()["sent"] == 1
    assert len(backend.sql(STORED, [f"{member.id}/%"])) == 1
    device.sync()
    assert device.ok("media", "list", "--json").value()["state"] == "here"

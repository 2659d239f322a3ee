"""`export FILE.zip` through real processes without Qt."""

from __future__ import annotations

import json
import os
import sys
import zipfile

import pytest

from tests.patience import PATIENCE

DAY = "2026-11-22"


@pytest.fixture
def desk(lonely):
    """A computer with an entry and a check-in."""
    lonely.put({"entry_date": DAY, "content": "The heron on the weir", "tags": ["river"]})
    lonely.put({"emotion_type": "Calm", "intensity": 7}, table="emotional_snapshots")
    return lonely


def test_everything_goes_into_one_file_with_the_rows_that_data_lists(desk):
    file = desk.folder / "all.zip"
    told = desk.ok("export", str(file), "--json").value()
    assert told == {"file": str(file), "files": 5, "rows": 2}
    with zipfile.ZipFile(file) as made:
        assert sorted(made.namelist()) == [
            "Check-ins.csv", "Data/emotional_snapshots.jsonl", "Data/journal_entries.jsonl",
            f"Journal/2026/{DAY} The heron on the weir.md", "README.txt",
        ]  # fmt: skip
        for table in ("journal_entries", "emotional_snapshots"):
            listed = desk.ok("data", "list", table).out
            assert made.read(f"Data/{table}.jsonl").decode() == listed
            assert len(json.loads(listed)) > 5


def test_a_file_that_is_there_is_only_replaced_when_that_is_asked_for(desk):
    file = desk.folder / "all.zip"
    file.write_text("precious")
    refused = desk.run("export", str(file))
    assert (refused.code, refused.out) == (1, "")
    assert "There is a file of this name already" in refused.err
    assert file.read_text() == "precious"
    assert "2 rows in 5 files" in desk.ok("export", "--overwrite", str(file)).out
    assert zipfile.is_zipfile(file)


def test_a_place_that_cannot_be_written_is_told_in_a_sentence(desk):
    refused = desk.run("export", str(desk.folder / "nowhere" / "all.zip"))
    assert (refused.code, refused.out) == (1, "")
    assert "The file cannot be written there" in refused.err


@pytest.mark.skipif(sys.platform == "win32", reason="limits are those of Unix")
def test_a_full_disk_leaves_no_file(desk):
    import resource

    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))

    desk.put({"entry_date": DAY, "content": os.urandom(400_000).hex()})
    running = desk.start("export", str(desk.folder / "all.zip"), preexec_fn=little_room)
    out, err = running.communicate(timeout=PATIENCE)
    assert (running.returncode, out) == (1, "")
    assert "There is no room left on the disk. Free some space" in err
    assert not [path.name for path in desk.folder.iterdir() if path.suffix in {".zip", ".part"}]

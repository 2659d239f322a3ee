"""What a rescue of the journal says, and how one from its copy meets the server again."""

from __future__ import annotations

import os
import random

import pytest

PAGE = 4096


def texts(device):
    return sorted(row["content"].split()[0] for row in device.rows().values())


@pytest.mark.parametrize("seed", range(3))
def test_what_came_back_from_the_copy_is_one_with_the_server_after_a_sync(devices, seed):
    desk, lap = devices
    rows = desk.put(
        *({"entry_date": "2026-01-01", "content": f"{n:02} {'x' * 2000}"} for n in range(30))
    )
    desk.sync()
    assert not (desk.data / "profiles/local/copies").exists()  # all of it is on the server
    desk.sync()  # and the copy of the day
    (copy,) = (desk.data / "profiles/local/copies").glob("*.db")
    with desk.workspace() as workspace:
        workspace.journal.delete(rows[0]["id"])
        workspace.rows.put(
            "journal_entries", {"id": rows[1]["id"], "content": "changed since the copy"}
        )
    desk.put({"entry_date": "2026-01-02", "content": "sent since the copy"})
    desk.sync()
    desk.put({"entry_date": "2026-01-03", "content": "unsent since the copy"})
    path = desk.data / "profiles/local/journal.db"
    pages = path.stat().st_size // PAGE
    with path.open("r+b") as file:
        for page in random.Random(seed).sample(range(pages), 4):
            file.seek(page * PAGE)
            file.write(os.urandom(PAGE))
    assert str(copy) in desk.run("doctor", "--salvage").out
    desk.sync("--full")
    lap.sync()
    expected = sorted(["changed", "sent", *(f"{n:02}" for n in range(2, 30))])
    assert [text for text in texts(desk) if text != "unsent"] == expected
    assert texts(lap) == texts(desk)
    assert desk.sync()["held"] == []


def test_whoever_salvaged_in_vain_is_not_told_to_salvage(lonely):
    lonely.ok("journal", "add", "text")
    (lonely.folder / "key").write_text("ab" * 32)
    looked = lonely.run("doctor").err
    assert looked.count("Nothing was changed") == 1
    assert "doctor --salvage" in looked
    tried = lonely.run("doctor", "--salvage")
    assert tried.code == 1
    assert "Nothing in it could be read" in tried.err
    assert "Keep the file in any case" in tried.err
    assert "doctor --salvage" not in tried.err

"""A damaged or emptied journal: what is said, and what is saved of it."""

from __future__ import annotations

import contextlib
import os

import pytest

from desktop import headless
from desktop.account.profiles import Profiles
from desktop.core.errors import DatabaseDamaged, StoreProblem, WrongKey
from desktop.services.making.intake import taken
from desktop.services.making.recordings import Told
from desktop.services.rescue import save_what_is_left
from tests.desktop.media.sounds import mp3

KEY = b"k" * 32
PAGE = 4096
ANNA = "a0000000-0000-4000-8000-00000000000a"


@pytest.fixture
def opener(folder):
    return headless.ProfileOpener(folder, KEY)


def texts(folder):
    with contextlib.closing(headless.open_workspace(folder, key=KEY)) as workspace:
        return [row["content"] for row in workspace.rows.walk("journal_entries")]


@pytest.fixture
def written(folder):
    with contextlib.closing(headless.open_workspace(folder, key=KEY)) as workspace:
        many = [{"entry_date": "2026-01-01", "content": f"{n} {'x' * 2000}"} for n in range(300)]
        workspace.rows.put_many("journal_entries", many)
        return workspace.database


def sign_in(folder):
    bound = Profiles(folder).current()._replace(user_id=ANNA, email="a@example.org")
    return Profiles(folder).keep(bound)


def tear(path):
    """Overwrite some pages where the rows lie."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size * 3 // 4 // PAGE * PAGE)
        file.write(os.urandom(3 * PAGE))


def said(folder, kind=DatabaseDamaged):
    with pytest.raises(kind) as caught:
        headless.open_workspace(folder, key=KEY)
    return str(caught.value)


def test_an_emptied_journal_is_not_begun_anew(folder, path, written):
    path.write_bytes(b"")
    sentence = said(folder)
    assert "is empty, though a journal was kept in it" in sentence
    assert "no copy of it, and no account" in sentence
    assert "doctor --salvage" in sentence
    assert path.read_bytes() == b""


def test_where_there_is_a_copy_it_is_named(folder, path, written):
    written.backup(folder.backups / "journal-v1.db")
    path.write_bytes(b"")
    sentence = said(folder)
    assert f"The newest copy is {folder.backups / 'journal-v1.db'}. Close the app" in sentence
    assert "doctor --salvage" in sentence


def test_with_an_account_the_server_is_a_way_on(folder, path, written):
    sign_in(folder)
    path.write_bytes(os.urandom(20 * PAGE))
    sentence = said(folder, WrongKey)
    assert f"on the server: close the app, move {path} out of its folder" in sentence
    path.rename(path.with_name("moved.db"))
    assert texts(folder) == []


def test_a_copy_of_another_journal_is_not_named(folder, path, written):
    profiles = Profiles(folder)
    local = profiles.keep(profiles.current())
    profiles.keep(profiles.new_for(ANNA, "a@example.org", "https://s.example"))
    with contextlib.closing(headless.open_workspace(folder, key=KEY)) as workspace:
        workspace.rows.put("journal_entries", {"entry_date": "2026-01-01"})
        workspace.database.backup(folder.backups / "other.db")
    profiles.keep(local)
    path.write_bytes(b"")
    assert "no copy of it" in said(folder)
    profiles.keep(profiles.of_account(ANNA))
    (folder.profile(profiles.current().id) / "journal.db").write_bytes(b"")
    assert f"The newest copy is {folder.backups / 'other.db'}" in said(folder)


@pytest.mark.parametrize("signed_in", [False, True])
def test_what_can_be_read_goes_on_in_a_new_file(folder, path, written, opener, signed_in):
    before = set(texts(folder))
    tear(path)
    damaged = path.read_bytes()
    if signed_in:
        sign_in(folder)
    profile = Profiles(folder).current()
    sentence = save_what_is_left(folder, profile, written, opener)
    after = texts(folder)
    assert set(after) < before
    assert len(after) == len(set(after)) > 280
    assert f"{len(after)} rows" in sentence
    assert ("comes back from the server" in sentence) is signed_in
    (aside,) = path.parent.glob("journal-replaced-*.db")
    assert aside.read_bytes() == damaged
    assert str(aside) in sentence
    assert sorted(p.name for p in path.parent.parent.iterdir()) == ["local"]
    with contextlib.closing(headless.open_workspace(folder, key=KEY)) as workspace:
        # For sync they are edits like any other.
        assert workspace.status.summary().waiting == len(after)


def test_a_journal_that_is_open_is_left_alone(folder, path, written, opener):
    profile = Profiles(folder).current()
    with (
        contextlib.closing(headless.open_workspace(folder, key=KEY)),
        pytest.raises(StoreProblem, match="Close every window"),
    ):
        save_what_is_left(folder, profile, written, opener)
    assert len(texts(folder)) == 300


def test_a_file_that_lost_its_beginning_is_left_as_it_is(folder, path, written, opener):
    with path.open("r+b") as file:
        file.write(os.urandom(8 * PAGE))
    before = path.read_bytes()
    with pytest.raises(StoreProblem, match="Nothing in it"):
        save_what_is_left(folder, Profiles(folder).current(), written, opener)
    assert path.read_bytes() == before


def test_a_file_without_a_row_is_left_as_it_is(folder, path, written, opener):
    with contextlib.closing(headless.open_workspace(folder, key=KEY)) as workspace:
        for row in list(workspace.rows.walk("journal_entries")):
            workspace.rows.delete("journal_entries", row["id"])
    before = path.read_bytes()
    with pytest.raises(StoreProblem, match="Nothing in it"):
        save_what_is_left(folder, Profiles(folder).current(), written, opener)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("journal-replaced-*"))


def test_what_the_member_recorded_is_heard_after_it_and_still_goes_to_the_server(
    folder, path, opener
):
    with contextlib.closing(headless.open_workspace(folder, key=KEY)) as workspace:
        workspace.rows.put_many(
            "journal_entries",
            [{"entry_date": "2026-01-01", "content": f"{n} {'x' * 2000}"} for n in range(300)],
        )
        kept = workspace.recordings.add(taken(mp3(1.0), "waves.mp3"), Told())
        database = workspace.database
        profile = workspace.profile
    save_what_is_left(folder, profile, database, opener)
    with contextlib.closing(headless.open_workspace(folder, key=KEY)) as workspace:
        url = workspace.audio.track(kept.track_id).url
        assert workspace.media.content(url) == mp3(1.0)
        assert [one.state for one in workspace.uploads.waiting()] == ["waiting"]

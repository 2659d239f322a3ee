"""A damaged journal comes back from its newest copy, with what was written since."""

from __future__ import annotations

import contextlib
import os
import random
from datetime import date, timedelta

import pytest

from desktop import headless
from desktop.account.profiles import Profiles
from desktop.core.clock import SystemClock
from desktop.core.errors import DatabaseDamaged, KeyUnavailable, WrongKey
from desktop.core.ids import LOCAL_USER_ID
from desktop.services.journal import EntryDraft
from desktop.services.keys import Keys, VaultState, choice
from desktop.services.rescue import save_what_is_left
from desktop.store.copies import DailyCopies
from desktop.store.database import Database
from desktop.store.joining import adopt_account

KEY = b"k" * 32
PAGE = 4096
ANNA = "a0000000-0000-4000-8000-00000000000a"
LONG = "word " * 500


def opened(folder):
    return contextlib.closing(headless.open_workspace(folder, key=KEY))


def write(workspace, number, text):
    """Write an entry under an id that is told by its number."""
    entry_id = f"e0000000-0000-4000-8000-{number:012}"
    draft = EntryDraft(date(2026, 1, 1), f"{text} {number} {LONG}", "calm", ("sea",))
    workspace.journal.save(entry_id, draft, f"{text}")
    workspace.journal.leave(entry_id)
    return entry_id


def copied(workspace, days_ago=0):
    day = SystemClock().today() - timedelta(days=days_ago)
    return DailyCopies(workspace.database).keep(day)


@pytest.fixture
def copy(folder):
    """A journal of sixty entries, of which forty, and nothing of what came later, are in a copy."""
    with opened(folder) as workspace:
        for number in range(40):
            write(workspace, number, "first")
        workspace.rows.put("scenes", {"scene_text": "a scene"})
        made = copied(workspace)
        for number in range(40, 60):
            write(workspace, number, "newer")
        write(workspace, 3, "changed")
    return made


def entries(folder):
    """Each entry's first word and number."""
    with opened(folder) as workspace:
        found = [row["content"].split()[:2] for row in workspace.rows.walk("journal_entries")]
        return {int(number): word for word, number in found}


def rescued(folder):
    profile = Profiles(folder).current()
    opener = headless.ProfileOpener(folder, KEY)
    database = the_database(folder)
    return save_what_is_left(folder, profile, database, opener)


def the_database(folder):
    profile = Profiles(folder).current()
    return Database(folder.profile(profile.id) / "journal.db", KEY, backups=folder.backups)


def harm(path, pages):
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * PAGE)
            file.write(os.urandom(PAGE))


WRITTEN = dict.fromkeys(range(40), "first") | dict.fromkeys(range(40, 60), "newer")
WHOLE = WRITTEN | {3: "changed"}


@pytest.mark.parametrize("seed", range(12))
def test_wherever_pages_are_damaged_all_comes_back_that_can_be_read(folder, path, copy, seed):
    chance = random.Random(seed)
    pages = path.stat().st_size // PAGE
    count = 3 + seed
    harmed = chance.sample(range(2, pages + 1), count)
    harm(path, harmed)
    damaged = path.read_bytes()
    sentence = rescued(folder)
    found = entries(folder)
    assert {number for number in range(40) if number not in found} == set()
    lost = [number for number in WHOLE if found.get(number) not in {WHOLE[number]}]
    assert set(lost) <= {3, *range(40, 60)}
    # An entry fills a page of its own, or nearly so.
    assert len(lost) <= count
    assert not lost or "could not be read" in sentence
    assert str(copy) in sentence
    (aside,) = path.parent.glob("journal-replaced-*.db")
    assert aside.read_bytes() == damaged
    assert the_database(folder).check() == []


def test_without_its_first_page_everything_is_read(folder, path, copy):
    harm(path, [1])
    with pytest.raises(WrongKey, match="doctor --salvage"):
        headless.open_workspace(folder, key=KEY)
    sentence = rescued(folder)
    assert entries(folder) == WHOLE
    assert "21 rows that had changed since" in sentence


def test_a_whole_file_adds_what_is_newer_and_loses_no_word_of_the_copy(folder, copy):
    sentence = rescued(folder)
    assert "Of what you wrote nothing is missing" in sentence
    assert entries(folder) == WHOLE
    with opened(folder) as workspace:
        changed = f"e0000000-0000-4000-8000-{3:012}"
        kept = [
            version.preview for version in workspace.history.versions("journal_entries", changed)
        ]
        assert any(preview.startswith("first 3") for preview in kept)
        assert workspace.rows.count("scenes") == 1


def test_what_was_deleted_since_stays_deleted_and_in_the_trash(folder, copy):
    with opened(folder) as workspace:
        workspace.journal.delete(f"e0000000-0000-4000-8000-{5:012}")
    rescued(folder)
    assert entries(folder) == {n: word for n, word in WHOLE.items() if n != 5}
    with opened(folder) as workspace:
        (trashed,) = workspace.trash.items(10)
        workspace.trash.restore(trashed.id)
    assert entries(folder) == WHOLE


@pytest.mark.parametrize("emptied", [True, False])
def test_a_journal_that_is_emptied_or_gone_comes_back_from_its_copy(folder, path, copy, emptied):
    if emptied:
        path.write_bytes(b"")
    else:
        path.unlink()
    with pytest.raises(DatabaseDamaged, match="doctor --salvage"):
        headless.open_workspace(folder, key=KEY)
    assert "Nothing that was written since could be read" in rescued(folder)
    assert entries(folder) == dict.fromkeys(range(40), "first")


def test_a_copy_that_is_damaged_itself_is_passed_over(folder, path):
    with opened(folder) as workspace:
        write(workspace, 1, "first")
        older = copied(workspace, days_ago=1)
        newest = copied(workspace)
    harm(newest, range(2, newest.stat().st_size // PAGE + 1))
    path.write_bytes(b"")
    assert str(older) in rescued(folder)
    assert entries(folder) == {1: "first"}


def test_a_copy_of_before_the_sign_in_becomes_the_accounts(folder, path, copy):
    with opened(folder) as workspace:
        adopt_account(workspace.connection, LOCAL_USER_ID, ANNA)
        profile = workspace.profile
    Profiles(folder).keep(profile._replace(user_id=ANNA, email="a@example.org"))
    pages = path.stat().st_size // PAGE
    harm(path, range(pages - 20, pages + 1))
    assert "comes back from the server" in rescued(folder)
    assert set(entries(folder)) >= set(range(40))
    with opened(folder) as workspace:
        assert {row["user_id"] for row in workspace.rows.walk("journal_entries")} == {ANNA}


def test_without_a_copy_and_without_definitions_rows_are_told_by_their_look(folder, path):
    with opened(folder) as workspace:
        for number in range(40):
            write(workspace, number, "first")
        workspace.rows.put("scenes", {"scene_text": "a scene"})
    # All that says which tables there are, and the roots of most of them; the salt is left.
    with path.open("r+b") as file:
        file.seek(16)
        file.write(os.urandom(90 * PAGE))
    sentence = rescued(folder)
    assert "40 rows" in sentence
    assert "could not be read" in sentence
    assert entries(folder) == dict.fromkeys(range(40), "first")


def test_no_new_key_is_made_where_only_copies_are_left(folder, path, copy, monkeypatch, tmp_path):
    monkeypatch.setenv("VIBRATIONFIT_KEY_FILE", str(tmp_path / "gone.key"))
    path.unlink()
    assert Keys(folder).state() is VaultState.LOST
    with pytest.raises(KeyUnavailable, match="recovery key"):
        headless.open_workspace(folder)
    assert not (tmp_path / "gone.key").exists()


def test_the_recovery_key_is_known_by_a_copy_where_the_first_page_is_gone(
    folder, path, copy, tmp_path
):
    harm(path, [1])
    keys = Keys(folder)
    guard = choice("file", file=str(tmp_path / "new.key"))
    with pytest.raises(WrongKey):
        keys.recover(keys.recovery_key(b"w" * 32), guard)
    assert keys.recover(keys.recovery_key(KEY), guard) == KEY

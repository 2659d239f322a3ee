"""The demo's own folder: kept, made anew, never mixed up with a member's."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

import pytest

from desktop import headless
from desktop.account.vault import Vault
from desktop.core.errors import InvalidInput
from desktop.core.paths import DataFolder
from desktop.demo import making, place
from desktop.services.keys import Keys, choice
from sync.cancel import CancelToken
from sync.errors import Misconfigured


def entry_count(folder):
    with contextlib.closing(making.open_workspace(folder)) as workspace:
        return workspace.rows.count("journal_entries")


def test_it_lies_beside_the_members_folder_and_leaves_that_alone(mine, demo, memory_keyring):
    assert entry_count(demo) > 300
    assert demo.root.parent == mine.root.parent
    assert not mine.root.exists()
    assert memory_keyring.secrets == {}


def test_its_key_is_its_own_whatever_the_environment_names(demo, tmp_path, monkeypatch):
    monkeypatch.setenv("VIBRATIONFIT_KEY_FILE", str(tmp_path / "mine.key"))
    entry_count(demo)
    assert not (tmp_path / "mine.key").exists()
    (key_file,) = demo.root.glob("*.key")
    if os.name == "posix":
        assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert str(key_file) in Vault(demo).description()


def test_no_other_guard_can_take_its_key(demo, memory_keyring):
    entry_count(demo)
    keys = Keys(demo)
    assert keys.is_fixed
    with pytest.raises(InvalidInput):
        keys.guard(keys.key(), choice("keyring"))
    assert memory_keyring.secrets == {}


def test_it_never_meets_a_server(demo, monkeypatch):
    monkeypatch.setenv("VIBRATIONFIT_SUPABASE_URL", "https://abc.supabase.co")
    monkeypatch.setenv("VIBRATIONFIT_SUPABASE_KEY", "sb_publishable_x")
    with contextlib.closing(making.open_workspace(demo)) as workspace:
        workspace.settings.change(server_url="https://abc.supabase.co", server_key="k")
        assert workspace.status.summary().server is None
        assert not headless.may_sync(workspace)
        with pytest.raises(Misconfigured, match="demo"):
            headless.run_sync(workspace, CancelToken())
        with pytest.raises(Misconfigured, match="demo"):
            headless.accounts(demo, key=workspace.key).sign_in("a@example.org", "secret words")


def test_it_is_kept_between_starts(demo):
    with contextlib.closing(making.open_workspace(demo)) as workspace:
        kept = workspace.journal.ids()
        workspace.rows.delete("journal_entries", kept[0])
    place.prepare(demo)
    with contextlib.closing(making.open_workspace(demo)) as workspace:
        assert workspace.journal.ids() == kept[1:]


def test_a_second_start_writes_nothing(demo, monkeypatch):
    entry_count(demo)
    monkeypatch.setattr("desktop.demo.life.life", pytest.fail)
    place.prepare(demo)
    assert entry_count(demo) > 300


def test_fresh_makes_it_anew(demo):
    with contextlib.closing(making.open_workspace(demo)) as workspace:
        workspace.rows.delete_many("journal_entries", workspace.journal.ids())
    place.prepare(demo, fresh=True)
    assert entry_count(demo) > 300


def test_a_making_that_was_interrupted_is_made_up_for(demo, monkeypatch):
    def broken(*_):
        raise OSError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr("desktop.demo.making.write_mark", broken)
        with pytest.raises(OSError, match="power"):
            making.open_workspace(demo)
    before = entry_count(demo)
    assert before == entry_count(demo)
    assert before < 500


def test_of_a_making_that_broke_off_nothing_half_is_left(demo, monkeypatch):
    def broken(*_):
        raise OSError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr("desktop.demo.links.keep_templates", broken)
        with pytest.raises(OSError, match="power"):
            making.open_workspace(demo)
    with contextlib.closing(headless.open_workspace(demo)) as workspace:
        assert workspace.rows.count("journal_entries") == 0
    with contextlib.closing(making.open_workspace(demo)) as workspace:
        assert [t for t in workspace.templates.all("template") if t.own]
        assert workspace.rows.count("vision_versions") == 3


def test_a_size_holds_from_when_it_is_made(demo):
    place.prepare(demo, 400, fresh=True)
    assert 380 <= entry_count(demo) <= 420
    place.prepare(demo, 400)
    with pytest.raises(InvalidInput, match="fresh"):
        place.prepare(demo, 500)


@pytest.mark.parametrize("fresh", [False, True])
def test_a_folder_that_is_no_demo_is_never_touched(mine, fresh):
    folder = place.beside(mine)
    folder.create()
    precious = folder.root / "letters.txt"
    precious.write_text("mine")
    with pytest.raises(InvalidInput, match="no demo"):
        place.prepare(folder, fresh=fresh)
    assert precious.read_text() == "mine"


def test_a_lost_mark_does_not_turn_the_demo_into_a_members_journal(demo):
    entry_count(demo)
    demo.demo_mark.unlink()
    with pytest.raises(InvalidInput):
        place.prepare(demo)


def test_a_folder_without_a_name_has_a_demo_as_well():
    assert place.beside(DataFolder(Path("/"))).root.name


def test_words_of_the_journal_are_evidence_for_the_vision(lived):
    (active,) = [v for v in lived.rows.walk("vision_versions") if v["is_active"]]
    links = lived.evidence.of_vision(active["id"])
    assert len(links) >= 8
    for link in links:
        assert link.stands
        assert link.quote in lived.journal.get(link.entry_id).content
    assert [t.name for t in lived.templates.all("template") if t.own]
    assert [p.body for p in lived.templates.all("prompt") if p.own]

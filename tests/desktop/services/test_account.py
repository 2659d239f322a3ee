"""Which profile a sign-in leads to; the sessions are made here, no server is asked."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import date

import pytest

from desktop import headless
from desktop.account.profiles import Profile, Profiles
from desktop.account.session import Session, SessionFile
from desktop.core.errors import AppError
from desktop.core.ids import LOCAL_USER_ID
from desktop.core.paths import DataFolder
from desktop.services.account import Arrival
from desktop.services.journal import EntryDraft
from sync.errors import Misconfigured, SignInNeeded

KEY = b"k" * 32
ANNA = "a0000000-0000-4000-8000-00000000000a"
BEN = "b0000000-0000-4000-8000-00000000000b"


def session(user_id):
    claims = base64.urlsafe_b64encode(json.dumps({"sub": user_id}).encode()).decode().rstrip("=")
    return Session(
        f"h.{claims}.s", "refresh", user_id, f"{user_id[0]}@example.org", "https://s.example",
        3600.0, 0.0,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


@pytest.fixture
def accounts(folder):
    return headless.accounts(folder, key=KEY)


@pytest.fixture
def opened(folder):
    """Open the current profile; closed at the end of the test."""
    workspaces = []

    def open_now():
        workspaces.append(headless.open_workspace(folder, key=KEY))
        return workspaces[-1]

    yield open_now
    for workspace in workspaces:
        workspace.close()


def write(workspace, text):
    entry_id = workspace.journal.new_id()
    workspace.journal.save(entry_id, EntryDraft(date(2026, 1, 1), text, None, ()), entry_id)
    return entry_id


def texts(workspace):
    return sorted(row["content"] for row in workspace.rows.walk("journal_entries"))


def owners(workspace):
    return {row["user_id"] for row in workspace.rows.walk("journal_entries")}


def test_the_first_sign_in_takes_along_what_was_written(accounts, opened):
    write(opened(), "before")
    assert accounts.arrival(session(ANNA)) is Arrival.FIRST
    settled = accounts.settle(session(ANNA), join=True)
    assert settled.joined == 1
    after = opened()
    assert after.user_id == ANNA
    assert owners(after) == {ANNA}
    assert accounts.signed_in_as() == "a@example.org"
    assert accounts.arrival(session(ANNA)) is Arrival.SAME
    assert accounts.arrival(session(BEN)) is Arrival.OTHER


def test_a_member_may_keep_it_apart(accounts, opened):
    write(opened(), "before")
    settled = accounts.settle(session(ANNA), join=False)
    assert settled.joined == 0
    assert texts(opened()) == []
    assert [profile.id for profile in accounts.others()] == ["local"]
    assert accounts.turn_to("local").is_local
    assert texts(opened()) == ["before"]
    with pytest.raises(AppError):
        accounts.turn_to("local")


def test_what_joined_an_account_is_no_journal_of_its_own(accounts, opened):
    write(opened(), "before")
    accounts.settle(session(ANNA), join=True)
    assert accounts.others() == []


def test_an_empty_local_profile_is_never_kept_apart(accounts, folder, opened):
    opened()
    assert accounts.arrival(session(ANNA)) is Arrival.OTHER
    accounts.settle(session(ANNA), join=False)
    assert [p.user_id for p in Profiles(folder).all()] == [ANNA]


def test_two_accounts_have_two_databases(accounts, opened):
    accounts.settle(session(ANNA), join=True)
    write(opened(), "anna's")
    accounts.settle(session(BEN), join=True)
    assert texts(opened()) == []
    write(opened(), "ben's")
    accounts.settle(session(ANNA), join=True)
    assert texts(opened()) == ["anna's"]


def test_a_journal_whose_account_was_forgotten_stays_its_owners(accounts, folder, opened):
    accounts.settle(session(ANNA), join=True)
    write(opened(), "anna's")
    folder.profiles.unlink()
    write(opened(), "late")
    assert accounts.arrival(session(BEN)) is Arrival.OTHER
    assert accounts.settle(session(BEN), join=True).joined == 0
    assert texts(opened()) == []
    assert [(p.user_id, p.email) for p in accounts.others()] == [(ANNA, "a@example.org")]
    accounts.settle(session(ANNA), join=True)
    assert texts(opened()) == ["anna's", "late"]


def test_a_forgotten_account_is_found_by_its_folder(accounts, folder, opened):
    for member in (BEN, ANNA):
        accounts.settle(session(member), join=True)
        write(opened(), member[0])
    folder.profiles.unlink()
    accounts.settle(session(ANNA), join=True)
    assert texts(opened()) == ["a"]
    accounts.settle(session(BEN), join=True)
    assert texts(opened()) == ["b"]
    assert len(list(folder.root.glob("profiles/*/journal.db"))) == 2


def test_a_crash_in_the_middle_of_joining_is_finished_at_the_next_start(
    accounts, folder, opened, monkeypatch
):
    workspace = opened()
    write(workspace, "before")

    def crash(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(accounts, "finish_adoption", crash)
    with pytest.raises(KeyboardInterrupt):
        accounts.settle(session(ANNA), join=True)
    assert owners(workspace) == {LOCAL_USER_ID}
    after = opened()
    assert after.user_id == ANNA
    assert owners(after) == {ANNA}
    assert not Profiles(folder).current().adopting


def test_a_sync_under_way_is_waited_for(accounts, folder, opened, monkeypatch):
    from filelock import FileLock

    from desktop.services import account

    monkeypatch.setattr(account, "_LOCK_SECONDS", 0)
    write(opened(), "before")
    with FileLock(folder.profile("local") / "sync.lock"):
        with pytest.raises(AppError, match="right now"):
            accounts.settle(session(ANNA), join=True)
        assert Profiles(folder).current().is_local
    assert accounts.settle(session(ANNA), join=True).joined == 1


def test_what_an_open_window_still_wrote_as_local_joins_later(accounts, opened):
    window = opened()
    accounts.settle(session(ANNA), join=True)
    write(window, "late")
    after = opened()
    assert accounts.finish_adoption(after.profile, after.connection) == 1
    assert owners(after) == {ANNA}
    assert accounts.finish_adoption(after.profile, after.connection) == 0


def test_a_journal_that_is_open_elsewhere_joins_another_file_when_it_is_closed(
    accounts, folder, opened
):
    accounts.settle(session(ANNA), join=True)
    Profiles(folder).keep(Profile("apart"))
    window = opened()
    write(window, "before")
    with pytest.raises(AppError, match="open in a window"):
        accounts.settle(session(ANNA), join=True, alone=True)
    assert Profiles(folder).current().id == "apart"
    write(window, "last words")
    window.close()
    assert accounts.settle(session(ANNA), join=True, alone=True).joined == 2
    assert texts(opened()) == ["before", "last words"]


def test_sign_out_keeps_everything_and_counts_what_waits(accounts, opened):
    accounts.settle(session(ANNA), join=True)
    write(opened(), "mine")
    left = accounts.sign_out()
    assert (left.was_signed_in, left.waiting, left.told) == (True, 1, False)
    assert accounts.signed_in_as() is None
    assert texts(opened()) == ["mine"]
    assert not headless.may_sync(opened())
    assert not accounts.sign_out().was_signed_in


def test_signing_out_of_a_journal_that_cannot_be_opened(accounts, folder):
    profile = accounts.settle(session(ANNA), join=True).profile
    (folder.profile(profile.id) / "journal.db").write_bytes(b"torn" * 4096)
    assert accounts.sign_out().was_signed_in
    assert not folder.session(profile.id).exists()


@pytest.mark.parametrize("content", [b"", b"torn", b"x" * 200])
def test_a_session_that_cannot_be_read_is_none(accounts, folder, opened, content):
    profile = accounts.settle(session(ANNA), join=True).profile
    folder.session(profile.id).write_bytes(content)
    assert accounts.signed_in_as() is None
    assert opened().status.summary().signed_in_as is None
    assert not headless.may_sync(opened())
    assert accounts.settle(session(ANNA), join=True).profile == profile
    assert accounts.signed_in_as() == "a@example.org"


def test_without_a_server_nobody_can_sign_in(accounts):
    with pytest.raises(Misconfigured, match="No server"):
        accounts.sign_in("a@example.org", "password")
    with pytest.raises(Misconfigured):
        accounts.sign_up("a@example.org", "password")


@pytest.mark.parametrize(
    "change", [{"server": "https://other.example"}, {"access_token": "h.e30.s"}]
)
def test_a_session_of_another_server_or_member_is_not_used(
    accounts, folder, opened, monkeypatch, change
):
    monkeypatch.setenv("VIBRATIONFIT_SUPABASE_URL", "https://s.example")
    monkeypatch.setenv("VIBRATIONFIT_SUPABASE_KEY", "key")
    profile = accounts.settle(session(ANNA), join=True).profile
    workspace = opened()
    headless.build_engine(workspace).remote.close()
    file = SessionFile(folder.profile(profile.id), KEY)
    file.save(replace(session(ANNA), user_id=BEN, **change))
    with pytest.raises(SignInNeeded):
        headless.build_engine(workspace)


def test_a_workspace_knows_when_the_profile_changed(accounts, opened):
    workspace = opened()
    assert headless.is_current(workspace)
    accounts.settle(session(ANNA), join=True)
    assert not headless.is_current(workspace)
    assert headless.is_current(opened())

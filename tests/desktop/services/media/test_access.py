"""The way of the background threads to the member's project."""

from __future__ import annotations

import time

import pytest

from desktop import headless
from desktop.account.session import Session
from desktop.core.paths import DataFolder
from desktop.headless.media import ProjectAccess
from sync.errors import SignInNeeded
from tests.desktop.moulds import KEY

MEMBER = "a0000000-0000-4000-8000-00000000000a"


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("VIBRATIONFIT_SUPABASE_URL", "https://s.example")
    monkeypatch.setenv("VIBRATIONFIT_SUPABASE_KEY", "key")
    folder = DataFolder(tmp_path / "data")
    session = Session(
        "h.e30.s", "refresh", MEMBER, "a@example.org", "https://s.example", 3600.0, time.time()
    )
    headless.accounts(folder, key=KEY).settle(session, join=True)
    opened = headless.open_workspace(folder, key=KEY)
    yield opened
    opened.close()


def test_a_token_is_never_given_for_another_server(workspace, monkeypatch):
    access = ProjectAccess(workspace)
    assert (access.server(), access.token()) == (("https://s.example", "key"), "h.e30.s")
    monkeypatch.setenv("VIBRATIONFIT_SUPABASE_URL", "https://other.example")
    for ask in (access.token, lambda: access.renew("h.e30.s")):
        with pytest.raises(SignInNeeded):
            ask()
    monkeypatch.setenv("VIBRATIONFIT_SUPABASE_URL", "https://s.example")
    assert access.token() == "h.e30.s"

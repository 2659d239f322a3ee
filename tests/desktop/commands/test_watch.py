"""The loop behind `sync --watch`, turn by turn; no server is asked."""

from __future__ import annotations

import pytest

from desktop import headless
from desktop.account.session import Session
from desktop.commands.tell import Quiet
from desktop.commands.watch import Watch
from desktop.core.paths import DataFolder
from sync.cancel import CancelToken

KEY = b"k" * 32
ANNA = "a0000000-0000-4000-8000-00000000000a"


class Turns:
    """Wishes that let no time pass: each turn may do something; the last one is the end."""

    def __init__(self, *turns):
        self.turns = list(turns)
        self.over = False

    def token(self):
        return CancelToken()

    def next(self, _seconds):
        turn = self.turns.pop(0)
        self.over = not self.turns
        return turn() if turn else None


class Counting(Quiet):
    """Hears how many runs began and how they failed."""

    def __init__(self):
        self.runs = 0
        self.kinds = set()

    def started(self):
        self.runs += 1

    def failed(self, fault):
        self.kinds.add(str(fault.kind))


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


@pytest.fixture
def sign_in(folder, monkeypatch):
    monkeypatch.setenv("VIBRATIONFIT_SUPABASE_URL", "https://another.example")
    monkeypatch.setenv("VIBRATIONFIT_SUPABASE_KEY", "key")
    accounts = headless.accounts(folder, key=KEY)
    session = Session("h.e30.s", "r", ANNA, "a@example.org", "https://s.example", 3600.0, 0.0)

    def now():
        accounts.settle(session, join=True)

    now()
    return now


def runs(folder, *turns):
    teller = Counting()
    watch = Watch(folder, None, Turns(*turns), teller)
    watch.run(300.0, headless.SyncChoice(), key=KEY, stays=True)
    assert teller.kinds == {"sign_in"}
    return teller.runs


def test_a_session_that_was_refused_is_not_tried_at_every_turn(folder, sign_in):
    assert runs(folder, None, None, None, None) == 1


def test_it_is_tried_again_when_somebody_signs_in_or_the_settings_change(folder, sign_in):
    def change_the_settings():
        folder.settings.write_text("[sync]\nminutes = 7\n")

    assert runs(folder, None, sign_in, None, None) == 2
    assert runs(folder, None, change_the_settings, None, None) == 2
    assert runs(folder, None, lambda: "now", None, None) == 2
